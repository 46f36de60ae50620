import type { IdentiteRecue } from '../../../shared/domain/reception.ts';
import type { ArrivalRow, CommandContext, DocumentRow, WritableRecord } from '../../record/index.ts';
import { placeResult } from './analyte-axis.ts';
import { instantOfDocument } from './dates.ts';
import { addFirstProvenance, addProvenance, provenanceOf } from './provenance.ts';
import { alertOf, insertResults, learnedOf, renditionOf } from './result-rows.ts';
import { noteChanges, strikeResults } from './supersede.ts';
import type { ReceivedComplement, StoredReport } from './stored-report.ts';
import { contentKey, orderKey, relationOf, type Relation } from './versions.ts';
import {
  activeOfSet,
  documentOfUniqueId,
  documentsOfOrder,
  renditionOfDocument,
  sameDocument,
} from './versions.repository.ts';

/** A report on its way into a record. */
export interface ToFile {
  readonly arrival: Pick<ArrivalRow, 'id' | 'nom' | 'voie' | 'expediteur' | 'recuLe' | 'messageId'>;
  readonly report: StoredReport;
  readonly identity: IdentiteRecue | null;
  readonly bytesHash: Uint8Array;
  readonly pdfHash: Uint8Array | null;
  readonly taille: number;
  readonly patient: { readonly id: string; readonly key: number };
}

/** « conflict »: another record already holds this very document, so that one of the two would be wrong. */
export type Filed =
  | { readonly issue: 'filed' | 'duplicate'; readonly documentId: string }
  | { readonly issue: 'conflict'; readonly otherPatientId: string | null };

const NEUTRAL_TYPES = {
  biology: { typeCode: '11502-2', type: 'CR d’examens biologiques' },
  imaging: { typeCode: '18748-4', type: 'CR d’imagerie médicale' },
  letter: { typeCode: '34112-3', type: 'Courrier' },
  other: { typeCode: 'AUTRE', type: 'Document reçu' },
} as const;

interface Placed {
  readonly relation: Relation;
  readonly former: DocumentRow;
}

/** What the record already holds of this order or set, and what the fresh report is to each. */
async function relations(db: WritableRecord, input: ToFile, replaced: readonly DocumentRow[]): Promise<Placed[]> {
  const { report, patient } = input;
  const { setId, versionNumber } = report.document;
  const found = new Map<number, Placed>();
  for (const former of replaced) found.set(former.key, { relation: 'replaces', former });
  const ofSet = setId === null ? null : await activeOfSet(db, patient.id, setId);
  if (ofSet !== null && !found.has(ofSet.key)) {
    const older = versionNumber !== null && versionNumber < ofSet.versionNumber;
    found.set(ofSet.key, { relation: older ? 'older' : 'replaces', former: ofSet });
  }
  const key = orderKey(report);
  const formers = key === null ? [] : await documentsOfOrder(db, patient.id, key);
  if (formers.length === 0) return [...found.values()];
  const learned = await learnedOf(db, report.document.senderCode);
  const fresh = renditionOf(
    {
      cda: report.format === 'cda',
      status: report.status,
      sender: report.document.senderCode,
      date: report.document.date ?? report.document.sampledAt ?? input.arrival.recuLe,
    },
    report.results.map((each) => ({ ...each, ...placeResult(each, report.document.senderCode, learned) })),
  );
  for (const former of formers) {
    if (found.has(former.key)) continue;
    const { rendition } = await renditionOfDocument(db, former);
    found.set(former.key, { relation: relationOf(fresh, rendition), former });
  }
  return [...found.values()];
}

function rowOf(input: ToFile, id: string, now: string) {
  const { arrival, report } = input;
  const { document } = report;
  const neutral = NEUTRAL_TYPES[report.kind];
  const complement: ReceivedComplement = {
    recu: true,
    emetteur: document.senderCode,
    ordre: document.orderNumber,
    genre: report.kind,
    format: report.format,
    texte: report.text,
    avertissements: report.warnings,
    remplace: document.replaces,
    dateDite: document.date,
    destinataire: document.recipient,
  };
  return {
    id,
    patientId: input.patient.id,
    date: instantOfDocument(document.date ?? document.sampledAt, arrival.recuLe),
    typeCode: document.typeCode ?? neutral.typeCode,
    type: document.type ?? neutral.type,
    titre: document.title.trim() === '' ? neutral.type : document.title,
    auteur: document.authorId,
    auteurNom: document.author,
    etablissement: document.organisation,
    origine: arrival.voie === 'dmp' ? ('dmp' as const) : ('messagerie' as const),
    mediaType: document.mediaType,
    bytesHash: input.bytesHash,
    pdfHash: input.pdfHash,
    taille: input.taille,
    setId: document.setId,
    versionNumber: document.versionNumber ?? 1,
    uniqueId: document.uniqueId,
    remplace: null as string | null,
    remplacePar: null as string | null,
    masquePs: document.confidentiality.masquePs ? 1 : 0,
    invisiblePatient: document.confidentiality.invisiblePatient ? 1 : 0,
    noteId: null,
    statut: 'actif' as 'actif' | 'remplace',
    motifEcarte: null,
    complementJson: JSON.stringify(complement),
    creeLe: now,
    voie: arrival.voie,
    recuLe: arrival.recuLe,
    resultat: report.results.length > 0 || report.kind === 'biology' ? report.status : null,
    anormal: alertOf(report.results),
    messageId: arrival.messageId,
    cleDemande: orderKey(report),
    cleContenu: contentKey(report, input.identity),
  };
}

/**
 * Puts a report in a record: once for the same document whatever the roads it came by, in its place among the versions of its order. Never throws on what the
 * sender wrote.
 */
export async function fileReport(db: WritableRecord, context: CommandContext, input: ToFile): Promise<Filed> {
  const { report, patient, arrival } = input;
  const { source, detail } = provenanceOf(arrival);
  const again = async (documentId: string): Promise<Filed> => {
    await addProvenance(db, documentId, source, detail, context.now);
    return { issue: 'duplicate', documentId };
  };
  if (report.document.uniqueId !== null) {
    const known = await documentOfUniqueId(db, report.document.uniqueId);
    if (known !== null && known.patientId !== patient.id) return { issue: 'conflict', otherPatientId: known.patientId };
    if (known !== null) return again(known.id);
  }
  const same = await sameDocument(db, patient.id, input.bytesHash, contentKey(report, input.identity));
  if (same !== null) return again(same.id);
  const replaced: DocumentRow[] = [];
  for (const uniqueId of report.document.replaces) {
    const former = await documentOfUniqueId(db, uniqueId);
    if (former === null) continue;
    if (former.patientId !== patient.id) return { issue: 'conflict', otherPatientId: former.patientId };
    if (former.statut === 'actif') replaced.push(former);
  }
  const placed = await relations(db, input, replaced);
  const twin = placed.find(({ relation }) => relation === 'same');
  if (twin !== undefined) return again(twin.former.id);

  const id = context.newId();
  const newer = placed.find(({ relation }) => relation === 'older')?.former ?? null;
  const superseded = placed.filter(({ relation }) => relation === 'replaces').map(({ former }) => former);
  const row = rowOf(input, id, context.now);
  if (newer !== null) {
    row.statut = 'remplace';
    row.remplacePar = newer.id;
  }
  row.remplace = superseded[0]?.id ?? null;
  // A CDA says « replaces » of what it completes as of what it corrects: after partial reports only, it is the complete one.
  const partialOnly = superseded.length > 0 && superseded.every(({ resultat }) => resultat === 'partial');
  if (report.format === 'cda' && row.resultat === 'corrected' && partialOnly) row.resultat = 'final';
  const { key } = await db.insertInto('documents').values(row).returning('key').executeTakeFirstOrThrow();
  for (const former of superseded)
    await db
      .updateTable('documents')
      .set({ statut: 'remplace', remplacePar: id })
      .where('key', '=', former.key)
      .execute();
  await addFirstProvenance(db, id, source, detail, context.now);
  await keepRoads(db, id, superseded, report, context.now);
  const learned = await learnedOf(db, report.document.senderCode);
  const hidden = newer === null ? new Set<string>() : await strikeResults.codesOf(db, newer);
  await insertResults(db, report, {
    patientKey: patient.key,
    documentKey: key,
    learned,
    replaced: (result) => hidden.has(strikeResults.codeOf(result, report, learned, newer)),
  });
  const fresh = { id, key, report, learned };
  for (const { relation, former } of placed) {
    if (relation !== 'replaces' && relation !== 'merges') continue;
    await noteChanges(db, context, patient, fresh, former);
    await strikeResults.of(db, fresh, former, relation === 'replaces');
  }
  return { issue: 'filed', documentId: id };
}

/** The same report by another road is one document: what replaces it remembers the roads of both. */
async function keepRoads(
  db: WritableRecord,
  documentId: string,
  superseded: readonly DocumentRow[],
  report: StoredReport,
  now: string,
): Promise<void> {
  for (const former of superseded) {
    if (former.mediaType.endsWith('xml') === (report.format === 'cda')) continue;
    const roads = await db
      .selectFrom('document_provenances')
      .selectAll()
      .where('documentId', '=', former.id)
      .orderBy('rang')
      .execute();
    for (const road of roads)
      await addProvenance(db, documentId, road.source, JSON.parse(road.detailJson) as Record<string, string>, now);
  }
}
