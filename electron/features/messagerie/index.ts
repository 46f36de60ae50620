/** Sending by MSSanté: rules before a message exists, its frozen bytes, and the mail road of the queue. */
export { documentJoint } from './document.ts';
export { type CompteOuvert } from './account.ts';
export { freezeMail } from './freeze.ts';
export { envoiDuMessage, mailSender, redactionDe } from './mail.sender.ts';
export { adressePatient, avecArchive, confreresEmpeches, oppositionAuPatient, patientEmpeche } from './rules.ts';
export { corpsConfrere, corpsPatient, objetPropose } from './texts.ts';
/** The receiving mailbox, from the server to the screens. */
export { createMailbox, type Mailbox, type MailboxOptions } from './mailbox.ts';
export { resumeOutbox } from './outbox-decisions.commands.ts';
export { createComposer, type Composer } from './composer.ts';
export { messagerieHandlers } from './handlers.ts';
/** What receipts and notices say of a sending. */
export { readJobsFollowUp } from './followup.repository.ts';
export { messageNews } from './news.repository.ts';
