import { sql } from 'kysely';
import type { CleRapport } from '../../../shared/contract/reception.ts';
import { HygieError } from '../../../shared/errors.ts';
import type { DocumentId, PatientId } from '../../../shared/ids.ts';
import { defineCommand, type CommandContext, type DocumentRow, type WritableRecord } from '../../record/index.ts';
import { addProvenance } from './provenance.ts';
import { labResultOf, resultsOfDocument } from './result-rows.ts';
import { codeOf } from './versions.ts';
import { readComplement, type ReceivedComplement, type StoredReport } from './stored-report.ts';

function reportOf(
  row: DocumentRow,
  complement: ReceivedComplement,
  rang: number,
  results: StoredReport['results'],
): StoredReport {
  return {
    rank: rang,
    format: complement.format,
    kind: complement.genre,
    status: row.resultat ?? 'final',
    results,
    text: complement.texte,
    warnings: complement.avertissements,
    document: {
      mediaType: row.mediaType,
      typeCode: row.typeCode,
      type: row.type,
      title: row.titre,
      date: complement.dateDite,
      sampledAt: null,
      author: row.auteurNom,
      authorId: row.auteur,
      organisation: row.etablissement,
      senderCode: complement.emetteur,
      recipient: complement.destinataire,
      orderNumber: complement.ordre,
      uniqueId: row.uniqueId,
      setId: row.setId,
      versionNumber: row.versionNumber,
      replaces: complement.remplace,
      confidentiality: { masquePs: row.masquePs === 1, invisiblePatient: row.invisiblePatient === 1 },
    },
  };
}

/** What this document had put in the history stands again, as if it had not come. */
async function restoreFormer(db: WritableRecord, row: DocumentRow): Promise<void> {
  const former = await db
    .selectFrom('documents')
    .select(['key', 'id'])
    .where('patientId', '=', row.patientId)
    .where('remplacePar', '=', row.id)
    .execute();
  for (const { key } of former) {
    await db.updateTable('documents').set({ statut: 'actif', remplacePar: null }).where('key', '=', key).execute();
    await db.updateTable('results').set({ remplace: 0 }).where('documentKey', '=', key).execute();
  }
  if (row.cleDemande === null || former.length > 0) return;
  // Reports of the same order that stay: the newest value of each code stands again.
  const others = await db
    .selectFrom('documents')
    .select('key')
    .where('cleDemande', '=', row.cleDemande)
    .where('patientId', '=', row.patientId)
    .where('statut', '=', 'actif')
    .where('key', '<>', row.key)
    .orderBy('key', 'desc')
    .execute();
  const seen = new Set<string>();
  for (const { key } of others) {
    const results = await resultsOfDocument(db, key);
    const standing = results.filter((result) => !seen.has(codeOf(result)));
    for (const result of standing) seen.add(codeOf(result));
    await sql`UPDATE results SET remplace = CASE WHEN rang IN (SELECT value FROM json_each(${JSON.stringify(standing.map(({ rang }) => rang))})) THEN 0 ELSE 1 END WHERE documentKey = ${key}`.execute(
      db,
    );
  }
}

interface Withdrawal {
  readonly patientId: PatientId;
  readonly documentId: DocumentId;
  readonly motif: string;
}

/**
 * Takes a received document out of a record: it waits again with its results, what it had replaced stands again, and the journal, its provenances and its former
 * row keep the trace. Throws HygieError NOT_FOUND, NOT_ALLOWED (not a received document).
 */
export const withdrawDocument = defineCommand({
  name: 'reception.desattribuer',
  run: async (db, input: Withdrawal, context): Promise<CleRapport> => {
    const row = await db.selectFrom('documents').selectAll().where('id', '=', input.documentId).executeTakeFirst();
    if (row === undefined || row.patientId !== input.patientId) throw new HygieError('NOT_FOUND');
    const complement = readComplement(row.complementJson);
    const [report] = await db
      .selectFrom('arrival_reports as r')
      .innerJoin('arrivals as a', 'a.key', 'r.arrivalKey')
      .select(['r.arrivalKey', 'r.rang', 'r.identiteJson', 'a.id as arriveeId'])
      .where('r.documentId', '=', row.id)
      .orderBy('r.arrivalKey')
      .limit(1)
      .execute();
    if (report === undefined || complement === null)
      throw new HygieError('NOT_ALLOWED', 'Ce document n’est pas arrivé par la réception : il ne se désassigne pas.');
    const results = (await resultsOfDocument(db, row.key)).map(labResultOf);
    await restoreFormer(db, row);
    await db.deleteFrom('results').where('documentKey', '=', row.key).execute();
    await db
      .updateTable('result_changes')
      .set({ vuLe: context.now, vuPar: context.actor.idNat })
      .where('documentId', '=', row.id)
      .where('vuLe', 'is', null)
      .execute();
    await db
      .updateTable('documents')
      .set({
        patientId: null,
        statut: 'supprime',
        uniqueId: null,
        cleDemande: null,
        cleContenu: null,
        motifEcarte: input.motif,
      })
      .where('key', '=', row.key)
      .execute();
    const trace = { dossier: input.patientId, par: context.actor.nom, motif: input.motif };
    await addProvenance(db, row.id, 'désassigné', trace, context.now);
    await db.updateTable('arrival_reports').set({ patientId: null }).where('documentId', '=', row.id).execute();
    await db
      .updateTable('arrival_reports')
      .set({
        issue: 'unassigned',
        raison: null,
        patientId: null,
        documentId: null,
        candidatsJson: JSON.stringify([{ patientId: input.patientId, reserve: 'Vient d’être retiré de ce dossier' }]),
        contenuJson: JSON.stringify(reportOf(row, complement, report.rang, results)),
        attente: 1,
        decision: 'désassigné',
        decisionLe: context.now,
        decisionPar: context.actor.idNat,
        decisionNom: context.actor.nom,
      })
      .where('arrivalKey', '=', report.arrivalKey)
      .where('rang', '=', report.rang)
      .execute();
    return { arriveeId: report.arriveeId, rang: report.rang };
  },
  audit: (input, output) => ({
    action: 'reception.desattribuer',
    patientId: input.patientId,
    detail: { document: input.documentId, arrivee: output.arriveeId, rang: output.rang },
  }),
});

/** A report filed again after it was taken out of a record: the roads and the trace of its former row go with it. */
export async function takeOverRoads(
  db: WritableRecord,
  context: CommandContext,
  bytesHash: Uint8Array,
  arriveeId: string,
  filed: { readonly documentId: string; readonly patientId: string },
): Promise<void> {
  const former = await db
    .selectFrom('documents')
    .select('id')
    .where('bytesHash', '=', bytesHash)
    .where('patientId', 'is', null)
    .where('statut', '=', 'supprime')
    .execute();
  for (const { id } of former) {
    const roads = await db
      .selectFrom('document_provenances')
      .selectAll()
      .where('documentId', '=', id)
      .orderBy('rang')
      .execute();
    for (const road of roads) {
      const detail = JSON.parse(road.detailJson) as Record<string, string>;
      if (detail['arrivee'] !== arriveeId) await addProvenance(db, filed.documentId, road.source, detail, context.now);
    }
    await db.updateTable('arrival_reports').set(filed).where('documentId', '=', id).execute();
  }
}
