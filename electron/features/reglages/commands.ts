import { HygieError } from '../../../shared/errors.ts';
import { defineCommand } from '../../record/index.ts';
import { secretName, SETTINGS, type SettingName, type Settings } from './repository.ts';
import { write } from './write.ts';

/** Writes the settings given, and leaves the others. Throws HygieError INVALID_INPUT. */
export const writeSettings = defineCommand({
  name: 'reglages.ecrire',
  run: async (db, input: { settings: Partial<Settings> }, context): Promise<{ noms: string[] }> => {
    const names = (Object.keys(SETTINGS) as SettingName[]).filter((name) => input.settings[name] !== undefined);
    for (const name of names) {
      const parsed = SETTINGS[name].safeParse(input.settings[name]);
      if (!parsed.success) throw new HygieError('INVALID_INPUT', `Le réglage « ${name} » n’est pas valable.`);
      await write(db, name, parsed.data, context.now);
    }
    return { noms: names };
  },
  audit: (_input, output) => ({
    action: 'reglages.modifier',
    patientId: null,
    detail: { reglages: output.noms.join(', ') },
  }),
});

/** Keeps or forgets (null) the secret of a mail account. The journal says that it changed, never what it is. */
export const writeSecret = defineCommand({
  name: 'reglages.ecrireSecret',
  run: async (db, input: { idNat: string; secret: string | null }, context) => {
    const name = secretName(input.idNat);
    if (input.secret === null) await db.deleteFrom('settings').where('name', '=', name).execute();
    else await write(db, name, input.secret, context.now);
  },
  audit: (input) => ({
    action: 'reglages.secret',
    patientId: null,
    detail: { compte: input.idNat, present: input.secret !== null },
  }),
});
