import { z } from 'zod';
import type { CertificatStructure, UsageCertificat } from '../../../shared/contract/reglages.ts';
import { HygieError } from '../../../shared/errors.ts';
import { defineCommand, defineQuery } from '../../record/index.ts';
import { describeCertificate, type GardeCertificat } from './certificate-file.ts';
import { write } from './write.ts';

const Garde = z.object({ certificat: z.string(), cle: z.string() });
const rowName = (usage: UsageCertificat) => `certificat:${usage}`;

/** The certificate and key of the structure, for the connection and the signature; null when none is kept. It never crosses the contract. */
export const readStructureCertificate = defineQuery({
  name: 'reglages.certificat',
  run: async (db, input: { usage: UsageCertificat }): Promise<GardeCertificat | null> => {
    const row = await db
      .selectFrom('settings')
      .select('valueJson')
      .where('name', '=', rowName(input.usage))
      .executeTakeFirst();
    if (row === undefined) return null;
    const kept = Garde.safeParse(JSON.parse(row.valueJson));
    if (!kept.success) throw new HygieError('BASE_DAMAGED', 'Le certificat de la structure est illisible.');
    return kept.data;
  },
});

/** Who each certificate kept is for and until when; nothing of the keys. */
export const describeStructureCertificates = defineQuery({
  name: 'reglages.certificatsPresents',
  run: async (db, _input: Record<string, never>): Promise<Record<UsageCertificat, CertificatStructure | null>> => {
    const of = async (usage: UsageCertificat) => {
      const row = await db
        .selectFrom('settings')
        .select('valueJson')
        .where('name', '=', rowName(usage))
        .executeTakeFirst();
      return row === undefined ? null : describeCertificate(Garde.parse(JSON.parse(row.valueJson)));
    };
    return { authentification: await of('authentification'), cachet: await of('cachet') };
  },
});

/** Keeps or forgets (null) a certificate of the structure. The journal says that it changed, never what its key is. */
export const writeStructureCertificate = defineCommand({
  name: 'reglages.ecrireCertificat',
  run: async (db, input: { usage: UsageCertificat; garde: GardeCertificat | null }, context) => {
    const name = rowName(input.usage);
    if (input.garde === null) await db.deleteFrom('settings').where('name', '=', name).execute();
    else await write(db, name, Garde.parse(input.garde), context.now);
  },
  audit: (input) => ({
    action: 'reglages.certificat',
    patientId: null,
    detail: { usage: input.usage, present: input.garde !== null },
  }),
});
