import type { DocumentLine, Masques } from '../../../shared/contract/dossier.ts';
import type { Instant } from '../../../shared/domain/civil-date.ts';
import { HygieError } from '../../../shared/errors.ts';
import type { DocumentId, NoteId, PatientId } from '../../../shared/ids.ts';
import { defineCommand, type CommandContext, type DocumentSending, type WritableRecord } from '../../record/index.ts';
import { documentLineOf } from './document-row.ts';
import { documentRow } from './repository.ts';

/** What is filed: the final bytes, their readable rendering if any, and what lists and exchanges need to know of them. */
export interface DocumentToStore {
  readonly patientId: PatientId;
  readonly date: Instant;
  readonly typeCode: string;
  readonly type: string;
  readonly titre: string;
  /** National id of the author; null for somebody outside who has none known. */
  readonly auteur: string | null;
  readonly auteurNom: string;
  readonly etablissement: string;
  readonly origine: 'local' | 'dmp' | 'messagerie';
  readonly mediaType: string;
  readonly bytes: Uint8Array;
  readonly pdf: Uint8Array | null;
  readonly setId: string | null;
  readonly versionNumber: number;
  readonly uniqueId: string | null;
  /** The document that this one replaces, of the same patient. */
  readonly remplace: DocumentId | null;
  readonly masques: Masques;
  /** The consultation it was made in. */
  readonly noteId: NoteId | null;
  readonly envoi: DocumentSending;
  /** What its maker wants to find again (for a VSM: its display model). */
  readonly complement: unknown;
  readonly provenance: { readonly source: string; readonly detail: Readonly<Record<string, string>> };
}

async function addProvenance(
  db: WritableRecord,
  documentId: string,
  provenance: DocumentToStore['provenance'],
  now: string,
): Promise<void> {
  const last = await db
    .selectFrom('document_provenances')
    .select('rang')
    .where('documentId', '=', documentId)
    .orderBy('rang', 'desc')
    .limit(1)
    .executeTakeFirst();
  const rang = (last?.rang ?? 0) + 1;
  await db
    .insertInto('document_provenances')
    .values({ documentId, rang, source: provenance.source, detailJson: JSON.stringify(provenance.detail), le: now })
    .execute();
}

async function markReplaced(db: WritableRecord, patientId: string, former: DocumentId, by: string): Promise<void> {
  const row = await documentRow(db, patientId, former);
  if (row.remplacePar !== null)
    throw new HygieError('VERSION_CONFLICT', 'Ce document a déjà été remplacé par une version plus récente.');
  await db.updateTable('documents').set({ statut: 'remplace', remplacePar: by }).where('key', '=', row.key).execute();
}

/**
 * Files a document in the running transaction, for a command that does more than that. Throws HygieError NOT_FOUND (patient, or document
 * replaced), VERSION_CONFLICT (already replaced), DISK_FULL.
 */
export async function insertDocument(
  db: WritableRecord,
  context: CommandContext,
  input: DocumentToStore,
): Promise<DocumentLine> {
  const patient = await db.selectFrom('patients').select('id').where('id', '=', input.patientId).executeTakeFirst();
  if (patient === undefined) throw new HygieError('NOT_FOUND');
  const stored = context.documents.put(input.bytes);
  const pdf = input.pdf === null ? null : context.documents.put(input.pdf);
  const id = context.newId();
  if (input.remplace !== null) await markReplaced(db, input.patientId, input.remplace, id);
  const row = {
    id,
    patientId: input.patientId,
    date: input.date,
    typeCode: input.typeCode,
    type: input.type,
    titre: input.titre,
    auteur: input.auteur,
    auteurNom: input.auteurNom,
    etablissement: input.etablissement,
    origine: input.origine,
    mediaType: input.mediaType,
    bytesHash: stored.hash,
    pdfHash: pdf?.hash ?? null,
    taille: stored.taille,
    setId: input.setId,
    versionNumber: input.versionNumber,
    uniqueId: input.uniqueId,
    remplace: input.remplace,
    remplacePar: null,
    masquePs: input.masques.masquePs ? 1 : 0,
    invisiblePatient: input.masques.invisiblePatient ? 1 : 0,
    noteId: input.noteId,
    statut: 'actif' as const,
    envoi: input.envoi,
    motifEcarte: null,
    complementJson:
      input.complement === null || input.complement === undefined ? null : JSON.stringify(input.complement),
    creeLe: context.now,
  };
  await db.insertInto('documents').values(row).execute();
  await addProvenance(db, id, input.provenance, context.now);
  return documentLineOf(row);
}

/** Files a document. Throws as `insertDocument`. */
export const storeDocument = defineCommand({
  name: 'documents.deposer',
  run: (db, input: DocumentToStore, context): Promise<DocumentLine> => insertDocument(db, context, input),
  audit: (input, output) => ({
    action: 'documents.deposer',
    patientId: input.patientId,
    detail: {
      document: output.id,
      typeCode: input.typeCode,
      origine: input.origine,
      octets: output.tailleOctets,
      remplace: input.remplace,
    },
  }),
});

/** The masks as the doctor ticked them for the sending. Throws HygieError NOT_FOUND. */
export const setMasks = defineCommand({
  name: 'documents.masquer',
  run: async (db, input: { patientId: PatientId; documentId: DocumentId; masques: Masques }) => {
    const row = await documentRow(db, input.patientId, input.documentId);
    const { masquePs, invisiblePatient } = input.masques;
    await db
      .updateTable('documents')
      .set({ masquePs: masquePs ? 1 : 0, invisiblePatient: invisiblePatient ? 1 : 0 })
      .where('key', '=', row.key)
      .execute();
    return {};
  },
  audit: (input) => ({
    action: 'documents.masquer',
    patientId: input.patientId,
    detail: { document: input.documentId, ...input.masques },
  }),
});
