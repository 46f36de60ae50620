import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openDatabase } from '../database.ts';
import { migrate } from '../migrate.ts';
import { documentTexts } from './0140-document-texts.ts';
import { MIGRATIONS } from './index.ts';

const BEFORE = MIGRATIONS.filter(({ number }) => number < documentTexts.number);

test('from the previous schema with rows in it: every document of a record is to be read; what moves is read again, what leaves is forgotten', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hygie-migration-'));
  const connection = openDatabase({ file: join(folder, 'base.db'), key: randomBytes(32), mode: 'create' });
  const states = () => connection.prepare('SELECT documentKey, etat FROM document_readings ORDER BY 1').all();
  const found = (words: string) =>
    connection.prepare('SELECT rowid AS key FROM document_texts WHERE document_texts MATCH ?').all(words);
  try {
    migrate(connection, join(folder, 'copies'), BEFORE);
    connection.exec(`
      INSERT INTO patients (id, version, nomNaissance, premierPrenom, prenomsJson, dateNaissance, sexe, statutIdentite, coordonneesJson, tri, cleHomonyme, creeLe, modifieLe)
        VALUES ('p1', 1, 'A', 'B', '[]', '1950-01-01', 'F', 'provisoire', '{}', 'A B', 'A B', '', ''), ('p2', 1, 'C', 'D', '[]', '1950-01-01', 'F', 'provisoire', '{}', 'C D', 'C D', '', '');
      INSERT INTO document_bytes (hash, sha256, taille, cle, creeLe) VALUES (x'01', x'02', 3, x'04', '');
    `);
    const insert = connection.prepare(
      `INSERT INTO documents (key, id, patientId, date, typeCode, type, titre, auteurNom, etablissement, origine, mediaType, bytesHash, taille, versionNumber, masquePs, invisiblePatient, statut, creeLe)
       VALUES (?, ?, ?, '', '', '', '', '', '', 'local', 'text/plain', x'01', 3, 1, 0, 0, 'actif', '')`,
    );
    insert.run(1, 'd1', 'p1');
    insert.run(2, 'd2', null);
    migrate(connection, join(folder, 'copies'), [...BEFORE, documentTexts]);
    expect(states()).toEqual([{ documentKey: 1, etat: 'a-lire' }]);
    insert.run(3, 'd3', 'p2');
    expect(states()).toHaveLength(2);
    connection.exec(`
      UPDATE document_readings SET etat = 'lu';
      INSERT INTO document_texts (rowid, patient, entete, corps, autres) VALUES (1, 'p1', '', 'Échographie', ''), (3, 'p2', '', 'échographie', '');
    `);
    expect(found('echographie')).toHaveLength(2);
    expect(found('patient : p1 AND {entete corps} : "echo"*')).toEqual([{ key: 1 }]);
    connection.exec(`UPDATE documents SET envoi = 'envoye', titre = titre`);
    expect(found('echographie')).toHaveLength(2);
    connection.exec(
      `UPDATE documents SET patientId = 'p1' WHERE key = 3; UPDATE documents SET patientId = NULL WHERE key = 1`,
    );
    expect(found('echographie')).toEqual([]);
    expect(states()).toEqual([{ documentKey: 3, etat: 'a-lire' }]);
  } finally {
    connection.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
