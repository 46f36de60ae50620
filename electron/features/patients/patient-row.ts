import type { Coordonnees, Patient, PatientFields, PatientSummary } from '../../../shared/domain/patient.ts';
import { comparableName } from '../../../shared/domain/patient.ts';
import type { InsOid } from '../../../shared/domain/ins.ts';
import type { CivilDate } from '../../../shared/domain/civil-date.ts';
import type { IdNat, PatientId } from '../../../shared/ids.ts';
import type { PatientRow } from '../../record/index.ts';

/** Columns of a patient that its fields give, the comparable forms included. */
export function columnsOf(fields: PatientFields) {
  const birthName = comparableName(fields.nomNaissance);
  const firstName = comparableName(fields.premierPrenom);
  return {
    nomNaissance: fields.nomNaissance,
    premierPrenom: fields.premierPrenom,
    prenomsJson: JSON.stringify(fields.prenoms),
    dateNaissance: fields.dateNaissance,
    sexe: fields.sexe,
    lieuNaissanceInsee: fields.lieuNaissanceInsee,
    nomUtilise: fields.nomUtilise,
    prenomUtilise: fields.prenomUtilise,
    insMatricule: fields.ins?.matricule ?? null,
    insOid: fields.ins?.oid ?? null,
    statutIdentite: fields.statutIdentite,
    coordonneesJson: JSON.stringify(fields.coordonnees),
    commune: fields.coordonnees.commune,
    informationImportante: fields.informationImportante,
    medecinTraitant: fields.medecinTraitant,
    oppositionDmpJson: fields.oppositionDmp === null ? null : JSON.stringify(fields.oppositionDmp),
    oppositionMessagerieJson: fields.oppositionMessagerie === null ? null : JSON.stringify(fields.oppositionMessagerie),
    tri: `${birthName} ${firstName}`,
    cleHomonyme: `${birthName}|${firstName}`,
  };
}

/** A JSON column, which only `columnsOf` writes. */
const parseOrNull = <T>(json: string | null): T | null => (json === null ? null : (JSON.parse(json) as T));

export function patientFieldsOf(row: PatientRow): PatientFields {
  return {
    nomNaissance: row.nomNaissance,
    premierPrenom: row.premierPrenom,
    prenoms: JSON.parse(row.prenomsJson) as string[],
    dateNaissance: row.dateNaissance as CivilDate,
    sexe: row.sexe,
    lieuNaissanceInsee: row.lieuNaissanceInsee,
    nomUtilise: row.nomUtilise,
    prenomUtilise: row.prenomUtilise,
    ins: row.insMatricule === null ? null : { matricule: row.insMatricule, oid: row.insOid as InsOid },
    statutIdentite: row.statutIdentite,
    coordonnees: JSON.parse(row.coordonneesJson) as Coordonnees,
    informationImportante: row.informationImportante,
    medecinTraitant: row.medecinTraitant as IdNat | null,
    oppositionDmp: parseOrNull<NonNullable<PatientFields['oppositionDmp']>>(row.oppositionDmpJson),
    oppositionMessagerie: parseOrNull<NonNullable<PatientFields['oppositionMessagerie']>>(row.oppositionMessagerieJson),
  };
}

export function patientOf(row: PatientRow): Patient {
  return { ...patientFieldsOf(row), id: row.id as PatientId, version: row.version };
}

/** Columns of a summary; `homonyme` is 1 when another patient has the same birth name and first name. */
export const SUMMARY_COLUMNS = [
  'p.key',
  'p.id',
  'p.nomNaissance',
  'p.nomUtilise',
  'p.premierPrenom',
  'p.dateNaissance',
  'p.sexe',
  'p.lieuNaissanceInsee',
  'p.statutIdentite',
  'p.insMatricule',
  'p.commune',
  'p.tri',
] as const;

export type SummaryRow = Pick<
  PatientRow,
  | 'key'
  | 'id'
  | 'nomNaissance'
  | 'nomUtilise'
  | 'premierPrenom'
  | 'dateNaissance'
  | 'sexe'
  | 'lieuNaissanceInsee'
  | 'statutIdentite'
  | 'insMatricule'
  | 'commune'
  | 'tri'
> & { readonly homonyme: number };

/** The end of the INS is enough to tell two homonyms apart, and is not the INS. */
const INS_END = 5;

export function summaryOf(row: SummaryRow): PatientSummary {
  return {
    id: row.id as PatientId,
    nomNaissance: row.nomNaissance,
    nomUtilise: row.nomUtilise,
    premierPrenom: row.premierPrenom,
    dateNaissance: row.dateNaissance as CivilDate,
    sexe: row.sexe,
    lieuNaissanceInsee: row.lieuNaissanceInsee,
    statutIdentite: row.statutIdentite,
    insFin: row.insMatricule?.slice(-INS_END) ?? null,
    commune: row.commune,
    homonyme: row.homonyme !== 0,
  };
}

const NAME = 0;
const FIRST_NAME = 1;

/** Words a patient is found by: each word of each name, and a composed name glued (« LEGOFF » for « Le Goff »). */
export function searchWords(fields: PatientFields): { kind: number; word: string }[] {
  const found = new Map<string, { kind: number; word: string }>();
  const add = (kind: number, name: string | null) => {
    if (name === null) return;
    const words = comparableName(name).split(' ');
    for (const word of words.length > 1 ? [...words, words.join('')] : words) {
      if (word !== '') found.set(`${kind} ${word}`, { kind, word });
    }
  };
  for (const name of [fields.nomNaissance, fields.nomUtilise]) add(NAME, name);
  for (const name of [fields.premierPrenom, fields.prenomUtilise, ...fields.prenoms]) add(FIRST_NAME, name);
  return [...found.values()];
}
