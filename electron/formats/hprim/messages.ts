import { looksLikeDate } from './dates.ts';
import { mayStartHeader, readHeader, resemblesHeader, startsHeader } from './header.ts';
import type { Line } from './lines.ts';

/** Lines of one report about one person. */
export interface Message {
  readonly lines: readonly Line[];
  /** Results that no header precedes: whose they are is unknown, whatever lines stand before them. */
  readonly headless: boolean;
  readonly warnings: readonly string[];
}

interface Segment {
  readonly lines: readonly Line[];
  /** Mark that ends it; null at the end of the file. */
  readonly end: 'fin' | 'finfichier' | null;
}

const isText = (line: Line | undefined): boolean =>
  line !== undefined && (line.kind === 'text' || line.kind === 'blank');
const HEADER = 12;

/** Where, inside a message whose end mark is missing, another header surely begins. */
function hiddenHeaders(lines: readonly Line[]): number[] {
  const texts = lines.map(({ text }) => text);
  const starts: number[] = [];
  for (let at = HEADER; at + HEADER <= lines.length; at += 1) {
    if (!looksLikeDate(texts[at + 6] ?? '') || at - (starts.at(-1) ?? 0) < HEADER) continue;
    if (startsHeader(texts, at) && lines.slice(at, at + HEADER).every(isText)) starts.push(at);
  }
  return starts;
}

function segmentsOf(lines: readonly Line[]): Segment[] {
  const segments: Segment[] = [];
  let start = 0;
  const push = (end: number, mark: Segment['end']): void => {
    const part = lines.slice(start, end);
    const cuts = [0, ...hiddenHeaders(part), part.length];
    for (let index = 0; index + 1 < cuts.length; index += 1) {
      const last = index + 2 === cuts.length;
      segments.push({ lines: part.slice(cuts[index], cuts[index + 1]), end: last ? mark : null });
    }
    start = end + 1;
  };
  lines.forEach((line, index) => {
    if (line.kind === 'fin' || line.kind === 'finfichier') push(index, line.kind);
  });
  push(lines.length, null);
  return segments;
}

/** Leading blank lines are dropped only when that puts a date at line 7: a blank first line is a position of the header. */
function aligned(lines: readonly Line[]): readonly Line[] {
  let blanks = 0;
  while (lines[blanks]?.kind === 'blank') blanks += 1;
  for (let drop = 0; drop <= blanks; drop += 1)
    if (looksLikeDate(lines[drop + 6]?.text ?? '')) return drop === 0 ? lines : lines.slice(drop);
  return lines;
}

const head = (lines: readonly Line[]): string[] => {
  const end = lines.findIndex((line) => !isText(line));
  return (end < 0 ? lines : lines.slice(0, end)).slice(0, 40).map(({ text }) => text);
};

type Follower = 'message' | 'headless' | 'trailer';

/** What stands after an end mark: a message when its header says so, results of nobody known, or a trailer that is no report of its own. */
function followerOf(lines: readonly Line[], today: string): Follower {
  const texts = head(lines);
  if (mayStartHeader(texts, 0, today) || resemblesHeader(texts, 0)) return 'message';
  const header = readHeader(texts, today);
  if (header.state === 'whole' && header.orderDate !== null && header.identity?.datesNaissance.length) return 'message';
  return lines.some(({ kind }) => kind === 'segment') ? 'headless' : 'trailer';
}

const NO_END = 'Marque de fin de message absente.';
const TRAILER = 'Texte après la marque de fin, ajouté à la fin du texte.';
const HEADLESS = 'Résultats sans en-tête après une marque de fin : patient inconnu.';

/**
 * Cuts a file into its messages, at end marks and, where one is missing, at what is surely another header: results of two people are never
 * put together. What follows an end mark without a header is a trailer, not a phantom report.
 */
export function messagesOf(lines: readonly Line[], today: string): { messages: Message[]; warnings: string[] } {
  const segments = segmentsOf(lines);
  const messages: { lines: Line[]; headless: boolean; warnings: string[] }[] = [];
  for (const segment of segments) {
    if (segment.lines.every(({ kind }) => kind === 'blank' || kind === 'lab')) continue;
    const part = aligned(segment.lines);
    const previous = messages.at(-1);
    const kind = previous === undefined ? 'message' : followerOf(part, today);
    if (kind === 'trailer' && previous !== undefined) {
      for (const line of part) previous.lines.push(line);
      previous.warnings.push(TRAILER);
      continue;
    }
    const warnings = [...(segment.end === 'fin' ? [] : [NO_END]), ...(kind === 'headless' ? [HEADLESS] : [])];
    messages.push({ lines: [...part], headless: kind === 'headless', warnings });
  }
  const ended = lines.some(({ kind }) => kind === 'finfichier');
  return { messages, warnings: ended ? [] : ['Marque de fin de fichier absente.'] };
}
