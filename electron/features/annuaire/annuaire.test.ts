import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import fc from 'fast-check';
import { extractionName, extractionText, extractionZip } from '../../../fixtures/sandbox/annuaire/extraction.ts';
import { makeDirectory } from '../../../fixtures/sandbox/annuaire/people.ts';
import { baseForTests, DOCTOR } from '../testing.ts';
import { addContact, listContacts, removeContact, updateContact } from './contacts.ts';
import { readDirectoryBase, searchDirectory } from './directory.repository.ts';
import { readHeader, readLine } from './extraction.parser.ts';
import { readExtraction } from './extraction.task.ts';
import { importDirectory } from './import.service.ts';
import { nearly } from './words.ts';

const base = baseForTests({ beforeAll, afterAll });
const DEMO = join(import.meta.dirname, '../../../fixtures/demo');
const directory = makeDirectory(DEMO, 3000);
const ports = {
  execute: (...[command, input]: Parameters<Parameters<typeof importDirectory>[2]['execute']>) =>
    base().store.execute(command, input, DOCTOR),
  read: readExtraction,
} as Parameters<typeof importDirectory>[2];
const search = (texte: string, limite = 50) => base().store.query(searchDirectory, { texte, limite }, DOCTOR);

test('the public extraction, zipped as it is published: imported by shares, adopted at once, found by name, calling and place', async () => {
  const date = new Date('2026-11-20T04:30:00Z');
  const bytes = extractionZip(directory, date);
  const made = await importDirectory({ name: 'extraction.zip', bytes }, false, ports);
  const lines = extractionText(directory).trim().split('\n').length - 1;
  expect(made).toMatchObject({ entrees: lines, ecartees: 0, genereLe: '2026-11-20T05:30' });
  expect(await base().store.query(readDirectoryBase, {}, DOCTOR)).toMatchObject({
    entrees: lines,
    fichier: extractionName(date),
  });
  const someone = directory.professionals.find(({ mailboxes, family }) => mailboxes.length > 0 && family.length > 6);
  if (someone === undefined) throw new Error('nobody');
  const { entrees } = await search(`${someone.given} ${someone.family}`);
  expect(entrees.some(({ adresse }) => adresse === someone.mailboxes[0]?.address.toLowerCase())).toBe(true);
  expect(entrees[0]).toMatchObject({ nom: someone.family, prenom: someone.given, rpps: someone.rpps });
  expect(
    (await search(someone.rpps.slice(0, 11))).entrees.length + (await search(`8${someone.rpps}`)).entrees.length,
  ).toBeGreaterThan(0);
});

test('one slip is forgiven, and said; two letters of a name are enough to begin', async () => {
  const someone = directory.professionals.find(
    ({ family, mailboxes }) => mailboxes.length > 0 && /^[A-Z]{7,}$/.test(family),
  );
  if (someone === undefined) throw new Error('nobody');
  const { family } = someone;
  const swapped = `${family.slice(0, 3)}${family[4] ?? ''}${family[3] ?? ''}${family.slice(5)}`;
  const { entrees, approche } = await search(swapped === family ? `${family}X` : swapped);
  expect(entrees.some(({ nom }) => nom === family)).toBe(true);
  if (!(await search(swapped)).entrees.some(({ nom }) => nom === swapped)) expect(approche).toMatch(/proche de/);
  expect((await search(family.slice(0, 2))).entrees.length).toBeGreaterThan(0);
  expect(await search('')).toEqual({ entrees: [], suite: false, approche: null });
  expect((await search('zzzzqqqq')).entrees).toEqual([]);
});

test('a truncated extraction is refused and the former one stays; forced, it takes its place', async () => {
  const before = await base().store.query(readDirectoryBase, {}, DOCTOR);
  const text = extractionText(directory).split('\n');
  const short = Buffer.from(`${text.slice(0, 50).join('\n')}\n|pas|une|ligne\n`);
  await expect(importDirectory({ name: 'e.txt', bytes: short }, false, ports)).rejects.toMatchObject({
    code: 'INVALID_INPUT',
  });
  expect(await base().store.query(readDirectoryBase, {}, DOCTOR)).toEqual(before);
  expect((await search('medecin')).entrees.length).toBeGreaterThan(0);
  expect(await importDirectory({ name: 'e.txt', bytes: short }, true, ports)).toMatchObject({
    entrees: 49,
    ecartees: 1,
  });
  await expect(importDirectory({ name: 'x.txt', bytes: Buffer.from('bonjour') }, false, ports)).rejects.toMatchObject({
    code: 'INVALID_INPUT',
  });
});

test('contacts of the practice: added once, marked, noted, found, taken out', async () => {
  const { entrees } = await search('medecin', 1);
  const [entree] = entrees;
  if (entree === undefined) throw new Error('nobody');
  const input = { entree, origine: 'annuaire' as const, favori: false, note: '' };
  const added = await base().store.execute(addContact, input, DOCTOR);
  const again = await base().store.execute(addContact, { ...input, note: 'cardiologue de garde' }, DOCTOR);
  expect(again).toMatchObject({ id: added.id, version: 2, note: 'cardiologue de garde' });
  await expect(
    base().store.execute(updateContact, { id: added.id, version: 1, favori: true, note: '' }, DOCTOR),
  ).rejects.toMatchObject({ code: 'VERSION_CONFLICT' });
  const starred = await base().store.execute(
    updateContact,
    { id: added.id, version: 2, favori: true, note: 'x' },
    DOCTOR,
  );
  expect(starred.favori).toBe(true);
  expect((await base().store.query(listContacts, { texte: entree.nom ?? '' }, DOCTOR)).length).toBe(1);
  expect((await base().store.query(listContacts, { texte: 'introuvable' }, DOCTOR)).length).toBe(0);
  await base().store.execute(removeContact, { id: added.id }, DOCTOR);
  expect(await base().store.query(listContacts, { texte: '' }, DOCTOR)).toEqual([]);
  await expect(
    base().store.execute(addContact, { ...input, entree: { ...entree, adresse: 'pas une adresse' } }, DOCTOR),
  ).rejects.toMatchObject({ code: 'INVALID_INPUT' });
});

test('any line is read or left, none breaks the reading; a slip is a slip both ways', () => {
  const header = readHeader(extractionText(directory).split('\n')[0] ?? '');
  expect(header).not.toBeNull();
  expect(readHeader('nom;prénom')).toBeNull();
  fc.assert(
    fc.property(fc.string(), fc.array(fc.string(), { maxLength: 40 }), (text, fields) => {
      if (header === null) return;
      expect(readLine(text, header) === null || text.includes('@')).toBe(true);
      readLine(fields.join('|'), header);
      readHeader(text);
    }),
  );
  fc.assert(
    fc.property(fc.stringMatching(/^[A-Z]{4,12}$/), fc.nat(), (word, place) => {
      const at = place % word.length;
      expect(nearly(word, word.slice(0, at) + word.slice(at + 1))).toBe(true);
      expect(nearly(word, `${word.slice(0, at)}Q${word.slice(at)}`)).toBe(true);
    }),
  );
});
