import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parsePatientsFile } from './import-file.parser.ts';

const demo = readFileSync('fixtures/demo/demo-patients.json', 'utf8');

test('every demo patient is read, the medical data with its three states', () => {
  const lines = parsePatientsFile(demo);
  expect(lines).toHaveLength(20);
  expect(lines.filter((line) => !line.ok)).toEqual([]);
  const [chemin] = lines;
  if (!chemin?.ok) throw new Error('unread');
  expect(chemin.patient.fields).toMatchObject({
    nomNaissance: 'CHEMIN',
    dateNaissance: '1948-08-18',
    statutIdentite: 'qualifiee',
  });
  expect(chemin.patient.medical?.elements).toHaveLength(4);
  expect(chemin.patient.medical?.facteurs).toMatchObject({ tabac: 'non', regime: 'oui' });
});

test('an INS with a wrong key is refused alone, the other patients are kept', () => {
  const lines = parsePatientsFile(demo.replace('148085121599955', '148085121599954'));
  expect(lines.filter((line) => !line.ok)).toMatchObject([{ name: 'CHEMIN Henri' }]);
});
