/** Outgoing MSSanté messages: addresses, subjects, file names and the final bytes. No I/O, no clock. */
export { citizenAddress, displayName, domainOf, isMailAddress } from './addresses.ts';
export { distinctNames, readableName } from './attachment-name.ts';
export { ARCHIVE_NAME, buildHealthMessage, type HealthMessage } from './health-message.builder.ts';
export { shownSubject, withXdmPrefix, xdmSubject } from './subject.ts';
export { isRecipientTrusted, parseWhiteList, type WhiteList } from './white-list.parser.ts';
