import { foundation } from './0010-foundation.ts';
import { envois } from './0040-envois.ts';
import { dmpExchanges } from './0050-dmp-exchanges.ts';
import { reception } from './0060-reception.ts';
import { mailbox } from './0070-mailbox.ts';
import { directory } from './0080-directory.ts';
import { writings } from './0090-writings.ts';
import { drugs } from './0100-drugs.ts';
import { protocols } from './0110-protocols.ts';
import { administrative } from './0120-administrative.ts';
import { documentTexts } from './0140-document-texts.ts';
import { noteProblems } from './0150-note-problems.ts';
import { mailAddresses } from './0160-mail-addresses.ts';
import { prescriptionReviews } from './0180-prescription-reviews.ts';
import { protocolActs } from './0190-protocol-acts.ts';
import type { Migration } from './migration.ts';

/** Every step, in order. A step that was released is never edited: a new one is added. */
export const MIGRATIONS: readonly Migration[] = [
  foundation,
  envois,
  dmpExchanges,
  reception,
  mailbox,
  directory,
  writings,
  drugs,
  protocols,
  administrative,
  documentTexts,
  noteProblems,
  mailAddresses,
  prescriptionReviews,
  protocolActs,
];

/** What this version of Hygie writes. */
export function currentSchema(migrations: readonly Migration[] = MIGRATIONS): number {
  return migrations.at(-1)?.number ?? 0;
}
