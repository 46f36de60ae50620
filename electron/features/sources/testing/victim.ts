import { setTimeout as pause } from 'node:timers/promises';
import { text } from 'node:stream/consumers';
import { DOCTOR } from '../../../record/testing.ts';
import { openRecord } from '../../../record/store.ts';
import { testSources } from './files.ts';

/**
 * A process that collects a folder and a server until it is killed, or kills itself at the worst moment: `avant` with files in hand and nothing kept, `apres` once
 * they are kept and none is archived. Its base, its sources and the moment come by its standard input.
 */
const { directory, key, workerPath, ids, moment } = JSON.parse(await text(process.stdin)) as {
  directory: string;
  key: string;
  workerPath: string;
  ids: readonly string[];
  moment: 'avant' | 'apres' | 'hasard';
};
const store = await openRecord({ directory, key: Buffer.from(key, 'hex'), workerPath, actor: DOCTOR });
const die = () => process.kill(process.pid, 'SIGKILL');
const { sources, reception } = testSources(store, async (files, intake) => {
  if (moment === 'avant') die();
  await intake(files);
  if (moment === 'apres') die();
});
await reception.resume();
process.stdout.write('x\n');
for (;;) {
  for (const id of ids) await sources.collect(id);
  await pause(5);
}
