import { expect, test } from 'vitest';
import type { DmpStatut } from '../../shared/domain/patient.ts';
import { readTypedDate } from './date-text.ts';
import { dmpText } from './dmp-text.ts';
import { birthNameNote, displayName } from './identity-text.ts';

test('a typed date is read, whole or partial, and refused with a reason', () => {
  expect(readTypedDate('8/7/2014', true)).toEqual({ kind: 'date', iso: '2014-07-08', shown: '08/07/2014' });
  expect(readTypedDate('08072014', true)).toMatchObject({ iso: '2014-07-08' });
  expect(readTypedDate('07/2014', false)).toMatchObject({ iso: '2014-07' });
  expect(readTypedDate('07/2014', true)).toMatchObject({ kind: 'error', message: /Date complète/ });
  expect(readTypedDate('31/02/2014', false)).toMatchObject({ kind: 'error', message: /n’existe pas/ });
  expect(readTypedDate('8/7/14', false)).toMatchObject({ kind: 'error', message: /quatre chiffres/ });
  expect(readTypedDate('  ', true)).toEqual({ kind: 'empty' });
});

test('[16] [17] [18] « not checked » never reads like « no DMP »', () => {
  const statut = (part: Partial<DmpStatut>): DmpStatut => ({
    etat: 'non-verifie',
    autorise: false,
    autorisationCode: null,
    verifieLe: null,
    ...part,
  });
  expect(dmpText(statut({ etat: 'ouvert', autorise: true })).kind).toBe('open');
  expect(dmpText(statut({ etat: 'ouvert' })).kind).toBe('not-authorised');
  expect(dmpText(statut({ etat: 'aucun' })).kind).toBe('none');
  expect(dmpText(statut({ etat: 'ferme', autorise: true })).kind).toBe('closed');
  expect(dmpText(statut({}))).toEqual({ kind: 'not-checked', texte: 'DMP non vérifié : jamais interrogé' });
});

test('the used name comes first, the birth name is told when it is another', () => {
  const claire = { nomNaissance: 'DUPUIS', nomUtilise: 'LEGRAND', premierPrenom: 'Claire', sexe: 'F' } as const;
  expect(displayName(claire)).toBe('LEGRAND Claire');
  expect(birthNameNote(claire)).toBe('née DUPUIS');
  expect(birthNameNote({ ...claire, nomUtilise: 'DUPUIS' })).toBe('');
});
