import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { addPatient, baseForTests, DOCTOR } from '../features/testing.ts';
import { searchPatients } from '../features/patients/index.ts';
import { checkBase } from './check.ts';
import { unlockWithCard } from './keys/base.ts';
import { readSlots } from './keys/slot-file.ts';
import { restoreBackup } from './restore.ts';
import { openRecord } from './store.ts';
import { softCard, WORKER_PATH } from './testing.ts';
import { keepDocumentForTest } from './testing/document.ts';

// Each opening starts two threads: on a loaded machine several of them take their time.
vi.setConfig({ testTimeout: 90_000 });

const base = baseForTests({ beforeAll, afterAll });
const beside = (name: string) => join(base().directory, '..', name);

test('made while in use, restored elsewhere, it opens with the same card and holds the same', async () => {
  await addPatient(base(), { nomNaissance: 'SAUVEGARDE' });
  await keepDocumentForTest(base(), 'contenu confidentiel');
  const target = beside('s.hygie');
  const [report] = await Promise.all([
    base().store.backup(target, DOCTOR),
    addPatient(base(), { nomNaissance: 'PENDANT' }),
  ]);
  expect(report).toMatchObject({ fichier: target, documents: 1, octets: statSync(target).size });
  expect(report.cartes).toEqual(['Code de récupération', 'Carte c1']);
  expect(execFileSync('unzip', ['-t', target]).toString()).toContain('No errors');
  for (const secret of ['SAUVEGARDE', 'confidentiel']) expect(readFileSync(target).includes(secret)).toBe(false);
  await expect(base().store.backup(target, DOCTOR)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
  expect(readdirSync(beside('.')).filter((name) => name.startsWith('.'))).toEqual([]);

  const directory = beside('restauree');
  expect(await restoreBackup({ file: target, directory })).toEqual({ cartes: report.cartes });
  const key = (await unlockWithCard(directory, softCard('c1'))) ?? Buffer.alloc(32);
  expect(await checkBase({ directory, key })).toMatchObject({
    ok: true,
    problemes: [],
    documents: 1,
    journal: { ok: true },
  });
  const store = await openRecord({ directory, key, workerPath: WORKER_PATH, actor: DOCTOR });
  expect(await store.query(searchPatients, { texte: 'sauvegarde', limite: 5 }, DOCTOR)).toHaveLength(1);
  await store.close();
  await expect(restoreBackup({ file: target, directory })).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
});

test('a cut backup, or another file, is refused and leaves nothing behind', async () => {
  const target = beside('cut.hygie');
  await base().store.backup(target, DOCTOR);
  truncateSync(target, statSync(target).size - 1000);
  const directory = beside('jamais');
  await expect(restoreBackup({ file: target, directory })).rejects.toMatchObject({ code: 'BASE_DAMAGED' });
  const folder = beside('zip');
  mkdirSync(folder);
  writeFileSync(join(folder, 'autre.txt'), 'x');
  execFileSync('python3', ['-m', 'zipfile', '-c', beside('autre.zip'), join(folder, 'autre.txt')]);
  await expect(restoreBackup({ file: beside('autre.zip'), directory })).rejects.toMatchObject({ code: 'BASE_DAMAGED' });
  expect(existsSync(directory) || existsSync(`${directory}.restauration`)).toBe(false);
});

test('check runs beside the open window, and names a missing document and damaged pages', async () => {
  const { directory, key } = base();
  expect(await checkBase({ directory, key })).toMatchObject({ ok: true });
  await base().store.close();
  const documents = join(directory, 'documents');
  const [file = ''] = readdirSync(documents, { recursive: true, encoding: 'utf8' }).filter((name) => name.length > 60);
  const bytes = readFileSync(join(documents, file));
  rmSync(join(documents, file));
  expect(await checkBase({ directory, key })).toMatchObject({
    ok: false,
    problemes: [expect.stringContaining('manque')],
  });
  writeFileSync(join(documents, file), bytes);
  const path = join(directory, readSlots(directory)?.database ?? '');
  const pages = readFileSync(path);
  const middle = Math.floor(pages.length / 8192) * 4096 + 100;
  pages.fill(0, middle, middle + 64);
  writeFileSync(path, pages);
  await expect(checkBase({ directory, key })).rejects.toMatchObject({ code: 'BASE_DAMAGED' });
});
