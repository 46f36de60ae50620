import { z } from 'zod';
import { CompteMssante, Reglages, ReglagesDmp } from '../../../shared/contract/reglages.ts';
import { ReglagesPsc } from '../../../shared/contract/psc.ts';
import { Instant } from '../../../shared/domain/civil-date.ts';
import { Practitioner, Structure } from '../../../shared/domain/practitioner.ts';
import { HygieError } from '../../../shared/errors.ts';
import { defineQuery, type ReadableRecord } from '../../record/index.ts';

/** A mail account as the base keeps it: the secret has its own row, which no list reads. */
export const CompteGarde = CompteMssante.omit({ secretPresent: true });
export type CompteGarde = z.infer<typeof CompteGarde>;

/** What each setting holds. A name outside this list is never written. */
export const SETTINGS = {
  structure: Structure,
  medecins: z.array(Practitioner),
  dmp: ReglagesDmp,
  comptes: z.array(CompteGarde),
  psc: ReglagesPsc,
  vsmVersion: Reglages.shape.vsmVersion,
  verrouillageMinutes: Reglages.shape.verrouillageMinutes,
  /** A test installation: only it may send test identities, and only it takes test cards. */
  test: z.boolean(),
  /** Colleagues one writes to, with their MSSanté address. */
  confreres: z.array(z.object({ nom: z.string(), prenom: z.string(), specialite: z.string(), adresse: z.string() })),
  /** Authorities (PEM) of each service and the last white list of MSSanté: changed by an administrator, never by what a server says. */
  confiance: z.object({
    dmp: z.array(z.string()),
    messagerie: z.array(z.string()),
    listeBlanche: z.string().nullable(),
  }),
  /** Where the white list is published, where the one kept (in `confiance`) came from, and the last failure to fetch it. */
  listeBlanche: z.object({
    url: z.string(),
    origine: z.enum(['installation', 'fichier', 'adresse']),
    genereeLe: z.string().nullable(),
    prisLe: Instant.nullable(),
    domaines: z.int().nullable(),
    echec: z.object({ le: Instant, raison: z.string() }).nullable(),
  }),
  /** FHIR interface of the Annuaire Santé: its address, the key of this installation (never told to the window), its authorities (PEM). */
  annuaire: z.object({ url: z.string(), cle: z.string().nullable(), racines: z.array(z.string()) }),
  /** OID of this installation: root of its local numbers, source of its submission sets. */
  oid: z.string().regex(/^[0-2](\.(0|[1-9]\d*))+$/),
  /** True from the creation of the base until its recovery code was typed back. */
  codeRecuperationAConfirmer: z.boolean(),
} as const;
export type SettingName = keyof typeof SETTINGS;
export type Settings = { [N in SettingName]: z.infer<(typeof SETTINGS)[N]> };

export const secretName = (idNat: string) => `secret:${idNat}`;

/** One setting; null when it was never set. Throws HygieError BASE_DAMAGED when what is kept is not of its shape. */
export async function setting<N extends SettingName>(
  db: Pick<ReadableRecord, 'selectFrom'>,
  name: N,
): Promise<Settings[N] | null> {
  const row = await db.selectFrom('settings').select('valueJson').where('name', '=', name).executeTakeFirst();
  if (row === undefined) return null;
  const parsed = SETTINGS[name].safeParse(JSON.parse(row.valueJson));
  if (!parsed.success) throw new HygieError('BASE_DAMAGED', `Le réglage « ${name} » est illisible.`);
  return parsed.data as Settings[N];
}

/** Every setting that was set. */
export const readSettings = defineQuery({
  name: 'reglages.tous',
  run: async (db, _input: Record<string, never>): Promise<{ [N in SettingName]: Settings[N] | null }> => ({
    structure: await setting(db, 'structure'),
    medecins: await setting(db, 'medecins'),
    dmp: await setting(db, 'dmp'),
    comptes: await setting(db, 'comptes'),
    psc: await setting(db, 'psc'),
    vsmVersion: await setting(db, 'vsmVersion'),
    verrouillageMinutes: await setting(db, 'verrouillageMinutes'),
    test: await setting(db, 'test'),
    confreres: await setting(db, 'confreres'),
    confiance: await setting(db, 'confiance'),
    listeBlanche: await setting(db, 'listeBlanche'),
    annuaire: await setting(db, 'annuaire'),
    oid: await setting(db, 'oid'),
    codeRecuperationAConfirmer: await setting(db, 'codeRecuperationAConfirmer'),
  }),
});

/** The secret of a mail account, for the service that logs in; null when none is kept. It never crosses the contract. */
export const readSecret = defineQuery({
  name: 'reglages.secret',
  run: async (db, input: { idNat: string }): Promise<string | null> => {
    const row = await db
      .selectFrom('settings')
      .select('valueJson')
      .where('name', '=', secretName(input.idNat))
      .executeTakeFirst();
    return row === undefined ? null : z.string().parse(JSON.parse(row.valueJson));
  },
});

/** Owners of the accounts whose secret is kept. */
export const secretOwners = defineQuery({
  name: 'reglages.secretsPresents',
  run: async (db, _input: Record<string, never>): Promise<string[]> => {
    const rows = await db.selectFrom('settings').select('name').where('name', 'like', 'secret:%').execute();
    return rows.map((row) => row.name.slice('secret:'.length));
  },
});
