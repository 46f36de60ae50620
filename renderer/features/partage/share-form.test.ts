import { expect, test } from 'vitest';
import { PatientId } from '../../../shared/ids.ts';
import { INVISIBLE_STOPS_PATIENT, obstaclesOf, orderOf, startOf, typedAddresses, type Prepared } from './share-form.ts';

const patientId = PatientId.parse('0b0d2f6e-3b5b-4c39-9c2b-5d6c4f1f3a11');
const prepared: Prepared = {
  dmp: { etat: 'ouvert', autorise: true, autorisationCode: 'VALIDE', verifieLe: null },
  dmpEmpeche: null,
  messagerieEmpechee: null,
  patientEmpeche: null,
  patientOppose: null,
  confreres: [],
  adressePatient: 'patient@patient.mssante.fr',
  objet: 'Objet',
  corps: 'Corps',
};
const visible = { masquePs: false, invisiblePatient: false };
const anne = 'anne@medecin.mssante.fr';

test('both roads are proposed when both are open, else the one that is', () => {
  expect(startOf(prepared).choix).toBe('les-deux');
  expect(startOf({ ...prepared, dmpEmpeche: 'carte' }).choix).toBe('messagerie');
  expect(startOf({ ...prepared, messagerieEmpechee: 'compte' }).choix).toBe('dmp');
  expect(startOf({ ...prepared, dmp: { ...prepared.dmp, etat: 'aucun' } }).choix).toBe('messagerie');
  expect(startOf({ ...prepared, dmpEmpeche: 'carte', messagerieEmpechee: 'compte' }).choix).toBeNull();
});

test('a DMP that was not checked is not a closed one', () => {
  const unchecked = { ...prepared, dmp: { ...prepared.dmp, etat: 'non-verifie' as const } };
  expect(obstaclesOf(unchecked, visible).dmp).toBeNull();
  expect(obstaclesOf({ ...prepared, dmp: { ...prepared.dmp, etat: 'ferme' } }, visible).dmp).toContain('fermé');
});

test('« invisible patient » takes the patient away from those who receive it, whatever was ticked before', () => {
  const masques = { masquePs: false, invisiblePatient: true };
  const obstacles = obstaclesOf(prepared, masques);
  expect(obstacles.patient).toBe(INVISIBLE_STOPS_PATIENT);
  const asked = orderOf(patientId, { ...startOf(prepared), confreres: [anne], versPatient: true, masques }, obstacles);
  expect(asked).toMatchObject({ order: { versPatient: false, dmp: true, confreres: [anne] } });
});

test('mail wants a recipient and a subject; a deposit alone takes neither', () => {
  const open = obstaclesOf(prepared, visible);
  const form = startOf(prepared);
  expect(orderOf(patientId, form, open)).toHaveProperty('problem');
  expect(orderOf(patientId, { ...form, confreres: [anne], objet: ' ' }, open)).toHaveProperty('problem');
  expect(orderOf(patientId, { ...form, choix: 'dmp', confreres: [anne] }, open)).toMatchObject({
    order: { dmp: true, confreres: [] },
  });
});

test('typed addresses are taken one by one, each once, and a wrong one is named', () => {
  expect(typedAddresses('a@b.fr; c@d.fr,\n e')).toEqual({ good: ['a@b.fr', 'c@d.fr'], wrong: ['e'] });
  const form = { ...startOf(prepared), confreres: [anne], autreAdresse: anne };
  expect(orderOf(patientId, form, obstaclesOf(prepared, visible))).toMatchObject({ order: { confreres: [anne] } });
});
