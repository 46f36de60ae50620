import type { FicheInfo } from '../../../shared/contract/parcours.ts';
import { FICHES_LIVREES } from '../../../shared/domain/fiches/index.ts';
import { defineQuery } from '../../record/index.ts';

/** Shipped cards and the practice's own, latest version of each; the practice's takes the place of a shipped one of the same id. */
export const listCards = defineQuery({
  name: 'fiches.lister',
  run: async (db, _input: Record<string, never>): Promise<FicheInfo[]> => {
    const rows = await db
      .selectFrom('info_cards')
      .selectAll()
      .where('actif', '=', 1)
      .orderBy('id')
      .orderBy('version', 'desc')
      .execute();
    const own = rows
      .filter((row, index) => row.id !== rows[index - 1]?.id)
      .map((row) => ({
        id: row.id,
        version: row.version,
        pathologie: row.pathologie,
        cim10: JSON.parse(row.cim10Json) as string[],
        tuiles: JSON.parse(row.contenuJson) as FicheInfo['tuiles'],
        livree: false,
      }));
    return [...FICHES_LIVREES.filter(({ id }) => !own.some((each) => each.id === id)), ...own];
  },
});
