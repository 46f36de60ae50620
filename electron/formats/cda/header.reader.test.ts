import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { XmlRefusedError } from '../xml/index.ts';
import { CdaUnreadableError, readCdaHeader } from './header.reader.ts';

const shared = join(import.meta.dirname, '../../../../shared');
const examples = join(shared, 'ans-cda/ExemplesCDA');
const examplesAreThere = existsSync(examples);

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const MINIMAL = `<ClinicalDocument xmlns="urn:hl7-org:v3"><id root="1.2.3"/><code code="SYNTH" codeSystem="1.2.250.1.213.1.1.4.12"/>
<effectiveTime value="20260105093000+0100"/><recordTarget><patientRole><id root="1.2.3.4" extension="77"/><patient><name>
<family qualifier="SP">D’ARC</family><family qualifier="BR">LE GOFF</family><given>ANNE LISE</given></name></patient></patientRole></recordTarget>
<component><structuredBody/></component></ClinicalDocument>`;

test('reads a bare header and says null for what is not there', () => {
  const header = readCdaHeader(encode(MINIMAL));
  expect(header.id).toEqual({ root: '1.2.3', extension: null });
  expect(header.patient).toMatchObject({
    ins: null,
    birthName: 'LE GOFF',
    usedName: 'D’ARC',
    birthGivenNames: 'ANNE LISE',
    birthTime: null,
  });
  expect(header).toMatchObject({
    versionNumber: null,
    setId: null,
    encounter: null,
    legalAuthenticator: null,
    body: { kind: 'structured' },
  });
});

test('finds the document inside a self-displaying style sheet and under a prefix', () => {
  const prefixed = MINIMAL.replaceAll('</', '</c:').replaceAll(/<(\w)/g, '<c:$1').replace('xmlns=', 'xmlns:c=');
  const sheet = `<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">${prefixed}</xsl:stylesheet>`;
  expect(readCdaHeader(encode(sheet))).toEqual(readCdaHeader(encode(MINIMAL)));
});

test('refuses what is not a CDA with a French sentence, and a DOCTYPE at the door', () => {
  for (const broken of [
    '<a/>',
    MINIMAL.replace('<id root="1.2.3"/>', ''),
    MINIMAL.replace('code="SYNTH"', ''),
    MINIMAL.replace(/<effectiveTime[^>]*>/, ''),
    MINIMAL.replaceAll('recordTarget', 'somethingElse'),
  ]) {
    expect(() => readCdaHeader(encode(broken))).toThrow(CdaUnreadableError);
  }
  expect(() => readCdaHeader(encode(`<!DOCTYPE a [<!ENTITY b "c">]>${MINIMAL}`))).toThrow(XmlRefusedError);
});

test('a document about several people names none of them', () => {
  const [target = ''] = /<recordTarget>[^]*<\/recordTarget>/.exec(MINIMAL) ?? [];
  const { patient } = readCdaHeader(encode(MINIMAL.replace(target, target + target)));
  expect(patient).toMatchObject({ ids: [], ins: null, birthName: null, birthTime: null });
});

test('whatever the bytes, answers a header or one of its two errors', () => {
  fc.assert(
    fc.property(fc.nat(MINIMAL.length), fc.nat(40), fc.string(), (at, cut, inserted) => {
      try {
        readCdaHeader(encode(MINIMAL.slice(0, at) + inserted + MINIMAL.slice(at + cut)));
      } catch (error) {
        expect(error instanceof XmlRefusedError || error instanceof CdaUnreadableError).toBe(true);
      }
    }),
  );
});

test.skipIf(!examplesAreThere)('reads every official example (skipped without the shared reference material)', () => {
  const files = readdirSync(examples).filter((name) => name.endsWith('.xml'));
  for (const name of files) {
    const header = readCdaHeader(readFileSync(join(examples, name)));
    expect(header.title, name).not.toBe('');
    expect(header.authors.length, name).toBeGreaterThan(0);
    expect(header.patient.birthName, name).not.toBeNull();
    expect(header.serviceEvents[0]?.effectiveTime.low, name).toMatch(/^\d{4}/);
    expect(header.encounter?.facilityType, name).not.toBeNull();
  }
  const vsm = readCdaHeader(readFileSync(join(examples, 'VSM_1.4_2022.01.xml')));
  expect(vsm.patient).toMatchObject({
    ins: { root: '1.2.250.1.213.1.4.10', extension: '279035121518989' },
    birthName: 'PAT-TROIS',
    firstBirthGivenName: 'DOMINIQUE',
    birthPlaceCog: '51215',
  });
  expect(vsm.patient.address).toEqual({
    lines: ['28 Avenue de Breteuil', 'Escalier A'],
    postalCode: '75007',
    city: 'PARIS',
    country: 'FRANCE',
  });
  expect(vsm.authors[0]).toMatchObject({
    function: { code: 'PCP' },
    specialty: { code: 'G15_10/SM26' },
    name: { family: 'MEDIONI', suffix: 'DR' },
  });
  expect(vsm.participants[0]).toMatchObject({ typeCode: 'INF', name: { given: 'Stéphane' } });
});
