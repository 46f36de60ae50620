import { SPECIALITES_MEDECINE_GENERALE } from '../../../shared/domain/practitioner.ts';
import { certificateNames } from '../x509/distinguished-name.ts';
import { DS, digestValue, keyInfo, reference, signatureHolds, signedInfo } from '../xades/xmldsig.ts';
import type { XmlSigner } from '../xades/xmldsig.ts';
import { canonicalize, child, element, EXCLUSIVE_C14N, find, parseXml } from '../xml/index.ts';
import type { Markup } from '../xml/index.ts';
import type { PurposeOfUse, VihfContent } from './vihf.ts';

const SAML = 'urn:oasis:names:tc:SAML:2.0:assertion';
const XSI = 'http://www.w3.org/2001/XMLSchema-instance';
const ENVELOPED = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature';

/** The assertion cannot be made truthfully. The message is French. */
export class VihfError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'VihfError';
  }
}

/** TRE_G15. */
const PROFESSIONS: Readonly<Record<string, string>> = {
  '10': 'Médecin',
  '21': 'Pharmacien',
  '40': 'Chirurgien-Dentiste',
  '50': 'Sage-Femme',
  '60': 'Infirmier',
  '70': 'Masseur-Kinésithérapeute',
  '80': 'Pédicure-Podologue',
};

const PURPOSES: Readonly<Record<PurposeOfUse, string>> = {
  normal: 'Accès normal',
  bris_de_glace: 'Accès bris de glace',
  centre_15: 'Accès centre de régulation',
};

function attribute(name: string, ...values: readonly (string | Markup | null)[]): Markup | null {
  const present = values.filter((value) => value !== null && value !== '');
  if (present.length === 0) return null;
  return element(
    'saml2:Attribute',
    { Name: name },
    present.map((value) => element('saml2:AttributeValue', {}, value)),
  );
}

/** A coded value as an HL7 v3 element of type CE, which declares its own namespace. */
function ce(
  tag: 'Role' | 'PurposeOfUse',
  code: string,
  codeSystem: string,
  codeSystemName: string,
  label: string,
): Markup {
  const codes = { code, codeSystem, codeSystemName, displayName: label };
  return element(tag, { xmlns: 'urn:hl7-org:v3', ...codes, 'xsi:type': 'CE' });
}

function roles({ professional }: VihfContent): Markup[] {
  const { profession, specialite } = professional;
  const label = PROFESSIONS[profession];
  if (label === undefined)
    throw new VihfError('La profession portée par la carte n’est pas connue du DMP. Rien n’a été envoyé.');
  const first = ce('Role', profession, '1.2.250.1.71.1.2.7', 'G15', label);
  if (specialite === null) {
    if (profession !== '10' && profession !== '21') return [first];
    throw new VihfError(
      'La spécialité du médecin n’est pas connue : le DMP l’exige. Complétez-la dans les réglages du cabinet.',
    );
  }
  const known = SPECIALITES_MEDECINE_GENERALE[specialite]?.replace(/^Médecin - /, '') ?? specialite;
  return [first, ce('Role', specialite, '1.2.250.1.71.4.2.5', 'R01', known)];
}

function issuerName(content: VihfContent): string {
  const { subject } = certificateNames(content.issuer);
  const commonName = /(?:^|[,+])CN=((?:\\.|[^,+\\])*)/.exec(subject)?.[1];
  if (content.mode === 'direct' && commonName !== content.professional.idNat)
    throw new VihfError('Le certificat de la carte n’est pas celui du médecin connecté. Rien n’a été envoyé.');
  return subject;
}

function assertion(content: VihfContent, signature: Markup | null): Markup {
  const { professional, structure, patient, software, purpose } = content;
  if (purpose === 'bris_de_glace' && !content.reason?.trim())
    throw new VihfError('Un accès en bris de glace doit être motivé. Rien n’a été envoyé.');
  const given = `${professional.prenom} ${professional.nom}`.trim();
  return element(
    'saml2:Assertion',
    {
      'xmlns:saml2': SAML,
      'xmlns:xsi': XSI,
      ID: content.id,
      IssueInstant: content.issuedAt.toISOString(),
      Version: '2.0',
    },
    element(
      'saml2:Issuer',
      { Format: 'urn:oasis:names:tc:SAML:1.1:nameid-format:X509SubjectName' },
      issuerName(content),
    ),
    signature,
    element('saml2:Subject', {}, element('saml2:NameID', {}, professional.idNat)),
    element(
      'saml2:AuthnStatement',
      { AuthnInstant: content.authenticatedAt.toISOString() },
      element('saml2:AuthnContext', {}, element('saml2:AuthnContextClassRef', {}, content.authenticationContext)),
    ),
    element(
      'saml2:AttributeStatement',
      {},
      attribute('VIHF_Version', content.version),
      attribute('Authentification_Mode', content.mode === 'direct' ? 'DIRECTE' : 'INDIRECTE'),
      attribute('Identifiant_Structure', structure.idNat),
      attribute('Secteur_Activite', `${structure.secteur}^1.2.250.1.71.4.2.4`),
      attribute('urn:oasis:names:tc:xspa:1.0:subject:subject-id', given),
      attribute('urn:oasis:names:tc:xacml:2.0:subject:role', ...roles(content)),
      attribute('urn:oasis:names:tc:xacml:2.0:resource:resource-id', `${patient.matricule}^^^&${patient.oid}&ISO^NH`),
      attribute('Ressource_URN', 'urn:dmp'),
      attribute(
        'urn:oasis:names:tc:xspa:1.0:subject:purposeofuse',
        ce('PurposeOfUse', purpose, '1.2.250.1.213.1.1.4.248', 'mode acces VIHF 2.0', PURPOSES[purpose]),
      ),
      attribute('Mode_Acces_Raison', content.reason),
      attribute('LPS_ID', software.id),
      attribute('LPS_Nom', software.nom),
      attribute('LPS_Version', software.version),
      attribute('LPS_ID_HOMOLOGATION_DMP', software.homologation),
    ),
  );
}

/**
 * Unsigned assertion: enough in direct authentication, where the card's TLS session is the proof.
 * @throws VihfError when it would not tell the truth or lacks what the DMP requires
 */
export function unsignedVihf(content: VihfContent): Markup {
  if (content.mode === 'indirect')
    throw new VihfError(
      'En authentification indirecte, l’assertion doit être signée par la structure. Rien n’a été envoyé.',
    );
  return assertion(content, null);
}

/**
 * Assertion with its enveloped signature (RSA-SHA256, exclusive canonical form), compulsory in indirect authentication.
 * @throws VihfError when it lacks something, or when what the signer returned does not verify
 */
export async function signedVihf(content: VihfContent, signer: XmlSigner): Promise<Markup> {
  const bare = parseXml(assertion(content, null).text).root;
  const transforms = [ENVELOPED, EXCLUSIVE_C14N].map((Algorithm) => element('ds:Transform', { Algorithm }));
  const digest = digestValue(canonicalize(bare, { method: EXCLUSIVE_C14N }), 'sha256');
  const info = signedInfo(EXCLUSIVE_C14N, 'sha256', [
    reference({ uri: `#${content.id}`, transforms, hash: 'sha256', digest }),
  ]);
  const withValue = (value: string): Markup =>
    assertion(
      content,
      element(
        'ds:Signature',
        { 'xmlns:ds': DS },
        info,
        element('ds:SignatureValue', {}, value),
        keyInfo(signer.certificate),
      ),
    );
  const prepared = child(find(parseXml(withValue('').text).root, DS, 'Signature'), DS, 'SignedInfo');
  if (prepared === null) throw new VihfError('L’assertion n’a pas pu être préparée. Rien n’a été envoyé.');
  const value = await signer.sign(canonicalize(prepared, { method: EXCLUSIVE_C14N }), 'sha256');
  if (!signatureHolds(prepared, EXCLUSIVE_C14N, 'sha256', value, signer.certificate))
    throw new VihfError('La signature de l’assertion ne se vérifie pas. Rien n’a été envoyé.');
  return withValue(Buffer.from(value).toString('base64'));
}
