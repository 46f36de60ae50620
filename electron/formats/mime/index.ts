/** Outgoing MSSanté messages: addresses, subjects, file names and the final bytes. No I/O, no clock. */
export { citizenAddress, displayName, domainOf, isMailAddress, type SenderName } from './addresses.ts';
export { distinctNames, readableName, type ReadableNameParts } from './attachment-name.ts';
export { ARCHIVE_NAME, buildHealthMessage, type HealthMessage, type Mailbox } from './health-message.builder.ts';
export { shownSubject, withXdmPrefix, xdmSubject, type SubjectParts } from './subject.ts';
export { isRecipientTrusted, parseWhiteList, type WhiteList } from './white-list.parser.ts';
