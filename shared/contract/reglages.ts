import { z } from 'zod';
import { Practitioner, Structure } from '../domain/practitioner.ts';
import { IdNat } from '../ids.ts';
import { command, query } from './define.ts';

/** Host and port of a mail service; STARTTLS always. */
export const Hote = z.object({ hote: z.string().max(200), port: z.int().min(1).max(65535) });

export const CompteMssante = z.object({
  proprietaire: IdNat,
  adresse: z.string().max(200),
  soumission: Hote,
  imap: Hote,
  authentification: z.enum(['psc', 'mot-de-passe', 'certificat']),
  /** Only told whether a secret is kept; the secret itself never comes back to the window. */
  secretPresent: z.boolean(),
  nil: z.string().max(60),
});
export type CompteMssante = z.infer<typeof CompteMssante>;

export const ReglagesDmp = z.object({
  url: z.string().max(300),
  mode: z.enum(['direct', 'indirect']),
  versionVihf: z.enum(['3.0', '4.0']),
  signature: z.enum(['sha1', 'sha256']),
  homologation: z.string().max(60),
});
export type ReglagesDmp = z.infer<typeof ReglagesDmp>;

export const Reglages = z.object({
  structure: Structure,
  medecins: z.array(Practitioner),
  dmp: ReglagesDmp,
  comptes: z.array(CompteMssante),
  vsmVersion: z.enum(['1.4', '2023.01']),
  verrouillageMinutes: z.int().min(1).max(120),
  test: z.boolean(),
});
export type Reglages = z.infer<typeof Reglages>;

export const reglages = {
  'reglages.lire': query({ input: z.object({}), output: Reglages }),
  'reglages.modifier': command({
    input: z.object({
      dmp: ReglagesDmp.optional(),
      structure: Structure.optional(),
      vsmVersion: Reglages.shape.vsmVersion.optional(),
      verrouillageMinutes: Reglages.shape.verrouillageMinutes.optional(),
      compte: CompteMssante.omit({ secretPresent: true })
        .extend({ secret: z.string().max(20_000).nullable() })
        .optional(),
    }),
    output: z.object({}),
    audit: 'session',
  }),
  'audit.lister': query({
    input: z.object({ avant: z.int().nullable() }),
    output: z.array(
      z.object({ numero: z.int(), le: z.string(), qui: z.string(), action: z.string(), detail: z.string() }),
    ),
    audit: 'session',
  }),
  'sauvegarde.creer': command({
    input: z.object({}),
    output: z.object({ fichier: z.string(), octets: z.int(), cartes: z.array(z.string()) }),
    audit: 'session',
  }),
};
