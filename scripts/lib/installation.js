/** `installation.json` of a test installation: where the bac à sable's services are, and which cards may log in. */
import fs from 'node:fs';
import path from 'node:path';
import { writeFileAtOnce } from './files.js';
import { root } from './paths.js';

/** A bundle of certificates, one text each. */
const certificates = (file) =>
  fs.readFileSync(file, 'utf8').match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----\n?/g) ?? [];

const service = ({ host, port }) => ({ hote: host, port });
const demo = (name) => path.join(root, 'fixtures', 'demo', name);

/**
 * @param {object} report what the bac à sable printed when ready
 * @param {Record<string, string>} cards CPS_MODULE, CPS_CA, CPS_CRL of the cards in use
 */
export function makeInstallation(report, cards) {
  const { dmp, mssante } = report;
  return {
    test: true,
    cardModule: cards.CPS_MODULE,
    nssConsent: true,
    cardRoots: certificates(cards.CPS_CA),
    cardRevocationList: cards.CPS_CRL,
    demonstration: {
      practice: demo('practice.json'),
      patients: demo('demo-patients.json'),
      cim10: path.join(root, 'fixtures', 'cim10', 'cim10-mg.txt'),
      medicaments: path.join(root, 'fixtures', 'bdpm'),
    },
    services: {
      dmp: { url: dmp.url, roots: certificates(dmp.roots) },
      mssante: {
        soumission: service(mssante.smtp),
        imap: service(mssante.imap),
        roots: certificates(mssante.roots),
        listeBlanche: fs.readFileSync(mssante.whiteList, 'utf8'),
        motDePasse: mssante.password,
        nil: 'TEST-0001',
      },
    },
  };
}

/** Writes it into a data folder of the application. */
export function writeInstallation(dataFolder, report, cards) {
  const file = path.join(dataFolder, 'installation.json');
  writeFileAtOnce(file, `${JSON.stringify(makeInstallation(report, cards), null, 2)}\n`);
  fs.chmodSync(file, 0o600);
}
