import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { searchPatients } from '../features/patients/index.ts';
import { addPatient, baseForTests, DOCTOR } from '../features/testing.ts';
import { readBackupNotice } from './backup-notice.ts';
import { unlockWithCard, unlockWithRecoveryCode } from './keys/base.ts';
import { lockBase } from './lock.ts';
import { replaceBase } from './replace-base.ts';
import { openRecord } from './store.ts';
import { softCard, WORKER_PATH } from './testing.ts';

// Each opening starts two threads: on a loaded machine several of them take their time.
vi.setConfig({ testTimeout: 90_000 });

const base = baseForTests({ beforeAll, afterAll });
const NOW = new Date('2026-03-04T05:06:07Z');

test('a backup takes the place of a damaged base once its card opens it; the damaged one stays beside, byte for byte', async () => {
  await addPatient(base(), { nomNaissance: 'AVANTPANNE' });
  const { directory } = base();
  const file = join(dirname(directory), 's.sauvegarde');
  const report = await base().store.backup(file, DOCTOR);
  expect(await readBackupNotice(file)).toMatchObject({ octets: report.octets, ouvertePar: report.cartes });
  const options = { file, directory, now: NOW, nativeBinding: null };
  const beside = () => readdirSync(dirname(directory)).filter((name) => name.includes('-restauree-'));

  // Somebody still holds the base: nothing moves.
  const held = replaceBase({ ...options, open: (folder) => unlockWithCard(folder, softCard('c1')) });
  await expect(held).rejects.toMatchObject({ code: 'BASE_IN_USE' });
  await base().store.close();
  const [database = ''] = readdirSync(directory).filter((name) => name.endsWith('.db') && name.startsWith('base-'));
  const damaged = Buffer.from(readFileSync(join(directory, database))).fill(7, 0, 8192);
  writeFileSync(join(directory, database), damaged);

  // A card that does not open it, a wrong code, a file that is no backup: the folder is as it was.
  expect(await replaceBase({ ...options, open: (folder) => unlockWithCard(folder, softCard('inconnue')) })).toBe(false);
  const wrong = replaceBase({
    ...options,
    open: (folder) => Promise.resolve(unlockWithRecoveryCode(folder, 'AAAA-AAAA-AAAA-AAAA-AAAA-AAAA')),
  });
  await expect(wrong).rejects.toMatchObject({ code: 'WRONG_CODE' });
  writeFileSync(`${file}.faux`, 'rien');
  const none = replaceBase({ ...options, file: `${file}.faux`, open: () => Promise.resolve(null) });
  await expect(none).rejects.toMatchObject({ code: 'BASE_DAMAGED' });
  await expect(readBackupNotice(`${file}.faux`)).rejects.toMatchObject({ code: 'BASE_DAMAGED' });
  expect(readFileSync(join(directory, database)).equals(damaged)).toBe(true);
  expect(beside()).toEqual([]);

  const done = await replaceBase({ ...options, open: (folder) => unlockWithCard(folder, softCard('c1')) });
  expect(done).toEqual({ ecartee: `${directory}-ecartee-2026-03-04-05-06-07` });
  if (done === false || done.ecartee === null) throw new Error('the former base is kept');
  expect(readFileSync(join(done.ecartee, database)).equals(damaged)).toBe(true);
  lockBase(directory).release();
  const key = (await unlockWithCard(directory, softCard('c1'))) ?? Buffer.alloc(32);
  const store = await openRecord({ directory, key, workerPath: WORKER_PATH, actor: DOCTOR });
  expect(await store.query(searchPatients, { texte: 'avantpanne', limite: 5 }, DOCTOR)).toHaveLength(1);
  await store.close();

  // A new computer: there was no base at all.
  rmSync(directory, { recursive: true });
  expect(await replaceBase({ ...options, open: (folder) => unlockWithCard(folder, softCard('c1')) })).toEqual({
    ecartee: null,
  });
  expect(existsSync(join(directory, 'slots.json'))).toBe(true);
});
