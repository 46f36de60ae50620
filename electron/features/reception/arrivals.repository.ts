import { HygieError } from '../../../shared/errors.ts';
import type { CleRapport } from '../../../shared/contract/reception.ts';
import type { ArrivalReportRow, ArrivalRow, ReadableRecord } from '../../record/index.ts';

type Reader = Pick<ReadableRecord, 'selectFrom'>;

/**
 * An arrival that this doctor may see: what a personal mailbox brought is its owner's until it is assigned. Throws HygieError NOT_FOUND, also for another's, so
 * that nothing tells that it exists.
 */
export async function arrivalRow(db: Reader, arriveeId: string, owner: string): Promise<ArrivalRow> {
  const row = await db.selectFrom('arrivals').selectAll().where('id', '=', arriveeId).executeTakeFirst();
  if (row === undefined || (row.proprietaire !== null && row.proprietaire !== owner)) throw new HygieError('NOT_FOUND');
  return row;
}

export async function reportRow(
  db: Reader,
  key: CleRapport,
  owner: string,
): Promise<{ arrival: ArrivalRow; report: ArrivalReportRow }> {
  const arrival = await arrivalRow(db, key.arriveeId, owner);
  const report = await db
    .selectFrom('arrival_reports')
    .selectAll()
    .where('arrivalKey', '=', arrival.key)
    .where('rang', '=', key.rang)
    .executeTakeFirst();
  if (report === undefined) throw new HygieError('NOT_FOUND');
  return { arrival, report };
}
