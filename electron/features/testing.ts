import { FACTEURS_NON_RENSEIGNES } from '../../shared/domain/medical.ts';
import { PatientFields } from '../../shared/domain/patient.ts';
import type { PatientId } from '../../shared/ids.ts';
import { DOCTOR, testBase, type TestBase } from '../record/testing.ts';
import { createPatient } from './patients/index.ts';

/** Helpers of the features' tests on a real base. Not imported by the product. */
export { COLLEAGUE, DOCTOR, testBase, type TestBase } from '../record/testing.ts';
export const NO_FACTORS = FACTEURS_NON_RENSEIGNES;

/** Fields of an invented patient. */
export function patientFields(change: Record<string, unknown> = {}): PatientFields {
  return PatientFields.parse({
    nomNaissance: 'ESSAI',
    premierPrenom: 'Alix',
    prenoms: ['Alix'],
    dateNaissance: '1980-02-03',
    sexe: 'F',
    lieuNaissanceInsee: null,
    nomUtilise: null,
    prenomUtilise: null,
    ins: null,
    statutIdentite: 'provisoire',
    coordonnees: {
      adresse: [],
      codePostal: null,
      commune: null,
      telephoneDomicile: null,
      telephoneMobile: null,
      courriel: null,
    },
    informationImportante: null,
    medecinTraitant: null,
    oppositionDmp: null,
    oppositionMessagerie: null,
    ...change,
  });
}

export async function addPatient(base: TestBase, change: Record<string, unknown> = {}): Promise<PatientId> {
  const input = { fields: patientFields(change), confirmeHomonyme: true };
  return (await base.store.execute(createPatient, input, DOCTOR)).patientId;
}

/** One base for a test file: opened before its tests, removed after. */
export function baseForTests(hooks: {
  beforeAll(run: () => Promise<void>): void;
  afterAll(run: () => Promise<void>): void;
}): () => TestBase {
  let base: TestBase | null = null;
  hooks.beforeAll(async () => {
    base = await testBase();
  });
  hooks.afterAll(async () => {
    await base?.remove();
  });
  return () => {
    if (base === null) throw new Error('the base is opened before the tests');
    return base;
  };
}
