import { recognise } from '../recognise/content.ts';
import { attachmentKind, shownName } from './attachment-kind.ts';
import { decodeText } from './charset.ts';
import { textOfHtml } from './html-text.ts';
import type { MailLimits } from './mail-limits.ts';
import type { ReadAttachment, ReadMail } from './mail.ts';
import { scanMime } from './mime-tree.ts';
import type { MimePart } from './mime-tree.ts';
import { isFailureSubject, messageIdIn, readDsn, readMdn } from './receipt.parser.ts';
import { fieldOf } from './header-fields.ts';
import { outlookFiles } from './outlook-files.ts';
import { decodeTransfer } from './transfer.ts';

type Body = Pick<
  ReadMail,
  'class' | 'text' | 'html' | 'encrypted' | 'attachments' | 'nestedArchive' | 'receipt' | 'warnings'
>;
type Headers = Pick<ReadMail, 'from' | 'returnPath' | 'subject' | 'inReplyTo'>;

const NOT_TO_BE_READ: Readonly<Record<'apicrypt' | 'smime', string>> = {
  apicrypt:
    'Message chiffré Apicrypt : il se lit avec le logiciel Apicrypt, qui dépose le message déchiffré dans son dossier.',
  smime: 'Message chiffré S/MIME : il se lit avec le logiciel qui en détient la clé.',
};

/** Parts that hold no other of this message, in order; embedded messages are one each. */
function leaves(root: MimePart): MimePart[] {
  const found: MimePart[] = [];
  const waiting = [root];
  for (let part = waiting.pop(); part !== undefined; part = waiting.pop()) {
    if (part.children.length > 0) waiting.push(...[...part.children].reverse());
    else found.push(part);
  }
  return found;
}

const nameOf = ({ disposition, type }: MimePart, rank: number): string =>
  shownName(disposition.parameters.get('filename') ?? type.parameters.get('name') ?? '', type.value, rank);

const contentOf = (bytes: Buffer, part: MimePart): Uint8Array =>
  decodeTransfer(bytes.subarray(part.start, part.end), part.encoding);

/** Soft line breaks of RFC 3676 undone. */
function unflow(text: string, deleteSpace: boolean): string {
  const lines = text.split('\n');
  return lines
    .map((line, index) => {
      const soft = line.endsWith(' ') && line !== '-- ' && index < lines.length - 1;
      if (!soft) return index < lines.length - 1 ? `${line}\n` : line;
      return deleteSpace ? line.slice(0, -1) : line;
    })
    .join('');
}

function bodyText(bytes: Buffer, part: MimePart): string {
  const text = decodeText(contentOf(bytes, part), part.type.parameters.get('charset') ?? null).replace(/\r\n?/g, '\n');
  const flowed = part.type.parameters.get('format')?.toLowerCase() === 'flowed';
  return flowed ? unflow(text, part.type.parameters.get('delsp')?.toLowerCase() === 'yes') : text;
}

const isBody = (part: MimePart): boolean =>
  /^(?:text\/plain|text\/html|text)?$/.test(part.type.value) &&
  part.disposition.value !== 'attachment' &&
  !part.disposition.parameters.has('filename') &&
  !part.type.parameters.has('name');

/** True when an embedded message, whatever its depth and its encoding, holds an archive of documents. */
function holdsArchive(bytes: Buffer, message: MimePart, limits: MailLimits, depth: number): boolean {
  return leaves(message).some((part) => {
    if (part.message !== null) return holdsArchive(bytes, part.message, limits, depth + 1);
    const content = contentOf(bytes, part);
    if (part.type.value === 'message/rfc822') return embeddedHoldsArchive(content, limits, depth + 1);
    return attachmentKind(part.type.value, nameOf(part, 1), content) === 'archive';
  });
}

function embeddedHoldsArchive(content: Uint8Array, limits: MailLimits, depth: number): boolean {
  const inner = Buffer.from(content);
  return holdsArchive(inner, scanMime(inner, limits, depth), limits, depth);
}

function nestedArchive(bytes: Buffer, parts: readonly MimePart[], limits: MailLimits): boolean {
  return parts.some((part) => {
    if (part.message !== null) return holdsArchive(bytes, part.message, limits, 1);
    if (part.type.value === 'message/rfc822') return embeddedHoldsArchive(contentOf(bytes, part), limits, 1);
    const content = contentOf(bytes, part);
    return recognise(content) === 'mail' && !isBody(part) && embeddedHoldsArchive(content, limits, 1);
  });
}

/** Receipts and notices: by their structure, or for the senders that have none by the subject or the empty envelope. */
function classOf(root: MimePart, headers: Headers): 'message' | 'mdn' | 'dsn' {
  const report = root.type.parameters.get('report-type')?.toLowerCase() ?? '';
  const types =
    root.type.value === 'multipart/report' ? root.children.map(({ type }) => type.value) : [root.type.value];
  if (report === 'disposition-notification' || types.includes('message/disposition-notification')) return 'mdn';
  if (report === 'delivery-status' || types.some((type) => /^message\/(?:global-)?delivery-status$/.test(type)))
    return 'dsn';
  if (isFailureSubject(headers.subject)) return 'mdn';
  const daemon = /^(?:mailer-daemon|postmaster)@/i.test(headers.from?.address ?? '');
  const undelivered =
    headers.returnPath === '' || /^(?:undeliver|mail delivery|non remis|échec de la remise)/i.test(headers.subject);
  return daemon && undelivered ? 'dsn' : 'message';
}

function receiptOf(bytes: Buffer, parts: readonly MimePart[], kind: Body['class'], headers: Headers): Body['receipt'] {
  const part = (test: RegExp): Uint8Array | null => {
    const found = parts.find(({ type }) => test.test(type.value));
    return found === undefined ? null : contentOf(bytes, found);
  };
  if (kind === 'mdn') return readMdn(part(/^message\/disposition-notification$/), headers.subject, headers.inReplyTo);
  if (kind !== 'dsn') return null;
  const returned = part(/^(?:message\/rfc822|text\/rfc822-headers|message\/global(?:-headers)?)$/);
  const notice = readDsn(part(/^message\/(?:global-)?delivery-status$/), returned, headers.inReplyTo);
  return notice;
}

function encryptionOf(root: MimePart, text: string): Body['encrypted'] {
  const type = root.type.parameters.get('smime-type')?.toLowerCase() ?? '';
  if (/^application\/(?:x-)?pkcs7-mime$/.test(root.type.value) && !/^(?:signed|certs)/.test(type)) return 'smime';
  return /^[ \t]*\$APICRYPT/m.test(text.slice(0, 64 * 1024)) ? 'apicrypt' : null;
}

/** Text, page, attachments and class of a message whose parts are known. */
export function mailBody(
  bytes: Buffer,
  root: MimePart,
  headers: Headers,
  limits: MailLimits,
  enciphered = false,
): Body {
  const parts = leaves(root);
  const kind = classOf(root, headers);
  const bodies = parts.filter(isBody);
  const read = (html: boolean): string[] =>
    bodies.filter(({ type }) => (type.value === 'text/html') === html).map((part) => bodyText(bytes, part));
  const html = read(true).join('\n<hr>\n');
  const words = read(false).join('\n');
  const plain = words.endsWith('\n') ? `${words.trimEnd()}\n` : words;
  const text = plain.trim() === '' && html !== '' ? textOfHtml(html) : plain;
  const encrypted = enciphered ? 'smime' : encryptionOf(root, text);
  const others = parts.filter(
    (part) =>
      !isBody(part) && !/^message\/(?:global-)?(?:delivery-status|disposition-notification)$/.test(part.type.value),
  );
  const sent = others.map((part, index): ReadAttachment => {
    const content = contentOf(bytes, part);
    const name = nameOf(part, index + 1);
    const contentId = fieldOf(part.fields, 'content-id');
    return {
      rank: index + 1,
      name,
      mediaType: part.type.value || 'application/octet-stream',
      size: content.length,
      bytes: content,
      kind: attachmentKind(part.type.value, name, content),
      contentId: contentId === null ? null : messageIdIn(contentId),
      inline: part.disposition.value === 'inline' || (contentId !== null && part.disposition.value === ''),
    };
  });
  const outlook = outlookFiles(sent);
  const attachments = [...sent, ...outlook.attachments];
  const warnings: string[] = [...outlook.warnings];
  if (encrypted !== null) warnings.push(NOT_TO_BE_READ[encrypted]);
  return {
    class: kind,
    text:
      encrypted === null
        ? text.trim() === ''
          ? (outlook.text ?? (text === '' ? null : text))
          : text
        : NOT_TO_BE_READ[encrypted],
    html: html === '' || encrypted !== null ? null : html,
    encrypted,
    attachments,
    nestedArchive: kind === 'message' && nestedArchive(bytes, others, limits),
    receipt: receiptOf(bytes, parts, kind, headers),
    warnings,
  };
}
