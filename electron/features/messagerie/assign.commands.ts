import { sql } from 'kysely';
import { HygieError } from '../../../shared/errors.ts';
import type { DocumentId, PatientId } from '../../../shared/ids.ts';
import type { RaisonReception } from '../../../shared/domain/reception.ts';
import {
  defineCommand,
  type ArrivalReportRow,
  type CommandContext,
  type MailMessageRow,
  type WritableRecord,
} from '../../record/index.ts';
import { assignReport, withdrawDocument } from '../reception/index.ts';
import { noteMark, ownMessage, trace } from './gestures.commands.ts';
import { keepArrival } from './keep.commands.ts';
import { isApicrypt, listOf } from './lists.ts';

async function reportsOf(
  db: Pick<WritableRecord, 'selectFrom'>,
  arriveeId: string | null,
): Promise<ArrivalReportRow[]> {
  if (arriveeId === null) return [];
  return await db
    .selectFrom('arrival_reports as r')
    .innerJoin('arrivals as a', 'a.key', 'r.arrivalKey')
    .selectAll('r')
    .where('a.id', '=', arriveeId)
    .orderBy('r.rang')
    .execute();
}

/** Names the search finds the message by, once it belongs to somebody. */
async function namesOf(db: WritableRecord, patientId: string | null): Promise<string> {
  if (patientId === null) return '';
  const row = await db
    .selectFrom('patients')
    .select(['nomNaissance', 'nomUtilise', 'premierPrenom', 'prenomUtilise'])
    .where('id', '=', patientId)
    .executeTakeFirst();
  return row === undefined
    ? ''
    : [row.nomNaissance, row.nomUtilise, row.premierPrenom, row.prenomUtilise].filter(Boolean).join(' ');
}

interface Place {
  readonly patientId: string | null;
  readonly assignation: MailMessageRow['assignation'];
  readonly raison: RaisonReception | null;
  readonly par: { readonly idNat: string; readonly nom: string } | null;
}

/** The message stands in a record, or in none: its list, its search and its mark on the server follow. */
async function place(db: WritableRecord, context: CommandContext, row: MailMessageRow, where: Place): Promise<void> {
  const folder =
    row.dossierId === null
      ? undefined
      : await db.selectFrom('mail_folders').selectAll().where('id', '=', row.dossierId).executeTakeFirst();
  const inInbox = row.liste === 'assignes' || row.liste === 'non-assignes';
  const liste =
    inInbox && folder?.genre === 'reception'
      ? listOf(folder, { patientId: where.patientId, classe: row.classe })
      : inInbox
        ? where.patientId === null
          ? 'non-assignes'
          : 'assignes'
        : row.liste;
  await db
    .updateTable('mail_messages')
    .set({
      patientId: where.patientId,
      assignation: where.assignation,
      raison: where.raison,
      liste,
      assigneLe: where.patientId === null ? null : context.now,
      assignePar: where.par?.idNat ?? null,
      assigneNom: where.par?.nom ?? null,
    })
    .where('key', '=', row.key)
    .execute();
  await sql`UPDATE mail_bodies SET patient = ${await namesOf(db, where.patientId)} WHERE rowid = ${row.key}`.execute(
    db,
  );
  if ((row.patientId === null) !== (where.patientId === null))
    await noteMark(db, context, row, { assigne: where.patientId !== null });
}

/**
 * What reception decided of the documents of a message becomes the message's own state: every document in one record, the message goes there with them; otherwise the reason
 * is shown and it waits. A human's decision on the message itself is never undone here.
 */
async function settleOne(db: WritableRecord, context: CommandContext, row: MailMessageRow): Promise<string | null> {
  const arrival = await db.selectFrom('arrivals').selectAll().where('id', '=', row.arriveeId).executeTakeFirst();
  if (arrival === undefined || arrival.etat === 'received') return null;
  const reports = (await reportsOf(db, row.arriveeId)).filter(({ issue }) => issue !== 'kept_raw');
  const raison = arrival.raison ?? reports.find((report) => report.raison !== null)?.raison ?? null;
  const [first] = reports;
  const one = first?.patientId ?? null;
  const together =
    one !== null && reports.every(({ patientId, documentId }) => patientId === one && documentId !== null);
  if (together && one !== row.patientId && row.assignation !== 'manuelle') {
    const decided = reports.find(({ decision }) => decision !== null);
    const par = decided === undefined ? null : { idNat: decided.decisionPar ?? '', nom: decided.decisionNom ?? '' };
    const assignation = decided === undefined ? ('automatique' as const) : ('manuelle' as const);
    await place(db, context, row, { patientId: one, assignation, raison: null, par });
    await trace(
      db,
      context,
      row.key,
      par === null ? 'Assigné automatiquement : INS qualifié et traits concordants' : 'Assigné avec ses documents',
    );
    return one;
  }
  // Its documents were taken out of the record, from the record's side: it waits again with them.
  if (
    !together &&
    row.patientId !== null &&
    reports.length > 0 &&
    reports.every(({ documentId }) => documentId === null)
  ) {
    await place(db, context, row, { patientId: null, assignation: 'aucune', raison, par: null });
    await trace(db, context, row.key, 'Désassigné avec ses documents');
    return row.patientId;
  }
  if (row.patientId === null && row.raison !== raison)
    await db.updateTable('mail_messages').set({ raison }).where('key', '=', row.key).execute();
  return null;
}

export const settleMails = defineCommand({
  name: 'messagerie.rapprocher',
  run: async (db, input: { arrivees: readonly string[] }, context): Promise<{ patients: string[] }> => {
    const patients = new Set<string>();
    for (const arriveeId of input.arrivees) {
      const rows = await db.selectFrom('mail_messages').selectAll().where('arriveeId', '=', arriveeId).execute();
      for (const row of rows) {
        const patientId = await settleOne(db, context, row);
        if (patientId !== null) patients.add(patientId);
      }
    }
    return { patients: [...patients] };
  },
  audit: (input, output) => ({
    action: 'messagerie.rapprocher',
    patientId: output.patients.length === 1 ? (output.patients[0] ?? null) : null,
    detail: { messages: input.arrivees.length, dossiers: output.patients.length },
  }),
});

/**
 * [108] [109] The message and its documents go into a record by a human's choice. Traits that differ from those of a document need a second confirmation.
 * Throws HygieError NOT_FOUND, NOT_ALLOWED (traits differ, not confirmed), VERSION_CONFLICT (a document is in another record).
 */
export const assignMail = defineCommand({
  name: 'messagerie.assigner',
  run: async (
    db,
    input: { id: string; patientId: PatientId; confirmeDifference: boolean },
    context,
  ): Promise<{ documents: DocumentId[]; auparavant: string | null }> => {
    const row = await ownMessage(db, input.id, context.actor.idNat);
    const patient = await db.selectFrom('patients').select('id').where('id', '=', input.patientId).executeTakeFirst();
    if (patient === undefined) throw new HygieError('NOT_FOUND');
    if (row.patientId !== null && row.patientId !== input.patientId)
      throw new HygieError('VERSION_CONFLICT', 'Ce message est déjà dans un autre dossier : désassignez-le d’abord.');
    const documents: DocumentId[] = [];
    for (const report of await reportsOf(db, row.arriveeId)) {
      if (report.documentId !== null) {
        if (report.patientId === input.patientId) documents.push(report.documentId as DocumentId);
        continue;
      }
      const kept = report.issue === 'kept_raw';
      if ((report.attente === 0 && !kept) || report.contenuJson === null) continue;
      const { documentId } = await assignReport.run(
        db,
        {
          arriveeId: row.arriveeId ?? '',
          rang: report.rang,
          patientId: input.patientId,
          confirmeDifference: input.confirmeDifference,
          retenir: false,
        },
        context,
      );
      documents.push(documentId);
    }
    const { idNat, nom } = context.actor;
    await place(db, context, row, {
      patientId: input.patientId,
      assignation: 'manuelle',
      raison: null,
      par: { idNat, nom },
    });
    await trace(db, context, row.key, input.confirmeDifference ? 'Assigné malgré une différence de traits' : 'Assigné');
    return { documents, auparavant: row.patientId };
  },
  audit: (input, output) => ({
    action: 'messagerie.assigner',
    patientId: input.patientId,
    detail: { message: input.id, documents: output.documents.length, malgreDifference: input.confirmeDifference },
  }),
});

/** [111] Taken back out of the record with its documents; the trace stays with the message, with the documents and in the journal. */
export const unassignMail = defineCommand({
  name: 'messagerie.desassigner',
  run: async (
    db,
    input: { id: string; patientId: PatientId; motif: string },
    context,
  ): Promise<{ documents: number }> => {
    const row = await db.selectFrom('mail_messages').selectAll().where('id', '=', input.id).executeTakeFirst();
    if (row === undefined || row.patientId !== input.patientId) throw new HygieError('NOT_FOUND');
    let documents = 0;
    for (const report of await reportsOf(db, row.arriveeId)) {
      if (report.documentId === null || report.patientId !== input.patientId) continue;
      // The same report by another road belongs to that road too: the document stays.
      if (report.issue === 'duplicate') continue;
      const documentId = report.documentId as DocumentId;
      await withdrawDocument.run(db, { patientId: input.patientId, documentId, motif: input.motif }, context);
      documents += 1;
    }
    await place(db, context, row, { patientId: null, assignation: 'aucune', raison: null, par: null });
    await trace(db, context, row.key, `Désassigné : ${input.motif || 'sans motif'}`);
    return { documents };
  },
  audit: (input, output) => ({
    action: 'messagerie.desassigner',
    patientId: input.patientId,
    detail: { message: input.id, documents: output.documents },
  }),
});

/** A message that was never read for documents (an old one, archived elsewhere) becomes an arrival like any other. */
export const keepLateArrival = defineCommand({
  name: 'messagerie.presenter',
  run: async (db, input: { id: string }, context): Promise<{ arriveeId: string | null }> => {
    const row = await ownMessage(db, input.id, context.actor.idNat);
    if (row.arriveeId !== null || row.bytesHash === null) return { arriveeId: row.arriveeId };
    const arriveeId = await keepArrival(db, context, {
      bytes: context.documents.get(row.bytesHash),
      recuLe: row.recuLe,
      messageId: row.messageId,
      de: row.deAdresse,
      apicrypt: isApicrypt(row),
    });
    await db.updateTable('mail_messages').set({ arriveeId }).where('key', '=', row.key).execute();
    return { arriveeId };
  },
  audit: (input) => ({ action: 'messagerie.presenter', patientId: null, detail: { message: input.id } }),
});
