import { looksLikeHprim } from '../hprim/index.ts';

/** What the bytes of a file are, whatever its name and its declared type say. */
export type ContentKind =
  | 'empty'
  | 'mail'
  | 'cda'
  /** A zip archive with a METADATA.XML. */
  | 'xdm'
  | 'zip'
  | 'hprim'
  | 'hprim_sante'
  | 'hprim_xml'
  | 'xml'
  | 'pdf'
  | 'image'
  | 'rtf'
  | 'apicrypt'
  | 'tnef'
  | 'text'
  | 'unknown';

const starts = (bytes: Buffer, ...values: readonly number[]): boolean =>
  values.every((value, index) => bytes[index] === value);

const IMAGES: readonly (readonly number[])[] = [
  [0xff, 0xd8, 0xff],
  [0x89, 0x50, 0x4e, 0x47],
  [0x47, 0x49, 0x46, 0x38],
  [0x49, 0x49, 0x2a, 0x00],
  [0x4d, 0x4d, 0x00, 0x2a],
];

const MAIL_FIELD =
  /^(?:from|to|subject|date|message-id|received|mime-version|return-path|content-type|reply-to|cc)[ \t]*:/i;
const ANY_FIELD = /^[!-9;-~]{1,100}[ \t]*:/;

/** A header block with at least two of the fields that every message has. */
function looksLikeMail(start: string): boolean {
  const lines = start.replace(/^(?:\s*\r?\n)+/, '').split(/\r?\n|\r/, 20_000);
  const first = lines[0] ?? '';
  if (!(ANY_FIELD.test(first) || first.startsWith('From '))) return false;
  const seen = new Set<string>();
  for (const line of lines) {
    if (line === '') break;
    if (MAIL_FIELD.test(line)) seen.add(line.slice(0, line.indexOf(':')).trim().toLowerCase());
    if (seen.size >= 2) return true;
  }
  return false;
}

const WHOLE = 1024 * 1024;

/** Readable start of text in any of the sets met; null for binary files. */
function textStart(bytes: Buffer): string | null {
  const head = bytes.subarray(0, WHOLE);
  if (starts(head, 0xff, 0xfe)) return new TextDecoder('utf-16le').decode(head);
  if (starts(head, 0xfe, 0xff)) return new TextDecoder('utf-16be').decode(head);
  if (head.subarray(0, 4).includes(0)) {
    // XML may be in UTF-16 without a mark (XML 1.0, appendix F).
    if (starts(head, 0x3c, 0)) return new TextDecoder('utf-16le').decode(head);
    if (starts(head, 0, 0x3c)) return new TextDecoder('utf-16be').decode(head);
  }
  let controls = 0;
  const sample = Math.min(head.length, 64 * 1024);
  for (let at = 0; at < sample; at++) {
    const byte = head[at] ?? 0;
    if (byte === 0) return null;
    if (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d && byte !== 0x0c && byte !== 0x1b) controls++;
  }
  if (controls * 10 > sample) return null;
  return head.toString('latin1', starts(head, 0xef, 0xbb, 0xbf) ? 3 : 0);
}

function xmlKind(bytes: Buffer, start: string): ContentKind {
  // A self-displaying document holds its ClinicalDocument behind a whole style sheet, so all of the file is looked at.
  const holds = (text: string): boolean => start.includes(text) || bytes.includes(text, 0, 'latin1');
  if (holds('ClinicalDocument') && holds('urn:hl7-org:v3')) return 'cda';
  if (/xmlns(?::\w+)?\s*=\s*["'][^"']{0,200}hprim/i.test(start)) return 'hprim_xml';
  return 'xml';
}

/** True for a zip that holds a METADATA.XML: its names are written in clear. */
function holdsMetadata(bytes: Buffer): boolean {
  if (bytes.includes('METADATA.XML', 0, 'latin1') || bytes.includes('metadata.xml', 0, 'latin1')) return true;
  return bytes.length < 64 * 1024 && /metadata\.xml/i.test(bytes.toString('latin1'));
}

/** Recognises a file by its bytes. Linear, never throws. */
export function recognise(input: Uint8Array): ContentKind {
  const bytes = Buffer.from(input.buffer, input.byteOffset, input.byteLength);
  if (bytes.length === 0) return 'empty';
  if (starts(bytes, 0x50, 0x4b, 0x03, 0x04) || starts(bytes, 0x50, 0x4b, 0x05, 0x06))
    return holdsMetadata(bytes) ? 'xdm' : 'zip';
  if (bytes.subarray(0, 1024).includes('%PDF-', 0, 'latin1')) return 'pdf';
  if (IMAGES.some((magic) => starts(bytes, ...magic))) return 'image';
  if (starts(bytes, 0x78, 0x9f, 0x3e, 0x22)) return 'tnef';
  if (starts(bytes, 0x7b, 0x5c, 0x72, 0x74, 0x66)) return 'rtf';
  const start = textStart(bytes);
  // A message may hold a part that is written in bare binary.
  if (start === null) return looksLikeMail(bytes.toString('latin1', 0, WHOLE)) ? 'mail' : 'unknown';
  const trimmed = start.slice(0, 4096).trimStart();
  if (trimmed === '' && start.trim() === '') return 'empty';
  if (trimmed.startsWith('<')) return xmlKind(bytes, start);
  if (/^\$APICRYPT/m.test(start.slice(0, 64 * 1024))) return looksLikeMail(start) ? 'mail' : 'apicrypt';
  if (/^H\|[~^\\&|]{2,6}\|?/.test(trimmed)) return 'hprim_sante';
  if (looksLikeMail(start)) return 'mail';
  return looksLikeHprim(bytes) ? 'hprim' : 'text';
}
