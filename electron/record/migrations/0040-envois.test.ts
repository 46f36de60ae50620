import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openDatabase } from '../database.ts';
import { migrate } from '../migrate.ts';
import { foundation } from './0010-foundation.ts';
import { envois } from './0040-envois.ts';

test('from the previous schema with rows in it: the rows stay, a job can name them, and impossible ones are refused', () => {
  const directory = mkdtempSync(join(tmpdir(), 'hygie-migration-'));
  const connection = openDatabase({ file: join(directory, 'base.db'), key: randomBytes(32), mode: 'create' });
  try {
    migrate(connection, join(directory, 'copies'), [foundation]);
    connection.exec(`
      INSERT INTO patients (id, version, nomNaissance, premierPrenom, prenomsJson, dateNaissance, sexe, statutIdentite, coordonneesJson, tri, cleHomonyme, creeLe, modifieLe)
        VALUES ('p1', 1, 'CHEMIN', 'Henri', '["Henri"]', '1948-08-18', 'M', 'provisoire', '{}', 'CHEMIN HENRI', 'CHEMIN HENRI', '', '');
      INSERT INTO document_bytes (hash, sha256, taille, cle, creeLe) VALUES (x'01', x'02', 3, x'04', '');
      INSERT INTO documents (id, patientId, date, typeCode, type, titre, auteurNom, etablissement, origine, mediaType, bytesHash, taille, versionNumber, masquePs, invisiblePatient, statut, creeLe)
        VALUES ('d1', 'p1', '', 'SYNTH', '', 'VSM', '', '', 'local', 'text/xml', x'01', 3, 1, 0, 0, 'actif', '');
    `);
    migrate(connection, join(directory, 'copies'), [foundation, envois]);
    expect(connection.prepare('SELECT titre FROM documents').all()).toEqual([{ titre: 'VSM' }]);
    const insert = connection.prepare(
      `INSERT INTO jobs (id, groupeId, patientId, documentId, canal, proprietaire, proprietaireNom, etat, contenuHash, contenuTaille, parametresJson, identifiantExterne, prochaineTentative, creeLe, modifieLe)
       VALUES (?, 'g', 'p1', ?, 'dmp', '8', 'Dr', ?, x'01', 3, '{}', ?, ?, '', '')`,
    );
    insert.run('j1', 'd1', 'a-envoyer', '1.2.3', null);
    expect(() => insert.run('j2', 'd1', 'a-envoyer', '1.2.3', null)).toThrow(/UNIQUE/);
    expect(() => insert.run('j2', 'd2', 'a-envoyer', '1.2.4', null)).toThrow(/FOREIGN KEY/);
    expect(() => insert.run('j2', 'd1', 'parti', '1.2.4', null)).toThrow(/CHECK/);
    expect(() => insert.run('j2', 'd1', 'envoye', '1.2.4', '2026-01-01T00:00:00.000Z')).toThrow(/CHECK/);
    const plan = connection
      .prepare(
        `EXPLAIN QUERY PLAN SELECT id FROM jobs WHERE proprietaire = '8' AND canal = 'dmp' AND etat = 'a-envoyer' ORDER BY prochaineTentative, key LIMIT 1`,
      )
      .all();
    expect(JSON.stringify(plan)).toContain('jobs_a_faire');
    expect(JSON.stringify(plan)).not.toContain('TEMP B-TREE');
  } finally {
    connection.close();
    rmSync(directory, { recursive: true, force: true });
  }
});
