import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openDatabase } from '../database.ts';
import { migrate } from '../migrate.ts';
import { prescriptionReviews } from './0180-prescription-reviews.ts';
import { MIGRATIONS } from './index.ts';

const BEFORE = MIGRATIONS.filter(({ number }) => number < prescriptionReviews.number);

test('from the previous schema with a patient in it: no prescription was looked at, and one of nobody cannot be', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hygie-migration-'));
  const connection = openDatabase({ file: join(folder, 'base.db'), key: randomBytes(32), mode: 'create' });
  try {
    migrate(connection, join(folder, 'copies'), BEFORE);
    connection.exec(`
      INSERT INTO patients (id, version, nomNaissance, premierPrenom, prenomsJson, dateNaissance, sexe, statutIdentite, coordonneesJson, tri, cleHomonyme, creeLe, modifieLe)
        VALUES ('p1', 1, 'A', 'B', '[]', '1950-01-01', 'F', 'provisoire', '{}', 'A B', 'A B', '', '');
    `);
    migrate(connection, join(folder, 'copies'), [...BEFORE, prescriptionReviews]);
    expect(connection.prepare('SELECT * FROM prescription_reviews').all()).toEqual([]);
    const orphan = "INSERT INTO prescription_reviews VALUES ('d1', 'p1', NULL, '', '', '')";
    expect(() => connection.exec(orphan)).toThrow(/FOREIGN KEY/);
  } finally {
    connection.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
