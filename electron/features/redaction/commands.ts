import type { Ecrit, Modele } from '../../../shared/contract/redaction.ts';
import type { DocumentLine } from '../../../shared/contract/dossier.ts';
import type { Instant } from '../../../shared/domain/civil-date.ts';
import type { Redaction } from '../../../shared/domain/redaction.ts';
import { HygieError } from '../../../shared/errors.ts';
import type { DocumentId, PatientId } from '../../../shared/ids.ts';
import {
  defineCommand,
  type CommandContext,
  type TemplateRow,
  type WritableRecord,
  type WritingRow,
} from '../../record/index.ts';
import { insertDocument, type DocumentToStore } from '../documents/index.ts';
import { patientById } from '../patients/index.ts';

export function writingOf(row: WritingRow): Ecrit {
  return {
    id: row.id,
    patientId: row.patientId as PatientId,
    type: row.type,
    etat: row.etat,
    contenu: JSON.parse(row.contenuJson) as Redaction,
    amende: row.amende as DocumentId | null,
    motif: row.motif,
    commenceeLe: row.commenceeLe as Instant,
    modifieeLe: row.modifieeLe as Instant,
  };
}

export function templateOf(row: TemplateRow): Modele {
  const { id, version, type, nom, source, auteurNom } = row;
  return {
    id,
    version,
    type,
    nom,
    source,
    auteurNom,
    contenu: JSON.parse(row.contenuJson) as Redaction,
    le: row.le as Instant,
  };
}

/** A draft of the acting doctor for this patient. Throws HygieError NOT_FOUND for another's, or one that is no longer a draft. */
async function draft(
  db: WritableRecord,
  context: CommandContext,
  input: { patientId: string; id: string },
): Promise<WritingRow> {
  const row = await db.selectFrom('writings').selectAll().where('id', '=', input.id).executeTakeFirst();
  if (row?.patientId !== input.patientId || row.auteur !== context.actor.idNat) throw new HygieError('NOT_FOUND');
  return row;
}

/** Gives the draft of this doctor, patient and type; starts it with `contenu` when there is none. */
export const startWriting = defineCommand({
  name: 'redaction.ouvrir',
  run: async (
    db,
    input: { patientId: PatientId; type: string; contenu: Redaction; amende: DocumentId | null; motif: string | null },
    context,
  ): Promise<Ecrit> => {
    await patientById(db, input.patientId);
    const known = await db
      .selectFrom('writings')
      .selectAll()
      .where('patientId', '=', input.patientId)
      .where('auteur', '=', context.actor.idNat)
      .where('type', '=', input.type)
      .where('etat', '=', 'brouillon')
      .executeTakeFirst();
    if (known !== undefined) return writingOf(known);
    const row: WritingRow = {
      id: context.newId(),
      patientId: input.patientId,
      type: input.type,
      auteur: context.actor.idNat,
      auteurNom: context.actor.nom,
      etat: 'brouillon',
      contenuJson: JSON.stringify(input.contenu),
      documentId: null,
      amende: input.amende,
      motif: input.motif,
      commenceeLe: context.now,
      modifieeLe: context.now,
    };
    await db.insertInto('writings').values(row).execute();
    return writingOf(row);
  },
  audit: (input, output) => ({
    action: 'redaction.ouvrir',
    patientId: input.patientId,
    detail: { ecrit: output.id, type: input.type },
  }),
});

export const saveWriting = defineCommand({
  name: 'redaction.enregistrer',
  run: async (db, input: { patientId: PatientId; id: string; contenu: Redaction }, context) => {
    const row = await draft(db, context, input);
    if (row.etat !== 'brouillon') throw new HygieError('VERSION_CONFLICT', 'Ce document est déjà signé.');
    await db
      .updateTable('writings')
      .set({ contenuJson: JSON.stringify(input.contenu), modifieeLe: context.now })
      .where('id', '=', row.id)
      .execute();
    return { modifieeLe: context.now };
  },
  audit: 'work-in-progress',
});

/** The writing becomes a document of the record, in one transaction with it. */
export const signWriting = defineCommand({
  name: 'redaction.signer',
  run: async (
    db,
    input: { id: string; contenu: Redaction; document: DocumentToStore },
    context,
  ): Promise<DocumentLine> => {
    const { patientId } = input.document;
    const row = await draft(db, context, { patientId, id: input.id });
    if (row.etat !== 'brouillon') throw new HygieError('VERSION_CONFLICT', 'Ce document est déjà signé.');
    const line = await insertDocument(db, context, input.document);
    await db
      .updateTable('writings')
      .set({ etat: 'signe', contenuJson: JSON.stringify(input.contenu), modifieeLe: context.now, documentId: line.id })
      .where('id', '=', row.id)
      .execute();
    return line;
  },
  audit: (input, output) => ({
    action: 'redaction.signer',
    patientId: input.document.patientId,
    detail: {
      ecrit: input.id,
      document: output.id,
      typeCode: input.document.typeCode,
      remplace: input.document.remplace,
    },
  }),
});

async function setState(
  db: WritableRecord,
  context: CommandContext,
  input: { patientId: PatientId; id: string },
  wanted: 'abandonne' | 'brouillon',
): Promise<WritingRow> {
  const row = await draft(db, context, input);
  const from = wanted === 'abandonne' ? 'brouillon' : 'abandonne';
  if (row.etat !== from) throw new HygieError('VERSION_CONFLICT', 'Ce brouillon a changé entre-temps.');
  if (wanted === 'brouillon') {
    const other = await db
      .selectFrom('writings')
      .select('id')
      .where('patientId', '=', row.patientId)
      .where('auteur', '=', row.auteur)
      .where('type', '=', row.type)
      .where('etat', '=', 'brouillon')
      .executeTakeFirst();
    if (other !== undefined)
      throw new HygieError('VERSION_CONFLICT', 'Un autre brouillon de ce type est déjà en cours.');
  }
  await db.updateTable('writings').set({ etat: wanted, modifieeLe: context.now }).where('id', '=', row.id).execute();
  return { ...row, etat: wanted, modifieeLe: context.now };
}

export const dropWriting = defineCommand({
  name: 'redaction.abandonner',
  run: async (db, input: { patientId: PatientId; id: string }, context) => {
    await setState(db, context, input, 'abandonne');
    return {};
  },
  audit: (input) => ({ action: 'redaction.abandonner', patientId: input.patientId, detail: { ecrit: input.id } }),
});

export const takeWritingBack = defineCommand({
  name: 'redaction.reprendre',
  run: async (db, input: { patientId: PatientId; id: string }, context): Promise<Ecrit> =>
    writingOf(await setState(db, context, input, 'brouillon')),
  audit: (input) => ({ action: 'redaction.reprendre', patientId: input.patientId, detail: { ecrit: input.id } }),
});

/** Keeps a template or a snippet as a new version. Throws HygieError NOT_FOUND. */
export const saveTemplate = defineCommand({
  name: 'modeles.enregistrer',
  run: async (
    db,
    input: { id: string | null; type: string; nom: string; contenu: Redaction; source: string },
    context,
  ): Promise<Modele> => {
    const former =
      input.id === null
        ? undefined
        : await db
            .selectFrom('templates')
            .selectAll()
            .where('id', '=', input.id)
            .orderBy('version', 'desc')
            .executeTakeFirst();
    if (input.id !== null && former?.type !== input.type) throw new HygieError('NOT_FOUND');
    const row: TemplateRow = {
      id: input.id ?? context.newId(),
      version: (former?.version ?? 0) + 1,
      type: input.type,
      nom: input.nom,
      contenuJson: JSON.stringify(input.contenu),
      source: input.source,
      actif: 1,
      le: context.now,
      auteur: context.actor.idNat,
      auteurNom: context.actor.nom,
    };
    await db.insertInto('templates').values(row).execute();
    return templateOf(row);
  },
  audit: (input, output) => ({
    action: 'modeles.enregistrer',
    patientId: null,
    detail: { modele: output.id, version: output.version, type: input.type },
  }),
});

/** The template leaves the lists; its versions stay. */
export const dropTemplate = defineCommand({
  name: 'modeles.retirer',
  run: async (db, input: { id: string }) => {
    const { numUpdatedRows } = await db
      .updateTable('templates')
      .set({ actif: 0 })
      .where('id', '=', input.id)
      .executeTakeFirstOrThrow();
    if (numUpdatedRows === 0n) throw new HygieError('NOT_FOUND');
    return {};
  },
  audit: (input) => ({ action: 'modeles.retirer', patientId: null, detail: { modele: input.id } }),
});
