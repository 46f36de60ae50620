import type { Patient, PatientSummary, Sexe } from '../../shared/domain/patient.ts';
import type { StatutIdentite } from '../../shared/domain/ins.ts';

export const STATUTS: Readonly<Record<StatutIdentite, string>> = {
  provisoire: 'Identité provisoire',
  recuperee: 'Identité récupérée',
  validee: 'Identité validée',
  qualifiee: 'Identité qualifiée',
};

export const SEXES: Readonly<Record<Sexe, string>> = { M: 'Masculin', F: 'Féminin', I: 'Indéterminé' };

type Named = Pick<Patient, 'nomNaissance' | 'nomUtilise' | 'premierPrenom'> & {
  readonly prenomUtilise?: string | null;
};

/** The name the practice calls the patient by: used name if there is one. */
export function displayName(patient: Named): string {
  return `${(patient.nomUtilise ?? patient.nomNaissance).toLocaleUpperCase('fr')} ${patient.prenomUtilise ?? patient.premierPrenom}`;
}

/** « CHEMIN H. », as the title of a document names its patient. */
export function initialName(patient: Named): string {
  const first = (patient.prenomUtilise ?? patient.premierPrenom).slice(0, 1).toLocaleUpperCase('fr');
  return `${(patient.nomUtilise ?? patient.nomNaissance).toLocaleUpperCase('fr')} ${first}.`;
}

/** « née MARTIN » when the birth name is another one; '' otherwise. */
export function birthNameNote(patient: Named & { readonly sexe: Sexe }): string {
  if (patient.nomUtilise === null || patient.nomUtilise === patient.nomNaissance) return '';
  const born = { M: 'né', F: 'née', I: 'né(e)' }[patient.sexe];
  return `${born} ${patient.nomNaissance.toLocaleUpperCase('fr')}`;
}

/** « né le », « née le ». */
export function bornOn(sexe: Sexe): string {
  return { M: 'né le', F: 'née le', I: 'né(e) le' }[sexe];
}

/** Name and birth name, for a list. */
export function fullName(patient: PatientSummary): string {
  const note = birthNameNote(patient);
  return note === '' ? displayName(patient) : `${displayName(patient)} (${note})`;
}
