import { spawnSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { certificateNames } from '../x509/distinguished-name.ts';
import { letterCda } from '../xds/testing/letter.ts';
import { signSubmission, submissionSignatureProblem } from './index.ts';
import type { SignatureHash, SubmissionToSign } from './index.ts';
import { TestAuthority } from './testing/certificates.ts';
import type { TestCertificate } from './testing/certificates.ts';

const xmlsecIsThere = spawnSync('xmlsec1', ['--version']).status === 0;
const SCRIPT = join(import.meta.dirname, '../../../scripts/manifest-digests.js');
const SET = '2.25.1001';
// A document with what canonicalisation is about: a style sheet instruction, comments around the root, CDATA, odd blanks.
const awkward = new TextEncoder().encode(
  new TextDecoder()
    .decode(letterCda())
    .replace('?>\n', '?>\n<?xml-stylesheet type="text/xsl" href="a.xsl"?>\n<!-- avant -->\n')
    .replace('</title>', '<![CDATA[ <2> & ]]></title>')
    .concat('<!-- après -->\n'),
);
const documents = [
  { uniqueId: '2.25.2001', bytes: letterCda() },
  { uniqueId: '2.25.2002', bytes: awkward },
];

let authority: TestAuthority;
let doctor: TestCertificate;
beforeAll(() => {
  authority = new TestAuthority();
  doctor = authority.doctorSignature();
});

function submission(hash: SignatureHash): SubmissionToSign {
  const signingTime = new Date('2026-01-05T08:30:12Z');
  return { submissionSetUniqueId: SET, documents, signer: doctor.signer, hash, signingTime };
}

function xmlsec1(bytes: Uint8Array): { valid: boolean; talk: string } {
  const file = join(authority.folder, 'signature.xml');
  writeFileSync(file, bytes);
  const ids = ['--id-attr:Id', 'http://uri.etsi.org/01903/v1.1.1#:SignedProperties', '--id-attr:Id', 'Manifest'];
  const trust = ['--trusted-pem', authority.rootPath, '--untrusted-pem', doctor.certificatePath];
  const run = spawnSync('xmlsec1', ['--verify', '--ignore-manifests', ...ids, ...trust, file]);
  return { valid: run.status === 0, talk: run.stderr.toString() };
}

test.each<SignatureHash>(['sha1', 'sha256'])(
  '[141] signature of the set with %s, checked by ourselves',
  async (hash) => {
    const signature = await signSubmission(submission(hash));
    expect(submissionSignatureProblem(signature, { submissionSetUniqueId: SET, documents })).toBeNull();
  },
);

describe.skipIf(!xmlsecIsThere)('referees', () => {
  test.each<SignatureHash>(['sha1', 'sha256'])(
    'xmlsec1 verifies both references and the signature (%s)',
    async (hash) => {
      const { valid, talk } = xmlsec1(await signSubmission(submission(hash)));
      expect(talk).toMatch(/SignedInfo References \(ok\/all\): 2\/2/);
      expect(valid).toBe(true);
    },
  );

  test('one altered byte fails, wherever it is signed', async () => {
    const text = new TextDecoder().decode(await signSubmission(submission('sha1')));
    const places: readonly [string, string][] = [
      ['2026-01-05T08:30:12', '2026-01-05T08:30:13'],
      ['urn:oid:2.25.2001', 'urn:oid:2.25.2003'],
      ['AC TEST', 'AC TESU'],
      ['#rsa-sha1', '#dsa-sha1'],
    ];
    for (const [from, to] of places) {
      const altered = new TextEncoder().encode(text.replace(from, to));
      expect(xmlsec1(altered).valid, from).toBe(false);
      expect(submissionSignatureProblem(altered, { submissionSetUniqueId: SET, documents }), from).not.toBeNull();
    }
  });

  test('each document digest of the manifest, computed again by a program apart', async () => {
    const at = (name: string): string => join(authority.folder, name);
    // The program reads the uniqueId in the CDA itself, which is the letter’s.
    const [first] = documents;
    if (!first) throw new Error('a document');
    const own = { uniqueId: '2.25.145012345678901234567890123456789012', bytes: awkward };
    for (const hash of ['sha1', 'sha256'] as const) {
      writeFileSync(at('one.xml'), await signSubmission({ ...submission(hash), documents: [own] }));
      writeFileSync(at('document.xml'), awkward);
      const judge = (): number | null => spawnSync('node', [SCRIPT, at('one.xml'), at('document.xml')]).status;
      expect(judge()).toBe(0);
      writeFileSync(at('document.xml'), Buffer.from(awkward).toString().replace('D’USAGE', 'D’USAGF'));
      expect(judge()).toBe(1);
    }
    writeFileSync(at('two.xml'), await signSubmission({ ...submission('sha1'), documents: [own, first] }));
    writeFileSync(at('document.xml'), awkward);
    expect(spawnSync('node', [SCRIPT, at('two.xml'), at('document.xml')]).status).toBe(1);
  });
});

describe('what the signature does not vouch for is said', () => {
  test('another set, another document, one too many, one too few, one altered byte', async () => {
    const signature = await signSubmission(submission('sha256'));
    const [first, second] = documents;
    if (!first || !second) throw new Error('two documents');
    const problem = (expected: typeof documents, set = SET): string | null =>
      submissionSignatureProblem(signature, { submissionSetUniqueId: set, documents: expected });
    expect(problem(documents, '2.25.9')).toMatch(/lot/);
    expect(problem([first])).toMatch(/une fois/);
    expect(problem([first, second, second])).toMatch(/une fois/);
    expect(problem([first, { ...second, uniqueId: '2.25.9' }])).toMatch(/signé/);
    const altered = letterCda({ 'D’USAGE': 'D’USAGF' });
    expect(problem([{ ...first, bytes: altered }, second])).toMatch(/signé/);
  });

  test('a signature by another key than the certificate shown', async () => {
    const other = authority.doctorSignature('899700057302');
    const signer = { certificate: doctor.signer.certificate, sign: other.signer.sign };
    const signature = await signSubmission({ ...submission('sha1'), signer });
    expect(submissionSignatureProblem(signature, { submissionSetUniqueId: SET, documents })).toMatch(
      /ne correspond pas/,
    );
  });
});

test('names of a certificate in the form of RFC 2253, several values in one level', () => {
  const { subject, issuer, serialNumber } = certificateNames(doctor.signer.certificate);
  expect(subject).toMatch(
    /^(?=.*2\.5\.4\.42=#0c045061756c)(?=.*2\.5\.4\.4=#0c0b4d45)(?=.*CN=899700057294)[^,]+,2\.5\.4\.12=#0c084dc3a9646563696e,C=FR$/,
  );
  expect(issuer).toBe('CN=AC TEST,OU=0002 187512751,O=ASIP-SANTE TEST,C=FR');
  expect(BigInt(serialNumber)).toBe(BigInt(`0x${new X509Certificate(doctor.certificate).serialNumber}`));
  expect(() => certificateNames(new Uint8Array([0x30, 0x82]))).toThrow(RangeError);
});
