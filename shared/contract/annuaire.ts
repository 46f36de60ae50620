import { z } from 'zod';
import { Instant } from '../domain/civil-date.ts';
import { command, query } from './define.ts';

/** Kind of a mailbox (TRE_R257). */
export const TypeBal = z.enum(['PER', 'ORG', 'APP', 'CAB']);
export type TypeBal = z.infer<typeof TypeBal>;

/** One mailbox of the Annuaire Santé, as the extraction or the FHIR interface gives it. */
export const EntreeAnnuaire = z.object({
  adresse: z.string(),
  typeBal: TypeBal.nullable(),
  /** Raw national identifier of the professional (RPPS, 8 + 11 digits); null for a structure. */
  idNat: z.string().nullable(),
  rpps: z.string().nullable(),
  civilite: z.string().nullable(),
  nom: z.string().nullable(),
  prenom: z.string().nullable(),
  profession: z.string().nullable(),
  specialite: z.string().nullable(),
  structure: z.string().nullable(),
  structureId: z.string().nullable(),
  service: z.string().nullable(),
  adressePostale: z.array(z.string()),
  codePostal: z.string().nullable(),
  commune: z.string().nullable(),
  /** The mailbox accepts paperless documents. */
  dematerialisation: z.boolean().nullable(),
});
export type EntreeAnnuaire = z.infer<typeof EntreeAnnuaire>;

/** A contact of the practice [102]: kept whatever becomes of the directory. */
export const Contact = EntreeAnnuaire.extend({
  id: z.uuid(),
  favori: z.boolean(),
  note: z.string().max(500),
  dernierUsageLe: Instant.nullable(),
  origine: z.enum(['annuaire', 'saisie', 'message']),
  version: z.int().positive(),
});
export type Contact = z.infer<typeof Contact>;

export const annuaire = {
  /** Fuzzy search over the imported extraction: words in any order, without accents, one slip allowed; best first. */
  'annuaire.chercher': query({
    input: z.object({ texte: z.string().max(120), limite: z.int().min(1).max(100).default(50) }),
    output: z.object({
      entrees: z.array(EntreeAnnuaire),
      /** More were found than are shown. */
      suite: z.boolean(),
      /** What was loosened to find these, in French; null when they match as typed. */
      approche: z.string().nullable(),
    }),
  }),
  /** What the directory on this computer is; null: none was imported. */
  'annuaire.etat': query({
    input: z.object({}),
    output: z.object({
      extraction: z
        .object({ entrees: z.int(), genereLe: z.string().nullable(), importeLe: Instant, fichier: z.string() })
        .nullable(),
      enLigne: z.object({ url: z.string(), cle: z.boolean() }).nullable(),
    }),
  }),
  /** Same search on the Annuaire Santé itself (FHIR API v2). Fails with NETWORK when it does not answer. */
  'annuaire.enLigne': query({
    input: z
      .object({
        rpps: z.string().max(20).nullable(),
        nom: z.string().max(80).nullable(),
        prenom: z.string().max(80).nullable(),
        profession: z.string().max(80).nullable(),
        specialite: z.string().max(80).nullable(),
        lieu: z.string().max(80).nullable(),
        /** Resolves one mailbox. */
        adresse: z.string().max(200).nullable(),
      })
      .partial(),
    output: z.object({ entrees: z.array(EntreeAnnuaire), suite: z.boolean() }),
  }),
  /**
   * Opens the native dialog on the host and imports the public extraction (text or ZIP) in one transaction; null when the doctor gives up. A file of less than half
   * of the present rows is refused unless `forcer`.
   */
  'annuaire.importer': command({
    input: z.object({ forcer: z.boolean().default(false) }),
    output: z.object({ entrees: z.int(), ecartees: z.int(), genereLe: z.string().nullable() }).nullable(),
    audit: 'session',
  }),
  /** Address and key of the FHIR interface; a null key keeps the one that is there. */
  'annuaire.regler': command({
    input: z.object({ url: z.url().max(300).nullable(), cle: z.string().max(200).nullable() }),
    output: z.object({}),
    audit: 'session',
  }),
  'contacts.lister': query({
    input: z.object({ texte: z.string().max(120).default('') }),
    output: z.array(Contact),
  }),
  /** « Ajouter aux contacts », from the directory or typed. */
  'contacts.ajouter': command({
    input: z.object({
      entree: EntreeAnnuaire,
      origine: Contact.shape.origine,
      favori: z.boolean().default(false),
      note: z.string().max(500).default(''),
    }),
    output: Contact,
    audit: 'session',
  }),
  'contacts.modifier': command({
    input: z.object({ id: z.uuid(), version: z.int().positive(), favori: z.boolean(), note: z.string().max(500) }),
    output: Contact,
    audit: 'session',
  }),
  'contacts.retirer': command({ input: z.object({ id: z.uuid() }), output: z.object({}), audit: 'session' }),
};
