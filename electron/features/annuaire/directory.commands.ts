import { sql } from 'kysely';
import type { EntreeAnnuaire } from '../../../shared/contract/annuaire.ts';
import { HygieError } from '../../../shared/errors.ts';
import { defineCommand } from '../../record/index.ts';
import { GENERATION, LAST_OF, wordsOf } from './words.ts';

interface BaseRow {
  readonly id: number;
  readonly entrees: number;
}

/** Clears what an interrupted import had laid, and says which generation the next one is. */
export const beginDirectory = defineCommand({
  name: 'annuaire.commencer',
  run: async (db, _input: Record<string, never>) => {
    const base = (await db.selectFrom('directory_base').select(['generation']).executeTakeFirst())?.generation ?? 0;
    const { rows } = await sql<{ last: number | null }>`SELECT max(key) AS last FROM directory_entries`.execute(db);
    const present = Math.floor((rows[0]?.last ?? 0) / GENERATION);
    return { generation: Math.max(base, present) + 1 };
  },
  audit: (_input, output) => ({ action: 'annuaire.importer', patientId: null, detail: { lot: output.generation } }),
});

/** Rows given to SQLite at once. */
const ROWS = 200;

/** Lays lines of a new extraction beside the one in use: nobody sees them before the end. */
export const layDirectory = defineCommand({
  name: 'annuaire.poser',
  run: async (db, input: { generation: number; depuis: number; entrees: readonly EntreeAnnuaire[] }) => {
    const first = input.generation * GENERATION + input.depuis;
    const words = new Set<string>();
    for (let start = 0; start < input.entrees.length; start += ROWS) {
      const rows = input.entrees.slice(start, start + ROWS).map((entry, index) => {
        const { rpps: _rpps, adressePostale, dematerialisation, ...columns } = entry;
        return {
          ...columns,
          key: first + start + index,
          adressePostale: JSON.stringify(adressePostale),
          dematerialisation: dematerialisation === null ? null : dematerialisation ? 1 : 0,
        };
      });
      await db.insertInto('directory_entries').values(rows).execute();
      for (const row of rows) {
        const text = wordsOf(row);
        for (const word of [...text.nom.split(' '), ...text.metier.split(' '), ...text.lieu.split(' ')])
          if (word.length > 2) words.add(word);
        await sql`INSERT INTO directory_text (rowid, nom, metier, lieu) VALUES (${row.key}, ${text.nom}, ${text.metier}, ${text.lieu})`.execute(
          db,
        );
      }
    }
    await sql`INSERT OR IGNORE INTO directory_words (genre, son, mot)
      SELECT 0, substr(value, 1, 1), value FROM json_each(${JSON.stringify([...words])})`.execute(db);
    return {};
  },
  // A batch is no event: the import is.
  audit: 'work-in-progress',
});

/** The new extraction takes the place of the former, at once. Throws HygieError INVALID_INPUT (half as many rows as the former, not forced). */
export const useDirectory = defineCommand({
  name: 'annuaire.adopter',
  run: async (
    db,
    input: {
      generation: number;
      entrees: number;
      ecartees: number;
      fichier: string;
      genereLe: string | null;
      forcer: boolean;
    },
    context,
  ) => {
    const former: BaseRow | undefined = await db
      .selectFrom('directory_base')
      .select(['id', 'entrees'])
      .executeTakeFirst();
    if (input.entrees === 0) throw new HygieError('INVALID_INPUT', 'Ce fichier ne contient aucune boîte.');
    if (!input.forcer && former !== undefined && input.entrees < former.entrees / 2)
      throw new HygieError(
        'INVALID_INPUT',
        `Cette extraction a ${input.entrees} boîtes, l’actuelle ${former.entrees} : elle semble tronquée. L’actuelle est gardée.`,
      );
    await db.deleteFrom('directory_base').execute();
    const { generation, entrees, ecartees, fichier, genereLe } = input;
    await db
      .insertInto('directory_base')
      .values({ id: 1, generation, entrees, ecartees, fichier, genereLe, importeeLe: context.now })
      .execute();
    return { entrees, ecartees };
  },
  audit: (input, output) => ({
    action: 'annuaire.importer',
    patientId: null,
    detail: { lot: input.generation, ...output, force: input.forcer },
  }),
});

/** Removes rows of extractions that are not in use, a share at a time, so that nobody waits behind. Answers how many are gone. */
export const sweepDirectory = defineCommand({
  name: 'annuaire.balayer',
  run: async (db, input: { limite: number }) => {
    const base = await db.selectFrom('directory_base').select('generation').executeTakeFirst();
    const from = (base?.generation ?? 0) * GENERATION;
    const { rows } = await sql<{ key: number }>`
      SELECT key FROM directory_entries WHERE key < ${from} OR key > ${from + LAST_OF} LIMIT ${input.limite}`.execute(
      db,
    );
    const keys = JSON.stringify(rows.map(({ key }) => key));
    await sql`DELETE FROM directory_text WHERE rowid IN (SELECT value FROM json_each(${keys}))`.execute(db);
    await sql`DELETE FROM directory_entries WHERE key IN (SELECT value FROM json_each(${keys}))`.execute(db);
    return { restent: rows.length === input.limite };
  },
  audit: 'work-in-progress',
});
