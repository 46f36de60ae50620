import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openDatabase } from '../database.ts';
import { migrate } from '../migrate.ts';
import { foundation } from './0010-foundation.ts';
import { envois } from './0040-envois.ts';
import { dmpExchanges } from './0050-dmp-exchanges.ts';
import { reception } from './0060-reception.ts';

test('from the previous schema with rows in it: documents stay and are to be seen by nobody; what comes in can be kept, matched and filed', () => {
  const directory = mkdtempSync(join(tmpdir(), 'hygie-migration-'));
  const connection = openDatabase({ file: join(directory, 'base.db'), key: randomBytes(32), mode: 'create' });
  try {
    const before = [foundation, envois, dmpExchanges];
    migrate(connection, join(directory, 'copies'), before);
    connection.exec(`
      INSERT INTO patients (id, version, nomNaissance, premierPrenom, prenomsJson, dateNaissance, sexe, statutIdentite, coordonneesJson, tri, cleHomonyme, creeLe, modifieLe)
        VALUES ('p1', 1, 'CHEMIN', 'Henri', '["Henri"]', '1948-08-18', 'M', 'provisoire', '{}', 'CHEMIN HENRI', 'CHEMIN HENRI', '', '');
      INSERT INTO document_bytes (hash, sha256, taille, cle, creeLe) VALUES (x'01', x'02', 3, x'04', '');
      INSERT INTO documents (id, patientId, date, typeCode, type, titre, auteurNom, etablissement, origine, mediaType, bytesHash, taille, versionNumber, masquePs, invisiblePatient, statut, creeLe)
        VALUES ('d1', 'p1', '', 'SYNTH', '', 'VSM', '', '', 'local', 'text/xml', x'01', 3, 1, 0, 0, 'actif', '');
    `);
    migrate(connection, join(directory, 'copies'), [...before, reception]);
    expect(connection.prepare('SELECT titre, voie, recuLe, anormal, vuLe FROM documents').all()).toEqual([
      { titre: 'VSM', voie: null, recuLe: null, anormal: 0, vuLe: null },
    ]);
    expect(
      connection
        .prepare(
          `SELECT count(*) AS total FROM documents WHERE recuLe IS NOT NULL AND vuLe IS NULL AND statut = 'actif'`,
        )
        .get(),
    ).toEqual({ total: 0 });
    const arrival = connection.prepare(
      `INSERT INTO arrivals (id, voie, nom, bytesHash, sha256, taille, recuLe, etat, creeLe) VALUES (?, ?, 'f', ?, 'ab', 3, '', ?, '')`,
    );
    arrival.run('a1', 'hprim', Buffer.from([1]), 'received');
    expect(() => arrival.run('a1', 'hprim', Buffer.from([1]), 'received')).toThrow(/UNIQUE/);
    expect(() => arrival.run('a2', 'fax', Buffer.from([1]), 'received')).toThrow(/CHECK/);
    expect(() => arrival.run('a2', 'hprim', Buffer.from([1]), 'lu')).toThrow(/CHECK/);
    // Bytes first: a row never names bytes that are not there.
    expect(() => arrival.run('a2', 'hprim', Buffer.from([9]), 'received')).toThrow(/FOREIGN KEY/);
    const report = connection.prepare(
      `INSERT INTO arrival_reports (arrivalKey, rang, issue, patientId, bytesHash, attente) VALUES (1, ?, ?, ?, x'01', 1)`,
    );
    report.run(1, 'proposed', null);
    expect(() => report.run(1, 'proposed', null)).toThrow(/UNIQUE/);
    expect(() => report.run(2, 'perdu', null)).toThrow(/CHECK/);
    expect(() => report.run(2, 'filed', 'p9')).toThrow(/FOREIGN KEY/);
    const result = connection.prepare(
      `INSERT INTO results (patientKey, analyte, date, documentKey, rang, label, kind, status) VALUES (1, '2823-3', '2026-03-16', ?, 1, 'K', 'numeric', 'F')`,
    );
    result.run(1);
    expect(() => result.run(1)).toThrow(/UNIQUE/);
    expect(() => result.run(2)).toThrow(/FOREIGN KEY/);
  } finally {
    connection.close();
    rmSync(directory, { recursive: true, force: true });
  }
});
