import { beforeEach, expect, test } from 'vitest';
import { ResumeState } from '../../shared/contract/session.ts';
import type { PatientId } from '../../shared/ids.ts';
import { activePatient, HOME, recordPlace, resumeStateOf, useShell } from './shell-store.ts';

const A = '11111111-1111-4111-8111-111111111111' as PatientId;
const B = '22222222-2222-4222-8222-222222222222' as PatientId;

beforeEach(() =>
  useShell.setState({ onglets: [], actif: HOME, champ: null, theme: null, fermeture: null, dialogue: null }),
);

test('opening a record again shows its tab, at the view it was left on', () => {
  const shell = useShell.getState();
  shell.openRecord(A);
  shell.showView(A, 'administratif');
  shell.openRecord(B);
  shell.openRecord(A);
  expect(useShell.getState().onglets).toEqual([
    { patientId: A, vue: 'administratif' },
    { patientId: B, vue: 'medical' },
  ]);
  expect(activePatient(useShell.getState())).toBe(A);
});

test('closing the active record shows its neighbour, and the home page after the last', () => {
  const shell = useShell.getState();
  shell.openRecord(A);
  shell.openRecord(B);
  shell.closed(B);
  expect(useShell.getState().actif).toBe(recordPlace(A));
  shell.closed(A);
  expect(useShell.getState().actif).toBe(HOME);
});

test('the resume state is one that the contract takes, and comes back as it was', () => {
  const shell = useShell.getState();
  shell.openRecord(A, 'documents');
  shell.focused('note-texte');
  shell.chooseTheme('sombre');
  const kept = ResumeState.parse(resumeStateOf(useShell.getState()));
  shell.closed(A);
  shell.restore(kept);
  expect(resumeStateOf(useShell.getState())).toEqual(kept);
});

test('no more tabs are kept than the contract takes', () => {
  for (let index = 0; index < 25; index += 1) {
    useShell.getState().openRecord(`11111111-1111-4111-8111-1111111111${String(index).padStart(2, '0')}` as PatientId);
  }
  expect(() => ResumeState.parse(resumeStateOf(useShell.getState()))).not.toThrow();
});
