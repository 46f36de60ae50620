import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openDatabase } from '../database.ts';
import { migrate } from '../migrate.ts';
import { administrative } from './0120-administrative.ts';
import { MIGRATIONS } from './index.ts';

const BEFORE = MIGRATIONS.filter(({ number }) => number < administrative.number);

test('from the previous schema with rows in it: an opposition in force becomes the first act of its history, by whoever noted it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hygie-migration-'));
  const connection = openDatabase({ file: join(folder, 'base.db'), key: randomBytes(32), mode: 'create' });
  try {
    migrate(connection, join(folder, 'copies'), BEFORE);
    const said = JSON.stringify({ date: '2026-03-02', motif: 'refus « oral »' });
    const patient = connection.prepare(
      `INSERT INTO patients (id, version, nomNaissance, premierPrenom, prenomsJson, dateNaissance, sexe, statutIdentite, coordonneesJson, oppositionDmpJson, oppositionMessagerieJson, tri, cleHomonyme, creeLe, modifieLe)
       VALUES (?, 1, 'A', 'B', '[]', '1950-01-01', 'F', 'provisoire', '{}', ?, ?, ?, ?, 'créé', 'modifié')`,
    );
    patient.run('p1', said, null, 'A B', 'A B');
    patient.run('p2', null, null, 'C D', 'C D');
    patient.run('p3', null, said, 'E F', 'E F');
    const version = connection.prepare(
      `INSERT INTO patient_history (patientId, version, le, auteur, auteurNom, fieldsJson) VALUES ('p1', ?, ?, ?, ?, ?)`,
    );
    version.run(1, 't1', 'a', 'Dr A', '{"oppositionDmp":null}');
    version.run(2, 't2', 'b', 'Dr B', `{"oppositionDmp":${said}}`);
    version.run(3, 't3', 'c', 'Dr C', `{"oppositionDmp":${said}}`);
    migrate(connection, join(folder, 'copies'), [...BEFORE, administrative]);
    expect(connection.prepare('SELECT * FROM opposition_acts ORDER BY patientId').all()).toMatchObject([
      {
        patientId: 'p1',
        objet: 'dmp',
        rang: 1,
        action: 'exprimee',
        date: '2026-03-02',
        motif: 'refus « oral »',
        auteurNom: 'Dr B',
        le: 't2',
      },
      { patientId: 'p3', objet: 'messagerie', action: 'exprimee', portee: 'tous', le: 'modifié' },
    ]);
    expect(() => connection.exec('DELETE FROM opposition_acts')).toThrow(/never erased/);
    expect(() => connection.exec(`UPDATE opposition_acts SET motif = ''`)).toThrow(/never rewritten/);
  } finally {
    connection.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
