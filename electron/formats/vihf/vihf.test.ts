import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { insForSharing } from '../../../shared/domain/ins.ts';
import { TestAuthority } from '../xades/testing/certificates.ts';
import type { TestCertificate } from '../xades/testing/certificates.ts';
import { schemaErrors, schemasAreThere } from '../xds/testing/referee.ts';
import { SMARTCARD, signedVihf, unsignedVihf, VihfError } from './index.ts';
import type { VihfContent } from './index.ts';

const xmlsecIsThere = spawnSync('xmlsec1', ['--version']).status === 0;
let authority: TestAuthority;
let card: TestCertificate;
let organisation: TestCertificate;
beforeAll(() => {
  authority = new TestAuthority();
  card = authority.issue('/C=FR/title=Médecin/CN=899700057294+SN=MEDECIN5729+GN=Paul', ['extendedKeyUsage=clientAuth']);
  organisation = authority.organisationSignature();
});

function content(changes: Partial<VihfContent> = {}): VihfContent {
  return {
    id: '_6f0a1f3e-95c4-4c1e-8a34-31b1f3d7c001',
    version: '3.0',
    mode: 'direct',
    issuer: card.signer.certificate,
    professional: { idNat: '899700057294', nom: 'MEDECIN5729', prenom: 'Paul', profession: '10', specialite: 'SM54' },
    structure: { idNat: '499700057294001', secteur: 'SA07' },
    patient: insForSharing({
      ins: { matricule: '148085121599955', oid: '1.2.250.1.213.1.4.10' },
      statutIdentite: 'qualifiee',
    }),
    purpose: 'normal',
    reason: null,
    authenticatedAt: new Date('2026-01-05T08:00:00Z'),
    authenticationContext: SMARTCARD,
    issuedAt: new Date('2026-01-05T08:30:00Z'),
    software: { nom: 'Hygie', version: '0.1.0', id: 'INSTALL-1', homologation: 'SANS-NUMERO' },
    ...changes,
  };
}

const indirect = (): VihfContent => content({ mode: 'indirect', issuer: organisation.signer.certificate });
/** An `xsi:type` of another schema fails the strict SAML check although every real assertion carries it. */
const strict = (text: string): string => text.replaceAll(' xsi:type="CE"', '');

describe('[140] signature of the VIHF: optional in direct authentication, compulsory in indirect', () => {
  test('direct, unsigned and signed by the card', async () => {
    expect(unsignedVihf(content()).text).not.toContain('ds:Signature');
    expect(unsignedVihf(content()).text).toContain('>DIRECTE<');
    const doctor = authority.doctorSignature();
    expect((await signedVihf(content(), doctor.signer)).text).toContain('ds:SignatureValue');
  });

  test('indirect is never unsigned', async () => {
    expect(() => unsignedVihf(indirect())).toThrow(VihfError);
    expect((await signedVihf(indirect(), organisation.signer)).text).toContain('>INDIRECTE<');
  });
});

test('the issuer is the subject of the certificate, the subject is the professional', async () => {
  const direct = unsignedVihf(content()).text;
  expect(direct).toMatch(
    /X509SubjectName">[^<]*CN=899700057294[^<]*,2\.5\.4\.12=#0c084dc3a9646563696e,C=FR<\/saml2:Issuer>/,
  );
  expect(direct).toContain('<saml2:NameID>899700057294</saml2:NameID>');
  const signed = (await signedVihf(indirect(), organisation.signer)).text;
  expect(signed).toContain(
    '>CN=cachet.test,OU=499700057294001,O=CABINET M MEDECIN5729,C=FR</saml2:Issuer><ds:Signature',
  );
});

test('a doctor says profession then speciality, in one attribute', () => {
  const { text } = unsignedVihf(content());
  expect(text.match(/<Role /g)).toHaveLength(2);
  expect(text).toContain('code="10" codeSystem="1.2.250.1.71.1.2.7"');
  expect(text).toContain(
    'code="SM54" codeSystem="1.2.250.1.71.4.2.5" codeSystemName="R01" displayName="Médecine Générale (SM)"',
  );
});

test('what would not be true, or would be refused for sure, is not written', () => {
  const professional = { ...content().professional, specialite: null };
  expect(() => unsignedVihf(content({ professional }))).toThrow('spécialité');
  expect(() => unsignedVihf(content({ professional: { ...professional, profession: '99' } }))).toThrow('profession');
  expect(() => unsignedVihf(content({ issuer: organisation.signer.certificate }))).toThrow('certificat de la carte');
  expect(() => unsignedVihf(content({ purpose: 'bris_de_glace', reason: ' ' }))).toThrow('motivé');
  expect(unsignedVihf(content({ purpose: 'bris_de_glace', reason: 'coma' })).text).toContain('Mode_Acces_Raison');
});

test('a signer that returns something else than a signature is caught before sending', async () => {
  const wrong = { certificate: organisation.signer.certificate, sign: () => Promise.resolve(new Uint8Array(256)) };
  await expect(signedVihf(indirect(), wrong)).rejects.toThrow('ne se vérifie pas');
});

describe.skipIf(!schemasAreThere)('against the SAML schema of OASIS', () => {
  test('direct and indirect', async () => {
    const schema = 'saml/sstc-saml-schema-assertion-2.0.xsd';
    expect(schemaErrors(schema, strict(unsignedVihf(content()).text))).toBe('');
    expect(schemaErrors(schema, strict((await signedVihf(indirect(), organisation.signer)).text))).toBe('');
  });
});

describe.skipIf(!xmlsecIsThere)('by xmlsec1', () => {
  const verify = (text: string): boolean => {
    const file = join(authority.folder, 'vihf.xml');
    writeFileSync(file, text);
    const ids = ['--id-attr:ID', 'urn:oasis:names:tc:SAML:2.0:assertion:Assertion'];
    return spawnSync('xmlsec1', ['--verify', ...ids, '--trusted-pem', authority.rootPath, file]).status === 0;
  };

  test('the signature verifies, also inside an envelope with its own namespaces, and one altered byte fails', async () => {
    const { text } = await signedVihf(indirect(), organisation.signer);
    const envelope = `<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" xmlns="urn:autre"><s:Header>${text}</s:Header></s:Envelope>`;
    expect(verify(text)).toBe(true);
    expect(verify(envelope)).toBe(true);
    expect(verify(text.replace('148085121599955', '148085121599956'))).toBe(false);
  });
});
