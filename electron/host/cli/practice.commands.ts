import { writeSettings } from '../../features/reglages/index.ts';
import { createBase, openRecord } from '../../record/index.ts';
import { firstSettings, readPracticeFile } from '../first-base.ts';
import type { Installation } from '../installation.ts';
import type { CommandLine } from './arguments.ts';
import { COMMAND_LINE_ACTOR, type Programs } from './open-base.ts';
import type { Talk } from './terminal.ts';

const BARE: Installation = {
  test: process.env['HYGIE_TEST'] === '1',
  cardModule: null,
  nssConsent: false,
  cardRoots: [],
  cardRevocationList: null,
  demonstration: null,
  services: null,
};

/** `init`: an empty base, with the doctors and the structure of a practice file; its recovery code is printed once. */
export async function init(line: CommandLine, programs: Programs, talk: Talk): Promise<void> {
  const practice = line.values.practice === undefined ? null : readPracticeFile(line.values.practice);
  const { directory } = line;
  const { key, recoveryCode } = await createBase({ directory, now: new Date(), nativeBinding: programs.nativeBinding });
  try {
    const store = await openRecord({
      directory,
      key,
      workerPath: programs.recordWorker,
      nativeBinding: programs.nativeBinding,
      actor: COMMAND_LINE_ACTOR,
    });
    try {
      if (practice !== null)
        await store.execute(writeSettings, { settings: firstSettings(BARE, practice) }, COMMAND_LINE_ACTOR);
    } finally {
      await store.close();
    }
  } finally {
    key.fill(0);
  }
  await talk.print(line.json ? { recoveryCode } : `Code de récupération, donné cette seule fois : ${recoveryCode}`);
}
