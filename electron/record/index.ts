/** Public face of the record: what features, host, command line and tests may use. */
export {
  defineCommand,
  defineQuery,
  type Actor,
  type Command,
  type CommandContext,
  type Query,
  type ReadableRecord,
  type RegistryEntry,
  type WritableRecord,
} from './define.ts';
export type * from './schema.ts';
export type { ContactRow, DirectoryEntryRow } from './schema-directory.ts';
export type { DrugRow } from './schema-drugs.ts';
export type { ArrivalReportRow, ArrivalRow, ResultRow, SourceRow, TaskRow } from './schema-reception.ts';
export type {
  MailAttachmentRow,
  MailFolderRow,
  MailFollowupRow,
  MailMessageRow,
  MailOperationRow,
  MailOutboxRow,
} from './schema-mailbox.ts';
export type { TemplateRow, WritingRow } from './schema-writings.ts';
export { listAudit, noteInJournal, RECORD_ENTRIES } from './audit-commands.ts';
export { openRecord, type RecordStore } from './store.ts';
export { createBase, joinWithCode, unlockWithCard, unlockWithRecoveryCode } from './keys/base.ts';
export type { CardForSlot } from './keys/slots.ts';
export { readSlots } from './keys/slot-file.ts';
export { notePreLoginEvent } from './pre-login-journal.ts';
export { verifyAudit } from './audit-verify.ts';
export { backupBase } from './backup.ts';
export { readBackupNotice, type BackupSummary } from './backup-notice.ts';
export { replaceBase } from './replace-base.ts';
export { restoreBackup } from './restore.ts';
export { checkBase } from './check.ts';
export { openReadOnly, type ReadOnlyRecord } from './read-only.ts';
