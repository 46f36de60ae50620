import type { PatientId } from '../../../shared/ids.ts';
import { openDatabase } from '../../record/database.ts';
import { readSlots } from '../../record/index.ts';
import { DOCTOR, testBase, type TestBase } from '../../record/testing.ts';
import { addPatient } from '../testing.ts';
import { join } from 'node:path';
import { foundLines, searchDocuments } from './texts.repository.ts';

/** Figures of the search inside documents: one record of 2,000 documents among 100,000 of the practice, every one with two kilobytes of text. */
const HEAVIEST = 2_000;
const OTHERS = 98_000;

const WORDS = (
  'patient consultation examen clinique biologie glycémie créatinine potassium tension artérielle douleur thoracique abdominale traitement posologie ordonnance renouvellement confrère ' +
  'courrier hospitalisation chirurgie cardiologie dermatologie rhumatologie imagerie scanner échographie radiographie résultat anormal normal contrôle suivi bilan avis cœur foie rein poumon'
).split(' ');

/** Rows as the indexing leaves them, laid directly: what is measured is their reading. */
function lay(base: TestBase, patientId: PatientId, otherId: PatientId): void {
  const connection = openDatabase({
    file: join(base.directory, readSlots(base.directory)?.database ?? ''),
    key: base.key,
    mode: 'write',
  });
  connection.exec('BEGIN IMMEDIATE');
  connection.exec(`INSERT INTO document_bytes (hash, sha256, taille, cle, creeLe) VALUES (x'01', x'02', 3, x'04', '')`);
  const keyOf = connection.prepare<[string], { key: number }>('SELECT key FROM patients WHERE id = ?');
  const insert = connection.prepare(
    `INSERT INTO documents (key, id, patientId, date, typeCode, type, titre, auteurNom, etablissement, origine, mediaType, bytesHash, taille, versionNumber, masquePs, invisiblePatient, statut, creeLe)
     VALUES (?, ?, ?, ?, '', 'Compte rendu', 'Courrier', 'Dr X', 'CLINIQUE', 'local', 'text/plain', x'01', 3, 1, 0, 0, 'actif', '')`,
  );
  const text = connection.prepare(
    `INSERT INTO document_texts (rowid, patient, entete, corps, autres) VALUES (?, ?, 'Courrier', ?, '')`,
  );
  let state = 7;
  const word = () => {
    state = (state * 48_271) % 2_147_483_647;
    return WORDS[state % WORDS.length] ?? '';
  };
  const total = HEAVIEST + OTHERS;
  for (let rank = 1; rank <= total; rank += 1) {
    const mine = rank % (total / HEAVIEST) === 0;
    const owner = mine ? patientId : otherId;
    insert.run(rank, `d${rank}`, owner, `20${String(10 + (rank % 16))}-03-02T10:00:00.000Z`);
    // Each document speaks of a few things only.
    const about = Array.from({ length: 6 }, word);
    const lines = Array.from(
      { length: 20 },
      (_, line) => `${about[line % 6]} du ${line} ${about[(line + 1) % 6]} le jour même`,
    );
    text.run(rank, `p${keyOf.get(owner)?.key}`, lines.join('\n'));
  }
  connection.exec(`UPDATE document_readings SET etat = 'lu'; COMMIT`);
  connection.close();
}

function figure(name: string, values: readonly number[], more: Record<string, number>): void {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) =>
    Math.round((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0) * 100) / 100;
  const line = { name, unit: 'ms', p50: at(0.5), p95: at(0.95), p99: at(0.99), n: sorted.length, ...more };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

const base = await testBase();
try {
  const [patientId, otherId] = [await addPatient(base), await addPatient(base, { premierPrenom: 'Autre' })];
  lay(base, patientId, otherId);
  const typed = [
    'gl',
    'gly',
    'glycemie',
    'echo',
    'echographie foie',
    'coeur normal',
    'introuvable',
    'po',
    'bilan suivi',
  ];
  const searches: number[] = [];
  const lines: number[] = [];
  let most = 0;
  for (let round = 0; round < 12; round += 1)
    for (const texte of typed) {
      const begin = performance.now();
      const { documents } = await base.store.query(searchDocuments, { patientId, texte }, DOCTOR);
      const found = performance.now();
      await base.store.query(foundLines, { patientId, texte, documents: documents.slice(0, 60) }, DOCTOR);
      searches.push(found - begin);
      lines.push(performance.now() - found);
      most = Math.max(most, documents.length);
    }
  figure('documents.search-2000-of-100000', searches, { found: most });
  figure('documents.found-lines-60', lines, {});
} finally {
  await base.remove();
}
