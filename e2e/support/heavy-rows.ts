/**
 * A program apart: lays in a closed base what the seed does not make. `FOLDER`, recovery code on stdin. The patient EXTREME gets 30 curves of 200 points and the
 * text of each document; the only doctor gets a folder of 10,000 messages. Rows as their own commands leave them.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { openDatabase } from '../../electron/record/database.ts';
import { readSlots, unlockWithRecoveryCode } from '../../electron/record/index.ts';
import { ANALYTES } from '../../shared/domain/analytes/index.ts';

const CURVES = 30;
const POINTS = 200;
const MESSAGES = 10_000;
const DAY = 86_400_000;

const folder = process.argv[2] ?? '';
const key = unlockWithRecoveryCode(folder, readFileSync(0, 'utf8').trim());
const connection = openDatabase({ file: path.join(folder, readSlots(folder)?.database ?? ''), key, mode: 'write' });
connection.exec('BEGIN IMMEDIATE');

const patient = connection
  .prepare<[], { key: number; id: string }>(`SELECT key, id FROM patients WHERE nomNaissance = 'EXTREME'`)
  .get();
if (patient === undefined) throw new Error('the practice has its heaviest record');
const documents = connection
  .prepare<[string], { key: number; date: string }>(
    'SELECT key, date FROM documents WHERE patientId = ? ORDER BY date DESC',
  )
  .all(patient.id);
const result = connection.prepare(
  `INSERT INTO results (patientKey, analyte, date, documentKey, rang, label, loinc, kind, value, unit, low, high, status, axe)
   VALUES (?, ?, ?, ?, ?, ?, ?, 'numeric', ?, ?, ?, ?, 'final', ?)`,
);
for (const [rank, analyte] of ANALYTES.slice(0, CURVES).entries())
  for (let index = 0; index < POINTS; index += 1) {
    const document = documents[index * Math.floor(documents.length / POINTS)];
    if (document === undefined) continue;
    const value = Math.round((5 + Math.sin(index / 9 + rank) * 3) * 100) / 100;
    const day = document.date.slice(0, 10);
    result.run(
      patient.key,
      analyte.loinc,
      day,
      document.key,
      rank,
      analyte.libelle,
      analyte.loinc,
      value,
      analyte.axisUnit,
      3,
      7,
      value,
    );
  }

const text = connection.prepare(
  `INSERT INTO document_texts (rowid, patient, entete, corps, autres) VALUES (?, ?, 'Compte rendu', ?, '')`,
);
const words =
  'glycémie échographie créatinine douleur traitement contrôle suivi bilan avis normal anormal cœur foie rein'.split(
    ' ',
  );
for (const [rank, document] of documents.entries()) {
  const lines = Array.from({ length: 30 }, (_, line) =>
    Array.from({ length: 10 }, (_each, at) => words[(rank * 7 + line * 3 + at * 5) % words.length]).join(' '),
  );
  text.run(document.key, `p${patient.key}`, lines.join('\n'));
}
connection.exec(
  `UPDATE document_readings SET etat = 'lu' WHERE documentKey IN (SELECT key FROM documents WHERE patientId = '${patient.id}')`,
);

// The doctor whose card opens the base: the seed gives appointments to others too.
const owner = readSlots(folder)?.slots.find(({ idNat }) => idNat !== null)?.idNat ?? '';
const message = connection.prepare(
  `INSERT INTO mail_messages (key, id, proprietaire, liste, taille, recuLe, analyse, deNom, deAdresse, aJson, objet, extrait, pieces, lu, creeLe)
   VALUES (?, ?, ?, 'non-assignes', 4000, ?, 'lu', ?, ?, '[]', ?, ?, ?, ?, '')`,
);
const start = Date.parse('2026-03-01T08:00:00Z');
for (let index = 0; index < MESSAGES; index += 1) {
  const at = start - index * (DAY / 8);
  const id = `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
  const sender = `medecin${index % 400}@medecin.test.mssante.fr`;
  message.run(
    Math.floor(at / 1000) * 1_000_000,
    id,
    owner,
    new Date(at).toISOString(),
    `Dr ${index % 400}`,
    sender,
    `Message ${index}`,
    'Cher confrère',
    index % 3,
    index % 5 === 0 ? 0 : 1,
  );
}
connection.exec('COMMIT');
connection.close();
