/** What bytes are, before anything is read in them. */
export type Content = 'empty' | 'binary' | 'encrypted' | 'hprim-sante' | 'other-format' | 'text';

const LOOKED_AT = 64 * 1024;
const MAGIC = ['%PDF', 'PK\x03\x04', '{\\rtf', '\x89PNG', 'II*\0', 'MM\0*', '\xff\xd8\xff', 'GIF8', '\xd0\xcf\x11\xe0'];
/** First segment of HPRIM Santé: its own delimiters stand in it (« H|~^\&| »). */
const HPRIM_SANTE = /^\s{0,20}H\|[^\w\s|]{3,5}\|/;
const XML = /^\s{0,200}<(?:\?xml|!DOCTYPE|[A-Za-z][\w.-]{0,60}:?[\w.-]{0,60}[\s>])/i;
const MIME = /^(?:[A-Za-z][A-Za-z0-9-]{1,60}:[^\n\r]{0,2000}(?:\r?\n[ \t][^\n\r]{0,2000}){0,50}\r?\n){2}/;
const MIME_NAMES =
  /^(?:received|return-path|from|to|subject|date|message-id|mime-version|content-type|delivered-to)\s*:/im;

function hasWideMark(bytes: Uint8Array): boolean {
  return (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
}

function isControl(byte: number): boolean {
  return byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0c && byte !== 0x0d && byte !== 0x1a;
}

/** The beginning of a file as text of one character a byte, or as UTF-16 when it is marked so: enough to look for ASCII marks. */
export function beginning(bytes: Uint8Array): string {
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, LOOKED_AT));
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return start.toString('utf16le').slice(1);
  if (bytes[0] === 0xfe && bytes[1] === 0xff)
    return Buffer.from(start.subarray(0, start.length & ~1))
      .swap16()
      .toString('utf16le')
      .slice(1);
  const text = start.toString('latin1');
  return text.startsWith('\xef\xbb\xbf') ? text.slice(3) : text;
}

/** Tells what the bytes are by their content (a file's name says nothing). A NUL or one control byte in ten, without a UTF-16 mark, is no text. */
export function contentOf(bytes: Uint8Array): Content {
  if (bytes.length === 0) return 'empty';
  const text = beginning(bytes);
  if (MAGIC.some((magic) => text.startsWith(magic))) return 'other-format';
  if (!hasWideMark(bytes)) {
    let controls = 0;
    for (const byte of bytes) {
      if (byte === 0) return 'binary';
      if (isControl(byte)) controls += 1;
    }
    if (controls * 10 > bytes.length) return 'binary';
  }
  if (bytes.length <= LOOKED_AT && text.trim() === '') return 'empty';
  if (/^\s{0,200}\$APICRYPT/i.test(text)) return 'encrypted';
  if (HPRIM_SANTE.test(text)) return 'hprim-sante';
  if (XML.test(text)) return 'other-format';
  if (MIME_NAMES.test(text.slice(0, 200)) && MIME.test(text)) return 'other-format';
  return 'text';
}
