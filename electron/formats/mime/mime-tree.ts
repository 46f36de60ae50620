import { fieldOf, headerFields } from './header-fields.ts';
import type { HeaderField } from './header-fields.ts';
import { DEFAULT_MAIL_LIMITS, MailRefusedError } from './mail-limits.ts';
import type { MailLimits } from './mail-limits.ts';
import { readParameters } from './parameters.ts';
import type { ParameterizedValue } from './parameters.ts';

/** One part of a message: where its body is, and what is inside it. */
export interface MimePart {
  readonly fields: readonly HeaderField[];
  readonly type: ParameterizedValue;
  readonly disposition: ParameterizedValue;
  readonly encoding: string;
  /** Offsets of the body in the message, the line break before a boundary left out. */
  readonly start: number;
  readonly end: number;
  /** Of a multipart. */
  readonly children: readonly MimePart[];
  /** Of a `message/rfc822` that is written as it is. */
  readonly message: MimePart | null;
}

interface OpenPart {
  fields: readonly HeaderField[];
  type: ParameterizedValue;
  disposition: ParameterizedValue;
  encoding: string;
  start: number;
  end: number;
  children: OpenPart[];
  message: OpenPart | null;
  readonly depth: number;
}

const NEW_LINE = 0x0a;
const BOUNDARY_LINE = Buffer.from('\n--');
const NOTHING: ParameterizedValue = { value: '', parameters: new Map() };

const tooDeep = (): MailRefusedError =>
  new MailRefusedError('ses parties sont imbriquées au-delà de la limite permise');

const open = (start: number, depth: number): OpenPart => ({
  fields: [],
  type: NOTHING,
  disposition: NOTHING,
  encoding: '',
  start,
  end: start,
  children: [],
  message: null,
  depth,
});

/**
 * Finds the parts of a message (RFC 2046) in one pass that neither calls itself nor goes back, so that no message can make it hang. A boundary that never closes
 * closes at the end; an inner multipart ends where an outer boundary shows.
 * @throws MailRefusedError beyond the limits
 */
export function scanMime(bytes: Buffer, limits: MailLimits = DEFAULT_MAIL_LIMITS, depthFrom = 0): MimePart {
  if (bytes.length > limits.maxMessage) throw new MailRefusedError('il dépasse la taille permise');
  if (depthFrom > limits.maxDepth) throw tooDeep();
  const root = open(0, depthFrom);
  const multiparts: { part: OpenPart; boundary: string }[] = [];
  const openParts = [root];
  let current = root;
  let parts = 1;
  let headerLines = 0;
  let boundaryLines = 0;
  let shortest = 300;

  const begin = (start: number, depth: number): OpenPart => {
    if (++parts > limits.maxParts) throw new MailRefusedError('il contient trop de parties');
    if (depth > limits.maxDepth) throw tooDeep();
    const part = open(start, depth);
    openParts.push(part);
    return part;
  };

  /** Which open multipart this line delimits, the innermost first. */
  const delimiterAt = (from: number): { index: number; closes: boolean; next: number } | null => {
    if (multiparts.length === 0 || bytes[from] !== 0x2d || bytes[from + 1] !== 0x2d) return null;
    if (++boundaryLines > limits.maxBoundaryLines) throw new MailRefusedError('sa structure est anormale');
    const found = bytes.indexOf(NEW_LINE, from);
    const next = found < 0 ? bytes.length : found + 1;
    // A boundary has at most 70 characters (RFC 2046 § 5.1.1); some senders write a few more.
    if (next - from > 300 || next - from < shortest + 2) return null;
    const line = bytes.toString('latin1', from + 2, next).trimEnd();
    for (let index = multiparts.length - 1; index >= 0; index--) {
      const boundary = multiparts[index]?.boundary;
      if (line === boundary) return { index, closes: false, next };
      if (line.length === (boundary?.length ?? 0) + 2 && line === `${boundary}--`) return { index, closes: true, next };
    }
    return null;
  };

  /** Reads the header block that starts here; answers where the body starts, or the line of a boundary that cut it short. */
  const readHeader = (from: number): number => {
    let at = from;
    let end = -1;
    while (end < 0) {
      if (at >= bytes.length || delimiterAt(at) !== null) {
        end = at;
        break;
      }
      if (++headerLines > limits.maxHeaderLines) throw new MailRefusedError('ses en-têtes ont trop de lignes');
      const found = bytes.indexOf(NEW_LINE, at);
      const next = found < 0 ? bytes.length : found + 1;
      const blank = bytes[at] === NEW_LINE || (bytes[at] === 0x0d && bytes[at + 1] === NEW_LINE);
      if (blank) end = at;
      at = next;
      if (at - from > limits.maxHeader) throw new MailRefusedError('ses en-têtes dépassent la taille permise');
    }
    current.fields = headerFields(bytes.subarray(from, end));
    current.type = readParameters(fieldOf(current.fields, 'content-type'));
    current.disposition = readParameters(fieldOf(current.fields, 'content-disposition'));
    current.encoding = (fieldOf(current.fields, 'content-transfer-encoding') ?? '')
      .replace(/[(;].*$/, '')
      .trim()
      .toLowerCase();
    current.start = at;
    current.end = at;
    return at;
  };

  /** What is open above this part ends here; the line break before a boundary belongs to the boundary. */
  const closeDownTo = (part: OpenPart | null, stop: number): void => {
    for (let last = openParts.at(-1); last !== undefined && last !== part; last = openParts.at(-1)) {
      let end = stop;
      if (part !== null && end > last.start && bytes[end - 1] === NEW_LINE)
        end -= end > last.start + 1 && bytes[end - 2] === 0x0d ? 2 : 1;
      last.end = Math.max(last.start, end);
      openParts.pop();
    }
  };

  /** The next line that delimits an open multipart, from there on. */
  const nextDelimiter = (from: number): { line: number; found: NonNullable<ReturnType<typeof delimiterAt>> } | null => {
    let line = from;
    while (multiparts.length > 0) {
      const found = delimiterAt(line);
      if (found !== null) return { line, found };
      const before = bytes.indexOf(BOUNDARY_LINE, line);
      if (before < 0) return null;
      line = before + 1;
    }
    return null;
  };

  let at = readHeader(0);
  for (;;) {
    // After a header: a multipart opens its boundary, a message written as it is starts its own header.
    const boundary = current.type.value.startsWith('multipart/') ? current.type.parameters.get('boundary') : undefined;
    if (boundary !== undefined && boundary.trimEnd() !== '') {
      multiparts.push({ part: current, boundary: boundary.trimEnd() });
      shortest = Math.min(shortest, boundary.trimEnd().length);
    } else if (current.type.value === 'message/rfc822' && !/^(?:base64|quoted-printable)$/.test(current.encoding)) {
      const inside = begin(at, current.depth + 1);
      current.message = inside;
      current = inside;
      at = readHeader(at);
      continue;
    }
    let next = nextDelimiter(at);
    // After a closing boundary comes an epilogue, thrown away up to an outer boundary.
    while (next?.found.closes === true) {
      const closed = multiparts[next.found.index]?.part ?? root;
      closeDownTo(closed, next.line);
      multiparts.length = next.found.index;
      next = nextDelimiter(next.found.next);
    }
    const frame = next === null ? undefined : multiparts[next.found.index];
    if (next === null || frame === undefined) break;
    closeDownTo(frame.part, next.line);
    multiparts.length = next.found.index + 1;
    current = begin(next.found.next, frame.part.depth + 1);
    frame.part.children.push(current);
    at = readHeader(next.found.next);
  }
  closeDownTo(null, bytes.length);
  return root;
}
