import type { Migration } from './migration.ts';

/** [135] Every exchange with the DMP, as sent and received: the bytes beside the base, encrypted as documents are, since they name patients. */
export const dmpExchanges: Migration = {
  number: 50,
  name: 'dmp-exchanges',
  sql: `
CREATE TABLE dmp_exchanges (
  key INTEGER PRIMARY KEY,
  le TEXT NOT NULL,
  transactionName TEXT NOT NULL,
  url TEXT NOT NULL,
  requestType TEXT NOT NULL,
  requestHash BLOB NOT NULL REFERENCES document_bytes (hash),
  status INTEGER,
  responseType TEXT,
  responseHash BLOB REFERENCES document_bytes (hash),
  error TEXT
) STRICT;
`,
};
