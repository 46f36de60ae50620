import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Instant } from '../../../shared/domain/civil-date.ts';
import type { PatientId } from '../../../shared/ids.ts';
import { addPatient, baseForTests, DOCTOR } from '../testing.ts';
import {
  latestOfType,
  listDocuments,
  listProvenances,
  readDocumentContent,
  storeDocument,
  type DocumentToStore,
} from './index.ts';

const base = baseForTests({ beforeAll, afterAll });

function document(patientId: PatientId, change: Partial<DocumentToStore> = {}): DocumentToStore {
  return {
    patientId,
    date: '2026-03-02T10:00:00.000Z' as Instant,
    typeCode: 'SYNTH',
    type: 'Synthèse',
    titre: 'Volet de synthèse : été',
    auteur: DOCTOR.idNat,
    auteurNom: DOCTOR.nom,
    etablissement: 'CABINET',
    origine: 'local',
    mediaType: 'text/xml',
    bytes: Buffer.from('<ClinicalDocument>LISIBLE</ClinicalDocument>'),
    pdf: Buffer.from('%PDF-1.4 LISIBLE'),
    setId: null,
    versionNumber: 1,
    uniqueId: null,
    remplace: null,
    masques: { masquePs: false, invisiblePatient: false },
    noteId: null,
    envoi: 'du',
    complement: { titre: 'modèle' },
    provenance: { source: 'fait ici', detail: {} },
    ...change,
  };
}

const files = () =>
  readdirSync(join(base().directory, 'documents'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

test('filed, listed and read back; encrypted on disk; the same bytes stored once', async () => {
  const { store } = base();
  const [patientId, other] = [await addPatient(base()), await addPatient(base())];
  const line = await store.execute(storeDocument, document(patientId), DOCTOR);
  expect(await store.query(listDocuments, { patientId }, DOCTOR)).toEqual([line]);
  const content = await store.query(readDocumentContent, { patientId, documentId: line.id, forme: 'cda' }, DOCTOR);
  expect(content).toMatchObject({ mediaType: 'text/xml', nomFichier: 'Volet de synthèse été.xml' });
  expect(Buffer.from(content.bytes).toString()).toContain('LISIBLE');
  const before = files();
  expect(before).toHaveLength(2);
  for (const file of before) expect(readFileSync(file).includes('LISIBLE')).toBe(false);
  await store.execute(storeDocument, document(other), DOCTOR);
  expect(files()).toEqual(before);
  expect(await store.query(listProvenances, { patientId, documentId: line.id }, DOCTOR)).toMatchObject([
    { source: 'fait ici' },
  ]);
  const wrong = store.query(readDocumentContent, { patientId: other, documentId: line.id, forme: 'cda' }, DOCTOR);
  await expect(wrong).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('a replacement marks the former version, once', async () => {
  const { store } = base();
  const patientId = await addPatient(base());
  const first = await store.execute(storeDocument, document(patientId, { bytes: Buffer.from('v1') }), DOCTOR);
  const next = document(patientId, {
    bytes: Buffer.from('v2'),
    remplace: first.id,
    versionNumber: 2,
    date: '2026-03-03T10:00:00.000Z' as Instant,
  });
  const second = await store.execute(storeDocument, next, DOCTOR);
  expect(await store.query(listDocuments, { patientId }, DOCTOR)).toMatchObject([
    { id: second.id, remplace: first.id, remplacePar: null, version: 2 },
    { id: first.id, remplacePar: second.id },
  ]);
  await expect(store.execute(storeDocument, next, DOCTOR)).rejects.toMatchObject({ code: 'VERSION_CONFLICT' });
  expect(
    await store.query(latestOfType, { patientId, typeCode: 'SYNTH', envoyeSeulement: false }, DOCTOR),
  ).toMatchObject({ id: second.id });
});

test('bytes altered on the disk are told, not shown', async () => {
  const { store } = base();
  const patientId = await addPatient(base());
  const before = new Set(files());
  const line = await store.execute(
    storeDocument,
    document(patientId, { bytes: Buffer.from('à altérer'), pdf: null }),
    DOCTOR,
  );
  const path = files().find((file) => !before.has(file)) ?? '';
  const bytes = readFileSync(path);
  bytes[20] = (bytes[20] ?? 0) ^ 1;
  writeFileSync(path, bytes);
  const read = store.query(readDocumentContent, { patientId, documentId: line.id, forme: 'cda' }, DOCTOR);
  await expect(read).rejects.toMatchObject({ code: 'BASE_DAMAGED' });
});
