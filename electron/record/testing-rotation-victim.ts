import { unlockWithCard } from './keys/base.ts';
import { openRecord } from './store.ts';
import { DOCTOR, softCard, WORKER_PATH } from './testing.ts';

/** A process that changes the base's key again and again until it is killed. Its base is its argument: the card opens it. */
const [, , directory = ''] = process.argv;
const key = await unlockWithCard(directory, softCard('c1'));
if (key === null) throw new Error('the card opens the base');
const store = await openRecord({ directory, key, workerPath: WORKER_PATH, actor: DOCTOR });
for (;;) {
  process.stdout.write('.');
  await store.keys.reissueRecoveryCode(DOCTOR);
}
