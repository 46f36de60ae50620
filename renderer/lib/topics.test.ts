import { expect, test } from 'vitest';
import { isAffected } from './topics.ts';

const A = 'a';
const B = 'b';

test('a change of one record reads again that record and not another', () => {
  expect(isAffected('dossier.change', { patientId: A }, ['dossier.ouvrir', { patientId: A }])).toBe(true);
  expect(isAffected('dossier.change', { patientId: A }, ['dossier.ouvrir', { patientId: B }])).toBe(false);
  expect(isAffected('dossier.change', { patientId: A }, ['vsm.apercu', { patientId: A }])).toBe(true);
  expect(isAffected('dossier.change', { patientId: A }, ['reglages.lire', {}])).toBe(false);
});

test('lists of every patient are read again whoever changed', () => {
  expect(isAffected('patients.change', { patientId: A }, ['patients.chercher', { texte: 'x' }])).toBe(true);
  expect(isAffected('agenda.change', {}, ['agenda.jour', { date: '2026-11-23' }])).toBe(true);
  expect(isAffected('envois.change', { patientId: A }, ['envois.resume', {}])).toBe(true);
  expect(isAffected('avis', {}, ['agenda.jour', {}])).toBe(false);
});
