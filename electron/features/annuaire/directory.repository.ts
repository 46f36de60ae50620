import { sql } from 'kysely';
import type { EntreeAnnuaire } from '../../../shared/contract/annuaire.ts';
import { TypeBal } from '../../../shared/contract/annuaire.ts';
import type { Instant } from '../../../shared/domain/civil-date.ts';
import { comparableName } from '../../../shared/domain/patient.ts';
import { defineQuery, type DirectoryEntryRow, type ReadableRecord } from '../../record/index.ts';
import { GENERATION, LAST_OF, nearly, wordsOf } from './words.ts';

export function entryOf(row: DirectoryEntryRow): EntreeAnnuaire {
  const typeBal = TypeBal.safeParse(row.typeBal);
  const { key: _key, adressePostale, dematerialisation, ...columns } = row;
  return {
    ...columns,
    typeBal: typeBal.success ? typeBal.data : null,
    rpps: row.idNat !== null && /^8\d{11}$/.test(row.idNat) ? row.idNat.slice(1) : null,
    adressePostale: JSON.parse(adressePostale) as string[],
    dematerialisation: dematerialisation === null ? null : dematerialisation === 1,
  };
}

const MOST_WORDS = 6;
/** Enough to put the best first, few enough that a common beginning costs no more than a rare name. */
const CANDIDATES = 300;
/** Words that a slip may have meant, at most. */
const ALTERNATIVES = 12;

async function matching(
  db: ReadableRecord,
  generation: number,
  match: string,
  limit: number,
): Promise<DirectoryEntryRow[]> {
  const from = generation * GENERATION;
  const { rows } = await sql<DirectoryEntryRow>`
    SELECT e.* FROM directory_entries e WHERE e.key IN (
      SELECT rowid FROM directory_text WHERE directory_text MATCH ${match} AND rowid BETWEEN ${from} AND ${from + LAST_OF}
      ORDER BY rowid LIMIT ${limit})`.execute(db);
  return rows;
}

/** Words of the directory that one slip separates from what was typed, among those of the same first letter. */
async function alternatives(db: ReadableRecord, word: string): Promise<string[]> {
  const { rows } = await sql<{ mot: string }>`
    SELECT mot FROM directory_words WHERE genre = 0 AND son = ${word[0] ?? ''}
      AND length(mot) BETWEEN ${word.length - 2} AND ${word.length + 2}`.execute(db);
  return rows
    .map(({ mot }) => mot)
    .filter((mot) => nearly(word, mot))
    .sort((a, b) => Math.abs(a.length - word.length) - Math.abs(b.length - word.length))
    .slice(0, ALTERNATIVES);
}

/** Whole words of the name before beginnings, names before places; then by alphabet. */
function ranked(rows: readonly DirectoryEntryRow[], words: readonly string[]): DirectoryEntryRow[] {
  const score = (row: DirectoryEntryRow): number => {
    const { nom } = wordsOf(row);
    const names = new Set(comparableName(`${row.nom ?? ''} ${row.prenom ?? ''}`).split(' '));
    return words.reduce((total, word) => total + (names.has(word) ? 4 : nom.includes(word) ? 2 : 1), 0);
  };
  const scored = rows.map((row) => ({ row, points: score(row) }));
  return scored
    .sort(
      (a, b) =>
        b.points - a.points ||
        (a.row.nom ?? a.row.structure ?? '').localeCompare(b.row.nom ?? b.row.structure ?? '', 'fr') ||
        (a.row.prenom ?? '').localeCompare(b.row.prenom ?? '', 'fr') ||
        a.row.key - b.row.key,
    )
    .map(({ row }) => row);
}

/** Fuzzy search over the imported extraction: name, calling, place, in any order, without accents; one slip is forgiven when nothing else is found. */
export const searchDirectory = defineQuery({
  name: 'annuaire.chercher',
  run: async (
    db,
    input: { texte: string; limite: number },
  ): Promise<{ entrees: EntreeAnnuaire[]; suite: boolean; approche: string | null }> => {
    const base = await db.selectFrom('directory_base').select('generation').executeTakeFirst();
    const words = [...new Set(comparableName(input.texte).split(' '))]
      .filter((word) => word.length > 1)
      .slice(0, MOST_WORDS);
    if (base === undefined || words.length === 0) return { entrees: [], suite: false, approche: null };
    const found = new Map<number, DirectoryEntryRow>();
    const keep = (rows: readonly DirectoryEntryRow[]) => {
      for (const row of rows) found.set(row.key, row);
    };
    // Whole words first: « MARTIN » is not hidden by three hundred « MARTINEZ ».
    keep(await matching(db, base.generation, words.map((word) => `"${word}"`).join(' AND '), CANDIDATES));
    if (found.size < CANDIDATES)
      keep(await matching(db, base.generation, words.map((word) => `"${word}"*`).join(' AND '), CANDIDATES));
    let approche: string | null = null;
    if (found.size === 0) {
      const groups: string[] = [];
      const replaced: string[] = [];
      for (const word of words) {
        const known = await matching(db, base.generation, `"${word}"*`, 1);
        const others = known.length > 0 || word.length < 4 ? [] : await alternatives(db, word);
        replaced.push(...others.slice(0, 3));
        groups.push(`(${[`"${word}"*`, ...others.map((other) => `"${other}"`)].join(' OR ')})`);
      }
      if (replaced.length > 0) {
        keep(await matching(db, base.generation, groups.join(' AND '), CANDIDATES));
        approche = found.size === 0 ? null : `Rien à l’identique : proche de ${replaced.join(', ')}.`;
      }
    }
    const rows = ranked([...found.values()], words);
    return { entrees: rows.slice(0, input.limite).map(entryOf), suite: rows.length > input.limite, approche };
  },
});

export const readDirectoryBase = defineQuery({
  name: 'annuaire.base',
  run: async (
    db,
    _input: Record<string, never>,
  ): Promise<{ entrees: number; genereLe: string | null; importeLe: Instant; fichier: string } | null> => {
    const row = await db.selectFrom('directory_base').selectAll().executeTakeFirst();
    if (row === undefined) return null;
    const { entrees, genereLe, importeeLe, fichier } = row;
    return { entrees, genereLe, importeLe: importeeLe as Instant, fichier };
  },
});
