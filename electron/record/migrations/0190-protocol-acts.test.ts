import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openDatabase } from '../database.ts';
import { migrate } from '../migrate.ts';
import { protocolActs } from './0190-protocol-acts.ts';
import { MIGRATIONS } from './index.ts';

const BEFORE = MIGRATIONS.filter(({ number }) => number < protocolActs.number);

test('from the previous schema with a followed protocol: nothing was noted, an event is noted once, and again after it was taken back', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hygie-migration-'));
  const connection = openDatabase({ file: join(folder, 'base.db'), key: randomBytes(32), mode: 'create' });
  try {
    migrate(connection, join(folder, 'copies'), BEFORE);
    connection.exec(`
      INSERT INTO patients (id, version, nomNaissance, premierPrenom, prenomsJson, dateNaissance, sexe, statutIdentite, coordonneesJson, tri, cleHomonyme, creeLe, modifieLe)
        VALUES ('p1', 1, 'A', 'B', '[]', '2016-01-01', 'F', 'provisoire', '{}', 'A B', 'A B', '', '');
      INSERT INTO patient_protocols VALUES ('p1', 'diabete-demo', '2026-01-10', NULL, '', '81', 'Dr A');
    `);
    migrate(connection, join(folder, 'copies'), [...BEFORE, protocolActs]);
    expect(connection.prepare('SELECT * FROM protocol_acts').all()).toEqual([]);
    expect(connection.prepare('SELECT protocole FROM patient_protocols').all()).toEqual([
      { protocole: 'diabete-demo' },
    ]);
    const insert = connection.prepare(
      `INSERT INTO protocol_acts (id, patientId, protocole, evenement, prevuLe, realiseLe, texte, le, auteur, auteurNom)
       VALUES (?, ?, 'diabete-demo', 'glycemie', '2026-04-10', '2026-04-12', '', '', '81', 'Dr A')`,
    );
    insert.run('a1', 'p1');
    expect(() => insert.run('a2', 'p1')).toThrow(/UNIQUE/);
    expect(() => insert.run('a2', 'nobody')).toThrow(/FOREIGN KEY/);
    expect(() => connection.exec(`UPDATE protocol_acts SET annuleLe = 'x'`)).toThrow(/CHECK/);
    connection.exec(`UPDATE protocol_acts SET annuleLe = 'x', annulePar = '81', annuleParNom = 'Dr A'`);
    insert.run('a2', 'p1');
    expect(connection.prepare('SELECT id FROM protocol_acts ORDER BY id').all()).toEqual([{ id: 'a1' }, { id: 'a2' }]);
  } finally {
    connection.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
