import { labelKey } from '../../../shared/domain/analytes/index.ts';
import { MAX_COMMENT } from './limits.ts';
import type { Line } from './lines.ts';
import { readResultLine, withOtherExpression, type LineResult } from './result-line.ts';

/** A result with where it stands. */
export interface PlacedResult extends LineResult {
  readonly section: string | null;
  readonly groupe: readonly string[];
}

export interface Body {
  readonly results: readonly PlacedResult[];
  /** Free text, as written before the machine-readable part. */
  readonly freeText: readonly string[];
  /** The human report given again inside the machine-readable part. */
  readonly tex: readonly string[];
  /** Lines of the machine-readable part that are none of its own: kept, shown after the text. */
  readonly unknown: readonly string[];
  readonly warnings: readonly string[];
}

const DECORATION = /^[\s*\-=_#.~]+|[\s*\-=_#.~:]+$/g;
const GROUP = /^(?:germe|souche|isolat|bact[ée]rie|micro-?organisme)(?: n?[°o]? ?\d{1,2})? ?: ?(.{1,120})$/i;

/** A title of a section, without its decoration: capitals, or between stars or dashes; null for any other text. */
export function titleOf(text: string): string | null {
  const trimmed = text.trim();
  if (trimmed.length > 90) return null;
  const bare = trimmed.replace(DECORATION, '');
  if (bare.length < 3 || bare.length > 70 || !/\p{L}{2}/u.test(bare)) return null;
  const decorated = /^[*\-=_#~]{2}/.test(trimmed) && /[*\-=_#~]{2}$/.test(trimmed);
  const capitals = !/\p{Ll}/u.test(bare) && !/(?:^|\s)[<>]?\d/.test(bare);
  return decorated || capitals ? bare : null;
}

/** True when a text line says a result line again, which it usually does. */
function repeats(text: string, result: LineResult | undefined): boolean {
  if (result === undefined) return false;
  const label = labelKey(result.label);
  const key = labelKey(text);
  if (label === '' || !key.startsWith(label)) return false;
  return (
    key === label || result.text === null || text.includes(result.text) || text.includes(result.text.replace('.', ','))
  );
}

class BodyReader {
  readonly results: PlacedResult[] = [];
  readonly freeText: string[] = [];
  readonly tex: string[] = [];
  readonly unknown: string[] = [];
  readonly warnings: string[] = [];
  private comments: string[][] = [];
  private section: string | null = null;
  private groupe: readonly string[] = [];
  private inLab = false;

  read(lines: readonly Line[]): void {
    for (let index = 0; index < lines.length; index += 1) {
      const line = lines[index];
      if (line === undefined) continue;
      if (line.kind === 'lab') this.inLab = true;
      else if (line.kind === 'segment') this.segment(line.text, lines[index + 1]);
      else if (!this.inLab) this.freeText.push(line.text);
      else if (line.kind === 'text' && !/^\s*TEX\s*$/i.test(line.text)) this.unread(line.text);
    }
  }

  private unread(text: string): void {
    this.unknown.push(text);
    this.warnings.push('Lignes non reconnues dans la partie structurée, gardées dans le texte.');
  }

  private segment(line: string, next: Line | undefined): void {
    const bar = line.indexOf('|');
    const prefix = line.slice(0, bar).trim().toUpperCase();
    if (prefix === 'RES') this.result(line);
    else if (prefix === 'TEX') this.words(line.slice(bar + 1), next);
    else if (prefix === 'TIT')
      this.title(
        line
          .slice(bar + 1)
          .trim()
          .slice(0, 120),
      );
    else this.unread(line);
  }

  private result(line: string): void {
    const { result, words, warnings } = readResultLine(line.trimStart());
    this.warnings.push(...warnings);
    if (words !== null && words !== '') this.comment(words, true);
    if (result === null) return;
    const previous = this.results.at(-1);
    if (labelKey(result.label) === 'soit' && previous !== undefined) {
      this.results[this.results.length - 1] = withOtherExpression(previous, result);
      return;
    }
    this.results.push({ ...result, section: this.section, groupe: this.groupe });
    this.comments.push([]);
  }

  private title(text: string): void {
    this.section = text === '' ? this.section : text;
    this.groupe = [];
  }

  private words(raw: string, next: Line | undefined): void {
    const text = raw.trimEnd();
    this.tex.push(text);
    if (text.trim() === '') return;
    const group = GROUP.exec(text.trim())?.[1];
    if (group !== undefined) {
      this.groupe = [group.trim()];
      return;
    }
    const title = titleOf(text);
    if (title === null) return this.comment(text.trim(), false);
    const follower = next !== undefined && /^\s*RES\s*\|/i.test(next.text) ? (next.text.split('|', 2)[1] ?? '') : null;
    const saysNext = follower !== null && labelKey(follower) === labelKey(title);
    if (!saysNext && !repeats(text, this.results.at(-1))) this.title(title);
  }

  private comment(text: string, certain: boolean): void {
    const last = this.comments.at(-1);
    if (last === undefined || (!certain && repeats(text, this.results.at(-1)))) return;
    last.push(text);
  }

  body(): Body {
    const results = this.results.map((result, index): PlacedResult => {
      const comments = [result.comment, ...(this.comments[index] ?? [])].filter((each) => each !== null);
      return { ...result, comment: comments.length === 0 ? null : comments.join('\n').slice(0, MAX_COMMENT) };
    });
    const { freeText, tex, unknown, warnings } = this;
    return { results, freeText, tex, unknown, warnings };
  }
}

/**
 * Reads what follows the header: free text, then the machine-readable part. Result lines are read wherever they stand, mark or not; the free
 * text never gives a result.
 */
export function readBody(lines: readonly Line[]): Body {
  const reader = new BodyReader();
  reader.read(lines);
  return reader.body();
}
