import type { RaisonReception } from '../../../shared/domain/reception.ts';
import type { ReadFile, ReadReport } from '../received.ts';
import { decodeFrench } from './charset.ts';
import { beginning, contentOf } from './content.ts';
import { frenchDay, looksLikeDate } from './dates.ts';
import { MAX_BYTES, MAX_LINES } from './limits.ts';
import { linesOf, type Line } from './lines.ts';
import { messagesOf, type Message } from './messages.ts';
import { buildReport, type BuiltReport } from './report.builder.ts';

export interface HprimOptions {
  /** Charset that the doctor chose for this sender; detected when absent. */
  readonly charsetForced?: string;
  readonly now: Date;
}

/** Only the beginning is looked at. */
const HEAD_LINES = 40;

/** A header is recognised by its date at line 7 (or near) under a name; anything else needs a mark or a result line. */
function hasHeaderShape(lines: readonly Line[]): boolean {
  const first = lines.findIndex(({ kind }) => kind !== 'blank');
  for (let start = 0; start <= Math.max(0, first); start += 1)
    for (let birth = 5; birth <= 9; birth += 1) {
      const at = start + birth;
      const lettered =
        /^[^|:;=<>]{1,80}$/.test(lines[start + 1]?.text.trim() ?? '') && /\p{L}/u.test(lines[start + 1]?.text ?? '');
      if (lettered && looksLikeDate(lines[at]?.text ?? '')) return true;
    }
  return false;
}

function hasShape(lines: readonly Line[]): boolean {
  return lines.some(({ kind }) => kind !== 'text' && kind !== 'blank') || hasHeaderShape(lines.slice(0, HEAD_LINES));
}

/**
 * True when bytes look like an HPRIM Médecin file (its marks, its result lines, or its header), an HPRIM Santé message, or an Apicrypt text:
 * what `readHprim` has an answer for. Decided by content alone, on the first 64 KB.
 */
export function looksLikeHprim(bytes: Uint8Array): boolean {
  const content = contentOf(bytes.subarray(0, 64 * 1024));
  if (content === 'encrypted' || content === 'hprim-sante') return true;
  return content === 'text' && hasShape(linesOf(beginning(bytes)));
}

const KEPT: ReadFile = { format: 'hprim', outcome: 'kept_raw', reason: null, warnings: [], reports: [], charset: null };
const kept = (reason: RaisonReception, more: Partial<ReadFile> = {}): ReadFile => ({ ...KEPT, ...more, reason });

/** One message that cannot be read does not stop the others: it is shown as its text, about nobody known. */
function buildSafely(message: Message, rank: number, today: string, alone: boolean): BuiltReport | null {
  try {
    return buildReport(message, rank, today, alone);
  } catch {
    return null;
  }
}

function readText(lines: readonly Line[], today: string, base: Partial<ReadFile>): ReadFile {
  const { messages, warnings } = messagesOf(lines, today);
  const alone = messages.length === 1;
  const built = messages.map((message, index) => buildSafely(message, index + 1, today, alone));
  const read = built.filter((each) => each !== null);
  const missed = built.length - read.length;
  const reports: ReadReport[] = read.map(({ report }, index) => ({ ...report, rank: index + 1 }));
  const all = {
    ...base,
    reports,
    warnings: [
      ...(base.warnings ?? []),
      ...warnings,
      ...(missed > 0 ? [`${missed} message(s) du fichier n’ont pas pu être lus.`] : []),
    ],
  };
  if (read.length === 0) return kept(messages.length === 0 ? 'FICHIER_VIDE' : 'ERREUR_DE_LECTURE', all);
  if (read.every(({ encrypted }) => encrypted)) return kept('CHIFFRE', all);
  if (read.every(({ header }) => header === 'cut')) return kept('ENTETE_TRONQUE', all);
  return { ...KEPT, ...all, outcome: 'read', reason: null };
}

function read(bytes: Uint8Array, { charsetForced, now }: HprimOptions): ReadFile {
  if (bytes.length > MAX_BYTES) return kept('TAILLE');
  const content = contentOf(bytes);
  if (content === 'empty') return kept('FICHIER_VIDE');
  if (content === 'encrypted') return kept('CHIFFRE');
  if (content === 'hprim-sante') return kept('HPRIM_SANTE');
  if (content !== 'text') return { ...kept('FORMAT_INCONNU'), format: 'unknown' };
  const { text, charset, repaired } = decodeFrench(bytes, charsetForced);
  const lines = linesOf(text);
  if (lines.length > MAX_LINES) return kept('TAILLE', { charset });
  if (!hasShape(lines)) return { ...kept('FORMAT_INCONNU', { charset }), format: 'unknown' };
  const warnings = repaired ? ['Accents abîmés avant l’envoi, réparés.'] : [];
  return readText(lines, frenchDay(now), { charset, warnings });
}

/**
 * Reads an HPRIM Médecin file (rebuilt from independent implementations and files met; the text of the recommendation of March 1997 is not public):
 * any number of messages, each a report about one person. Pure and linear. Never throws: bytes that are not understood are answered
 * 'kept_raw' with their reason, and a cut header gives ENTETE_TRONQUE with what can be read, to be shown.
 */
export function readHprim(bytes: Uint8Array, options: HprimOptions): ReadFile {
  try {
    return read(bytes, options);
  } catch {
    return kept('ERREUR_DE_LECTURE');
  }
}
