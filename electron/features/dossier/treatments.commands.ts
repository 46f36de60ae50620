import type { DocumentId, ElementId, PatientId } from '../../../shared/ids.ts';
import { HygieError } from '../../../shared/errors.ts';
import { defineCommand, defineQuery, type CommandContext, type WritableRecord } from '../../record/index.ts';
import { checkedValue, finish, withdrawAbsence, type Target, type Written } from './medical.commands.ts';
import { beginOperation, currentElement, writeElement } from './operations.ts';

export interface TreatmentChange {
  /** The treatment that is changed, as the doctor saw it; null for a new one. */
  readonly element: { readonly id: ElementId; readonly version: number } | null;
  readonly valeur: unknown;
}

interface Prescribed extends Target {
  readonly documentId: DocumentId;
}

/** Keeps that a doctor has looked at what this prescription changes. Throws HygieError NOT_FOUND when it is not one of this patient. */
async function keepReview(
  db: WritableRecord,
  { patientId, documentId }: Prescribed,
  operationId: string | null,
  context: CommandContext,
): Promise<void> {
  const document = await db.selectFrom('documents').select('patientId').where('id', '=', documentId).executeTakeFirst();
  if (document?.patientId !== patientId) throw new HygieError('NOT_FOUND');
  const row = { operationId, le: context.now, auteur: context.actor.idNat, auteurNom: context.actor.nom };
  await db
    .insertInto('prescription_reviews')
    .values({ documentId, patientId, ...row })
    .onConflict((conflict) => conflict.column('documentId').doUpdateSet(row))
    .execute();
}

/** Several treatments changed from one prescription, in one operation that can be taken back whole. Throws HygieError NOT_FOUND, VERSION_CONFLICT, INVALID_INPUT. */
export const takeTreatments = defineCommand({
  name: 'dossier.reprendreOrdonnance',
  run: async (db, input: Prescribed & { changements: readonly TreatmentChange[] }, context): Promise<Written> => {
    const operation = beginOperation(input.patientId, context);
    for (const { element, valeur } of input.changements) {
      const valeurJson = checkedValue('traitements', valeur);
      const before = element && (await currentElement(db, input.patientId, element.id, element.version));
      if (before !== null && before.section !== 'traitements') throw new HygieError('NOT_FOUND');
      await writeElement(db, operation, before, {
        id: before?.id ?? context.newId(),
        section: 'traitements',
        statut: 'actif',
        action: before === null ? 'ajout' : 'modification',
        valeurJson,
        motif: null,
      });
    }
    await withdrawAbsence(db, operation, 'traitements');
    const written = await finish(db, operation);
    await keepReview(db, input, operation.id, context);
    return written;
  },
  audit: (input, output) => ({
    action: 'dossier.reprendreOrdonnance',
    patientId: input.patientId,
    detail: { document: input.documentId, changements: input.changements.length, operation: output.operationId },
  }),
});

/** The prescription changes nothing in the record, says the doctor. Throws HygieError NOT_FOUND. */
export const setPrescriptionAside = defineCommand({
  name: 'dossier.ignorerOrdonnance',
  run: async (db, input: Prescribed, context): Promise<Record<string, never>> => {
    await keepReview(db, input, null, context);
    return {};
  },
  audit: (input) => ({
    action: 'dossier.ignorerOrdonnance',
    patientId: input.patientId,
    detail: { document: input.documentId },
  }),
});

/** Whether a doctor has looked at what this prescription changes, and has not taken it back. */
export const prescriptionReviewed = defineQuery({
  name: 'dossier.ordonnanceVue',
  run: async (db, input: { patientId: PatientId; documentId: DocumentId }): Promise<boolean> => {
    const row = await db
      .selectFrom('prescription_reviews as r')
      .leftJoin('operations as o', 'o.id', 'r.operationId')
      .select(['r.operationId', 'o.annuleeLe'])
      .where('r.documentId', '=', input.documentId)
      .where('r.patientId', '=', input.patientId)
      .executeTakeFirst();
    return row !== undefined && row.annuleeLe === null;
  },
});
