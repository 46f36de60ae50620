import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DropFolder } from './drop-folder.ts';

let root: string;
let time: number;
const folder = (archive: string | null = null) =>
  new DropFolder({ folder: root, archive, stableMs: 3_000, now: () => new Date(time) });
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'depot-'));
  time = Date.parse('2026-11-23T08:00:00Z');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const all = (directory: string): string[] =>
  readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name);

test('a file that grows is not taken before it is whole; temporary names and sub-folders never are', async () => {
  const drop = folder();
  mkdirSync(join(root, 'sous-dossier'));
  for (const name of ['~a.hpr', '.b', 'c.tmp', 'd.part', 'e.filepart', 'f.lock']) writeFileSync(join(root, name), 'x');
  writeFileSync(join(root, 'a.hpr'), 'début');
  expect(await drop.ready()).toEqual([]);
  time += 2_000;
  writeFileSync(join(root, 'a.hpr'), 'début et suite');
  expect(await drop.ready()).toEqual([]);
  time += 2_000;
  expect(await drop.ready()).toEqual([]);
  time += 2_000;
  expect(await drop.ready()).toEqual(['a.hpr']);
});

test('claimed by a rename, archived only when asked, under a name that never repeats', async () => {
  const drop = folder();
  writeFileSync(join(root, 'resutext000.txt'), 'un');
  const file = await drop.claim('resutext000.txt');
  expect(Buffer.from(file?.bytes ?? []).toString()).toBe('un');
  expect(existsSync(join(root, 'resutext000.txt'))).toBe(false);
  expect(all(join(root, '.en-cours'))).toEqual(['resutext000.txt']);
  expect(await drop.claim('resutext000.txt')).toBeNull();
  await file?.archive();
  writeFileSync(join(root, 'resutext000.txt'), 'deux');
  await (await drop.claim('resutext000.txt'))?.archive();
  const archived = all(join(root, 'archives', '2026', '11'));
  expect(archived).toHaveLength(2);
  expect(archived.every((name) => /^\d{8}-\d{6}_[0-9a-f]{8}_resutext000\.txt$/.test(name))).toBe(true);
});

test('what a crash left claimed is put back', async () => {
  writeFileSync(join(root, 'a.hpr'), 'octets');
  await folder().claim('a.hpr');
  const again = folder();
  await again.recover();
  expect(readFileSync(join(root, 'a.hpr'), 'utf8')).toBe('octets');
});

test('an absent folder, and one that nobody may write, are said in French', async () => {
  const absent = new DropFolder({
    folder: join(root, 'absent'),
    archive: null,
    stableMs: 0,
    now: () => new Date(time),
  });
  await expect(absent.ready()).rejects.toThrow('n’est pas accessible');
  if (process.getuid?.() === 0) return;
  chmodSync(root, 0o500);
  await expect(folder().ready()).rejects.toThrow('lecture seule');
  chmodSync(root, 0o700);
});

test('put back after a crash, a claimed file never takes the place of a later one of the same name', async () => {
  writeFileSync(join(root, 'resultat.hpr'), 'premier');
  await folder().claim('resultat.hpr');
  writeFileSync(join(root, 'resultat.hpr'), 'second');
  writeFileSync(join(root, '1-resultat.hpr'), 'encore un autre');
  await folder().recover();
  expect(all(join(root, '.en-cours'))).toEqual([]);
  expect(all(root).map((name) => [name, readFileSync(join(root, name), 'utf8')])).toEqual(
    expect.arrayContaining([
      ['resultat.hpr', 'second'],
      ['1-resultat.hpr', 'encore un autre'],
      ['2-resultat.hpr', 'premier'],
    ]),
  );
});
