/** Public face of the settings of the practice. */
import { describeStructureCertificates, readStructureCertificate, writeStructureCertificate } from './certificates.ts';
import { writeSecret, writeSettings } from './commands.ts';
import { pscSealingKey, readPscSecret, writePscSecret } from './psc.ts';
import { readSecret, readSettings, secretOwners } from './repository.ts';

export { dateProblem, describeCertificate, readCertificateFile, type GardeCertificat } from './certificate-file.ts';
export { describeStructureCertificates, readStructureCertificate, writeStructureCertificate } from './certificates.ts';
export { PSC_DEFAUT, pscSealingKey, readPscSecret, writePscSecret } from './psc.ts';
export { writeSecret, writeSettings } from './commands.ts';
export { readSecret, readSettings, secretOwners, setting, type Settings } from './repository.ts';

export const REGLAGES_ENTRIES = [
  readSettings,
  readSecret,
  secretOwners,
  writeSettings,
  writeSecret,
  readPscSecret,
  writePscSecret,
  pscSealingKey,
  readStructureCertificate,
  describeStructureCertificates,
  writeStructureCertificate,
] as const;
