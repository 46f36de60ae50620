import type { DossierView } from '../../../shared/contract/dossier.ts';
import type { Instant } from '../../../shared/domain/civil-date.ts';
import {
  ElementSection,
  type DossierMedical,
  type ElementValue,
  type SectionName,
} from '../../../shared/domain/medical.ts';
import type { PatientId } from '../../../shared/ids.ts';
import { defineQuery, type ReadableRecord } from '../../record/index.ts';
import { treatingName } from '../administratif/index.ts';
import { documentLines, documentsTotal } from '../documents/index.ts';
import { dmpStatus } from '../dmp-statut/index.ts';
import { patientById } from '../patients/index.ts';
import { describeElement, describeSection } from './describe.ts';
import { readMedical } from './medical.repository.ts';
import { notesPage, notesTotal } from './notes.repository.ts';

const FIRST_NOTES = 20;
const FIRST_DOCUMENTS = 100;

/** First screen of a record, whole, in one snapshot: its lists by their first page, with how many there are. */
export const openDossier = defineQuery({
  name: 'dossier.ouvrir',
  run: async (db, input: { patientId: PatientId }, context): Promise<DossierView> => {
    const { patientId } = input;
    const doctor = context.actor.idNat;
    const patient = await patientById(db, patientId);
    return {
      patient,
      medical: await readMedical(db, patientId),
      notes: await notesPage(db, patientId, doctor, null, FIRST_NOTES),
      notesTotal: await notesTotal(db, patientId, doctor),
      documents: await documentLines(db, patientId, FIRST_DOCUMENTS),
      documentsTotal: await documentsTotal(db, patientId),
      dmp: await dmpStatus(db, patientId, doctor),
      medecinTraitantNom: await treatingName(db, patientId, patient.medecinTraitant),
    };
  },
});

/** The structured record alone, as the VSM reads it. */
export const readDossierMedical = defineQuery({
  name: 'dossier.medical',
  run: async (db, input: { patientId: PatientId }): Promise<DossierMedical> => {
    await patientById(db, input.patientId);
    return readMedical(db, input.patientId);
  },
});

interface HistoryLine {
  readonly le: Instant;
  readonly auteurNom: string;
  readonly action: string;
  readonly avant: string | null;
  readonly apres: string | null;
}

const ACTIONS = { ajout: 'Ajout', modification: 'Modification', retrait: 'Retrait', annulation: 'Annulation' } as const;

async function elementHistory(db: ReadableRecord, patientId: string, section: SectionName): Promise<HistoryLine[]> {
  const rows = await db
    .selectFrom('element_versions')
    .selectAll()
    .where('patientId', '=', patientId)
    .where('section', '=', section)
    .orderBy('elementId')
    .orderBy('version')
    .execute();
  const text = (row: (typeof rows)[number]) =>
    row.statut === 'retire' ? null : describeElement(JSON.parse(row.valeurJson) as ElementValue);
  return rows.map((row, index) => {
    const former = rows[index - 1];
    const action = ACTIONS[row.action] + (row.motif === null || row.motif === '' ? '' : ` : ${row.motif}`);
    const avant = former !== undefined && former.elementId === row.elementId ? text(former) : null;
    return { le: row.le as Instant, auteurNom: row.auteurNom, action, avant, apres: text(row) };
  });
}

async function sectionHistory(db: ReadableRecord, patientId: string, section: SectionName): Promise<HistoryLine[]> {
  const rows = await db
    .selectFrom('section_versions')
    .selectAll()
    .where('patientId', '=', patientId)
    .where('section', '=', section)
    .orderBy('version')
    .execute();
  const text = (row: (typeof rows)[number]) => describeSection(section, row.etat, row.valeurJson);
  return rows.map((row, index) => {
    const former = rows[index - 1];
    const avant = former === undefined ? null : text(former);
    return {
      le: row.modifieLe as Instant,
      auteurNom: row.auteurNom,
      action: ACTIONS[row.action],
      avant,
      apres: text(row),
    };
  });
}

/** What happened in a section, the latest first. */
export const readHistory = defineQuery({
  name: 'dossier.historique',
  run: async (db, input: { patientId: PatientId; section: SectionName }): Promise<HistoryLine[]> => {
    const elements = ElementSection.safeParse(input.section).success
      ? await elementHistory(db, input.patientId, input.section)
      : [];
    const lines = [...elements, ...(await sectionHistory(db, input.patientId, input.section))];
    return lines.sort((a, b) => (a.le < b.le ? 1 : a.le > b.le ? -1 : 0));
  },
});
