import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openDatabase } from '../database.ts';
import { migrate } from '../migrate.ts';
import { mailAddresses } from './0160-mail-addresses.ts';
import { MIGRATIONS } from './index.ts';

const BEFORE = MIGRATIONS.filter(({ number }) => number < mailAddresses.number);

test('from the previous schema with mail in it: all of it is the mailbox’s that is set, and waits for one where none is', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hygie-migration-'));
  const connection = openDatabase({ file: join(folder, 'base.db'), key: randomBytes(32), mode: 'create' });
  try {
    migrate(connection, join(folder, 'copies'), BEFORE);
    const comptes = [
      { proprietaire: '81', adresse: 'Un@Exemple.mssante.fr', imap: { hote: 'Imap.exemple', port: 143 } },
    ];
    connection
      .prepare(`INSERT INTO settings (name, valueJson, modifieLe) VALUES ('comptes', ?, '')`)
      .run(JSON.stringify(comptes));
    connection.exec(`
      INSERT INTO mail_folders (id, proprietaire, chemin, nom, genre, creeLe) VALUES
        ('f1', '81', 'INBOX', 'Réception', 'reception', ''), ('f2', '82', 'INBOX', 'Réception', 'reception', '');
      INSERT INTO mail_messages (key, id, proprietaire, dossierId, uid, liste, taille, recuLe, analyse, creeLe) VALUES
        (1, 'm1', '81', 'f1', 1, 'non-assignes', 3, '', 'a-lire', ''), (2, 'm2', '82', 'f2', 1, 'non-assignes', 3, '', 'a-lire', '');
      INSERT INTO mail_operations (proprietaire, genre, messageKey, creeLe) VALUES ('81', 'drapeau', 1, '');
    `);
    migrate(connection, join(folder, 'copies'), [...BEFORE, mailAddresses]);
    expect(connection.prepare('SELECT * FROM mail_boxes').all()).toEqual([
      { proprietaire: '81', adresse: 'un@exemple.mssante.fr', serveur: 'imap.exemple:143', courante: 1 },
    ]);
    for (const table of ['mail_folders', 'mail_messages'])
      expect(connection.prepare(`SELECT adresse FROM ${table} ORDER BY proprietaire`).all()).toEqual([
        { adresse: 'un@exemple.mssante.fr' },
        { adresse: '' },
      ]);
    expect(connection.prepare('SELECT adresse FROM mail_operations').all()).toEqual([
      { adresse: 'un@exemple.mssante.fr' },
    ]);
    // The same path in two mailboxes of one owner; never twice in one.
    const insert = connection.prepare(
      `INSERT INTO mail_folders (id, proprietaire, adresse, chemin, nom, genre, creeLe) VALUES (?, '81', ?, 'INBOX', '', 'reception', '')`,
    );
    insert.run('f3', 'deux@exemple.mssante.fr');
    expect(() => insert.run('f4', 'un@exemple.mssante.fr')).toThrow(/UNIQUE/);
  } finally {
    connection.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
