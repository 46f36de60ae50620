import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { baseForTests, DOCTOR } from '../testing.ts';
import { findCim10, importCim10, parseCim10, searchCim10 } from './index.ts';

const base = baseForTests({ beforeAll, afterAll });
const root = join(import.meta.dirname, '../../..');
const subset = () => parseCim10(readFileSync(join(root, 'fixtures/cim10/cim10-mg.txt')));
const search = async (texte: string, limite = 20) =>
  (await base().store.query(searchCim10, { texte, limite }, DOCTOR)).resultats;

test('the subset is read whole, with accents and pointed codes', () => {
  const { entries, ignored } = subset();
  expect(entries).toHaveLength(735);
  expect(ignored).toBe(0);
  expect(entries).toContainEqual({ code: 'E10.9', libelle: 'Diabète sucré insulino-dépendant, sans complication' });
});

test('lines of another layout are counted, not guessed', () => {
  expect(
    parseCim10(Buffer.from('A00   |3|X|Choléra\r\nA00|3|X|twice\nnothing\nZZ|0|a|b\nA01|0|X|\n\n', 'latin1')),
  ).toMatchObject({
    entries: [{ code: 'A00', libelle: expect.any(String) as string }],
    ignored: 4,
  });
});

test('found by words in any order without accents, or by code; edition shown; categories first', async () => {
  await base().store.execute(importCim10, { edition: 'ATIH 2009', entries: subset().entries }, DOCTOR);
  expect((await search('diabete insulino'))[0]).toEqual({
    system: 'CIM-10',
    code: 'E10',
    libelle: 'Diabète sucré insulino-dépendant',
    edition: 'ATIH 2009',
  });
  expect((await search('insul dia')).map((code) => code.code)).toContain('E10');
  expect((await search('e10')).map((code) => code.code).slice(0, 2)).toEqual(['E10', 'E10.0']);
  expect((await search('e109'))[0]?.code).toBe('E10.9');
  for (const text of ['"', "' OR 1", 'libelle : *', '%', 'E1" OR'])
    expect(Array.isArray(await search(text)), text).toBe(true);
  expect(await base().store.query(findCim10, { codes: ['I10', 'X99'] }, DOCTOR)).toMatchObject([{ code: 'I10' }]);
});

const whole = join(root, '../shared/data/cim10/cim10-atih-2009.txt');
test.skipIf(!existsSync(whole))('the whole edition: every line read, a search under 5 ms', async () => {
  const { entries, ignored } = parseCim10(readFileSync(whole));
  expect(entries.length + ignored).toBe(19_033);
  expect(ignored).toBeLessThan(20);
  await base().store.execute(importCim10, { edition: 'ATIH 2009', entries }, DOCTOR);
  const texts = ['d', 'dia', 'fracture', 'maladie', 'autres', 'diabete sucre', 'e1', 'lesion traumatique'];
  const times: number[] = [];
  for (let round = 0; round < 10; round += 1) {
    for (const text of texts) {
      const start = performance.now();
      await search(text);
      times.push(performance.now() - start);
    }
  }
  times.sort((a, b) => a - b);
  // The median holds on a loaded machine; the bench gives the distribution.
  expect(times[Math.floor(times.length / 2)]).toBeLessThan(5);
});
