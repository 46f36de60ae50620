import { sql } from 'kysely';
import { comparableName } from '../../../shared/domain/patient.ts';
import { HygieError } from '../../../shared/errors.ts';
import { defineCommand } from '../../record/index.ts';
import type { Cim10Entry } from './atih.parser.ts';

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
