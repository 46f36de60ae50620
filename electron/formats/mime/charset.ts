import iconv from 'iconv-lite';

/** Labels that say ASCII or Latin 1 and mean, in practice, what Windows wrote. */
const LATIN = /^(?:iso-?8859-?1|latin-?1|l1|windows-?1252|cp-?1252)$/i;
const UNICODE = /^(?:utf-?8|unicode-1-1-utf-8)$/i;
const ASCII = /^(?:us-ascii|ascii|ansi_x3\.4-1968|unknown-8bit|x-unknown|binary|8bit)?$/i;

function strictUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/**
 * Text of bytes that say their character set, or not. What claims UTF-8 or nothing and is not UTF-8 is read as windows-1252, what French software
 * writes when it does not say: an accent is then kept where U+FFFD would lose it.
 */
export function decodeText(bytes: Uint8Array, label: string | null): string {
  const name = (label ?? '').trim().replace(/^["']|["']$/g, '');
  if (UNICODE.test(name) || ASCII.test(name) || !(LATIN.test(name) || iconv.encodingExists(name)))
    return strictUtf8(bytes) ?? new TextDecoder('windows-1252').decode(bytes);
  if (LATIN.test(name)) return new TextDecoder('windows-1252').decode(bytes);
  return iconv.decode(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), name);
}

/** Text of a header as sent raw: one character per byte when it holds 8-bit bytes (RFC 5322 forbids them, senders send them). */
export function decodeRawHeader(latin1: string): string {
  return /[\u0080-\u00ff]/.test(latin1) ? decodeText(Buffer.from(latin1, 'latin1'), null) : latin1;
}
