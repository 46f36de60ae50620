import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { ReglagesPsc } from '../../../shared/contract/psc.ts';
import { metadonneesDe, PSC_EMETTEURS } from '../../../shared/domain/pro-sante-connect.ts';
import { defineCommand, defineQuery } from '../../record/index.ts';
import { write } from './write.ts';

/** Before anybody set anything. */
export const PSC_DEFAUT: ReglagesPsc = {
  emetteur: PSC_EMETTEURS.production,
  metadonnees: metadonneesDe(PSC_EMETTEURS.production),
  clientId: '',
  port: 0,
};

const SECRET = 'psc:secret';
const KEY = 'psc:cle';

/** The client's secret, in the encrypted base; null for a client that has none. It never crosses the contract. */
export const readPscSecret = defineQuery({
  name: 'reglages.pscSecret',
  run: async (db, _input: Record<string, never>): Promise<string | null> => {
    const row = await db.selectFrom('settings').select('valueJson').where('name', '=', SECRET).executeTakeFirst();
    return row === undefined ? null : z.string().parse(JSON.parse(row.valueJson));
  },
});

/** Keeps or forgets (null) it. The journal says that it changed, never what it is. */
export const writePscSecret = defineCommand({
  name: 'reglages.ecrirePscSecret',
  run: async (db, input: { secret: string | null }, context) => {
    if (input.secret === null) await db.deleteFrom('settings').where('name', '=', SECRET).execute();
    else await write(db, SECRET, input.secret, context.now);
  },
  audit: (input) => ({ action: 'reglages.pscSecret', patientId: null, detail: { present: input.secret !== null } }),
});

/** The key that closes what a session leaves in memory during a lock (base64): made once, and only the open base gives it. */
export const pscSealingKey = defineCommand({
  name: 'reglages.pscCle',
  run: async (db, _input: Record<string, never>, context): Promise<string> => {
    const row = await db.selectFrom('settings').select('valueJson').where('name', '=', KEY).executeTakeFirst();
    if (row !== undefined) return z.string().parse(JSON.parse(row.valueJson));
    const made = randomBytes(32).toString('base64');
    await write(db, KEY, made, context.now);
    return made;
  },
  audit: () => ({ action: 'reglages.pscCle', patientId: null, detail: {} }),
});
