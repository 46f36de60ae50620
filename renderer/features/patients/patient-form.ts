import type { z } from 'zod';
import { isValidIns, type InsOid, type StatutIdentite } from '../../../shared/domain/ins.ts';
import { PatientFields, type Patient, type Sexe } from '../../../shared/domain/patient.ts';
import { texts } from './texts.ts';

/** The identity sheet as it is typed: text everywhere, '' for nothing. */
export interface PatientForm {
  nomNaissance: string;
  prenoms: string;
  premierPrenom: string;
  dateNaissance: string;
  sexe: Sexe | '';
  lieuNaissanceInsee: string;
  nomUtilise: string;
  prenomUtilise: string;
  matricule: string;
  oid: InsOid;
  statutIdentite: StatutIdentite;
  adresse: string;
  codePostal: string;
  commune: string;
  telephoneDomicile: string;
  telephoneMobile: string;
  courriel: string;
  informationImportante: string;
  medecinTraitant: string;
  oppositionDmp: boolean;
  oppositionDmpDate: string;
  oppositionDmpMotif: string;
  oppositionMessagerie: boolean;
  oppositionMessagerieDate: string;
  oppositionMessagerieMotif: string;
}

export function emptyForm(oid: InsOid): PatientForm {
  return {
    nomNaissance: '',
    prenoms: '',
    premierPrenom: '',
    dateNaissance: '',
    sexe: '',
    lieuNaissanceInsee: '',
    nomUtilise: '',
    prenomUtilise: '',
    matricule: '',
    oid,
    statutIdentite: 'provisoire',
    adresse: '',
    codePostal: '',
    commune: '',
    telephoneDomicile: '',
    telephoneMobile: '',
    courriel: '',
    informationImportante: '',
    medecinTraitant: '',
    oppositionDmp: false,
    oppositionDmpDate: '',
    oppositionDmpMotif: '',
    oppositionMessagerie: false,
    oppositionMessagerieDate: '',
    oppositionMessagerieMotif: '',
  };
}

export function formOf(patient: Patient, oid: InsOid): PatientForm {
  const { coordonnees, oppositionDmp, oppositionMessagerie } = patient;
  return {
    nomNaissance: patient.nomNaissance,
    prenoms: patient.prenoms.join(', '),
    premierPrenom: patient.premierPrenom,
    dateNaissance: patient.dateNaissance,
    sexe: patient.sexe,
    lieuNaissanceInsee: patient.lieuNaissanceInsee ?? '',
    nomUtilise: patient.nomUtilise ?? '',
    prenomUtilise: patient.prenomUtilise ?? '',
    matricule: patient.ins?.matricule ?? '',
    oid: patient.ins?.oid ?? oid,
    statutIdentite: patient.statutIdentite,
    adresse: coordonnees.adresse.join('\n'),
    codePostal: coordonnees.codePostal ?? '',
    commune: coordonnees.commune ?? '',
    telephoneDomicile: coordonnees.telephoneDomicile ?? '',
    telephoneMobile: coordonnees.telephoneMobile ?? '',
    courriel: coordonnees.courriel ?? '',
    informationImportante: patient.informationImportante ?? '',
    medecinTraitant: patient.medecinTraitant ?? '',
    oppositionDmp: oppositionDmp !== null,
    oppositionDmpDate: oppositionDmp?.date ?? '',
    oppositionDmpMotif: oppositionDmp?.motif ?? '',
    oppositionMessagerie: oppositionMessagerie !== null,
    oppositionMessagerieDate: oppositionMessagerie?.date ?? '',
    oppositionMessagerieMotif: oppositionMessagerie?.motif ?? '',
  };
}

export type FormErrors = Partial<Record<keyof PatientForm, string>>;

export type ReadForm =
  { readonly ok: true; readonly fields: PatientFields } | { readonly ok: false; readonly errors: FormErrors };

const orNull = (text: string) => (text.trim() === '' ? null : text.trim());

/** Birth first names as civil status lists them: commas when typed, else blanks; « Jean-Pierre » is one. */
export function splitFirstNames(text: string): string[] {
  return text
    .split(text.includes(',') ? ',' : /\s+/)
    .map((each) => each.trim())
    .filter(Boolean);
}

/** Where an error of the schema shows in the form. */
function fieldOf(path: readonly PropertyKey[]): keyof PatientForm {
  const [first, second] = path;
  if (first === 'ins') return 'matricule';
  if (first === 'coordonnees') return (typeof second === 'string' ? second : 'adresse') as keyof PatientForm;
  if (first === 'oppositionDmp') return second === 'motif' ? 'oppositionDmpMotif' : 'oppositionDmpDate';
  if (first === 'oppositionMessagerie')
    return second === 'motif' ? 'oppositionMessagerieMotif' : 'oppositionMessagerieDate';
  return first as keyof PatientForm;
}

const FRENCH: Readonly<Record<string, string>> = {
  invalid_type: 'obligatoire',
  invalid_value: 'obligatoire',
  too_big: 'trop long',
  too_small: 'obligatoire',
};

function sentence(issue: z.core.$ZodIssue, empty: boolean): string {
  if (empty) return 'obligatoire';
  return issue.code === 'custom' || issue.code === 'invalid_format'
    ? issue.message
    : (FRENCH[issue.code] ?? issue.message);
}

/** Reads the sheet into the fields of the contract, or says what is wrong field by field. */
export function readForm(form: PatientForm): ReadForm {
  const prenoms = splitFirstNames(form.prenoms);
  const matricule = form.matricule.replace(/\s/g, '').toUpperCase();
  const opposition = (said: boolean, date: string, motif: string) => (said ? { date, motif: motif.trim() } : null);
  const parsed = PatientFields.safeParse({
    nomNaissance: form.nomNaissance,
    premierPrenom: orNull(form.premierPrenom) ?? prenoms[0] ?? '',
    prenoms,
    dateNaissance: form.dateNaissance,
    sexe: form.sexe,
    lieuNaissanceInsee: orNull(form.lieuNaissanceInsee)?.toUpperCase() ?? null,
    nomUtilise: orNull(form.nomUtilise),
    prenomUtilise: orNull(form.prenomUtilise),
    ins: matricule === '' ? null : { matricule, oid: form.oid },
    statutIdentite: form.statutIdentite,
    coordonnees: {
      adresse: form.adresse
        .split('\n')
        .map((line) => line.trim())
        .filter(Boolean),
      codePostal: orNull(form.codePostal),
      commune: orNull(form.commune),
      telephoneDomicile: orNull(form.telephoneDomicile),
      telephoneMobile: orNull(form.telephoneMobile),
      courriel: orNull(form.courriel),
    },
    informationImportante: orNull(form.informationImportante),
    medecinTraitant: orNull(form.medecinTraitant),
    oppositionDmp: opposition(form.oppositionDmp, form.oppositionDmpDate, form.oppositionDmpMotif),
    oppositionMessagerie: opposition(
      form.oppositionMessagerie,
      form.oppositionMessagerieDate,
      form.oppositionMessagerieMotif,
    ),
  });
  const errors: FormErrors = {};
  if (!parsed.success) {
    for (const issue of parsed.error.issues) {
      const field = fieldOf(issue.path);
      errors[field] ??= sentence(issue, form[field] === '');
    }
  }
  if (matricule !== '' && !isValidIns(matricule)) errors.matricule = texts.matriculeInvalide;
  if (matricule === '' && (form.statutIdentite === 'qualifiee' || form.statutIdentite === 'recuperee')) {
    errors.matricule = texts.matriculeManquant;
  }
  if (Object.keys(errors).length > 0) return { ok: false, errors };
  return parsed.success ? { ok: true, fields: parsed.data } : { ok: false, errors };
}

/** RNIV: these come from the INS service once the identity is « récupérée » or « qualifiée »; the status is lowered first. */
export function traitsLocked(patient: Pick<Patient, 'statutIdentite'> | null, statut: StatutIdentite): boolean {
  if (patient === null || patient.statutIdentite !== statut) return false;
  return statut === 'qualifiee' || statut === 'recuperee';
}
