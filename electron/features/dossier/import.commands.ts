import type { EtatSection, ElementSection, FacteursDeRisque, TexteSection } from '../../../shared/domain/medical.ts';
import type { PatientId } from '../../../shared/ids.ts';
import {
  defineCommand,
  defineQuery,
  type CommandContext,
  type ReadableRecord,
  type WritableRecord,
} from '../../record/index.ts';
import { addElement, setRiskFactors, setSectionState, setSectionText } from './medical.commands.ts';

/** Medical data of one patient as a file brings them. */
export interface MedicalToImport {
  readonly elements: readonly { readonly section: ElementSection; readonly valeur: unknown }[];
  readonly etats: readonly { readonly section: ElementSection; readonly etat: 'absence-affirmee' }[];
  readonly textes: readonly { readonly section: TexteSection; readonly etat: EtatSection; readonly texte: string }[];
  readonly facteurs: FacteursDeRisque | null;
}

/** Has anybody ever written in the structured record of this patient? What was removed counts: it must not come back. */
async function isUntouched(db: ReadableRecord, patientId: PatientId): Promise<boolean> {
  for (const table of ['element_versions', 'section_versions'] as const) {
    const row = await db.selectFrom(table).select('patientId').where('patientId', '=', patientId).executeTakeFirst();
    if (row !== undefined) return false;
  }
  return true;
}

/** Whether `importMedical` would bring anything; asked first, so that a file read every night leaves no row in the journal. */
export const awaitsImport = defineQuery({
  name: 'dossier.vierge',
  run: (db, { patientId }: { patientId: PatientId }) => isUntouched(db, patientId),
});

async function write(db: WritableRecord, patientId: PatientId, medical: MedicalToImport, context: CommandContext) {
  for (const { section, valeur } of medical.elements) await addElement.run(db, { patientId, section, valeur }, context);
  for (const { section, etat } of medical.etats) await setSectionState.run(db, { patientId, section, etat }, context);
  for (const { section, etat, texte } of medical.textes) {
    if (etat === 'absence-affirmee') await setSectionState.run(db, { patientId, section, etat }, context);
    else await setSectionText.run(db, { patientId, section, texte }, context);
  }
  if (medical.facteurs !== null) await setRiskFactors.run(db, { patientId, facteurs: medical.facteurs }, context);
}

/**
 * Brings a file's medical data into a record where nothing was ever written; any other record is left as its doctors wrote it.
 * All of it or nothing. Throws HygieError INVALID_INPUT, NOT_FOUND, ABSENCE_WITH_ELEMENTS.
 */
export const importMedical = defineCommand({
  name: 'dossier.importer',
  run: async (
    db,
    { patientId, medical }: { patientId: PatientId; medical: MedicalToImport },
    context,
  ): Promise<{ apporte: boolean }> => {
    const { elements, etats, textes, facteurs } = medical;
    const something = elements.length + etats.length + textes.length > 0 || facteurs !== null;
    if (!something || !(await isUntouched(db, patientId))) return { apporte: false };
    await write(db, patientId, medical, context);
    return { apporte: true };
  },
  audit: ({ patientId, medical }, { apporte }) => ({
    action: 'dossier.importer',
    patientId,
    detail: { apporte, elements: medical.elements.length },
  }),
});
