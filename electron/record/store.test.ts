import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { noteInJournal, listAudit, readAuditHead } from './audit-commands.ts';
import { defineCommand } from './define.ts';
import { DOCTOR, testBase, WORKER_PATH, type TestBase } from './testing.ts';
import { openRecord } from './store.ts';

// Each opening starts two threads: on a loaded machine several of them take their time.
vi.setConfig({ testTimeout: 90_000 });

const bases: TestBase[] = [];
async function fresh(...options: Parameters<typeof testBase>): Promise<TestBase> {
  const base = await testBase(...options);
  bases.push(base);
  return base;
}
afterEach(async () => {
  for (const base of bases.splice(0)) await base.remove();
});

test('a write is read back at once by the reader, and its row of the journal is the only one', async () => {
  const { store } = await fresh();
  await store.execute(noteInJournal, { action: 'essai', patientId: null, detail: { n: 1 } }, DOCTOR);
  expect(await store.query(listAudit, { avant: null }, DOCTOR)).toMatchObject([
    { numero: 1, qui: DOCTOR.nom, action: 'essai' },
  ]);
});

test('nothing readable lies on the disk', async () => {
  const { store, directory } = await fresh();
  await store.execute(noteInJournal, { action: 'SECRETWORD', patientId: null, detail: {} }, DOCTOR);
  await store.close();
  for (const name of readdirSync(directory)) {
    if (name === 'documents') continue;
    expect(readFileSync(join(directory, name)).includes('SECRETWORD'), name).toBe(false);
  }
});

test('a second opening is refused while the first lives, and works after it', async () => {
  const base = await fresh();
  const again = () => openRecord({ directory: base.directory, key: base.key, workerPath: WORKER_PATH, actor: DOCTOR });
  await expect(again()).rejects.toMatchObject({ code: 'BASE_IN_USE' });
  await base.store.close();
  const second = await again();
  expect(await second.query(readAuditHead, {}, DOCTOR)).toMatchObject({ nombre: 0 });
  await second.close();
});

test('once closed, calls are refused as locked', async () => {
  const { store } = await fresh();
  await store.close();
  await expect(store.query(readAuditHead, {}, DOCTOR)).rejects.toMatchObject({ code: 'LOCKED' });
  await store.close();
});

test('a clock set back is told and journalled', async () => {
  const base = await fresh({ clock: () => new Date('2026-05-01T10:00:00Z') });
  await base.store.execute(noteInJournal, { action: 'essai', patientId: null, detail: {} }, DOCTOR);
  const store = await base.reopen({ clock: () => new Date('2026-04-01T10:00:00Z') });
  expect(store.warnings).toHaveLength(1);
  expect(await store.query(listAudit, { avant: null }, DOCTOR)).toMatchObject([
    { numero: 2, action: 'horloge.recul' },
    { numero: 1 },
  ]);
});

test('a command that is not in the registry is refused, and the next one runs', async () => {
  const { store } = await fresh();
  const unknown = defineCommand({ name: 'inconnue', run: () => Promise.resolve(1), audit: 'work-in-progress' });
  await expect(store.execute(unknown, {}, DOCTOR)).rejects.toThrow('registry');
  await store.execute(noteInJournal, { action: 'essai', patientId: null, detail: {} }, DOCTOR);
});
