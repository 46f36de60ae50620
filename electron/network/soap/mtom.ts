/** A binary part of a message. */
export interface Attachment {
  /** Content-ID without angle brackets. */
  readonly contentId: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
}

export interface Multipart {
  readonly root: Uint8Array;
  /** By Content-ID, without angle brackets, percent-decoded. */
  readonly parts: ReadonlyMap<string, Uint8Array>;
}

/** An answer cannot be read as the message it says to be. */
export class MultipartError extends Error {
  constructor(reason: string) {
    super(`Réponse illisible : ${reason}.`);
    this.name = 'MultipartError';
  }
}

const MAX_PARTS = 200;
const MAX_PART_HEADERS = 16 * 1024;
const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

/**
 * MTOM package (SOAP 1.2, XOP): the envelope as root part, then each document as it is.
 * @param boundary must occur in no part; a fresh UUID does
 */
export function writeMtom(
  envelope: string,
  attachments: readonly Attachment[],
  options: { readonly boundary: string; readonly action: string },
): { readonly contentType: string; readonly body: Uint8Array } {
  const { boundary, action } = options;
  const root = `root.${boundary}@hygie`;
  const chunks: Uint8Array[] = [];
  const part = (contentType: string, contentId: string, bytes: Uint8Array): void => {
    if (Buffer.from(bytes).includes(boundary)) throw new RangeError('boundary found in a part');
    const headers = [
      `--${boundary}`,
      `Content-Type: ${contentType}`,
      'Content-Transfer-Encoding: binary',
      `Content-ID: <${contentId}>`,
    ];
    chunks.push(encode(`${headers.join('\r\n')}\r\n\r\n`), bytes, encode('\r\n'));
  };
  part('application/xop+xml; charset=UTF-8; type="application/soap+xml"', root, encode(envelope));
  for (const { contentType, contentId, bytes } of attachments) part(contentType, contentId, bytes);
  chunks.push(encode(`--${boundary}--\r\n`));
  const parameters = [
    'type="application/xop+xml"',
    `start="<${root}>"`,
    'start-info="application/soap+xml"',
    `boundary="${boundary}"`,
    `action="${action}"`,
  ];
  return { contentType: `multipart/related; ${parameters.join('; ')}`, body: Buffer.concat(chunks) };
}

/** Type and parameters of a Content-Type header (RFC 2045, §5.1), names in lower case. */
export function readContentType(header: string): {
  readonly type: string;
  readonly parameters: ReadonlyMap<string, string>;
} {
  const parameters = new Map<string, string>();
  const first = header.indexOf(';');
  const type = (first < 0 ? header : header.slice(0, first)).trim().toLowerCase();
  const rest = first < 0 ? '' : header.slice(first);
  for (const match of rest.matchAll(/;\s*([\w!#$%&'*+.^`|~-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;]+))/g)) {
    const [, name = '', quoted, bare] = match;
    parameters.set(name.toLowerCase(), quoted?.replace(/\\(.)/g, '$1') ?? bare ?? '');
  }
  return { type, parameters };
}

/** A Content-ID or a `cid:` reference in the one form in which the two are compared. */
export function plainContentId(text: string): string {
  const bare = text
    .trim()
    .replace(/^cid:/i, '')
    .replace(/^<(.*)>$/, '$1');
  try {
    return decodeURIComponent(bare);
  } catch {
    return bare;
  }
}

function partHeaders(text: string): ReadonlyMap<string, string> {
  const headers = new Map<string, string>();
  for (const line of text.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    const colon = line.indexOf(':');
    if (colon > 0) headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
  return headers;
}

function decoded(bytes: Uint8Array, encoding: string): Uint8Array {
  switch (encoding.toLowerCase()) {
    case '':
    case 'binary':
    case '8bit':
    case '7bit':
      return bytes;
    case 'base64':
      return Buffer.from(Buffer.from(bytes).toString('latin1'), 'base64');
    default:
      throw new MultipartError('codage de pièce inconnu');
  }
}

/** Bytes between the delimiter lines of a multipart body (RFC 2046, §5.1.1). */
function pieces(body: Buffer, boundary: string): Buffer[] {
  const delimiter = Buffer.from(`--${boundary}`);
  const found: Buffer[] = [];
  const nextDelimiter = (from: number): number => {
    for (let at = body.indexOf(delimiter, from); at >= 0; at = body.indexOf(delimiter, at + 1)) {
      if (at === 0 || body[at - 1] === 0x0a) return at;
    }
    return -1;
  };
  let at = nextDelimiter(0);
  if (at < 0) throw new MultipartError('aucune pièce');
  while (at >= 0) {
    const after = at + delimiter.length;
    if (body[after] === 0x2d && body[after + 1] === 0x2d) return found;
    const start = body.indexOf(0x0a, after) + 1;
    const end = nextDelimiter(after);
    if (start === 0 || end < 0) throw new MultipartError('la dernière pièce n’est pas terminée');
    const cut = body[end - 2] === 0x0d ? 2 : 1;
    found.push(body.subarray(start, Math.max(start, end - cut)));
    if (found.length > MAX_PARTS) throw new MultipartError('trop de pièces');
    at = end;
  }
  return found;
}

function splitPiece(piece: Buffer): { readonly headers: ReadonlyMap<string, string>; readonly bytes: Uint8Array } {
  const crlf = piece.indexOf('\r\n\r\n');
  const lf = piece.indexOf('\n\n');
  const end = crlf >= 0 && (lf < 0 || crlf < lf) ? crlf : lf;
  // A part may have no header at all: it then starts with an empty line.
  if (piece[0] === 0x0a || (piece[0] === 0x0d && piece[1] === 0x0a))
    return { headers: new Map(), bytes: piece.subarray(piece[0] === 0x0a ? 1 : 2) };
  if (end < 0 || end > MAX_PART_HEADERS) throw new MultipartError('en-têtes de pièce absents ou trop longs');
  const headers = partHeaders(piece.subarray(0, end).toString('latin1'));
  const bytes = decoded(piece.subarray(end + (end === crlf ? 4 : 2)), headers.get('content-transfer-encoding') ?? '');
  return { headers, bytes };
}

/**
 * Reads a `multipart/related` message. The root is the part that `start` names, else the first.
 * @throws MultipartError
 */
export function readMultipart(contentType: string, body: Uint8Array): Multipart {
  const { parameters } = readContentType(contentType);
  const boundary = parameters.get('boundary');
  if (!boundary || boundary.length > 200) throw new MultipartError('séparateur absent');
  const start = parameters.has('start') ? plainContentId(parameters.get('start') ?? '') : null;
  const parts = new Map<string, Uint8Array>();
  let first: Uint8Array | null = null;
  for (const piece of pieces(Buffer.from(body.buffer, body.byteOffset, body.byteLength), boundary)) {
    const { headers, bytes } = splitPiece(piece);
    first ??= bytes;
    const contentId = headers.get('content-id');
    if (contentId === undefined) continue;
    const id = plainContentId(contentId);
    if (parts.has(id)) throw new MultipartError('deux pièces portent le même identifiant');
    parts.set(id, bytes);
  }
  const root = (start === null ? undefined : parts.get(start)) ?? first;
  if (root === null) throw new MultipartError('aucune pièce');
  return { root, parts };
}
