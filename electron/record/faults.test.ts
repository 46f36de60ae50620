import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { noteInJournal } from './audit-commands.ts';
import { openDatabase } from './database.ts';
import { asRecordError } from './errors.ts';
import { createBase } from './keys/base.ts';
import { readSlots } from './keys/slot-file.ts';
import { openRecord } from './store.ts';
import { DOCTOR, softCard, temporaryDirectory, testBase, WORKER_PATH, type TestBase } from './testing.ts';

// Each opening starts two threads: on a loaded machine several of them take their time.
vi.setConfig({ testTimeout: 90_000 });

let base: TestBase | null = null;
afterEach(async () => {
  await base?.remove();
  base = null;
});
async function fresh(): Promise<TestBase> {
  base = await testBase();
  return base;
}
const open = ({ directory, key }: TestBase) => openRecord({ directory, key, workerPath: WORKER_PATH, actor: DOCTOR });
const file = ({ directory }: TestBase) => join(directory, readSlots(directory)?.database ?? '');

test('a base of a later version says so and is not changed', async () => {
  const made = await fresh();
  await made.store.close();
  const connection = openDatabase({ file: file(made), key: made.key, mode: 'write' });
  connection.pragma('user_version = 99990');
  connection.close();
  const before = readFileSync(file(made));
  await expect(open(made)).rejects.toMatchObject({ code: 'BASE_NEWER' });
  expect(readFileSync(file(made)).equals(before)).toBe(true);
});

test('a damaged or missing base says so, is not changed, and frees its lock', async () => {
  const made = await fresh();
  await made.store.close();
  const whole = readFileSync(file(made));
  for (const broken of [
    Buffer.alloc(0),
    whole.subarray(0, 1000),
    Buffer.from(whole).fill(7, 0, 512),
    Buffer.from(whole).fill(7),
  ]) {
    writeFileSync(file(made), broken);
    await expect(open(made)).rejects.toMatchObject({ code: 'BASE_DAMAGED' });
    expect(readFileSync(file(made)).equals(broken)).toBe(true);
  }
  rmSync(file(made));
  await expect(open(made)).rejects.toMatchObject({ code: 'BASE_DAMAGED' });
  expect(existsSync(file(made))).toBe(false);
  writeFileSync(file(made), whole);
  await (await open(made)).close();
});

const mount = (() => {
  try {
    const probe = temporaryDirectory();
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', probe], { stdio: 'ignore' });
    execFileSync('umount', [probe]);
    return true;
  } catch {
    return false;
  }
})();

/** Runs with a small file system of its own mounted on a folder; the reason to skip is that only root may mount. */
async function onDisk(kilobytes: number, run: (folder: string) => Promise<void>): Promise<void> {
  const folder = temporaryDirectory();
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${kilobytes}k`, 'tmpfs', folder]);
  try {
    await run(folder);
  } finally {
    execFileSync('umount', ['-l', folder]);
    rmSync(folder, { recursive: true, force: true });
  }
}

test.skipIf(!mount)(
  'a full disk refuses the write, keeps what was acknowledged, and works again once there is room (needs root)',
  () =>
    onDisk(3_000, async (folder) => {
      const directory = join(folder, 'base');
      const { key } = await createBase({ directory, now: new Date(), card: softCard('c1') });
      const store = await openRecord({ directory, key, workerPath: WORKER_PATH, actor: DOCTOR });
      const note = (text: string) =>
        store.execute(noteInJournal, { action: 'essai', patientId: null, detail: { text } }, DOCTOR);
      let written = 0;
      const fill = async () => {
        for (;;) {
          await note('x'.repeat(20_000));
          written += 1;
        }
      };
      await expect(fill()).rejects.toMatchObject({ code: 'DISK_FULL' });
      expect(written).toBeGreaterThan(5);
      execFileSync('mount', ['-o', 'remount,size=20000k', folder]);
      await note('après');
      await store.close();
      const again = await openRecord({ directory, key, workerPath: WORKER_PATH, actor: DOCTOR });
      await again.close();
      const connection = openDatabase({
        file: join(directory, readSlots(directory)?.database ?? ''),
        key,
        mode: 'read',
      });
      expect(connection.prepare('SELECT count(*) AS n FROM audit').get()).toEqual({ n: written + 1 });
      connection.close();
    }),
);

test.skipIf(!mount)('a read-only folder says so, for a new base and for one that is there (needs root)', () =>
  onDisk(20_000, async (folder) => {
    const directory = join(folder, 'base');
    const { key } = await createBase({ directory, now: new Date(), card: softCard('c1') });
    mkdirSync(join(folder, 'vide'));
    execFileSync('mount', ['-o', 'remount,ro', folder]);
    const opening = openRecord({ directory, key, workerPath: WORKER_PATH, actor: DOCTOR });
    await expect(opening).rejects.toMatchObject({ code: 'BASE_READ_ONLY' });
    const creation = createBase({ directory: join(folder, 'vide', 'base'), now: new Date() });
    await expect(creation).rejects.toMatchObject({ code: 'BASE_READ_ONLY' });
  }),
);

test('codes of the driver and of the file system become the closed list', () => {
  const coded = (code: string) => asRecordError(Object.assign(new Error('x'), { code }));
  expect(coded('SQLITE_FULL')).toMatchObject({ code: 'DISK_FULL' });
  expect(coded('SQLITE_READONLY_DIRECTORY')).toMatchObject({ code: 'BASE_READ_ONLY' });
  expect(coded('SQLITE_CORRUPT_VTAB')).toMatchObject({ code: 'BASE_DAMAGED' });
  expect(coded('SQLITE_CONSTRAINT_UNIQUE')).not.toHaveProperty('detail');
});
