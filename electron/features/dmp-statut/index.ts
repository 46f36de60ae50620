/** Public face of what the record keeps of the DMP: its last answer for each doctor, the patients' consents. Nothing of the network. */
import { keepDmpStatus, recordConsent } from './commands.ts';
import { listConsents, readDmpStatus } from './repository.ts';

export { keepDmpStatus, recordConsent } from './commands.ts';
export { dmpStatus, listConsents, readDmpStatus } from './repository.ts';

export const DMP_STATUS_ENTRIES = [readDmpStatus, keepDmpStatus, recordConsent, listConsents] as const;
