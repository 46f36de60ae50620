import { afterAll, beforeAll, expect, test } from 'vitest';
import { isValidIns } from '../../../shared/domain/ins.ts';
import { DossierMedical } from '../../../shared/domain/medical.ts';
import { Patient } from '../../../shared/domain/patient.ts';
import { checkBase } from '../../record/index.ts';
import { listDocuments, readDocumentContent } from '../documents/index.ts';
import { openDossier } from '../dossier/index.ts';
import { listPatients, searchPatients } from '../patients/index.ts';
import { baseForTests, DOCTOR, testBase } from '../testing.ts';
import { seedBase, VOLUMES } from './index.ts';

const base = baseForTests({ beforeAll, afterAll });
const options = { actor: DOCTOR, size: 'XS' as const, seed: 7, doctors: [DOCTOR], today: '2026-03-02' };

test(
  'a seeded base holds valid patients and records, found as any other; the same seed makes the same',
  { timeout: 60_000 },
  async () => {
    const { store } = base();
    await seedBase({ ...options, store });
    const { patients } = await store.query(listPatients, { apres: null, limite: 1000 }, DOCTOR);
    expect(patients).toHaveLength(VOLUMES.XS.patients);
    for (const patient of patients) {
      Patient.parse(patient);
      expect(patient.ins === null || isValidIns(patient.ins.matricule)).toBe(true);
    }
    const [heaviest] = await store.query(searchPatients, { texte: 'extreme', limite: 5 }, DOCTOR);
    if (heaviest === undefined) throw new Error('the heaviest record is there');
    const patientId = heaviest.id;
    const view = await store.query(openDossier, { patientId }, DOCTOR);
    expect(view).toMatchObject({ documentsTotal: 2000, notesTotal: 400 });
    DossierMedical.parse(view.medical);
    const [line] = await store.query(listDocuments, { patientId }, DOCTOR);
    if (line === undefined) throw new Error('it has documents');
    const content = await store.query(readDocumentContent, { patientId, documentId: line.id, forme: 'pdf' }, DOCTOR);
    expect(content.bytes).toHaveLength(line.tailleOctets);
    const other = await testBase();
    await seedBase({ ...options, store: other.store });
    expect((await other.store.query(listPatients, { apres: null, limite: 1000 }, DOCTOR)).patients).toEqual(patients);
    expect((await other.store.query(openDossier, { patientId }, DOCTOR)).medical).toEqual(view.medical);
    await other.remove();
    expect(await checkBase({ directory: base().directory, key: base().key })).toMatchObject({
      ok: true,
      problemes: [],
    });
  },
);
