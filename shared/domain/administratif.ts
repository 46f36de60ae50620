import { z } from 'zod';
import { IdNat } from '../ids.ts';
import { CivilDate, Instant } from './civil-date.ts';
import { isValidIns } from './ins.ts';

/** Administrative data beside identity: free text where no table that was read could give a code; '' for what is not recorded. */
const texte = (max: number) => z.string().trim().max(max, 'trop long');
const date = z.union([z.literal(''), CivilDate]);
const courriel = (max: number) =>
  texte(max).refine((typed) => typed === '' || z.email().safeParse(typed).success, 'adresse de messagerie attendue');

/** Days before its end from which an ALD is « à renouveler » (choix : trois mois, à vérifier). */
const RENOUVELLEMENT = 90;

const Contacts = z.object({
  section: z.literal('contacts'),
  telephoneAutre: texte(30),
  telephoneAutrePrecision: texte(80),
  consigne: texte(200),
});

const Couverture = z.object({
  section: z.literal('couverture'),
  regime: texte(80),
  organisme: texte(120),
  ouvrantDroit: z.enum(['', 'patient', 'autre']),
  ouvrantDroitNom: texte(120),
  /** NIR of whoever opens the rights: 15 characters with its key (same arithmetic as the INS), or 13 without. */
  nssOuvrantDroit: texte(25).refine((typed) => typed === '' || isNss(typed), '13 caractères, ou 15 avec une clé juste'),
  complementaire: texte(120),
  numeroAdherent: texte(40),
  droitsJusquau: date,
  precision: texte(300),
});

const Ald = z
  .object({
    id: z.uuid(),
    numero: texte(20),
    libelle: texte(200).min(1, 'obligatoire'),
    exonerante: z.boolean(),
    debut: date,
    fin: date,
  })
  .refine(({ debut, fin }) => debut === '' || fin === '' || debut <= fin, {
    path: ['fin'],
    message: 'la fin précède le début',
  });

const AldSection = z
  .object({
    section: z.literal('ald'),
    etat: z.enum(['non-renseigne', 'aucune', 'present']),
    elements: z.array(Ald).max(20),
  })
  .refine(({ etat, elements }) => (etat === 'present') === elements.length > 0, {
    path: ['etat'],
    message: 'l’état et la liste se contredisent',
  });

const MedecinTraitant = z
  .object({
    section: z.literal('medecin-traitant'),
    etat: z.enum(['non-renseigne', 'aucun', 'cabinet', 'autre']),
    /** Of a doctor of the practice (always) or of another one (when known). */
    idNat: z.union([z.literal(''), IdNat]),
    nom: texte(100),
    prenom: texte(100),
    commune: texte(80),
    adresseMssante: courriel(200),
    depuis: date,
  })
  .superRefine(({ etat, idNat, nom }, context) => {
    if (etat === 'cabinet' && idNat === '')
      context.addIssue({ code: 'custom', path: ['idNat'], message: 'choisissez le médecin' });
    if (etat === 'autre' && nom === '') context.addIssue({ code: 'custom', path: ['nom'], message: 'obligatoire' });
  });

export const ROLES = {
  confiance: 'Personne de confiance',
  prevenir: 'Personne à prévenir',
  representant: 'Représentant légal',
} as const;
const Role = z.enum(['confiance', 'prevenir', 'representant']);
export type Role = z.infer<typeof Role>;

const Personne = z
  .object({
    id: z.uuid(),
    roles: z.array(Role).min(1, 'choisissez au moins un rôle').max(3),
    nom: texte(100).min(1, 'obligatoire'),
    prenom: texte(100),
    lien: texte(80),
    telephone: texte(30),
    courriel: courriel(120),
    adresse: texte(300),
    /** By what right a legal representative acts: parental authority, guardianship… */
    droit: texte(120),
    depuis: date,
    jusquau: date,
  })
  .superRefine(({ roles, droit, depuis, jusquau }, context) => {
    if (roles.includes('representant') && droit === '')
      context.addIssue({ code: 'custom', path: ['droit'], message: 'à quel titre ?' });
    if (depuis !== '' && jusquau !== '' && depuis > jusquau)
      context.addIssue({ code: 'custom', path: ['jusquau'], message: 'la fin précède le début' });
  });

const Personnes = z.object({ section: z.literal('personnes'), elements: z.array(Personne).max(20) });

/** One section as it is written: each has its own version, so that two windows may write two of them. */
export const ValeurAdministrative = z.discriminatedUnion('section', [
  Contacts,
  Couverture,
  AldSection,
  MedecinTraitant,
  Personnes,
]);
export type ValeurAdministrative = z.infer<typeof ValeurAdministrative>;
/** The same as it is typed, before it is checked. */
export type SaisieAdministrative = z.input<typeof ValeurAdministrative>;
export type SectionAdministrative = ValeurAdministrative['section'];
export type Valeur<S extends SectionAdministrative> = Extract<ValeurAdministrative, { section: S }>;

/** What each section holds before anybody wrote it. */
export const SECTIONS_VIDES: { readonly [S in SectionAdministrative]: Valeur<S> } = {
  contacts: { section: 'contacts', telephoneAutre: '', telephoneAutrePrecision: '', consigne: '' },
  couverture: {
    section: 'couverture',
    regime: '',
    organisme: '',
    ouvrantDroit: '',
    ouvrantDroitNom: '',
    nssOuvrantDroit: '',
    complementaire: '',
    numeroAdherent: '',
    droitsJusquau: '',
    precision: '',
  },
  ald: { section: 'ald', etat: 'non-renseigne', elements: [] },
  'medecin-traitant': {
    section: 'medecin-traitant',
    etat: 'non-renseigne',
    idNat: '',
    nom: '',
    prenom: '',
    commune: '',
    adresseMssante: '',
    depuis: '',
  },
  personnes: { section: 'personnes', elements: [] },
};

export const ObjetOpposition = z.enum(['dmp', 'messagerie']);
export type ObjetOpposition = z.infer<typeof ObjetOpposition>;

/** One act of the history of an opposition; the latest one of its object says what holds. */
export const ActeOpposition = z.object({
  objet: ObjetOpposition,
  action: z.enum(['exprimee', 'corrigee', 'levee']),
  date: CivilDate,
  motif: z.string(),
  portee: z.enum(['patient', 'tous']),
  le: Instant,
  auteurNom: z.string(),
});
export type ActeOpposition = z.infer<typeof ActeOpposition>;

/** True for a social security number: 15 characters whose key is right, or 13 without a key (Corsica: 2A, 2B). */
function isNss(typed: string): boolean {
  const compact = typed.replace(/[\s.]/g, '').toUpperCase();
  return /^\d{5}[0-9AB][0-9]{7}$/.test(compact) || isValidIns(compact);
}

/** Where an ALD stands on a day (civil dates): soon due is `a-renouveler`. */
export function etatAld(
  { debut, fin }: { readonly debut: string; readonly fin: string },
  jour: string,
): 'a-venir' | 'en-cours' | 'a-renouveler' | 'echue' {
  if (debut !== '' && debut > jour) return 'a-venir';
  if (fin === '') return 'en-cours';
  if (fin < jour) return 'echue';
  const days = (Date.parse(fin) - Date.parse(jour)) / 86_400_000;
  return days <= RENOUVELLEMENT ? 'a-renouveler' : 'en-cours';
}

/** « ALD 8, Diabète de type 1 ». */
export const nomAld = ({ numero, libelle }: { readonly numero: string; readonly libelle: string }): string =>
  numero === '' ? libelle : `ALD ${numero}, ${libelle}`;
