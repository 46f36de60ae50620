#!/usr/bin/env node
/**
 * Referee of a submission set's signature: recomputes each document digest of its Manifest with other programs than ours (xmllint for the canonical form,
 * openssl for the digest), and says for each document whether it is the one that was signed.
 *
 *   node scripts/manifest-digests.js SIGNATURE.xml DOCUMENT.xml…
 *
 * Exit 0 when every document given is listed once with its digest and nothing else is listed but the set; 1 otherwise; 2 on wrong usage.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const DIGESTS = {
  'http://www.w3.org/2000/09/xmldsig#sha1': '-sha1',
  'http://www.w3.org/2001/04/xmlenc#sha256': '-sha256',
};

function run(program, args, input) {
  const done = spawnSync(program, args, { input, maxBuffer: 256 * 1024 * 1024 });
  if (done.status !== 0) throw new Error(`${program} : ${done.stderr}`);
  return done.stdout;
}

const xpath = (expression, xml) => run('xmllint', ['--nonet', '--xpath', expression, '-'], xml).toString().trim();

function listed(signature) {
  const manifest = '//*[local-name()="Manifest"]/*[local-name()="Reference"]';
  const count = Number(xpath(`count(${manifest})`, signature));
  return Array.from({ length: count }, (_, index) => {
    const one = `(${manifest})[${index + 1}]`;
    return {
      uri: xpath(`string(${one}/@URI)`, signature),
      method: xpath(`string(${one}/*[local-name()="DigestMethod"]/@Algorithm)`, signature),
      digest: xpath(`normalize-space(${one}/*[local-name()="DigestValue"])`, signature),
    };
  });
}

function uniqueId(document) {
  const id = '/*[local-name()="ClinicalDocument"]/*[local-name()="id"]';
  const root = xpath(`string(${id}/@root)`, document);
  const extension = xpath(`string(${id}/@extension)`, document);
  return extension === '' ? root : `${root}^${extension}`;
}

function digestOf(document, method) {
  const option = DIGESTS[method];
  if (option === undefined) return null;
  const canonical = run('xmllint', ['--nonet', '--c14n', '-'], document);
  return run('openssl', ['dgst', option, '-binary'], canonical).toString('base64');
}

const [signatureFile, ...documentFiles] = process.argv.slice(2);
if (signatureFile === undefined || documentFiles.length === 0) {
  process.stderr.write('usage: manifest-digests.js SIGNATURE.xml DOCUMENT.xml…\n');
  process.exit(2);
}
const references = listed(readFileSync(signatureFile));
let wrong = 0;
for (const file of documentFiles) {
  const document = readFileSync(file);
  const uri = `urn:oid:${uniqueId(document)}`;
  const ours = references.filter((reference) => reference.uri === uri);
  const right = ours.length === 1 && ours[0].digest === digestOf(document, ours[0].method);
  if (!right) wrong += 1;
  process.stdout.write(`${right ? 'ok' : 'WRONG'} ${uri}\n`);
}
const sets = references.filter((reference) => reference.digest === 'AA==');
if (sets.length !== 1 || references.length !== documentFiles.length + 1) {
  process.stdout.write('WRONG the manifest must list the set once and each document given, nothing else\n');
  wrong += 1;
}
process.exit(wrong === 0 ? 0 : 1);
