import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CivilDate, Instant } from '../../../shared/domain/civil-date.ts';
import type { Protocole } from '../../../shared/domain/protocoles/index.ts';
import { PROTOCOLES_LIVRES } from '../../../shared/domain/protocoles/index.ts';
import type { PatientId } from '../../../shared/ids.ts';
import { openDatabase } from '../../record/database.ts';
import { readSlots } from '../../record/index.ts';
import { storeDocument } from '../documents/index.ts';
import { addPatient, baseForTests, DOCTOR } from '../testing.ts';
import { follow, switchProtocol } from './commands.ts';
import { readTimeline } from './parcours.repository.ts';
import { tryProtocol } from './try-protocol.repository.ts';

const base = baseForTests({ beforeAll, afterAll });

const file = (patientId: PatientId, typeCode: string, titre: string, date: string) =>
  base().store.execute(
    storeDocument,
    {
      patientId,
      date: `${date}T10:00:00.000Z` as Instant,
      typeCode,
      type: 'Compte rendu',
      titre,
      auteur: null,
      auteurNom: 'Dr X',
      etablissement: 'CLINIQUE',
      origine: 'messagerie',
      mediaType: 'text/plain',
      bytes: Buffer.from(`${titre} ${date} ${randomUUID()}`),
      pdf: null,
      setId: null,
      versionNumber: 1,
      uniqueId: null,
      remplace: null,
      masques: { masquePs: false, invisiblePatient: false },
      noteId: null,
      envoi: 'sans-objet',
      complement: null,
      provenance: { source: 'essai', detail: {} },
    },
    DOCTOR,
  );

const shipped = (id: string): Protocole => {
  const found = PROTOCOLES_LIVRES.find((each) => each.id === id);
  if (found === undefined) throw new Error(id);
  return found;
};

test('[48] a document answers by its type, or by its type and a word of its title; another patient’s never does', async () => {
  const { store } = base();
  const [patientId, other] = [await addPatient(base()), await addPatient(base())];
  for (const id of ['diabete-type-2', 'bpco']) {
    await store.execute(switchProtocol, { id, actif: true }, DOCTOR);
    await store.execute(follow, { patientId, protocole: id, debut: '2026-01-10' }, DOCTOR);
  }
  const spirometry = await file(patientId, '47420-5', 'Épreuves d’EFR : spirométrie', '2026-01-20');
  const eye = await file(patientId, '78513-9', 'Consultation', '2026-02-02');
  await file(patientId, '47420-5', 'Bilan fonctionnel du genou (Mefrane)', '2026-01-11');
  await file(patientId, '70004-7', 'Holter', '2026-01-11');
  const heart = await file(patientId, '70004-7', 'E.C.G. de repos', '2026-01-12');
  const rest = await file(patientId, '70004-7', 'ECG de repos', '2026-01-14');
  await file(other, '28617-9', 'Bilan', '2026-01-12');
  const { protocoles } = await store.query(readTimeline, { patientId }, DOCTOR);
  const first = (event: string) =>
    protocoles.flatMap(({ evenements }) => evenements).find(({ evenement }) => evenement === event);
  expect(first('spirometrie')).toMatchObject({ etat: 'fait', realiseLe: '2026-01-20', documentId: spirometry.id });
  expect(first('retinopathie')).toMatchObject({ etat: 'fait', documentId: eye.id });
  expect(first('ecg')).toMatchObject({ etat: 'fait', realiseLe: '2026-01-14', documentId: rest.id });
  expect(heart.id).not.toBe(rest.id);
  expect(first('dentiste')).toMatchObject({ documentId: null, realiseLe: null });
});

test('a trial on 1,500 patients reads three times, whatever their number', async () => {
  const { directory, key, store } = base();
  const connection = openDatabase({ file: join(directory, readSlots(directory)?.database ?? ''), key, mode: 'write' });
  const insert = connection.prepare(
    `INSERT INTO patients (id, version, nomNaissance, premierPrenom, prenomsJson, dateNaissance, sexe, statutIdentite, coordonneesJson, tri, cleHomonyme, creeLe, modifieLe)
     VALUES (?, 1, 'ESSAI', 'A', '["A"]', ?, 'F', 'provisoire', '{}', 'ESSAI A', 'ESSAI|A', '', '')`,
  );
  connection.exec('BEGIN IMMEDIATE');
  const birth = (rank: number) =>
    new Date(Date.UTC(1930 + (rank % 95), rank % 12, 1 + (rank % 28))).toISOString().slice(0, 10) as CivilDate;
  for (let rank = 0; rank < 1500; rank += 1) insert.run(`essai-${rank}`, birth(rank));
  connection.exec('COMMIT');
  const plan = connection
    .prepare(
      `EXPLAIN QUERY PLAN SELECT p.id, r.analyte FROM patients p INNER JOIN results r ON r.patientKey = p.key
       WHERE p.id IN (SELECT value FROM json_each('["a"]')) AND r.analyte IN ('14749-6')`,
    )
    .all();
  connection.close();
  expect(JSON.stringify(plan)).toContain('patientKey=? AND analyte=?');
  const run = async (id: string) => {
    const started = performance.now();
    const tried = await store.query(tryProtocol, { protocole: shipped(id) }, DOCTOR);
    return { ...tried, ms: Math.round(performance.now() - started) };
  };
  for (const id of ['rappels-adulte', 'vaccins-enfant', 'vaccins-65-ans']) {
    const { concernes, enRetard, exemples, ms } = await run(id);
    console.log(`${id}: ${concernes} concerned, ${enRetard} behind, ${ms} ms`);
    expect(concernes).toBeGreaterThan(100);
    expect(enRetard).toBeLessThanOrEqual(concernes);
    expect(exemples).toHaveLength(8);
    // Wide of the mark on purpose: a reading for each patient takes ten times this.
    expect(ms).toBeLessThan(2000);
  }
});
