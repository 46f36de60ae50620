import MailComposer from 'nodemailer/lib/mail-composer';
import { isMailAddress } from './addresses.ts';
import { oneLine } from './text.ts';

/** A message of free composition, without an archive of health documents. */
export interface FreeMail {
  /** Without angle brackets. */
  readonly messageId: string;
  readonly date: Date;
  /** Random text that makes the MIME boundaries; the same text gives the same bytes. */
  readonly boundary: string;
  /** null for the copy of a draft: it has no sender yet. */
  readonly from: { readonly name: string; readonly address: string } | null;
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly subject: string;
  readonly body: string;
  readonly files: readonly { readonly name: string; readonly mediaType: string; readonly bytes: Uint8Array }[];
  /** Headers of the MSSanté reference and of receipts, by their official spelling. */
  readonly headers: Readonly<Record<string, string>>;
  readonly inReplyTo: string | null;
  readonly references: readonly string[];
}

const known = (addresses: readonly string[]): { name: string; address: string }[] =>
  addresses.filter(isMailAddress).map((address) => ({ name: '', address }));
/** A folded header of a long conversation stays readable: the first message and the last ones (RFC 5322 § 3.6.4 lets a client shorten). */
const MOST_REFERENCES = 20;

/**
 * The bytes of one message, the same for the same input: text in UTF-8, names of files by RFC 2231 (Référentiel socle MSSanté #2, ECO.2.2.3). An address that is
 * being typed in a draft and is no address yet is left out.
 */
export async function buildMail(mail: FreeMail): Promise<Uint8Array> {
  if (/[<>\s]/.test(mail.messageId)) throw new RangeError('Message-ID invalide');
  const spelling = new Map(Object.keys(mail.headers).map((name) => [name.toLowerCase(), name]));
  const references =
    mail.references.length <= MOST_REFERENCES
      ? mail.references
      : [...mail.references.slice(0, 1), ...mail.references.slice(1 - MOST_REFERENCES)];
  const composer = new MailComposer({
    messageId: `<${mail.messageId}>`,
    date: mail.date,
    baseBoundary: mail.boundary,
    boundaryPrefix: '----=_Hygie',
    newline: 'windows',
    ...(mail.from === null ? {} : { from: { name: oneLine(mail.from.name), address: mail.from.address } }),
    to: known(mail.to),
    cc: known(mail.cc),
    ...(mail.inReplyTo === null ? {} : { inReplyTo: `<${mail.inReplyTo}>` }),
    ...(references.length === 0 ? {} : { references: references.map((id) => `<${id}>`).join(' ') }),
    subject: oneLine(mail.subject),
    text: mail.body,
    headers: Object.entries(mail.headers).map(([key, value]) => ({ key, value: oneLine(value) })),
    attachments: mail.files.map(({ name, mediaType, bytes }) => ({
      filename: name,
      content: Buffer.from(bytes),
      contentType: mediaType,
    })),
    disableFileAccess: true,
    disableUrlAccess: true,
    normalizeHeaderKey: (key: string) => spelling.get(key.toLowerCase()) ?? key,
  });
  return await composer.compile().build();
}
