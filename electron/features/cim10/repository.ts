import { sql } from 'kysely';
import type { Code } from '../../../shared/domain/medical.ts';
import { comparableName } from '../../../shared/domain/patient.ts';
import { defineQuery } from '../../record/index.ts';

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
