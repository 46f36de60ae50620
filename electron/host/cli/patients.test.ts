import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { PatientId } from '../../../shared/ids.ts';
import { readDossierMedical } from '../../features/dossier/index.ts';
import { readPatient } from '../../features/patients/index.ts';
import { COMMAND_LINE_ACTOR } from './open-base.ts';
import { CHEMIN, DEMO_PATIENTS, expectReadable, lines, makePractice, type CliPractice } from './testing/practice.ts';

// Each run is a process with two threads: on a loaded machine several of them take their time.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let practice: CliPractice;
beforeAll(async () => {
  practice = await makePractice();
});
afterAll(() => practice.remove());
const at = (name: string) => practice.at(name);
const opened: CliPractice['opened'] = (args, how) => practice.opened(args, how);

describe('patients import', () => {
  const one = {
    nomNaissance: 'ESSAI',
    premierPrenom: 'Alix',
    prenoms: ['Alix'],
    dateNaissance: '1980-02-03',
    sexe: 'F',
  };
  const give = async (...patients: object[]) => {
    writeFileSync(at('one.json'), JSON.stringify({ patients }));
    return opened(['patients', 'import', at('one.json')]);
  };
  const vaccine = { pathologies: { etat: 'present', elements: [{ libelle: 'Asthme', cim10: 'J45' }] } };

  test('the same file again changes nothing, not even the journal', async () => {
    const before = lines(await opened(['audit', 'list'])).length;
    const again = await opened(['patients', 'import', DEMO_PATIENTS]);
    expect(again.code).toBe(0);
    expect(new Set(lines(again).map((each) => each['outcome']))).toEqual(new Set(['unchanged']));
    expect(Object.keys(lines(again)[0] ?? {})).toEqual([
      'id',
      'nomNaissance',
      'premierPrenom',
      'dateNaissance',
      'ins',
      'outcome',
      'reason',
    ]);
    expect(lines(await opened(['audit', 'list']))).toHaveLength(before);
  });

  test('medical data come into a record that has none, and never into one that somebody wrote in', async () => {
    expect(lines(await give(one))[0]).toMatchObject({ outcome: 'created', ins: null, reason: null });
    const brought = lines(await give({ ...one, medical: vaccine }))[0];
    expect(brought).toMatchObject({ outcome: 'updated' });
    const other = { pathologies: { etat: 'present', elements: [{ libelle: 'Diabète' }] } };
    expect(lines(await give({ ...one, medical: other }))[0]).toMatchObject({ outcome: 'unchanged' });
    const kept = await practice.withStore((store) =>
      store.query(readDossierMedical, { patientId: brought?.['id'] as PatientId }, COMMAND_LINE_ACTOR),
    );
    expect(JSON.stringify(kept)).toContain('Asthme');
    expect(JSON.stringify(kept)).not.toContain('Diabète');
  });

  test('what the file does not say stays; a wrong patient is refused alone, with 1', async () => {
    const address = { commune: 'LYON', telephoneMobile: '06 00 00 00 00' };
    const first = await give({ ...one, informationImportante: 'Anticoagulants', coordonnees: address });
    expect(lines(first)[0]).toMatchObject({ outcome: 'updated' });
    const mixed = await give({ ...one, dateNaissance: '1980-13-45' }, { ...one, coordonnees: { commune: 'PARIS' } });
    expect(mixed.code).toBe(1);
    expect(lines(mixed)).toMatchObject([{ outcome: 'refused', id: null }, { outcome: 'updated' }]);
    const id = lines(mixed)[1]?.['id'] as PatientId;
    const patient = await practice.withStore((store) =>
      store.query(readPatient, { patientId: id }, COMMAND_LINE_ACTOR),
    );
    expect(patient.informationImportante).toBe('Anticoagulants');
    expect(patient.coordonnees).toMatchObject({ commune: 'PARIS', telephoneMobile: '06 00 00 00 00' });
  });

  test('same INS, other person: refused', async () => {
    const ran = await give({ ...one, ins: CHEMIN, oid: '1.2.250.1.213.1.4.10', statutIdentite: 'recuperee' });
    expect(ran.code).toBe(1);
    expect(lines(ran)[0]).toMatchObject({ outcome: 'refused', reason: 'même INS, traits différents' });
  });

  test('a file that is not one says so', async () => {
    writeFileSync(at('one.json'), 'not json');
    const broken = await opened(['patients', 'import', at('one.json')]);
    expect(broken).toMatchObject({ code: 1, out: '', err: 'Fichier refusé : ce n’est pas du JSON.\n' });
    const none = await opened(['patients', 'import', at('none.json')]);
    expect(none).toMatchObject({ code: 1, out: '' });
    expect(none.err).toContain('introuvable');
    expectReadable(none, practice.code);
  });
});
