import { domainOf, isMailAddress } from './addresses.ts';
import { fieldOf, headerFields, decodeWords } from './header-fields.ts';
import type { HeaderField } from './header-fields.ts';
import { mailBody } from './mail-body.ts';
import { DEFAULT_MAIL_LIMITS, MailRefusedError } from './mail-limits.ts';
import type { MailLimits } from './mail-limits.ts';
import type { ReadMail, SenderDoubt } from './mail.ts';
import { parseMailboxes } from './mailboxes.parser.ts';
import type { ReadMailbox } from './mailboxes.parser.ts';
import { scanMime, type MimePart } from './mime-tree.ts';
import { messageIdIn } from './receipt.parser.ts';
import { openEnvelope, signatureSentence } from './smime.ts';
import { REPLACEMENT_PREFIX, shownSubject } from './subject.ts';
import { cutTo, oneLine } from './text.ts';
import { decodeTransfer } from './transfer.ts';

const MAX_SUBJECT = 1000;

/** Null rather than today for what is no date: a message must not look received when it was not. */
function instantOf(value: string | null): string | null {
  if (value === null) return null;
  const instant = new Date(value.replace(/\([^()]{0,100}\)\s*$/, '').slice(0, 100));
  const year = instant.getUTCFullYear();
  return Number.isNaN(instant.getTime()) || year < 1980 || year > 2200 ? null : instant.toISOString();
}

function addresses(fields: readonly HeaderField[], name: string): readonly ReadMailbox[] {
  const values = fields.filter((field) => field.name === name).map(({ value }) => value);
  return parseMailboxes(values.join(', ')).mailboxes;
}

const ADDRESS_INSIDE = /[^\s<>"'(),;:]{1,64}@([a-z0-9.-]{1,255})/gi;

/** True when a name shows an address that is not the sender's own. */
function showsAnotherAddress({ name, address }: ReadMailbox): boolean {
  const plain = name.normalize('NFKC');
  return [...plain.matchAll(ADDRESS_INSIDE)].some(
    ([found]) => found.replace(/\.+$/, '').toLowerCase() !== address.toLowerCase(),
  );
}

function readSender(fields: readonly HeaderField[]): {
  from: ReadMailbox | null;
  returnPath: string | null;
  doubts: SenderDoubt[];
} {
  const froms = fields.filter(({ name }) => name === 'from');
  const lists = froms.map(({ value }) => parseMailboxes(value));
  const mailboxes = lists.flatMap((list) => list.mailboxes);
  const [from = null] = mailboxes;
  const envelope = fieldOf(fields, 'return-path');
  const returnPath = envelope === null ? null : (parseMailboxes(envelope).mailboxes[0]?.address ?? '');
  const doubts: SenderDoubt[] = [];
  if (from === null) return { from, returnPath, doubts: ['absent'] };
  if (froms.length > 1 || mailboxes.length > 1) doubts.push('several');
  if (lists.some((list) => !list.wellFormed) || !isMailAddress(from.address)) doubts.push('malformed');
  if (showsAnotherAddress(from)) doubts.push('name_is_another_address');
  const domain = domainOf(from.address);
  const others = [...addresses(fields, 'sender').map(({ address }) => address), returnPath ?? ''];
  if (others.some((other) => other !== '' && domainOf(other) !== domain)) doubts.push('sent_by_another_domain');
  return { from, returnPath, doubts };
}

function messageIds(value: string | null): string[] {
  return (value ?? '')
    .split(/\s+|(?<=>)(?=<)/)
    .slice(0, 500)
    .flatMap((piece) => messageIdIn(piece) ?? []);
}

function readHeaders(
  fields: readonly HeaderField[],
): Omit<
  ReadMail,
  'class' | 'refusal' | 'text' | 'html' | 'encrypted' | 'attachments' | 'nestedArchive' | 'receipt' | 'warnings'
> {
  const { from, returnPath, doubts } = readSender(fields);
  const subject = cutTo(oneLine(decodeWords(fieldOf(fields, 'subject') ?? '')), MAX_SUBJECT);
  const ins = fieldOf(fields, 'x-mss-ins')?.toUpperCase();
  const receiptTo = addresses(fields, 'disposition-notification-to')[0]?.address ?? '';
  const shown = shownSubject(subject);
  return {
    from,
    senderDoubts: doubts,
    returnPath,
    replyTo: addresses(fields, 'reply-to'),
    to: addresses(fields, 'to'),
    cc: addresses(fields, 'cc'),
    subject,
    shownSubject: shown,
    date: instantOf(fieldOf(fields, 'date')),
    messageId: messageIdIn(fieldOf(fields, 'message-id')),
    inReplyTo: messageIds(fieldOf(fields, 'in-reply-to'))[0] ?? null,
    references: messageIds(fieldOf(fields, 'references')),
    mss: {
      nil: fieldOf(fields, 'x-mss-nil')?.slice(0, 200) ?? null,
      codes: (fieldOf(fields, 'x-mss-codecda') ?? '').split(',').flatMap((code) => code.trim().slice(0, 40) || []),
      ins: ins === 'O' || ins === 'N' ? ins : null,
      closed: fieldOf(fields, 'x-mss-mes')?.toUpperCase() === 'FIN' || /^\s*\[FIN\]/i.test(subject),
    },
    receiptTo: isMailAddress(receiptTo) ? receiptTo : null,
    replaces: subject.toLowerCase().includes(REPLACEMENT_PREFIX.trim().toLowerCase()),
  };
}

/** Where the header of a refused message ends, to show at least who sent it. */
function topHeader(bytes: Buffer, limit: number): Uint8Array {
  const head = bytes.subarray(0, limit);
  const ends = [head.indexOf('\r\n\r\n'), head.indexOf('\n\n')].filter((end) => end >= 0);
  return head.subarray(0, ends.length === 0 ? head.length : Math.min(...ends));
}

/** Signed envelopes inside one another, that are opened. */
const MOST_ENVELOPES = 3;
const OPAQUE = /^application\/(?:x-)?pkcs7-mime$/;

type Headers = ReturnType<typeof readHeaders>;

/** The body, out of the signed envelope that holds it whole (opaque S/MIME): what is shown is what was signed, and what the signature is worth is said. */
function openedBody(
  bytes: Buffer,
  root: MimePart,
  headers: Headers,
  limits: MailLimits,
): ReturnType<typeof mailBody> & Pick<ReadMail, 'senderDoubts'> {
  const sentences: string[] = [];
  let doubts = headers.senderDoubts;
  let [inside, part, enciphered] = [bytes, root, false];
  for (let depth = 1; depth <= MOST_ENVELOPES && OPAQUE.test(part.type.value); depth += 1) {
    const envelope = openEnvelope(decodeTransfer(inside.subarray(part.start, part.end), part.encoding));
    if (envelope === null) sentences.push('L’enveloppe S/MIME de ce message n’a pas pu être ouverte.');
    if (envelope?.kind !== 'signed') {
      enciphered = envelope?.kind === 'enveloped';
      break;
    }
    sentences.push(signatureSentence(envelope));
    if (envelope.verdict === 'fausse') doubts = [...new Set([...doubts, 'bad_signature' as const])];
    inside = Buffer.from(envelope.content);
    part = scanMime(inside, limits, depth);
  }
  const body = mailBody(inside, part, headers, limits, enciphered);
  return { ...body, warnings: [...sentences, ...body.warnings], senderDoubts: doubts };
}

/**
 * Reads a message as it came (RFC 5322, 2045–2047, 2231; Référentiel socle MSSanté #2). One scan of our own finds the parts, bounded before anything is decoded, and that same scan
 * is what is read: no second reading may see other parts. Never throws; a message beyond the limits is 'unreadable', with its headers.
 */
export function readMail(input: Uint8Array, limits: MailLimits = DEFAULT_MAIL_LIMITS): ReadMail {
  const bytes = Buffer.from(input.buffer, input.byteOffset, input.byteLength);
  try {
    const root = scanMime(bytes, limits);
    const headers = readHeaders(root.fields);
    return { ...headers, refusal: null, ...openedBody(bytes, root, headers, limits) };
  } catch (error) {
    const refusal =
      error instanceof MailRefusedError ? error.message : 'Le message n’a pas pu être lu. Il a été gardé tel que reçu.';
    return {
      ...readHeaders(headerFields(topHeader(bytes, 64 * 1024))),
      class: 'unreadable',
      refusal,
      text: null,
      html: null,
      encrypted: null,
      attachments: [],
      nestedArchive: false,
      receipt: null,
      warnings: [],
    };
  }
}
