/** Public face of the record: what features, host, command line and tests may use. */
export {
  defineCommand,
  defineQuery,
  type Actor,
  type AuditEntry,
  type Command,
  type CommandContext,
  type Query,
  type QueryContext,
  type ReadableRecord,
  type RegistryEntry,
  type WritableRecord,
} from './define.ts';
export type { DocumentReader, DocumentWriter, StoredBytes } from './documents.ts';
export type * from './schema.ts';
export { listAudit, noteInJournal, RECORD_ENTRIES } from './audit-commands.ts';
export { type AuditHead } from './audit.ts';
export { openRecord, type HeadSigner, type OpenOptions, type RecordStore } from './store.ts';
export { createBase, joinWithCode, unlockWithCard, unlockWithRecoveryCode } from './keys/base.ts';
export type { CardForSlot } from './keys/slots.ts';
export type { Keyring, SlotView } from './keys/keyring.ts';
export { readSlots } from './keys/slot-file.ts';
export { notePreLoginEvent } from './pre-login-journal.ts';
export { verifyAudit, type AuditVerdict, type KnownHead } from './audit-verify.ts';
export { backupBase, type BackupReport } from './backup.ts';
export { restoreBackup } from './restore.ts';
export { checkBase, type CheckReport } from './check.ts';
export { openReadOnly, type ReadOnlyRecord } from './read-only.ts';
