import type { Migration } from './migration.ts';

/**
 * Folders, messages and gestures belong to a mailbox, named by its address, not to whoever owns several in turn: what came to a former mailbox stays its own.
 * What was there already is given to the mailbox that is set; where none is, to the first that is reached (empty address until then).
 */
export const mailAddresses: Migration = {
  number: 160,
  name: 'mail-addresses',
  sql: `
CREATE TABLE mail_boxes (
  proprietaire TEXT NOT NULL,
  -- In lower case.
  adresse TEXT NOT NULL,
  -- Server whose numbers (UID, UIDVALIDITY) the folders keep; null until it was reached.
  serveur TEXT,
  courante INTEGER NOT NULL CHECK (courante IN (0,1)),
  PRIMARY KEY (proprietaire, adresse)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX mail_boxes_courante ON mail_boxes (proprietaire) WHERE courante = 1;

INSERT OR IGNORE INTO mail_boxes (proprietaire, adresse, serveur, courante)
  SELECT json_extract(c.value, '$.proprietaire'), lower(json_extract(c.value, '$.adresse')),
    lower(json_extract(c.value, '$.imap.hote')) || ':' || json_extract(c.value, '$.imap.port'), 1
  FROM settings s, json_each(s.valueJson) c
  WHERE s.name = 'comptes' AND json_extract(c.value, '$.proprietaire') IS NOT NULL AND json_extract(c.value, '$.adresse') IS NOT NULL;

ALTER TABLE mail_folders ADD COLUMN adresse TEXT NOT NULL DEFAULT '';
-- Not on the server that is set now: its messages stay readable here, nothing is asked of it.
ALTER TABLE mail_folders ADD COLUMN absentLe TEXT;
ALTER TABLE mail_messages ADD COLUMN adresse TEXT NOT NULL DEFAULT '';
ALTER TABLE mail_operations ADD COLUMN adresse TEXT NOT NULL DEFAULT '';
UPDATE mail_folders SET adresse = coalesce((SELECT b.adresse FROM mail_boxes b WHERE b.proprietaire = mail_folders.proprietaire), '');
UPDATE mail_messages SET adresse = coalesce((SELECT b.adresse FROM mail_boxes b WHERE b.proprietaire = mail_messages.proprietaire), '');
UPDATE mail_operations SET adresse = coalesce((SELECT b.adresse FROM mail_boxes b WHERE b.proprietaire = mail_operations.proprietaire), '');

DROP INDEX mail_folders_chemin;
CREATE UNIQUE INDEX mail_folders_chemin ON mail_folders (proprietaire, adresse, chemin) WHERE chemin IS NOT NULL AND retireLe IS NULL;
DROP INDEX mail_operations_a_faire;
CREATE INDEX mail_operations_a_faire ON mail_operations (proprietaire, adresse, key);
`,
};
