import { z } from 'zod';
import { Instant } from '../domain/civil-date.ts';
import { PatientId } from '../ids.ts';
import { command, query } from './define.ts';

/** A speciality of the public drug base, as a list shows it. */
export const Medicament = z.object({
  cis: z.string(),
  nom: z.string(),
  dci: z.string(),
  forme: z.string(),
  voies: z.string(),
  commercialise: z.boolean(),
  /** Codes of its substances in the base. */
  substances: z.array(z.string()),
  /** The base says « stupéfiants » or « prescription en toutes lettres »: quantities are written in words. */
  enToutesLettres: z.boolean(),
  conditions: z.array(z.string()),
  disponibilite: z.string().nullable(),
  /** Cheapest marketed presentation: rate and price, dispensing fee included; null when the base gives none. */
  taux: z.string().nullable(),
  prix: z.number().nullable(),
});
export type Medicament = z.infer<typeof Medicament>;

export const Presentation = z.object({
  cip13: z.string(),
  libelle: z.string(),
  commercialise: z.boolean(),
  taux: z.string().nullable(),
  prix: z.number().nullable(),
  indications: z.string().nullable(),
});
export type Presentation = z.infer<typeof Presentation>;

/** Which publication is in use; null when none was imported. */
export const BaseMedicaments = z
  .object({ date: z.string(), importeeLe: Instant, specialites: z.int(), presentations: z.int() })
  .nullable();
export type BaseMedicaments = z.infer<typeof BaseMedicaments>;

/** What deserves a look before signing; the source is said, and nothing claims to be complete. */
export const Signal = z.object({
  /** Stable name: muting is by it. */
  signal: z.string(),
  genre: z.enum(['allergie', 'meme-substance']),
  texte: z.string(),
  source: z.string(),
  /** Accepted for this patient: shown small, not repeated. */
  accepte: z.object({ parNom: z.string(), le: Instant, motif: z.string() }).nullable(),
});
export type Signal = z.infer<typeof Signal>;

export const medicaments = {
  'medicaments.base': query({ input: z.object({}), output: BaseMedicaments }),
  'medicaments.chercher': query({
    input: z.object({ texte: z.string().max(100), limite: z.int().min(1).max(50).default(20) }),
    output: z.array(Medicament),
  }),
  'medicaments.lire': query({
    input: z.object({ cis: z.string().regex(/^\d{8}$/) }),
    output: z.object({
      medicament: Medicament,
      titulaires: z.string(),
      groupeGenerique: z.string().nullable(),
      atc: z.string().nullable(),
      surveillance: z.boolean(),
      composition: z.array(z.object({ substance: z.string(), dose: z.string(), reference: z.string() })),
      presentations: z.array(Presentation),
    }),
  }),
  /** Allergies of the record and drugs that share a substance, among these lines and the active treatments. */
  'medicaments.signaux': query({
    input: z.object({
      patientId: PatientId,
      lignes: z.array(z.object({ cis: z.string().nullable(), libelle: z.string().max(300) })).max(60),
    }),
    output: z.array(Signal),
    audit: 'patient',
  }),
  'medicaments.accepter': command({
    input: z.object({ patientId: PatientId, signal: z.string().max(200), motif: z.string().max(200) }),
    output: z.object({}),
    audit: 'patient',
  }),
  'medicaments.rappeler': command({
    input: z.object({ patientId: PatientId, signal: z.string().max(200) }),
    output: z.object({}),
    audit: 'patient',
  }),
  /** The files of the publication, read by the window; its date is the one that the publication says. */
  'medicaments.importer': command({
    input: z.object({
      date: z.iso.date(),
      fichiers: z
        .array(z.object({ nom: z.string().max(200), base64: z.base64().max(30_000_000) }))
        .min(1)
        .max(12),
      force: z.boolean().default(false),
    }),
    output: z.object({ specialites: z.int(), presentations: z.int(), ignores: z.array(z.string()) }),
    audit: 'session',
  }),
};
