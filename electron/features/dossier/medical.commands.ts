import {
  ELEMENT_SCHEMAS,
  ElementSection,
  FacteursDeRisque,
  TexteSection,
  type DossierMedical,
  type ElementValue,
  type EtatSection,
  type SectionName,
} from '../../../shared/domain/medical.ts';
import { HygieError } from '../../../shared/errors.ts';
import type { ElementId, PatientId } from '../../../shared/ids.ts';
import { defineCommand, type WritableRecord } from '../../record/index.ts';
import { patientRow } from '../patients/index.ts';
import { readMedical } from './medical.repository.ts';
import {
  beginOperation,
  currentElement,
  endOperation,
  sectionRow,
  writeElement,
  writeSection,
  type Operation,
} from './operations.ts';

export interface Target {
  readonly patientId: PatientId;
}
export interface Written {
  readonly operationId: string;
  readonly medical: DossierMedical;
}

/** A partial end may be the same month or year as its start; it may not come before it. */
function checkPeriod(value: ElementValue): void {
  if (!('debut' in value) || !('fin' in value)) return;
  const { debut, fin } = value;
  if (debut === null || fin === null) return;
  const length = Math.min(debut.length, fin.length);
  if (fin.slice(0, length) < debut.slice(0, length))
    throw new HygieError('INVALID_INPUT', 'La fin est avant le début.');
}

/** The value as its section's schema reads it, as JSON. Throws HygieError INVALID_INPUT. */
export function checkedValue(section: ElementSection, value: unknown): string {
  const parsed = ELEMENT_SCHEMAS[section].safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new HygieError('INVALID_INPUT', issue ? `${issue.path.join('.')} : ${issue.message}` : null);
  }
  checkPeriod(parsed.data);
  return JSON.stringify(parsed.data);
}

export async function finish(db: WritableRecord, operation: Operation): Promise<Written> {
  await endOperation(db, operation);
  return { operationId: operation.id, medical: await readMedical(db, operation.patientId) };
}

/** An absence affirmed before does not stand beside an element. */
export async function withdrawAbsence(
  db: WritableRecord,
  operation: Operation,
  section: ElementSection,
): Promise<void> {
  const said = await sectionRow(db, operation.patientId, section);
  if (said?.etat !== 'absence-affirmee') return;
  await writeSection(db, operation, section, { etat: 'non-renseigne', valeurJson: null, action: 'modification' });
}

/** Throws HygieError NOT_FOUND, INVALID_INPUT. An absence affirmed before is withdrawn by the same operation. */
export const addElement = defineCommand({
  name: 'dossier.ajouterElement',
  run: async (
    db,
    input: Target & { section: ElementSection; valeur: unknown },
    context,
  ): Promise<Written & { elementId: ElementId }> => {
    await patientRow(db, input.patientId);
    const valeurJson = checkedValue(input.section, input.valeur);
    const operation = beginOperation(input.patientId, context);
    const elementId = context.newId() as ElementId;
    await writeElement(db, operation, null, {
      id: elementId,
      section: input.section,
      statut: 'actif',
      action: 'ajout',
      valeurJson,
      motif: null,
    });
    await withdrawAbsence(db, operation, input.section);
    return { elementId, ...(await finish(db, operation)) };
  },
  audit: (input, output) => ({
    action: 'dossier.ajouterElement',
    patientId: input.patientId,
    detail: { section: input.section, element: output.elementId, operation: output.operationId },
  }),
});

/** Throws HygieError NOT_FOUND, VERSION_CONFLICT, INVALID_INPUT. */
export const amendElement = defineCommand({
  name: 'dossier.modifierElement',
  run: async (
    db,
    input: Target & { elementId: ElementId; version: number; valeur: unknown },
    context,
  ): Promise<Written> => {
    const before = await currentElement(db, input.patientId, input.elementId, input.version);
    const section = ElementSection.parse(before.section);
    const valeurJson = checkedValue(section, input.valeur);
    const operation = beginOperation(input.patientId, context);
    await writeElement(db, operation, before, {
      id: before.id,
      section,
      statut: 'actif',
      action: 'modification',
      valeurJson,
      motif: null,
    });
    return finish(db, operation);
  },
  audit: (input, output) => ({
    action: 'dossier.modifierElement',
    patientId: input.patientId,
    detail: { element: input.elementId, version: input.version + 1, operation: output.operationId },
  }),
});

/** Nothing medical is erased: the element leaves the list and its versions stay. Throws HygieError NOT_FOUND, VERSION_CONFLICT. */
export const removeElement = defineCommand({
  name: 'dossier.retirerElement',
  run: async (
    db,
    input: Target & { elementId: ElementId; version: number; motif: string },
    context,
  ): Promise<Written> => {
    const before = await currentElement(db, input.patientId, input.elementId, input.version);
    const section = ElementSection.parse(before.section);
    const operation = beginOperation(input.patientId, context);
    const { id, valeurJson } = before;
    await writeElement(db, operation, before, {
      id,
      section,
      statut: 'retire',
      action: 'retrait',
      valeurJson,
      motif: input.motif,
    });
    return finish(db, operation);
  },
  audit: (input, output) => ({
    action: 'dossier.retirerElement',
    patientId: input.patientId,
    detail: { element: input.elementId, version: input.version + 1, operation: output.operationId },
  }),
});

/** Whether a section holds something, which forbids to say that there is none. */
async function holdsSomething(db: WritableRecord, patientId: string, section: SectionName): Promise<boolean> {
  const element = await db
    .selectFrom('elements')
    .select('id')
    .where('patientId', '=', patientId)
    .where('statut', '=', 'actif')
    .where('section', '=', section)
    .limit(1)
    .executeTakeFirst();
  if (element !== undefined) return true;
  return TexteSection.safeParse(section).success && (await sectionRow(db, patientId, section))?.etat === 'present';
}

/** Not recorded, or absence affirmed. Throws HygieError ABSENCE_WITH_ELEMENTS, INVALID_INPUT (risk factors are answered one by one). */
export const setSectionState = defineCommand({
  name: 'dossier.etatSection',
  run: async (
    db,
    input: Target & { section: SectionName; etat: Exclude<EtatSection, 'present'> },
    context,
  ): Promise<Written> => {
    await patientRow(db, input.patientId);
    if (input.section === 'facteursDeRisque')
      throw new HygieError('INVALID_INPUT', 'Répondez à chaque facteur de risque.');
    if (await holdsSomething(db, input.patientId, input.section)) throw new HygieError('ABSENCE_WITH_ELEMENTS');
    const operation = beginOperation(input.patientId, context);
    await writeSection(db, operation, input.section, { etat: input.etat, valeurJson: null, action: 'modification' });
    return finish(db, operation);
  },
  audit: (input, output) => ({
    action: 'dossier.etatSection',
    patientId: input.patientId,
    detail: { section: input.section, etat: input.etat, operation: output.operationId },
  }),
});

/** Text of a text section; an empty text makes it « non renseigné » again. */
export const setSectionText = defineCommand({
  name: 'dossier.texteSection',
  run: async (db, input: Target & { section: TexteSection; texte: string }, context): Promise<Written> => {
    await patientRow(db, input.patientId);
    const texte = input.texte.trim();
    const operation = beginOperation(input.patientId, context);
    await writeSection(db, operation, input.section, {
      etat: texte === '' ? 'non-renseigne' : 'present',
      valeurJson: texte === '' ? null : JSON.stringify(texte),
      action: 'modification',
    });
    return finish(db, operation);
  },
  audit: (input, output) => ({
    action: 'dossier.texteSection',
    patientId: input.patientId,
    detail: { section: input.section, operation: output.operationId },
  }),
});

/** Risk factors, each said yes, said no, or not asked. Throws HygieError INVALID_INPUT (a quantity of tobacco without tobacco). */
export const setRiskFactors = defineCommand({
  name: 'dossier.facteurs',
  run: async (db, input: Target & { facteurs: FacteursDeRisque }, context): Promise<Written> => {
    await patientRow(db, input.patientId);
    const facteurs = FacteursDeRisque.parse(input.facteurs);
    if (facteurs.tabacQuantite !== null && facteurs.tabac === 'non') {
      throw new HygieError('INVALID_INPUT', 'Une quantité de tabac est saisie alors que le tabac est à « non ».');
    }
    const said = Object.values(facteurs).some((value) => value !== null && value !== '');
    const operation = beginOperation(input.patientId, context);
    await writeSection(db, operation, 'facteursDeRisque', {
      etat: said ? 'present' : 'non-renseigne',
      valeurJson: JSON.stringify(facteurs),
      action: 'modification',
    });
    return finish(db, operation);
  },
  audit: (input, output) => ({
    action: 'dossier.facteurs',
    patientId: input.patientId,
    detail: { operation: output.operationId },
  }),
});
