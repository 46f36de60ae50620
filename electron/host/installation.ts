import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { Voie } from '../../shared/domain/reception.ts';

/** Road of a test installation by which files come in: its folder, or its hospital's server. */
const InstalledSource = z.object({
  voie: Voie,
  nom: z.string(),
  mode: z.enum(['direct', 'indirect']),
  dossier: z.string().nullable(),
  sftp: z
    .object({
      hote: z.string(),
      port: z.int(),
      utilisateur: z.string(),
      chemin: z.string(),
      empreinte: z.string().nullable(),
      archivage: z.enum(['deplacer', 'laisser']),
    })
    .nullable(),
  secret: z.string().nullable(),
});
export type InstalledSource = z.infer<typeof InstalledSource>;

const Service = z.object({ hote: z.string(), port: z.int() });

/** Revocation lists of a service's authorities (PEM or DER), one file for each authority of the chain, kept up to date by the system. */
const RevocationFiles = z.array(z.string()).optional();

/**
 * What the installer of this computer decided, in `installation.json` of the data folder. Read before any login, so it holds no secret of a patient.
 * In production it is absent or names a card module; the bac à sable writes a whole one with `test: true`.
 * A base remembers whether it was made by a test installation, and the two never mix.
 */
export const Installation = z.object({
  test: z.boolean(),
  cardModule: z.string().nullable(),
  /** Linux: the user agreed that Hygie adds the card's module to their own NSS database, which their browsers share. */
  nssConsent: z.boolean(),
  /** PEM of the authorities whose cards may log in; decided by fingerprint, never by name. */
  cardRoots: z.array(z.string()),
  /** Last certificate revocation list of the cards' authority, a file kept up to date by the system; null: none was had yet. */
  cardRevocationList: z.string().nullable(),
  /** First base of a test installation: practice, patients, appointments, CIM-10 and drug subsets of the bac à sable, as files. */
  demonstration: z
    .object({ practice: z.string(), patients: z.string(), cim10: z.string(), medicaments: z.string().optional() })
    .nullable(),
  /** Services written into a new base; changed afterwards inside the base, unlocked and audited. */
  services: z
    .object({
      dmp: z.object({ url: z.string(), roots: z.array(z.string()), revocationLists: RevocationFiles }),
      mssante: z.object({
        soumission: Service,
        imap: Service,
        roots: z.array(z.string()),
        revocationLists: RevocationFiles,
        listeBlanche: z.string().nullable(),
        /** Where it is published; absent: where the ANS does. */
        adresseListeBlanche: z.string().optional(),
        /** Name servers to ask for the servers of a domain, `adresse:port`; absent: those of the system. */
        serveursDeNoms: z.array(z.string()).optional(),
        motDePasse: z.string().nullable(),
        nil: z.string(),
      }),
      /** Pro Santé Connect of the bac à sable. */
      proSanteConnect: z
        .object({ emetteur: z.string(), metadonnees: z.string(), clientId: z.string(), secret: z.string().nullable() })
        .optional(),
      annuaire: z.object({ url: z.string(), cle: z.string().nullable(), roots: z.array(z.string()) }).optional(),
      sources: z.array(InstalledSource).optional(),
    })
    .nullable(),
});
export type Installation = z.infer<typeof Installation>;

const NOTHING_INSTALLED: Installation = {
  test: false,
  cardModule: null,
  nssConsent: false,
  cardRoots: [],
  cardRevocationList: null,
  demonstration: null,
  services: null,
};

/** Where the CPS middleware puts its PKCS#11 module (ANS, Cryptolib CPS), in the order to try. */
const KNOWN_MODULES: readonly string[] = [
  'C:\\Windows\\System32\\cps3_pkcs11_w64.dll',
  'C:\\Windows\\System32\\cps3_pkcs11_w32.dll',
  '/usr/local/lib/libcps3_pkcs11_osx.dylib',
  '/Library/Frameworks/cps3.framework/cps3_pkcs11',
  '/usr/lib/libcps3_pkcs11.so',
  '/usr/local/lib/libcps3_pkcs11_lux.so',
  '/usr/local/galss/libcps3_pkcs11_lux.so',
];

/** Reads `installation.json` of a data folder. Throws a readable French error when the file is there and wrong. */
export function readInstallation(dataDirectory: string): Installation {
  let text: string;
  try {
    text = readFileSync(join(dataDirectory, 'installation.json'), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return NOTHING_INSTALLED;
    throw error;
  }
  const parsed = Installation.safeParse(JSON.parse(text));
  if (!parsed.success) throw new Error(`installation.json n’est pas valable : ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

export interface ModuleChoice {
  readonly nom: string;
  readonly chemin: string;
  readonly present: boolean;
}

function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** The modules Administration lets one choose among: the installation's own, then the known ones of this system. */
export function cardModules(installation: Installation): readonly ModuleChoice[] {
  const paths = installation.cardModule === null ? KNOWN_MODULES : [installation.cardModule, ...KNOWN_MODULES];
  return paths.map((chemin) => ({ chemin, nom: chemin.split(/[\\/]/).at(-1) ?? chemin, present: isFile(chemin) }));
}
