import iconv from 'iconv-lite';
import { frenchScore } from './charset.score.ts';

/** Bytes as text, and how they were read. */
export interface Decoded {
  readonly text: string;
  /** Name of the charset as IANA or the field writes it: us-ascii, utf-8, utf-16le, utf-16be, windows-1252, cp850, macintosh, iso-8859-15. */
  readonly charset: string;
  /** The text had been through a wrong charset before it came here, and was repaired. */
  readonly repaired: boolean;
}

const SINGLE_BYTE = ['windows-1252', 'cp850', 'macintosh'] as const;
/** Scored on this much from the first byte that matters: more does not change the answer. */
const SAMPLE = 128 * 1024;

const buffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
const decode = (bytes: Uint8Array, charset: string): string => iconv.decode(buffer(bytes), charset, { stripBOM: true });

const STRICT = new TextDecoder('utf-8', { fatal: true });

function strictUtf8(bytes: Uint8Array): string | null {
  try {
    return STRICT.decode(bytes);
  } catch {
    return null;
  }
}

function byMark(bytes: Uint8Array): Decoded | null {
  const [a, b, c] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf)
    return { text: new TextDecoder('utf-8').decode(bytes), charset: 'utf-8', repaired: false };
  if (a === 0xff && b === 0xfe) return { text: decode(bytes, 'utf-16le'), charset: 'utf-16le', repaired: false };
  if (a === 0xfe && b === 0xff) return { text: decode(bytes, 'utf-16be'), charset: 'utf-16be', repaired: false };
  return null;
}

/** Code of a byte for each character that windows-1252 shows above 127; those of Latin 1 are their own. */
const BYTE_OF: ReadonlyMap<number, number> = new Map(
  Array.from({ length: 32 }, (_, index): [number, number] => {
    const shown = iconv.decode(Buffer.from([0x80 + index]), 'windows-1252').charCodeAt(0);
    return [shown === 0xfffd ? 0x80 + index : shown, 0x80 + index];
  }),
);

const byteOf = (character: string): number | null => {
  const code = character.charCodeAt(0);
  return BYTE_OF.get(code) ?? (code >= 0x80 && code <= 0xff ? code : null);
};

/** Runs that may be UTF-8 read one byte at a time: a leading byte (Â Ã â…) and its continuations. */
const MANGLED =
  /[Â-ô][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]{1,3}/g;

function repairRun(run: string): string {
  const bytes = Array.from(run, byteOf);
  if (bytes.some((byte) => byte === null)) return run;
  return strictUtf8(Uint8Array.from(bytes as number[])) ?? run;
}

function repairMojibake(text: string): string {
  // The same few accents come back all along a text.
  const known = new Map<string, string>();
  return text.replace(MANGLED, (run) => {
    const found = known.get(run) ?? repairRun(run);
    known.set(run, found);
    return found;
  });
}

function repaired(decoded: Decoded): Decoded {
  if (!/[ÂÃâ]/.test(decoded.text)) return decoded;
  const text = repairMojibake(decoded.text);
  if (text === decoded.text || frenchScore(text.slice(0, SAMPLE)) <= frenchScore(decoded.text.slice(0, SAMPLE)))
    return decoded;
  return { ...decoded, text, repaired: true };
}

/** œ and Œ of ISO-8859-15 are ½ and ¼ in windows-1252, which otherwise reads the same: half a letter touches no letter. */
const HALF_IN_WORD = /[A-Za-zÀ-ÿ][¼½]|[¼½][A-Za-zÀ-ÿ]/;

function firstHighByte(bytes: Uint8Array): number {
  return bytes.findIndex((byte) => byte >= 0x80);
}

interface Candidate {
  readonly charset: string;
  readonly score: number;
}

function candidates(sample: Uint8Array): Candidate[] {
  const list = SINGLE_BYTE.map((charset): Candidate => {
    const text = decode(sample, charset);
    const latin9 = charset === 'windows-1252' && HALF_IN_WORD.test(text);
    const shown = latin9 ? decode(sample, 'iso-8859-15') : text;
    const mended = /[ÂÃâ]/.test(shown) ? repairMojibake(shown) : shown;
    return { charset: latin9 ? 'iso-8859-15' : charset, score: Math.max(frenchScore(shown), frenchScore(mended)) };
  });
  return list;
}

/** UTF-8 with a byte lost or cut is not strict: four accents well read for each that is not are no chance. */
function isMostlyUtf8(sample: Uint8Array): boolean {
  const text = new TextDecoder('utf-8').decode(sample);
  const lost = text.match(/\ufffd/g)?.length ?? 0;
  const read = text.match(/[\u00a0-\u017f\u2010-\u203a]/g)?.length ?? 0;
  return read >= 2 && read >= lost * 4;
}

const sampleFrom = (bytes: Uint8Array, firstHigh: number): Uint8Array =>
  bytes.subarray(Math.max(0, firstHigh - 40), Math.max(0, firstHigh - 40) + SAMPLE);

/** Ties go to the first: windows-1252. */
const bestOf = (sample: Uint8Array): Candidate =>
  candidates(sample).reduce((best, each) => (each.score > best.score ? each : best));

function beatsUtf8(bytes: Uint8Array, firstHigh: number): boolean {
  const sample = sampleFrom(bytes, firstHigh);
  return bestOf(sample).score > frenchScore(new TextDecoder('utf-8').decode(sample));
}

function byScore(bytes: Uint8Array, firstHigh: number): string {
  const sample = sampleFrom(bytes, firstHigh);
  return isMostlyUtf8(sample) ? 'utf-8' : bestOf(sample).charset;
}

/**
 * Letters of no French text: two bytes of another charset may happen to be valid UTF-8 (« ’É » of MacRoman is an Armenian letter; « é » read as Latin 1
 * and written in MacRoman is a combining mark). The score then decides.
 */
const FOREIGN = /[\u0180-\u02c5\u0328-\u0390\u03ca-\u1fff]/;

/** Letters and their accents apart, as Macs may write them, are put together. */
const composed = (text: string): string => (/[\u0300-\u0327]/.test(text) ? text.normalize('NFC') : text);

/**
 * Text of bytes whose charset nobody says: by their mark, strict UTF-8, else whichever of windows-1252 (or ISO-8859-15), CP850 and MacRoman
 * gives the most French text (ties: windows-1252). A text mangled before it came (UTF-8 read as Latin 1) is repaired when that makes it more French.
 * A charset forced by the doctor is taken as it is; an unknown name is ignored.
 */
export function decodeFrench(bytes: Uint8Array, forced?: string): Decoded {
  if (forced !== undefined && iconv.encodingExists(forced))
    return { text: decode(bytes, forced), charset: forced.toLowerCase(), repaired: false };
  const marked = byMark(bytes);
  if (marked !== null) return repaired(marked);
  const firstHigh = firstHighByte(bytes);
  if (firstHigh < 0) return { text: buffer(bytes).toString('latin1'), charset: 'us-ascii', repaired: false };
  const utf8 = strictUtf8(bytes);
  if (utf8 !== null && !(FOREIGN.test(utf8) && beatsUtf8(bytes, firstHigh)))
    return repaired({ text: composed(utf8), charset: 'utf-8', repaired: false });
  const charset = byScore(bytes, firstHigh);
  return repaired({ text: decode(bytes, charset), charset, repaired: false });
}
