import type { Output } from '../../../shared/contract/index.ts';
import {
  SECTIONS_VIDES,
  ValeurAdministrative,
  type SectionAdministrative,
  type Valeur,
} from '../../../shared/domain/administratif.ts';
import type { Instant } from '../../../shared/domain/civil-date.ts';
import type { Practitioner } from '../../../shared/domain/practitioner.ts';
import type { PatientId } from '../../../shared/ids.ts';
import { citizenAddress } from '../../formats/mime/index.ts';
import { defineQuery, type ReadableRecord } from '../../record/index.ts';
import { oppositionActs, patientById } from '../patients/index.ts';
import { setting } from '../reglages/index.ts';

type Reader = Pick<ReadableRecord, 'selectFrom'>;

/** The latest version of a section; null when nobody wrote it. */
export async function latestSection(db: Reader, patientId: string, section: SectionAdministrative) {
  const row = await db
    .selectFrom('administrative_sections')
    .selectAll()
    .where('patientId', '=', patientId)
    .where('section', '=', section)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

/** A section as it stands, empty when nobody wrote it. */
async function sectionOf<S extends SectionAdministrative>(
  db: Reader,
  patientId: string,
  section: S,
): Promise<Valeur<S>> {
  const row = await latestSection(db, patientId, section);
  // Only `administratif.modifier` writes it, checked by the same schema.
  return row === null ? SECTIONS_VIDES[section] : (ValeurAdministrative.parse(JSON.parse(row.valeurJson)) as Valeur<S>);
}

/** The médecin traitant of the sheet and of the section are one: whoever wrote last, the sheet names the doctor of the practice. */
function withTreating(valeur: Valeur<'medecin-traitant'>, idNat: Valeur<'medecin-traitant'>['idNat']) {
  if (idNat === '') return valeur.etat === 'cabinet' ? SECTIONS_VIDES['medecin-traitant'] : valeur;
  if (valeur.idNat === idNat) return valeur;
  return { ...SECTIONS_VIDES['medecin-traitant'], etat: 'cabinet' as const, idNat };
}

/** Every section of a patient with its version, the history of oppositions, and what derives from the identity. */
export const readAdministrative = defineQuery({
  name: 'administratif.lire',
  run: async (db, input: { patientId: PatientId }): Promise<Output<'administratif.lire'>> => {
    const { patientId } = input;
    const patient = await patientById(db, patientId);
    const rows = await db
      .selectFrom('administrative_sections')
      .selectAll()
      .where('patientId', '=', patientId)
      .orderBy('section')
      .orderBy('version')
      .execute();
    // The last one of each section stays.
    const latest = new Map(rows.map((row) => [row.section, row]));
    const sections = Object.values(SECTIONS_VIDES).map((empty) => {
      const row = latest.get(empty.section);
      const valeur = row === undefined ? empty : ValeurAdministrative.parse(JSON.parse(row.valeurJson));
      return {
        version: row?.version ?? 0,
        valeur: valeur.section === 'medecin-traitant' ? withTreating(valeur, patient.medecinTraitant ?? '') : valeur,
        modifiee: row === undefined ? null : { le: row.le as Instant, auteurNom: row.auteurNom },
      };
    });
    const { ins, statutIdentite } = patient;
    return {
      sections,
      oppositions: await oppositionActs(db, patientId),
      adresseMonEspaceSante: ins !== null && statutIdentite === 'qualifiee' ? citizenAddress(ins.matricule) : null,
    };
  },
});

/** ALD and people around the patient, as forms and prescriptions use them. */
export const readSurroundings = defineQuery({
  name: 'administratif.pourRedaction',
  run: async (db, input: { patientId: PatientId }) => ({
    ald: await sectionOf(db, input.patientId, 'ald'),
    personnes: (await sectionOf(db, input.patientId, 'personnes')).elements,
  }),
});

/** Name of the médecin traitant, of the practice or not; null when not recorded. */
export async function treatingName(
  db: ReadableRecord,
  patientId: string,
  idNat: string | null,
): Promise<string | null> {
  const doctor =
    idNat === null
      ? undefined
      : ((await setting(db, 'medecins')) ?? []).find((one: Practitioner) => one.idNat === idNat);
  if (doctor !== undefined) return `${doctor.civilite} ${doctor.prenom} ${doctor.nom}`;
  const noted = await sectionOf(db, patientId, 'medecin-traitant');
  if (noted.etat === 'aucun') return idNat === null ? 'aucun déclaré' : null;
  if (noted.etat !== 'autre' || (idNat !== null && noted.idNat !== idNat)) return null;
  return `Dr ${noted.prenom} ${noted.nom}`.replace(/\s+/g, ' ');
}
