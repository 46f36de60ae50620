import { z } from 'zod';
import { Instant } from '../domain/civil-date.ts';
import { Practitioner, Situation, Structure } from '../domain/practitioner.ts';
import { IdNat, PatientId, StructureId } from '../ids.ts';
import { command, query } from './define.ts';

/** What the reader holds, before any PIN. The holder's name is not trusted until a challenge is signed. */
export const CardView = z.discriminatedUnion('etat', [
  z.object({ etat: z.literal('sans-module'), chemin: z.string().nullable() }),
  z.object({ etat: z.literal('sans-lecteur') }),
  z.object({ etat: z.literal('sans-carte') }),
  z.object({ etat: z.literal('illisible') }),
  z.object({
    etat: z.literal('carte'),
    idNat: IdNat,
    nom: z.string(),
    prenom: z.string(),
    titre: z.string(),
    /** Tries left as the card says; 'plusieurs' when the card does not count from three. */
    essais: z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3), z.literal('plusieurs')]),
    /** The reader has its own keys: the PIN is typed there, and `pin` is sent empty. */
    codeAuLecteur: z.boolean(),
    /** null when the card may log in; else why not. */
    refus: z
      .enum([
        'bloquee',
        'expiree',
        'pas-encore-valide',
        'autorite-inconnue',
        'revoquee',
        'autre-profession',
        'sans-contact',
        'carte-de-test',
        'incoherente',
      ])
      .nullable(),
    avertissements: z.array(z.enum(['expire-bientot', 'liste-de-revocation-ancienne'])),
  }),
]);
export type CardView = z.infer<typeof CardView>;

export const SessionView = z.discriminatedUnion('etat', [
  z.object({
    etat: z.literal('verrouillee'),
    carte: CardView,
    /** False on the very first start: the next login creates the base. */
    baseExiste: z.boolean(),
    /** Whose session was locked and since when: sources wait where they are since then. */
    verrouilleeDepuis: Instant.nullable(),
    verrouilleePour: z.enum(['carte-retiree', 'inactivite', 'veille', 'demande']).nullable(),
    dernierMedecin: z.string().nullable(),
    test: z.boolean(),
  }),
  z.object({
    etat: z.literal('ouverte'),
    praticien: Practitioner,
    situation: Situation,
    /** The doctor replaced, for a remplaçant; null otherwise. */
    remplace: Practitioner.nullable(),
    structure: Structure,
    /** The card has several practices: the doctor may change without logging in again. */
    situations: z.array(Situation),
    test: z.boolean(),
    /** Set once, after the base was created: shown, then typed back. */
    codeRecuperationAConfirmer: z.boolean(),
    ouverteParCode: z.boolean(),
    avertissements: z.array(z.string()),
  }),
]);
export type SessionView = z.infer<typeof SessionView>;

export const UnlockOutcome = z.discriminatedUnion('resultat', [
  z.object({ resultat: z.literal('ouverte') }),
  /** Several practices on the card: choose one. The PIN is verified already. */
  z.object({ resultat: z.literal('choisir-situation'), situations: z.array(Situation) }),
  /** No practice on the card (remplaçant): choose whom he or she replaces. */
  z.object({ resultat: z.literal('choisir-remplace'), medecins: z.array(Practitioner) }),
  z.object({
    resultat: z.literal('code-errone'),
    essais: z.union([z.literal(1), z.literal(2), z.literal('plusieurs')]),
  }),
  z.object({ resultat: z.literal('dernier-essai-a-confirmer') }),
  z.object({ resultat: z.literal('carte-bloquee') }),
  z.object({ resultat: z.literal('format'), message: z.string() }),
  /** The card is good but has no key slot in this base. */
  z.object({ resultat: z.literal('carte-non-enrolee') }),
  z.object({ resultat: z.literal('refus'), message: z.string() }),
]);
export type UnlockOutcome = z.infer<typeof UnlockOutcome>;

/** Where the doctor was: open tabs, view, field. Kept per doctor, given back after the same doctor unlocks. */
export const ResumeState = z.object({
  onglets: z.array(z.object({ patientId: PatientId, vue: z.string().max(60) })).max(20),
  actif: z.string().max(80),
  champ: z.string().max(120).nullable(),
  /** Colours this doctor chose; absent: those of the computer. */
  theme: z.enum(['clair', 'sombre']).optional(),
  /** The dialog that was being filled, where it can be taken up again; absent: none. */
  dialogue: z.enum(['nouveau-patient']).optional(),
});
export type ResumeState = z.infer<typeof ResumeState>;

const None = z.object({});
/** Empty when the reader has its own keys. */
const Pin = z.string().max(16);

export const session = {
  'session.etat': query({ input: None, output: SessionView, lockedToo: true, audit: 'session' }),
  /** One typed PIN is one try of the card. `confirmeDernierEssai` must be true when one try is left. */
  'session.ouvrir': command({
    input: z.object({ pin: Pin, confirmeDernierEssai: z.boolean() }),
    output: UnlockOutcome,
    lockedToo: true,
    audit: 'session',
  }),
  'session.choisirSituation': command({
    input: z.object({ structureId: StructureId }),
    output: UnlockOutcome,
    lockedToo: true,
    audit: 'session',
  }),
  'session.choisirRemplace': command({
    input: z.object({ idNat: IdNat }),
    output: UnlockOutcome,
    lockedToo: true,
    audit: 'session',
  }),
  'session.ouvrirParCode': command({
    input: z.object({ code: z.string().max(200) }),
    output: UnlockOutcome,
    lockedToo: true,
    audit: 'session',
  }),
  /** A newcomer or a renewed card: PIN and the one-time code issued by an enrolled doctor. */
  'session.rejoindre': command({
    input: z.object({ pin: Pin, confirmeDernierEssai: z.boolean(), code: z.string().max(60) }),
    output: UnlockOutcome,
    lockedToo: true,
    audit: 'session',
  }),
  'session.verrouiller': command({ input: None, output: None, audit: 'session' }),
  'session.codeRecuperation': query({
    input: None,
    output: z.object({ code: z.string().nullable() }),
    audit: 'session',
  }),
  'session.confirmerCodeRecuperation': command({
    input: z.object({ saisi: z.string().max(200) }),
    output: z.object({ exact: z.boolean() }),
    audit: 'session',
  }),
  'session.renouvelerCodeRecuperation': command({
    input: None,
    output: z.object({ code: z.string() }),
    audit: 'session',
  }),
  'session.emettreCodeArrivee': command({
    input: None,
    output: z.object({ code: z.string(), expireLe: Instant }),
    audit: 'session',
  }),
  'session.cartes': query({
    input: None,
    output: z.array(
      z.object({
        id: z.string(),
        libelle: z.string(),
        idNat: IdNat.nullable(),
        creeeLe: Instant,
        courante: z.boolean(),
      }),
    ),
    audit: 'session',
  }),
  'session.retirerCarte': command({ input: z.object({ id: z.string().max(80) }), output: None, audit: 'session' }),
  'session.reprise': query({ input: None, output: ResumeState.nullable() }),
  'session.garderReprise': command({ input: ResumeState, output: None }),
  /** [7] What Administration shows before login: modules found, reader, folder; no patient data. */
  'administration.diagnostic': query({
    input: None,
    output: z.object({
      version: z.string(),
      electron: z.string(),
      test: z.boolean(),
      modules: z.array(z.object({ chemin: z.string(), nom: z.string(), present: z.boolean(), choisi: z.boolean() })),
      carte: CardView,
      base: z.object({ existe: z.boolean(), dossier: z.string(), tailleOctets: z.number() }),
      /** The user's certificate store that HTTPS with the card goes through (Linux); null where the system needs none. */
      magasin: z.object({ dossier: z.string(), module: z.string(), inscrit: z.boolean() }).nullable(),
      horloge: Instant,
    }),
    lockedToo: true,
  }),
  /** The doctor agrees that the card's module is added to the certificate store that the diagnosis named. */
  'administration.inscrireModule': command({ input: None, output: None, lockedToo: true }),
  /** Chooses among the modules found on this machine: no path comes from the window. */
  'administration.choisirModule': command({
    input: z.object({ nom: z.string().max(80) }),
    output: None,
    lockedToo: true,
  }),
};
