import { unlockWithCard } from '../keys/base.ts';
import { openRecord } from '../store.ts';
import { DOCTOR, softCard } from '../testing.ts';

/** A process that changes the base's key again and again until it is killed. Its arguments: its base, which the card opens, and the worker. */
const [, , directory = '', workerPath = ''] = process.argv;
const key = await unlockWithCard(directory, softCard('c1'));
if (key === null) throw new Error('the card opens the base');
const store = await openRecord({ directory, key, workerPath, actor: DOCTOR });
for (;;) {
  process.stdout.write('.');
  await store.keys.reissueRecoveryCode(DOCTOR);
}
