import MailComposer from 'nodemailer/lib/mail-composer';
import { isMailAddress } from './addresses.ts';
import { distinctNames } from './attachment-name.ts';
import { oneLine } from './text.ts';

/** Name every receiving software looks for (Référentiel socle MSSanté #2, § 2.1). */
export const ARCHIVE_NAME = 'IHE_XDM.zip';

export interface Mailbox {
  readonly name: string | null;
  readonly address: string;
}

export interface HealthMessage {
  /** Right side of the Message-ID is the sender's domain; given without angle brackets. */
  readonly messageId: string;
  readonly date: Date;
  /** Random text that makes the MIME boundaries; the same text gives the same bytes. */
  readonly boundary: string;
  readonly from: Mailbox;
  readonly to: readonly Mailbox[];
  readonly replyTo: Mailbox | null;
  readonly subject: string;
  readonly body: string;
  /** Product reference given by Convergence (header X-MSS-NIL), on every message. */
  readonly nil: string;
  /** The archive with what its headers must say of it; null for a message without health documents. */
  readonly archive: {
    readonly bytes: Uint8Array;
    readonly codes: readonly string[];
    readonly insQualifiee: boolean;
  } | null;
  /** The same documents for a human: PDF/A, outside the archive. */
  readonly readable: readonly { readonly name: string; readonly bytes: Uint8Array }[];
  /** To a citizen: the professional closes the exchange, Mon espace santé then offers no reply. */
  readonly closesExchange: boolean;
  /** Asks for a read receipt (RFC 8098), to the sender's own address. */
  readonly readReceipt: boolean;
  /** Also adds the old Return-Receipt-To, for servers without the DSN extension. */
  readonly oldDeliveryReceipt: boolean;
  /** Message this one replaces or answers; null when it starts a conversation. */
  readonly inReplyTo: string | null;
}

/** Official spelling of the headers that the library would write in its own case. */
const OFFICIAL_SPELLING: Readonly<Record<string, string>> = {
  'x-mss-nil': 'X-MSS-NIL',
  'x-mss-codecda': 'X-MSS-CODECDA',
  'x-mss-ins': 'X-MSS-INS',
  'x-mss-mes': 'X-MSS-MES',
};

function mssHeaders(message: HealthMessage): { key: string; value: string }[] {
  const headers = [{ key: 'X-MSS-NIL', value: oneLine(message.nil) }];
  if (message.archive !== null) {
    if (message.archive.codes.length > 0) {
      const codes = message.archive.codes.map((code) => code.replace(/[^A-Za-z0-9_.-]/g, ''));
      headers.push({ key: 'X-MSS-CODECDA', value: codes.join(',') });
    }
    headers.push({ key: 'X-MSS-INS', value: message.archive.insQualifiee ? 'O' : 'N' });
  }
  if (message.closesExchange) headers.push({ key: 'X-MSS-MES', value: 'FIN' });
  if (message.readReceipt) headers.push({ key: 'Disposition-Notification-To', value: `<${message.from.address}>` });
  if (message.oldDeliveryReceipt) headers.push({ key: 'Return-Receipt-To', value: `<${message.from.address}>` });
  return headers;
}

function addressOf(mailbox: Mailbox): { name: string; address: string } {
  if (!isMailAddress(mailbox.address)) throw new RangeError('adresse de messagerie invalide');
  return { name: oneLine(mailbox.name ?? ''), address: mailbox.address };
}

/**
 * The final bytes of one message, built once and frozen: the same input gives the same bytes, so what is kept, sent and
 * copied to « Éléments envoyés » is one and the same. Headers of the Référentiel socle MSSanté #2 (ECO.2.1.x, 2.2.x), text
 * in UTF-8, file names by RFC 2231. Throws RangeError when an address is malformed or nobody is addressed.
 */
export async function buildHealthMessage(message: HealthMessage): Promise<Uint8Array> {
  if (message.to.length === 0) throw new RangeError('aucun destinataire');
  if (/[<>\s]/.test(message.messageId) || !message.messageId.includes('@')) throw new RangeError('Message-ID invalide');
  const names = distinctNames(message.readable.map((file) => file.name));
  const archive =
    message.archive === null
      ? []
      : [{ filename: ARCHIVE_NAME, content: Buffer.from(message.archive.bytes), contentType: 'application/zip' }];
  const composer = new MailComposer({
    messageId: `<${message.messageId}>`,
    date: message.date,
    baseBoundary: message.boundary,
    boundaryPrefix: '----=_Hygie',
    newline: 'windows',
    from: addressOf(message.from),
    to: message.to.map(addressOf),
    ...(message.replyTo === null ? {} : { replyTo: addressOf(message.replyTo) }),
    ...(message.inReplyTo === null
      ? {}
      : { inReplyTo: `<${message.inReplyTo}>`, references: `<${message.inReplyTo}>` }),
    subject: oneLine(message.subject),
    text: message.body,
    headers: mssHeaders(message),
    attachments: [
      ...archive,
      ...message.readable.map((file, index) => ({
        filename: names[index] ?? file.name,
        content: Buffer.from(file.bytes),
        contentType: 'application/pdf',
      })),
    ],
    disableFileAccess: true,
    disableUrlAccess: true,
    normalizeHeaderKey: (key: string) => OFFICIAL_SPELLING[key.toLowerCase()] ?? key,
  });
  return await composer.compile().build();
}
