/** MSSanté messages, written and read: addresses, subjects, file names, the final bytes, and what a received one holds. No I/O, no clock. */
export { citizenAddress, displayName, domainOf, isMailAddress } from './addresses.ts';
export { distinctNames, readableName } from './attachment-name.ts';
export { ARCHIVE_NAME, buildHealthMessage, type HealthMessage } from './health-message.builder.ts';
export { shownSubject, withXdmPrefix, xdmSubject } from './subject.ts';
export {
  isApicryptAddress,
  isRecipientTrusted,
  isSenderOfMssante,
  parseWhiteList,
  type WhiteList,
} from './white-list.parser.ts';
export type { AttachmentKind, ReadAttachment, ReadMail, SenderDoubt } from './mail.ts';
export { DEFAULT_MAIL_LIMITS, type MailLimits } from './mail-limits.ts';
export { readMail } from './mail.reader.ts';
export type { ReadMailbox } from './mailboxes.parser.ts';
export type { DeliveryNotice, DeliveryOutcome, MailReceipt, ReadReceipt } from './receipt.parser.ts';
export { buildMail, type FreeMail } from './mail.builder.ts';
export { buildReadReceipt, type ReadReceiptToSend } from './mdn.builder.ts';
