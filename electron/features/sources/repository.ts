import type { Source } from '../../../shared/contract/reception.ts';
import { defineQuery } from '../../record/index.ts';
import { knownSourceOf, sourceOf, type KnownSource } from './source-row.ts';

export const listSources = defineQuery({
  name: 'sources.lister',
  run: async (db, _input: Record<string, never>, context): Promise<Source[]> => {
    const rows = await db.selectFrom('sources').selectAll().where('retireLe', 'is', null).orderBy('nom').execute();
    const waiting = await db
      .selectFrom('arrivals')
      .select((select) => ['sourceId', select.fn.countAll<number>().as('total')])
      .where('etat', '=', 'received')
      .where('sourceId', 'is not', null)
      .groupBy('sourceId')
      .execute();
    return rows.map((row) =>
      sourceOf(row, waiting.find(({ sourceId }) => sourceId === row.id)?.total ?? 0, context.now),
    );
  },
});

/** Sources as the host uses them, paths and secrets included; never across the contract. */
export const knownSources = defineQuery({
  name: 'sources.connues',
  run: async (db, _input: Record<string, never>): Promise<KnownSource[]> => {
    const rows = await db
      .selectFrom('sources')
      .selectAll()
      .where('retireLe', 'is', null)
      .orderBy('voie')
      .orderBy('nom')
      .execute();
    return rows.map(knownSourceOf);
  },
});
