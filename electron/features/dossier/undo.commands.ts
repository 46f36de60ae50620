import { ElementSection, SectionName, type DossierMedical } from '../../../shared/domain/medical.ts';
import { HygieError } from '../../../shared/errors.ts';
import type { PatientId } from '../../../shared/ids.ts';
import { defineCommand, type WritableRecord } from '../../record/index.ts';
import { readMedical } from './medical.repository.ts';
import {
  beginOperation,
  endOperation,
  sectionRow,
  writeElement,
  writeSection,
  type Change,
  type Operation,
} from './operations.ts';

async function undoElement(db: WritableRecord, operation: Operation, change: Change): Promise<void> {
  const now = await db.selectFrom('elements').selectAll().where('id', '=', change.id).executeTakeFirst();
  if (now === undefined) throw new HygieError('NOT_FOUND');
  if (now.version !== change.apres) throw new HygieError('VERSION_CONFLICT');
  const section = ElementSection.parse(now.section);
  const undone = { id: now.id, section, action: 'annulation' as const, motif: null };
  if (change.avant === null) {
    await writeElement(db, operation, now, { ...undone, statut: 'retire', valeurJson: now.valeurJson });
    return;
  }
  const before = await db
    .selectFrom('element_versions')
    .selectAll()
    .where('elementId', '=', change.id)
    .where('version', '=', change.avant)
    .executeTakeFirstOrThrow();
  await writeElement(db, operation, now, { ...undone, statut: before.statut, valeurJson: before.valeurJson });
}

async function undoSection(db: WritableRecord, operation: Operation, change: Change): Promise<void> {
  const section = SectionName.parse(change.id);
  const now = await sectionRow(db, operation.patientId, section);
  if (now?.version !== change.apres) throw new HygieError('VERSION_CONFLICT');
  const before =
    change.avant === null
      ? { etat: 'non-renseigne' as const, valeurJson: null }
      : await db
          .selectFrom('section_versions')
          .select(['etat', 'valeurJson'])
          .where('patientId', '=', operation.patientId)
          .where('section', '=', section)
          .where('version', '=', change.avant)
          .executeTakeFirstOrThrow();
  await writeSection(db, operation, section, { ...before, action: 'annulation' });
}

/**
 * Puts back what an operation changed, as a new version of each thing: the history keeps both. Throws HygieError NOT_FOUND, NOT_ALLOWED
 * (undone already), VERSION_CONFLICT (something was changed since).
 */
export const undoOperation = defineCommand({
  name: 'dossier.annulerOperation',
  run: async (
    db,
    input: { patientId: PatientId; operationId: string },
    context,
  ): Promise<{ medical: DossierMedical }> => {
    const done = await db.selectFrom('operations').selectAll().where('id', '=', input.operationId).executeTakeFirst();
    if (done === undefined || done.patientId !== input.patientId) throw new HygieError('NOT_FOUND');
    if (done.annuleeLe !== null) throw new HygieError('NOT_ALLOWED', 'Cette modification a déjà été annulée.');
    const operation = beginOperation(input.patientId, context);
    for (const change of (JSON.parse(done.changementsJson) as Change[]).reverse()) {
      await (change.cible === 'element' ? undoElement : undoSection)(db, operation, change);
    }
    await endOperation(db, operation);
    await db.updateTable('operations').set({ annuleeLe: context.now }).where('id', '=', done.id).execute();
    return { medical: await readMedical(db, input.patientId) };
  },
  audit: (input) => ({
    action: 'dossier.annulerOperation',
    patientId: input.patientId,
    detail: { operation: input.operationId },
  }),
});
