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
import { mailbox } from './0070-mailbox.ts';
import { directory } from './0080-directory.ts';

const BEFORE = [foundation, envois, dmpExchanges, reception];

test('from the previous schema with rows in it: what had come in stays, a message names its folder, and one UID stands once', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hygie-migration-'));
  const connection = openDatabase({ file: join(folder, 'base.db'), key: randomBytes(32), mode: 'create' });
  try {
    migrate(connection, join(folder, 'copies'), BEFORE);
    connection.exec(`
      INSERT INTO document_bytes (hash, sha256, taille, cle, creeLe) VALUES (x'01', x'02', 3, x'04', '');
      INSERT INTO arrivals (id, voie, nom, bytesHash, sha256, taille, recuLe, etat, creeLe)
        VALUES ('a1', 'mssante', 'm.eml', x'01', '02', 3, '', 'done', '');
    `);
    migrate(connection, join(folder, 'copies'), [...BEFORE, mailbox, directory]);
    expect(connection.prepare('SELECT nom FROM arrivals').all()).toEqual([{ nom: 'm.eml' }]);
    connection.exec(`
      INSERT INTO mail_folders (id, proprietaire, chemin, nom, genre, creeLe) VALUES ('f1', '8', 'INBOX', 'Réception', 'reception', '')
    `);
    const insert = connection.prepare(
      `INSERT INTO mail_messages (key, id, proprietaire, dossierId, uid, liste, bytesHash, taille, recuLe, analyse, creeLe)
       VALUES (?, ?, '8', ?, ?, 'non-assignes', x'01', 3, '', 'a-lire', '')`,
    );
    insert.run(1, 'm1', 'f1', 1);
    insert.run(2, 'm2', null, null);
    expect(() => insert.run(3, 'm3', 'f1', 1)).toThrow(/UNIQUE/);
    expect(() => insert.run(4, 'm4', 'f9', 2)).toThrow(/FOREIGN KEY/);
    connection.exec(
      `INSERT INTO mail_bodies (rowid, expediteur, objet, corps, patient) VALUES (1, 'Élodie', 'Résultat', 'été', '')`,
    );
    expect(connection.prepare(`SELECT rowid FROM mail_bodies WHERE mail_bodies MATCH 'elodie* ete'`).all()).toEqual([
      { rowid: 1 },
    ]);
  } finally {
    connection.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
