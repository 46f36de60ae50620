import { z } from 'zod';
import { IdNat, PatientId } from '../ids.ts';
import { CivilDate, formatCivilDate, Instant } from './civil-date.ts';
import { Ins, StatutIdentite } from './ins.ts';

/** A name as civil status writes it: letters, spaces, hyphens, apostrophes; kept as typed, compared by `comparableName`. */
export const PersonName = z
  .string()
  .trim()
  .min(1, 'obligatoire')
  .max(100)
  .regex(/^[\p{L}\p{M}][\p{L}\p{M} '’.-]*$/u, 'lettres, espaces, tirets et apostrophes seulement');

export const Sexe = z.enum(['M', 'F', 'I']);
export type Sexe = z.infer<typeof Sexe>;

export const Coordonnees = z.object({
  adresse: z.array(z.string().max(100)).max(4),
  codePostal: z.string().max(10).nullable(),
  commune: z.string().max(80).nullable(),
  telephoneDomicile: z.string().max(30).nullable(),
  telephoneMobile: z.string().max(30).nullable(),
  courriel: z.string().max(120).nullable(),
});
export type Coordonnees = z.infer<typeof Coordonnees>;

/** Strict traits (RNIV): birth name, birth first names, birth date, sex, birth place (COG INSEE). */
export const TraitsStricts = z.object({
  nomNaissance: PersonName,
  premierPrenom: PersonName,
  prenoms: z.array(PersonName).min(1).max(10),
  dateNaissance: CivilDate,
  sexe: Sexe,
  lieuNaissanceInsee: z
    .string()
    .regex(/^(\d{5}|2[AB]\d{3})$/, 'code INSEE de 5 caractères')
    .nullable(),
});
export type TraitsStricts = z.infer<typeof TraitsStricts>;

/** What the DMP said last about this patient for one doctor; « non-verifie » never looks like « aucun ». */
export const DmpStatut = z.object({
  etat: z.enum(['non-verifie', 'aucun', 'ouvert', 'ferme']),
  autorise: z.boolean(),
  autorisationCode: z.string().nullable(),
  verifieLe: Instant.nullable(),
});
export type DmpStatut = z.infer<typeof DmpStatut>;

/** An opposition that holds, with the day it was said. */
export const Opposition = z.object({ date: CivilDate, motif: z.string().max(200) });
export type Opposition = z.infer<typeof Opposition>;

export const PatientFields = TraitsStricts.extend({
  nomUtilise: PersonName.nullable(),
  prenomUtilise: PersonName.nullable(),
  ins: Ins.nullable(),
  statutIdentite: StatutIdentite,
  coordonnees: Coordonnees,
  informationImportante: z.string().max(500).nullable(),
  /** National id of the médecin traitant; null when not recorded. */
  medecinTraitant: IdNat.nullable(),
  /** Opposition of the patient to sharing, with the day it was said; null when none was recorded. */
  oppositionDmp: Opposition.nullable(),
  /** `portee` « patient »: only to their Mon espace santé; else to any message about them. */
  oppositionMessagerie: Opposition.extend({ portee: z.enum(['patient', 'tous']).optional() }).nullable(),
});
export type PatientFields = z.infer<typeof PatientFields>;

export const Patient = PatientFields.extend({
  id: PatientId,
  /** Grows at each change; a write names the version it was read at, so that two windows cannot overwrite each other. */
  version: z.int().positive(),
});
export type Patient = z.infer<typeof Patient>;

/** What a list shows to tell homonyms apart. */
export const PatientSummary = Patient.pick({
  id: true,
  nomNaissance: true,
  nomUtilise: true,
  premierPrenom: true,
  dateNaissance: true,
  sexe: true,
  lieuNaissanceInsee: true,
  statutIdentite: true,
}).extend({ insFin: z.string().nullable(), commune: z.string().nullable(), homonyme: z.boolean() });
export type PatientSummary = z.infer<typeof PatientSummary>;

/**
 * Form in which names are compared and searched: no accents, capitals, hyphens, apostrophes and runs of blanks as one space, œ and æ as two letters
 * (INS reference, « comparaison des traits »).
 */
export function comparableName(name: string): string {
  return name
    .replace(/[œŒ]/g, 'OE')
    .replace(/[æÆ]/g, 'AE')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, ' ')
    .trim();
}

/** Civility as a list or a letter shows it; null when the sex is undetermined. */
export function civilite(sexe: Sexe): string {
  return { M: 'M.', F: 'Mme', I: '' }[sexe];
}

/** An opposition recalled when something would leave: « Le patient s’est opposé à … le 02/03/2026 (motif : …). » */
export function phraseOpposition(a: string, { date, motif }: Opposition): string {
  return `Le patient s’est opposé ${a} le ${formatCivilDate(date)}${motif === '' ? '' : ` (motif : ${motif})`}.`;
}
