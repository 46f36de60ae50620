import { sql } from 'kysely';
import type { Code } from '../../../shared/domain/medical.ts';
import { comparableName } from '../../../shared/domain/patient.ts';
import { HygieError } from '../../../shared/errors.ts';
import { defineCommand, defineQuery } from '../../record/index.ts';
import type { Cim10Entry } from './cim10.parser.ts';

/** Categories first, then the shortest labels: the order in which a search gives what it finds. */
function inSearchOrder(entries: readonly Cim10Entry[]): Cim10Entry[] {
  const rank = (entry: Cim10Entry) => entry.code.length * 1000 + entry.libelle.length;
  return [...entries].sort((a, b) => rank(a) - rank(b) || (a.code < b.code ? -1 : 1));
}

/** Takes an edition of the CIM-10 in place of the one there. Codes in records keep their own label and edition. */
export const importCim10 = defineCommand({
  name: 'cim10.importer',
  run: async (db, input: { edition: string; entries: readonly Cim10Entry[] }): Promise<{ nombre: number }> => {
    if (input.entries.length === 0)
      throw new HygieError('INVALID_INPUT', 'Ce fichier ne contient aucun code de la CIM-10.');
    await db.deleteFrom('cim10').execute();
    await sql`DELETE FROM cim10_texte`.execute(db);
    let key = 0;
    for (const entry of inSearchOrder(input.entries)) {
      key += 1;
      await db
        .insertInto('cim10')
        .values({ key, code: entry.code, libelle: entry.libelle, edition: input.edition, rang: key })
        .execute();
      // Compared as names are: without accents, œ as two letters.
      await sql`INSERT INTO cim10_texte (rowid, code, libelle) VALUES (${key}, ${entry.code}, ${comparableName(entry.libelle)})`.execute(
        db,
      );
    }
    return { nombre: key };
  },
  audit: (input, output) => ({
    action: 'cim10.importer',
    patientId: null,
    detail: { edition: input.edition, nombre: output.nombre },
  }),
});

const CODE = /^[A-Z]\d/;

/** Words of labels in any order, each by its beginning, or the beginning of a code (with or without its point). */
export const searchCim10 = defineQuery({
  name: 'cim10.chercher',
  run: async (db, input: { texte: string; limite: number }): Promise<{ edition: string; resultats: Code[] }> => {
    const edition = (await db.selectFrom('cim10').select('edition').limit(1).executeTakeFirst())?.edition ?? '';
    const typed = input.texte.trim().toUpperCase();
    const words = comparableName(typed)
      .split(' ')
      .filter((word) => word !== '');
    if (words.length === 0) return { edition, resultats: [] };
    let query = db.selectFrom('cim10').select(['code', 'libelle', 'edition']);
    if (CODE.test(typed)) {
      const start = /^[A-Z]\d{3,}/.test(typed) ? `${typed.slice(0, 3)}.${typed.slice(3)}` : typed;
      query = query.where('code', '>=', start).where('code', '<', `${start}~`).orderBy('code');
    } else {
      const match = words.map((word) => `libelle : "${word}"*`).join(' AND ');
      query = query
        .where(
          'key',
          'in',
          sql<number>`(SELECT rowid FROM cim10_texte WHERE cim10_texte MATCH ${match} ORDER BY rowid LIMIT ${input.limite})`,
        )
        .orderBy('rang');
    }
    const rows = await query.limit(input.limite).execute();
    return { edition, resultats: rows.map((row) => ({ system: 'CIM-10' as const, ...row })) };
  },
});

/** The entries of codes, for what is imported with a code alone. Codes that the edition does not hold are left out. */
export const findCim10 = defineQuery({
  name: 'cim10.lire',
  run: async (db, input: { codes: readonly string[] }): Promise<Code[]> => {
    if (input.codes.length === 0) return [];
    const rows = await db
      .selectFrom('cim10')
      .select(['code', 'libelle', 'edition'])
      .where('code', 'in', [...input.codes])
      .execute();
    return rows.map((row) => ({ system: 'CIM-10' as const, ...row }));
  },
});
