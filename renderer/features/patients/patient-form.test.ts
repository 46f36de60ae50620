import { expect, test } from 'vitest';
import { emptyForm, readForm, splitFirstNames, traitsLocked, type PatientForm } from './patient-form.ts';

const filled: PatientForm = {
  ...emptyForm('1.2.250.1.213.1.4.10'),
  nomNaissance: 'CHEMIN',
  prenoms: 'Henri, Jean Paul',
  dateNaissance: '1948-08-18',
  sexe: 'M',
};

test('the sheet becomes the fields of the contract; what is empty is null, never an empty text', () => {
  const read = readForm(filled);
  expect(read).toMatchObject({
    ok: true,
    fields: {
      premierPrenom: 'Henri',
      prenoms: ['Henri', 'Jean Paul'],
      nomUtilise: null,
      ins: null,
      lieuNaissanceInsee: null,
      coordonnees: { adresse: [], courriel: null },
      oppositionDmp: null,
    },
  });
});

test('first names are split on commas, else on blanks; a hyphen keeps one', () => {
  expect(splitFirstNames('Jean-Pierre Marie')).toEqual(['Jean-Pierre', 'Marie']);
  expect(splitFirstNames('Anne Marie, Lucie')).toEqual(['Anne Marie', 'Lucie']);
});

test('each wrong field has its own French message', () => {
  const read = readForm({
    ...filled,
    nomNaissance: '',
    sexe: '',
    lieuNaissanceInsee: '75',
    matricule: '148085121599956',
    oppositionDmp: true,
  });
  expect(read).toEqual({
    ok: false,
    errors: {
      nomNaissance: 'obligatoire',
      sexe: 'obligatoire',
      lieuNaissanceInsee: 'code INSEE de 5 caractères',
      matricule: 'matricule INS invalide : 15 caractères, clé comprise',
      oppositionDmpDate: 'obligatoire',
    },
  });
});

test('an identity cannot be « qualifiée » or « récupérée » without an INS', () => {
  const read = readForm({ ...filled, statutIdentite: 'qualifiee' });
  expect(read).toMatchObject({ ok: false, errors: { matricule: 'une identité récupérée ou qualifiée porte un INS' } });
  expect(readForm({ ...filled, statutIdentite: 'qualifiee', matricule: '1 48 08 51 215 999 55' })).toMatchObject({
    ok: true,
    fields: { ins: { matricule: '148085121599955' } },
  });
});

test('strict traits open only once the status is lowered', () => {
  expect(traitsLocked({ statutIdentite: 'qualifiee' }, 'qualifiee')).toBe(true);
  expect(traitsLocked({ statutIdentite: 'qualifiee' }, 'provisoire')).toBe(false);
  expect(traitsLocked({ statutIdentite: 'validee' }, 'validee')).toBe(false);
  expect(traitsLocked(null, 'qualifiee')).toBe(false);
});
