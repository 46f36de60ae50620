import { sql } from 'kysely';
import type { ArrivalReportRow, ArrivalRow, CommandContext, WritableRecord } from '../../record/index.ts';
import { addProvenance, provenanceOf } from './provenance.ts';

/**
 * Key K1: the same bytes were read before. The arrival is kept with its road, each document they made remembers it, and nothing is read or shown twice.
 * @returns false when these bytes are new, or when the former file is itself still to be read
 */
export async function mirrorDuplicate(
  db: WritableRecord,
  context: CommandContext,
  arrival: ArrivalRow,
): Promise<boolean> {
  const former = await db
    .selectFrom('arrivals')
    .select(['key', 'format'])
    .where('sha256', '=', arrival.sha256)
    // By the index of hashes: the key and the state only check what it has found.
    .where(sql<number>`+key`, '<', arrival.key)
    .where('etat', '<>', 'received')
    .orderBy(sql`+key`)
    .limit(1)
    .executeTakeFirst();
  if (former === undefined) return false;
  const reports = await db
    .selectFrom('arrival_reports')
    .selectAll()
    .where('arrivalKey', '=', former.key)
    .orderBy('rang')
    .execute();
  await db
    .updateTable('arrivals')
    .set({ etat: 'done', format: former.format, raison: null })
    .where('key', '=', arrival.key)
    .execute();
  for (const report of reports) await mirrorReport(db, context, arrival, report);
  return true;
}

async function mirrorReport(
  db: WritableRecord,
  context: CommandContext,
  arrival: ArrivalRow,
  report: ArrivalReportRow,
): Promise<void> {
  await db
    .insertInto('arrival_reports')
    .values({
      ...report,
      arrivalKey: arrival.key,
      issue: 'duplicate',
      raison: null,
      contenuJson: null,
      candidatsJson: '[]',
      attente: 0,
      decision: null,
      decisionLe: null,
      decisionPar: null,
      decisionNom: null,
    })
    .execute();
  if (report.documentId === null) return;
  const { source, detail } = provenanceOf(arrival);
  await addProvenance(db, report.documentId, source, detail, context.now);
}

/** Roads of the same bytes that came again while they waited for a patient: the document remembers them once it is filed. */
export async function rememberLaterRoads(
  db: WritableRecord,
  context: CommandContext,
  arrival: Pick<ArrivalRow, 'key' | 'sha256'>,
  rang: number,
  filed: { readonly documentId: string; readonly patientId: string },
): Promise<void> {
  const later = await db
    .selectFrom('arrivals as a')
    .innerJoin('arrival_reports as r', 'r.arrivalKey', 'a.key')
    .selectAll('a')
    .where('a.sha256', '=', arrival.sha256)
    .where('a.key', '<>', arrival.key)
    .where('r.rang', '=', rang)
    .where('r.issue', '=', 'duplicate')
    .where('r.documentId', 'is', null)
    .execute();
  for (const other of later) {
    const { source, detail } = provenanceOf(other);
    await addProvenance(db, filed.documentId, source, detail, context.now);
    await db
      .updateTable('arrival_reports')
      .set(filed)
      .where('arrivalKey', '=', other.key)
      .where('rang', '=', rang)
      .execute();
  }
}
