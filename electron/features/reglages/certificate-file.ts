import { createPrivateKey, createPublicKey, X509Certificate, type KeyObject } from 'node:crypto';
import type { CertificatStructure, UsageCertificat } from '../../../shared/contract/reglages.ts';
import { HygieError } from '../../../shared/errors.ts';
import { pemCertificates, readCertificate, type Certificate } from '../../formats/x509/certificate.ts';
import { Pkcs12Error, readPkcs12, type Pkcs12Problem } from '../../formats/x509/pkcs12.ts';

/** What the base keeps of a certificate of the structure, whatever file it came in: PEM, and no passphrase, the base being encrypted. */
export interface GardeCertificat {
  /** The certificate itself, then the authorities that came with it. */
  readonly certificat: string;
  /** PKCS#8. */
  readonly cle: string;
}

export interface FichierCertificat {
  readonly usage: UsageCertificat;
  readonly fichier: Uint8Array;
  readonly cle: Uint8Array | null;
  readonly motDePasse: string | null;
}

const CLIENT_AUTHENTICATION = '1.3.6.1.5.5.7.3.2';
const SMALLEST_KEY = 2048;
/** A file bigger than any chain; each entry costs a parse. */
const MOST_CERTIFICATES = 10;

const PKCS12_SENTENCES: Readonly<Record<Pkcs12Problem, string>> = {
  illisible: 'Ce fichier n’est ni un certificat PKCS#12 (.p12, .pfx) ni un certificat PEM.',
  code: 'Le mot de passe n’ouvre pas ce fichier. Rien n’a été gardé.',
  algorithme:
    'Ce fichier est protégé d’une façon qui n’est plus acceptée. Exportez-le de nouveau avec un chiffrement actuel (AES-256).',
};

function refuse(detail: string, cause?: unknown): never {
  throw new HygieError('INVALID_INPUT', detail, cause === undefined ? {} : { cause });
}

function privateKey(pem: string, passphrase: string | null): KeyObject {
  try {
    return createPrivateKey(passphrase === null ? pem : { key: pem, passphrase });
  } catch (cause) {
    const locked = /ENCRYPTED/.test(pem);
    return refuse(
      locked ? 'Le mot de passe n’ouvre pas la clé. Rien n’a été gardé.' : 'La clé privée est illisible.',
      cause,
    );
  }
}

function fromPem(text: string, { cle, motDePasse }: FichierCertificat): { keys: KeyObject[]; certificates: string[] } {
  const whole = cle === null ? text : `${text}\n${Buffer.from(cle).toString('latin1')}`;
  const key = /-----BEGIN (?:\w+ )*PRIVATE KEY-----[\s\S]+?-----END (?:\w+ )*PRIVATE KEY-----/.exec(whole)?.[0];
  if (key === undefined) return refuse('La clé privée manque : ajoutez le fichier de la clé.');
  return { keys: [privateKey(key, motDePasse)], certificates: pemCertificates(text) };
}

function fromPkcs12({ fichier, motDePasse }: FichierCertificat): { keys: KeyObject[]; certificates: string[] } {
  try {
    const { keys, certificates } = readPkcs12(fichier, motDePasse ?? '');
    return {
      keys: keys.map((der) => createPrivateKey({ key: Buffer.from(der), format: 'der', type: 'pkcs8' })),
      certificates: certificates.map((der) => new X509Certificate(der).toString()),
    };
  } catch (error) {
    return refuse(PKCS12_SENTENCES[error instanceof Pkcs12Error ? error.problem : 'illisible'], error);
  }
}

const day = (date: Date) => date.toLocaleDateString('fr-FR', { timeZone: 'Europe/Paris' });

function checkUsage(usage: UsageCertificat, { usage: flags, extendedUsage }: Certificate): void {
  const forClients = extendedUsage.includes(CLIENT_AUTHENTICATION);
  if (usage === 'authentification' && !(forClients && flags.digitalSignature))
    refuse('Ce certificat ne sert pas à l’authentification (ORG AUTH_CLI) : est-ce celui du cachet ?');
  if (usage === 'cachet' && (forClients || !flags.nonRepudiation))
    refuse('Ce certificat ne sert pas à signer (cachet) : est-ce celui d’authentification ?');
}

/** Dates of a kept certificate at this moment; null when it may be used. */
export function dateProblem(
  { notBefore, notAfter }: Pick<Certificate, 'notBefore' | 'notAfter'>,
  now: Date,
): string | null {
  // Written so that a date which cannot be read never passes.
  if (!(now <= notAfter)) return `Le certificat de la structure a expiré le ${day(notAfter)}.`;
  if (!(now >= notBefore)) return `Le certificat de la structure ne sera valable que le ${day(notBefore)}.`;
  return null;
}

/**
 * Reads a certificate of the structure as the doctor gives it, and judges it: its key is the one of the certificate, RSA of 2,048 bits at least, in its
 * dates, made for this usage, issued to this structure (OU; IGC-Santé, certificats d’organisation).
 * @throws HygieError INVALID_INPUT with a French sentence; nothing of the file is in it
 */
export function readCertificateFile(input: FichierCertificat, structureId: string, now: Date): GardeCertificat {
  const text = Buffer.from(input.fichier).toString('latin1');
  const isPem = text.includes('-----BEGIN ');
  const { keys, certificates } = isPem ? fromPem(text, input) : fromPkcs12(input);
  if (certificates.length === 0) refuse('Ce fichier ne contient pas de certificat.');
  if (certificates.length > MOST_CERTIFICATES) refuse('Ce fichier contient trop de certificats.');
  if (keys.length === 0) refuse('Ce fichier ne contient pas la clé privée du certificat.');
  let pair: { pem: string; key: KeyObject; certificate: Certificate } | null = null;
  try {
    for (const pem of certificates) {
      const certificate = readCertificate(pem);
      const key = keys.find((each) => createPublicKey(each).equals(certificate.publicKey));
      if (key !== undefined) pair = { pem, key, certificate };
    }
  } catch (cause) {
    refuse('Un certificat de ce fichier est illisible.', cause);
  }
  if (pair === null) return refuse('La clé privée n’est pas celle du certificat. Rien n’a été gardé.');
  const { pem: leaf, key, certificate } = pair;
  if (key.asymmetricKeyType !== 'rsa' || (key.asymmetricKeyDetails?.modulusLength ?? 0) < SMALLEST_KEY)
    refuse('La clé doit être une clé RSA d’au moins 2 048 bits.');
  const outOfDate = dateProblem(certificate, now);
  if (outOfDate !== null) refuse(outOfDate);
  checkUsage(input.usage, certificate);
  if (certificate.organizationalUnit !== structureId)
    refuse(
      `Ce certificat est celui de la structure « ${certificate.organizationalUnit} », et le cabinet porte l’identifiant « ${structureId} ».`,
    );
  const others = certificates.filter((each) => each !== leaf);
  return {
    certificat: [leaf, ...others].map((each) => `${each.trim()}\n`).join(''),
    cle: key.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

/** What is shown of a kept certificate. */
export function describeCertificate({ certificat }: Pick<GardeCertificat, 'certificat'>): CertificatStructure {
  const { commonName, organizationalUnit, issuerCommonName, notBefore, notAfter } = readCertificate(certificat);
  return {
    titulaire: commonName,
    structureId: organizationalUnit,
    emetteur: issuerCommonName,
    valideDu: notBefore.toISOString(),
    expireLe: notAfter.toISOString(),
  };
}
