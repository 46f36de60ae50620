import { z } from 'zod';
import { Practitioner, Structure } from '../domain/practitioner.ts';
import { IdNat } from '../ids.ts';
import { command, query } from './define.ts';
import { ReglagesPsc } from './psc.ts';

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

/** The two certificates of a structure: it opens connections with one, it signs with the other (« cachet »). */
export const UsageCertificat = z.enum(['authentification', 'cachet']);
export type UsageCertificat = z.infer<typeof UsageCertificat>;

/** What may be shown of a certificate of the structure; its key never comes back to the window. */
export const CertificatStructure = z.object({
  titulaire: z.string(),
  structureId: z.string(),
  emetteur: z.string(),
  valideDu: z.string(),
  expireLe: z.string(),
});
export type CertificatStructure = z.infer<typeof CertificatStructure>;

/** The bytes of a file, read by the window: no path crosses the contract. */
const Fichier = z.base64().min(4).max(200_000);

export const Reglages = z.object({
  structure: Structure,
  medecins: z.array(Practitioner),
  dmp: ReglagesDmp,
  comptes: z.array(CompteMssante),
  psc: ReglagesPsc.extend({ secretPresent: z.boolean() }),
  vsmVersion: z.enum(['1.4', '2023.01']),
  verrouillageMinutes: z.int().min(1).max(120),
  test: z.boolean(),
  /** null: none is kept. The indirect mode of the DMP asks for both. */
  certificats: z.object({ authentification: CertificatStructure.nullable(), cachet: CertificatStructure.nullable() }),
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
      /** A null secret keeps the one that is there, unless the issuer is another one. */
      psc: ReglagesPsc.extend({ secret: z.string().max(1_000).nullable() }).optional(),
    }),
    output: z.object({}),
    audit: 'session',
  }),
  /** Keeps a certificate of the structure with its key: PKCS#12 with its passphrase, or PEM (certificate, and key in the same file or apart). */
  'reglages.garderCertificat': command({
    input: z.object({
      usage: UsageCertificat,
      fichier: Fichier,
      cle: Fichier.nullable(),
      motDePasse: z.string().max(200).nullable(),
    }),
    output: CertificatStructure,
    audit: 'session',
  }),
  'reglages.oublierCertificat': command({
    input: z.object({ usage: UsageCertificat }),
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
