import type { ElementSection, SectionName } from '../../../shared/domain/medical.ts';
import { HygieError } from '../../../shared/errors.ts';
import type { CommandContext, ElementRow, SectionRow, WritableRecord } from '../../record/index.ts';

/** One step of an operation: which element or section went from which version (null: it was not there) to which. */
export interface Change {
  readonly cible: 'element' | 'section';
  readonly id: string;
  readonly avant: number | null;
  readonly apres: number;
}

/** What one command changed in the structured record, so that it can be undone whole. */
export interface Operation {
  readonly id: string;
  readonly patientId: string;
  readonly context: CommandContext;
  readonly changes: Change[];
}

export function beginOperation(patientId: string, context: CommandContext): Operation {
  return { id: context.newId(), patientId, context, changes: [] };
}

export async function endOperation(db: WritableRecord, operation: Operation): Promise<void> {
  await db
    .insertInto('operations')
    .values({
      id: operation.id,
      patientId: operation.patientId,
      le: operation.context.now,
      auteur: operation.context.actor.idNat,
      changementsJson: JSON.stringify(operation.changes),
      annuleeLe: null,
    })
    .execute();
}

interface ElementWrite {
  readonly id: string;
  readonly section: ElementSection;
  readonly statut: 'actif' | 'retire';
  readonly action: 'ajout' | 'modification' | 'retrait' | 'annulation';
  readonly valeurJson: string;
  readonly motif: string | null;
}

/** Writes an element and its version; `before` is null for a new one. */
export async function writeElement(
  db: WritableRecord,
  operation: Operation,
  before: ElementRow | null,
  write: ElementWrite,
): Promise<void> {
  const { context, patientId } = operation;
  const version = (before?.version ?? 0) + 1;
  const stamp = { auteur: context.actor.idNat, auteurNom: context.actor.nom };
  const { id, section, statut, valeurJson } = write;
  if (before === null) {
    await db
      .insertInto('elements')
      .values({ id, patientId, section, version, statut, valeurJson, ...stamp, modifieLe: context.now })
      .execute();
  } else {
    await db
      .updateTable('elements')
      .set({ version, statut, valeurJson, ...stamp, modifieLe: context.now })
      .where('key', '=', before.key)
      .execute();
  }
  await db
    .insertInto('element_versions')
    .values({
      elementId: id,
      version,
      patientId,
      section,
      statut,
      action: write.action,
      valeurJson,
      motif: write.motif,
      le: context.now,
      ...stamp,
      operationId: operation.id,
    })
    .execute();
  operation.changes.push({ cible: 'element', id, avant: before?.version ?? null, apres: version });
}

interface SectionWrite {
  readonly etat: SectionRow['etat'];
  readonly valeurJson: string | null;
  readonly action: 'modification' | 'annulation';
}

export async function sectionRow(
  db: WritableRecord,
  patientId: string,
  section: SectionName,
): Promise<SectionRow | null> {
  const row = await db
    .selectFrom('sections')
    .selectAll()
    .where('patientId', '=', patientId)
    .where('section', '=', section)
    .executeTakeFirst();
  return row ?? null;
}

/** Writes the state, text or risk factors of a section, and its version. */
export async function writeSection(
  db: WritableRecord,
  operation: Operation,
  section: SectionName,
  write: SectionWrite,
): Promise<void> {
  const { context, patientId } = operation;
  const before = await sectionRow(db, patientId, section);
  const row = {
    patientId,
    section,
    version: (before?.version ?? 0) + 1,
    etat: write.etat,
    valeurJson: write.valeurJson,
    auteur: context.actor.idNat,
    auteurNom: context.actor.nom,
    modifieLe: context.now,
  };
  await db
    .insertInto('sections')
    .values(row)
    .onConflict((conflict) => conflict.columns(['patientId', 'section']).doUpdateSet(row))
    .execute();
  await db
    .insertInto('section_versions')
    .values({ ...row, action: write.action, operationId: operation.id })
    .execute();
  operation.changes.push({ cible: 'section', id: section, avant: before?.version ?? null, apres: row.version });
}

/** An element of this patient, still there. Throws HygieError NOT_FOUND, VERSION_CONFLICT. */
export async function currentElement(
  db: WritableRecord,
  patientId: string,
  elementId: string,
  version: number,
): Promise<ElementRow> {
  const row = await db.selectFrom('elements').selectAll().where('id', '=', elementId).executeTakeFirst();
  if (row === undefined || row.patientId !== patientId || row.statut !== 'actif') throw new HygieError('NOT_FOUND');
  if (row.version !== version) throw new HygieError('VERSION_CONFLICT');
  return row;
}
