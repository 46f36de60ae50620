import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openDatabase } from '../database.ts';
import { migrate } from '../migrate.ts';
import { noteProblems } from './0150-note-problems.ts';
import { MIGRATIONS } from './index.ts';

const BEFORE = MIGRATIONS.filter(({ number }) => number < noteProblems.number);

test('from the previous schema with a note in it: the note stays as it was, about no problem', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hygie-migration-'));
  const connection = openDatabase({ file: join(folder, 'base.db'), key: randomBytes(32), mode: 'create' });
  try {
    migrate(connection, join(folder, 'copies'), BEFORE);
    connection.exec(`
      INSERT INTO patients (id, version, nomNaissance, premierPrenom, prenomsJson, dateNaissance, sexe, statutIdentite, coordonneesJson, tri, cleHomonyme, creeLe, modifieLe)
        VALUES ('p1', 1, 'A', 'B', '[]', '1950-01-01', 'F', 'provisoire', '{}', 'A B', 'A B', '', '');
      INSERT INTO notes (id, patientId, auteur, auteurNom, commenceeLe, signeeLe, modifieeLe, version, motif, texte)
        VALUES ('n1', 'p1', '899700000000', 'Dr A', '', '', '', 1, 'Toux', 'Depuis trois jours');
    `);
    migrate(connection, join(folder, 'copies'), [...BEFORE, noteProblems]);
    expect(connection.prepare('SELECT motif, texte, problemesJson FROM notes').all()).toEqual([
      { motif: 'Toux', texte: 'Depuis trois jours', problemesJson: '[]' },
    ]);
  } finally {
    connection.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
