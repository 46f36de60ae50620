import { afterAll, beforeAll, expect, test } from 'vitest';
import { addPatient, baseForTests, DOCTOR, patientFields } from '../testing.ts';
import { createPatient, findHomonyms, readPatient, searchPatients, updatePatient } from './index.ts';

const base = baseForTests({ beforeAll, afterAll });
const search = async (texte: string) =>
  (await base().store.query(searchPatients, { texte, limite: 30 }, DOCTOR)).map(
    (one) => `${one.nomNaissance} ${one.premierPrenom}`,
  );

test('found by birth name, used name and first name, without accents, hyphens or case, each word by its beginning', async () => {
  await addPatient(base(), {
    nomNaissance: 'LE GOFF-ÉVRARD',
    nomUtilise: 'DUPONT',
    premierPrenom: 'Anne-Élise',
    dateNaissance: '1951-07-14',
  });
  for (const text of [
    'le goff',
    'LEGOFF',
    'evrard anne',
    'dup eli',
    'Goff-Evr',
    'élise',
    '14/07/1951',
    '14071951',
    'dupont 07/1951',
    'dupont 1951',
    'dupont 14/0',
  ]) {
    expect(await search(text), text).toContain('LE GOFF-ÉVRARD Anne-Élise');
  }
  for (const text of ['', '  ', 'goffe', 'dupont 1952', '%', "' OR 1=1", 'dupont martin'])
    expect(await search(text), text).not.toContain('LE GOFF-ÉVRARD Anne-Élise');
});

test('found by the INS, whole or its beginning, with or without blanks', async () => {
  const ins = { matricule: '148085121599955', oid: '1.2.250.1.213.1.4.10' };
  await addPatient(base(), { nomNaissance: 'CHEMIN', premierPrenom: 'Henri', ins, statutIdentite: 'qualifiee' });
  for (const text of ['148085121599955', '1 48 08 51 215 999', '148085121'])
    expect(await search(text), text).toEqual(['CHEMIN Henri']);
});

test('homonyms are told: by a flag in lists, by a refusal at creation unless confirmed', async () => {
  const fields = patientFields({ nomNaissance: 'MARTIN', premierPrenom: 'Zoé', dateNaissance: '1990-01-01' });
  await addPatient(base(), { nomNaissance: 'Martin', premierPrenom: 'ZOE', dateNaissance: '1990-01-01' });
  expect(await base().store.query(findHomonyms, fields, DOCTOR)).toHaveLength(1);
  await expect(base().store.execute(createPatient, { fields, confirmeHomonyme: false }, DOCTOR)).rejects.toMatchObject({
    code: 'HOMONYM',
  });
  await base().store.execute(createPatient, { fields, confirmeHomonyme: true }, DOCTOR);
  const found = await base().store.query(searchPatients, { texte: 'martin zoe', limite: 30 }, DOCTOR);
  expect(found.map((one) => one.homonyme)).toEqual([true, true]);
});

test('an INS names one record only, and a qualified identity needs one', async () => {
  const ins = { matricule: '148085121599955', oid: '1.2.250.1.213.1.4.10' };
  const twice = patientFields({ nomNaissance: 'AUTRE', ins, statutIdentite: 'validee' });
  await expect(
    base().store.execute(createPatient, { fields: twice, confirmeHomonyme: true }, DOCTOR),
  ).rejects.toMatchObject({ code: 'HOMONYM' });
  const without = patientFields({ nomNaissance: 'SANS', statutIdentite: 'qualifiee' });
  await expect(
    base().store.execute(createPatient, { fields: without, confirmeHomonyme: true }, DOCTOR),
  ).rejects.toMatchObject({ code: 'INVALID_INPUT' });
});

test('a change names the version it was read at; qualified traits are not typed over', async () => {
  const ins = { matricule: '269054958815780', oid: '1.2.250.1.213.1.4.10' };
  const patientId = await addPatient(base(), { nomNaissance: 'VERSION', ins, statutIdentite: 'qualifiee' });
  const { store } = base();
  const read = await store.query(readPatient, { patientId }, DOCTOR);
  const moved = { ...read, coordonnees: { ...read.coordonnees, commune: 'PARIS' } };
  const change = (fields: typeof read, version: number) =>
    store.execute(updatePatient, { patientId, version, fields, confirmeHomonyme: false }, DOCTOR);
  expect(await change(moved, 1)).toMatchObject({ version: 2, champs: ['coordonnees'] });
  await expect(change(moved, 1)).rejects.toMatchObject({ code: 'VERSION_CONFLICT' });
  await expect(change({ ...moved, nomNaissance: 'AUTREMENT' }, 2)).rejects.toMatchObject({
    code: 'STRICT_TRAITS_LOCKED',
  });
  expect(await change({ ...moved, nomNaissance: 'AUTREMENT', statutIdentite: 'validee' }, 2)).toMatchObject({
    version: 3,
  });
  expect(await search('autrement')).toHaveLength(1);
  expect(await search('version')).toHaveLength(0);
});
