import { afterAll, beforeAll, expect, test } from 'vitest';
import { SECTIONS_VIDES, etatAld, ValeurAdministrative } from '../../../shared/domain/administratif.ts';
import type { CivilDate } from '../../../shared/domain/civil-date.ts';
import type { IdNat, PatientId } from '../../../shared/ids.ts';
import { liftOpposition, noteOpposition, readPatient, updatePatient } from '../patients/index.ts';
import { addPatient, baseForTests, COLLEAGUE, DOCTOR, patientFields } from '../testing.ts';
import { writeSection } from './commands.ts';
import { readAdministrative, readSurroundings } from './repository.ts';

const base = baseForTests({ beforeAll, afterAll });
const day = (text: string) => text as CivilDate;
const DIABETE = {
  id: '00000000-0000-4000-8000-000000000001',
  numero: '8',
  libelle: 'Diabète de type 2',
  exonerante: true,
  debut: '2024-01-01',
  fin: '2029-01-01',
};
const write = (patientId: PatientId, version: number, valeur: unknown) =>
  base().store.execute(writeSection, { patientId, version, valeur: ValeurAdministrative.parse(valeur) }, DOCTOR);
const read = (patientId: PatientId) => base().store.query(readAdministrative, { patientId }, DOCTOR);
const section = async (patientId: PatientId, name: string) =>
  (await read(patientId)).sections.find(({ valeur }) => valeur.section === name);

test('a section is empty until written, amended at the version read, and a stale write is refused', async () => {
  const patientId = await addPatient(base());
  expect(await section(patientId, 'ald')).toEqual({ version: 0, valeur: SECTIONS_VIDES.ald, modifiee: null });
  expect(await write(patientId, 0, { section: 'ald', etat: 'present', elements: [DIABETE] })).toMatchObject({
    version: 1,
  });
  expect(await section(patientId, 'ald')).toMatchObject({ version: 1, valeur: { elements: [DIABETE] } });
  await expect(write(patientId, 0, { section: 'ald', etat: 'aucune', elements: [] })).rejects.toMatchObject({
    code: 'VERSION_CONFLICT',
  });
  // Another section has its own version: two windows may write two of them.
  await write(patientId, 0, { ...SECTIONS_VIDES.couverture, regime: 'Régime général' });
  expect(await write(patientId, 1, { section: 'ald', etat: 'aucune', elements: [] })).toMatchObject({ version: 2 });
  expect((await base().store.query(readSurroundings, { patientId }, DOCTOR)).ald.etat).toBe('aucune');
  const store = await base().reopen();
  expect(await store.query(readAdministrative, { patientId }, DOCTOR)).toMatchObject({ oppositions: [] });
});

test('the médecin traitant of the section is the one of the sheet, whichever is written last', async () => {
  const patientId = await addPatient(base());
  const treating = () => base().store.query(readPatient, { patientId }, DOCTOR);
  await write(patientId, 0, { ...SECTIONS_VIDES['medecin-traitant'], etat: 'cabinet', idNat: DOCTOR.idNat });
  expect(await treating()).toMatchObject({ version: 2, medecinTraitant: DOCTOR.idNat });
  await write(patientId, 1, {
    ...SECTIONS_VIDES['medecin-traitant'],
    etat: 'autre',
    nom: 'AILLEURS',
    adresseMssante: 'a.ailleurs@medecin.mssante.fr',
  });
  expect(await treating()).toMatchObject({ version: 3, medecinTraitant: null });
  const fields = { ...patientFields(), medecinTraitant: '899700057294' as IdNat };
  await base().store.execute(updatePatient, { patientId, version: 3, fields, confirmeHomonyme: true }, DOCTOR);
  expect((await section(patientId, 'medecin-traitant'))?.valeur).toMatchObject({
    etat: 'cabinet',
    idNat: '899700057294',
  });
});

test('an opposition is noted, corrected and lifted; every act stays with its author, and the sheet holds what is in force', async () => {
  const patientId = await addPatient(base());
  const { store } = base();
  const dmp = { patientId, objet: 'dmp', portee: 'tous' } as const;
  await store.execute(noteOpposition, { ...dmp, version: 1, date: day('2026-03-02'), motif: 'refus oral' }, DOCTOR);
  await store.execute(noteOpposition, { ...dmp, version: 2, date: day('2026-03-01'), motif: 'refus écrit' }, COLLEAGUE);
  expect(await store.query(readPatient, { patientId }, DOCTOR)).toMatchObject({
    version: 3,
    oppositionDmp: { date: '2026-03-01', motif: 'refus écrit' },
    oppositionMessagerie: null,
  });
  const lift = (version: number, date: string) =>
    store.execute(liftOpposition, { patientId, objet: 'dmp', version, date: day(date), motif: 'accord' }, DOCTOR);
  await expect(lift(2, '2026-04-01')).rejects.toMatchObject({ code: 'VERSION_CONFLICT' });
  await expect(lift(3, '2026-02-01')).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  await lift(3, '2026-04-01');
  await expect(lift(4, '2026-04-02')).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  expect((await store.query(readPatient, { patientId }, DOCTOR)).oppositionDmp).toBeNull();
  expect((await read(patientId)).oppositions).toMatchObject([
    { action: 'levee', date: '2026-04-01', motif: 'accord', auteurNom: DOCTOR.nom },
    { action: 'corrigee', date: '2026-03-01', auteurNom: COLLEAGUE.nom },
    { action: 'exprimee', date: '2026-03-02', motif: 'refus oral' },
  ]);
  // What the whole sheet says (an import, a new patient) is in the history too.
  const other = await addPatient(base(), {
    oppositionMessagerie: { date: '2026-01-02', motif: 'm', portee: 'patient' },
  });
  expect((await read(other)).oppositions).toMatchObject([
    { objet: 'messagerie', action: 'exprimee', portee: 'patient' },
  ]);
  await store.execute(
    updatePatient,
    { patientId: other, version: 1, fields: patientFields(), confirmeHomonyme: true },
    DOCTOR,
  );
  expect((await read(other)).oppositions[0]).toMatchObject({ action: 'levee' });
});

test('an ALD is due three months before its end; a wrong number, an end before its beginning or a representative without a right are refused', () => {
  const fin = '2026-12-31';
  expect(
    ['2025-06-01', '2026-10-15', '2027-01-01'].map((jour) =>
      etatAld({ debut: day('2025-01-01'), fin: day(fin) }, jour),
    ),
  ).toEqual(['en-cours', 'a-renouveler', 'echue']);
  expect(etatAld({ debut: day('2027-01-01'), fin: '' }, '2026-01-01')).toBe('a-venir');
  const refused = (valeur: unknown) => !ValeurAdministrative.safeParse(valeur).success;
  expect(refused({ section: 'ald', etat: 'present', elements: [{ ...DIABETE, fin: '2020-01-01' }] })).toBe(true);
  expect(refused({ section: 'ald', etat: 'aucune', elements: [DIABETE] })).toBe(true);
  expect(refused({ ...SECTIONS_VIDES.couverture, nssOuvrantDroit: '148085121599956' })).toBe(true);
  expect(refused({ ...SECTIONS_VIDES.couverture, nssOuvrantDroit: '1 48 08 51 215 999 55' })).toBe(false);
  const person = {
    id: DIABETE.id,
    roles: ['representant'],
    nom: 'X',
    prenom: '',
    lien: '',
    telephone: '',
    courriel: '',
    adresse: '',
    droit: '',
    depuis: '',
    jusquau: '',
  };
  expect(refused({ section: 'personnes', elements: [person] })).toBe(true);
  expect(refused({ section: 'personnes', elements: [{ ...person, droit: 'tutelle' }] })).toBe(false);
});
