/** Bytes of `Content-Transfer-Encoding` undone (RFC 2045 § 6); an unknown encoding leaves them as they are. */
export function decodeTransfer(bytes: Uint8Array, encoding: string): Uint8Array {
  const body = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (encoding === 'base64') return decodeBase64(body);
  if (encoding === 'quoted-printable') return decodeQuotedPrintable(body);
  return body;
}

const isBase64 = (byte: number): boolean =>
  (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a) || (byte >= 0x2f && byte <= 0x39) || byte === 0x2b;

/** Blanks and foreign characters are skipped, padding in the middle (pieces encoded apart) starts a new quantum. */
function decodeBase64(body: Buffer): Uint8Array {
  const padding = body.indexOf(0x3d);
  // The usual case, at the speed of the machine: nothing but line ends after the first sign of padding.
  if (padding < 0 || !body.subarray(padding).some(isBase64)) return Buffer.from(body.toString('latin1'), 'base64');
  const clean = Buffer.allocUnsafe(body.length);
  const pieces: Buffer[] = [];
  let length = 0;
  let padded = false;
  const flush = (): void => {
    if (length > 0) pieces.push(Buffer.from(clean.toString('latin1', 0, length), 'base64'));
    length = 0;
    padded = false;
  };
  for (const byte of body) {
    if (byte === 0x3d) padded = length > 0;
    else if (isBase64(byte)) {
      if (padded) flush();
      clean[length++] = byte;
    }
  }
  flush();
  return pieces.length === 1 ? (pieces[0] ?? Buffer.alloc(0)) : Buffer.concat(pieces);
}

const hexValue = (byte: number | undefined): number => {
  if (byte === undefined) return -1;
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const letter = byte | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
};

/** Soft line breaks and `=XX`; a lone `=` stays, blanks before a line break go (RFC 2045 § 6.7). */
export function decodeQuotedPrintable(body: Buffer): Uint8Array {
  const out = Buffer.allocUnsafe(body.length);
  let length = 0;
  let blanksFrom = -1;
  for (let at = 0; at < body.length; at++) {
    const byte = body[at] ?? 0;
    if (byte === 0x3d) {
      const high = hexValue(body[at + 1]);
      const low = hexValue(body[at + 2]);
      if (high >= 0 && low >= 0) {
        out[length++] = high * 16 + low;
        at += 2;
      } else {
        let end = at + 1;
        while (body[end] === 0x20 || body[end] === 0x09) end++;
        if (body[end] === 0x0d && body[end + 1] === 0x0a) at = end + 1;
        else if (body[end] === 0x0a || (end >= body.length && end > at)) at = end;
        else out[length++] = byte;
      }
      blanksFrom = -1;
      continue;
    }
    if (byte === 0x20 || byte === 0x09) {
      if (blanksFrom < 0) blanksFrom = length;
    } else {
      if ((byte === 0x0a || byte === 0x0d) && blanksFrom >= 0) length = blanksFrom;
      blanksFrom = -1;
    }
    out[length++] = byte;
  }
  return out.subarray(0, length);
}
