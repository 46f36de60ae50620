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

/** Roads of the demonstration: the folders and the hospital's server that the bac à sable fills (shape of the product's « sources »). */
function sources({ laboratoire, sftp }) {
  const folder = (voie, nom) => ({
    voie,
    nom,
    mode: 'direct',
    dossier: laboratoire.depots[voie],
    archive: path.join(laboratoire.depots[voie], 'archives'),
    sftp: null,
    secret: null,
  });
  return [
    folder('hprim', 'Laboratoire, fichiers HPRIM'),
    folder('apicrypt', 'Apicrypt, messages déchiffrés'),
    folder('bioserveur', 'Bioserveur'),
    {
      voie: 'sftp',
      nom: 'Centre hospitalier des Essais',
      mode: 'indirect',
      dossier: null,
      archive: null,
      sftp: {
        hote: sftp.host,
        port: sftp.port,
        utilisateur: sftp.accounts[0],
        chemin: sftp.folder,
        empreinte: sftp.fingerprint,
        archivage: 'deplacer',
      },
      secret: sftp.password,
    },
  ];
}

/**
 * @param {object} report what the bac à sable printed when ready
 * @param {Record<string, string>} cards CPS_MODULE, CPS_CA, CPS_CRL of the cards in use
 * @param {boolean} withSources true: the roads by which files come in are set up too
 */
export function makeInstallation(report, cards, withSources = false) {
  const { dmp, mssante, annuaire, noms, proSanteConnect } = report;
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
      dmp: { url: dmp.url, roots: certificates(dmp.roots), revocationLists: [dmp.crl, dmp.rootCrl] },
      mssante: {
        soumission: service(mssante.smtp),
        imap: service(mssante.imap),
        roots: certificates(mssante.roots),
        revocationLists: [mssante.crl, mssante.rootCrl],
        listeBlanche: fs.readFileSync(mssante.whiteList, 'utf8'),
        adresseListeBlanche: annuaire.listeBlanche,
        serveursDeNoms: [`127.0.0.1:${noms.port}`],
        motDePasse: mssante.password,
        nil: 'TEST-0001',
      },
      annuaire: {
        url: annuaire.fhir,
        cle: annuaire.key,
        extraction: annuaire.extraction,
        roots: certificates(annuaire.roots),
      },
      proSanteConnect: {
        emetteur: proSanteConnect.issuer,
        metadonnees: proSanteConnect.metadata,
        clientId: proSanteConnect.client.id,
        secret: proSanteConnect.client.secret,
      },
      sources: withSources ? sources(report) : [],
    },
  };
}

/** The lists of a service where the application can read them: those of the bac à sable lie in the closed folder of its authority. */
function copyLists(dataFolder, name, { crl, rootCrl }) {
  const folder = path.join(dataFolder, 'revocation');
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  return Object.entries({ crl, rootCrl }).map(([kind, from]) => {
    const to = path.join(folder, `${name}-${kind}.pem`);
    writeFileAtOnce(to, fs.readFileSync(from, 'utf8'));
    return to;
  });
}

/** Writes it into a data folder of the application. */
export function writeInstallation(dataFolder, report, cards, withSources = false) {
  const file = path.join(dataFolder, 'installation.json');
  const installation = makeInstallation(report, cards, withSources);
  installation.services.dmp.revocationLists = copyLists(dataFolder, 'dmp', report.dmp);
  installation.services.mssante.revocationLists = copyLists(dataFolder, 'mssante', report.mssante);
  writeFileAtOnce(file, `${JSON.stringify(installation, null, 2)}\n`);
  fs.chmodSync(file, 0o600);
}
