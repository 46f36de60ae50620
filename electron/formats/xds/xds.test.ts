import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseXml } from '../xml/index.ts';
import {
  CdaMetadataError,
  classOfType,
  confidentialityCodes,
  documentEntryFromCda,
  findDocumentsRequest,
  getDocumentsRequest,
  oidOfUuid,
  provideAndRegisterRequest,
  readCx,
  readEntry,
  readQueryAnswer,
  readRegistryAnswer,
  retrieveDocumentsRequest,
  submitObjectsRequest,
  utcTime,
} from './index.ts';
import type { DocumentEntry, Submission } from './index.ts';
import { inlined, schemaErrors, SCHEMAS, schemasAreThere } from './testing/referee.ts';
import { letterCda } from './testing/letter.ts';

const VISIBLE = { masquePs: false, invisiblePatient: false };
const ITI_41 = 'nist-v3/XDS.b_DocumentRepository.xsd';
const RIM = 'urn:oasis:names:tc:ebxml-regrep:xsd:rim:3.0';

function submission(entry: DocumentEntry): Submission {
  const [author] = entry.authors;
  if (!author) throw new Error('the letter has an author');
  return {
    id: 'SubmissionSet01',
    set: {
      uniqueId: '2.25.1',
      sourceId: '2.25.2',
      submissionTime: '20260105093012',
      title: 'Lot <1> & "2"',
      comments: null,
      author,
      contentType: { code: '07', scheme: '1.2.250.1.213.2.2', label: 'Consultations ou soins externes' },
      patientId: entry.patientId,
    },
    documents: [{ id: 'Document01', entry }],
    associations: [{ kind: 'replaces', source: 'Document01', target: 'urn:uuid:11111111-2222-4333-8444-555555555555' }],
  };
}

describe('entry of a document, read from the document itself', () => {
  const entry = documentEntryFromCda(letterCda(), VISIBLE);

  test('every value comes from the CDA header (CI-SIS, header to metadata)', () => {
    expect(entry).toMatchObject({
      uniqueId: '2.25.145012345678901234567890123456789012',
      mimeType: 'text/xml',
      title: 'Lettre d’adressage',
      languageCode: 'fr-FR',
      patientId: { value: '260058815400233', oid: '1.2.250.1.213.1.4.10', kind: 'NH' },
      sourcePatientId: { value: 'D-17', oid: '2.25.99', kind: 'PI' },
      sourcePatientInfo: [
        'PID-5|EXEMPLE^CAMILLE^CAMILLE ANNE^^^^L',
        'PID-5|D’USAGE^CAMILLE^^^^^D',
        'PID-7|19600512',
        'PID-8|F',
        'PID-11|^^^^^^BDL^^88154',
      ],
      legalAuthenticator: { id: '899700000000', family: 'MODELE', given: 'Paul', kind: 'professional' },
      typeCode: { code: '96349-6', scheme: '2.16.840.1.113883.6.1' },
      classCode: { code: '10', scheme: '1.2.250.1.213.1.1.4.1' },
      formatCode: { code: 'urn:ihe:iti:xds-sd:pdf:2008', scheme: '1.3.6.1.4.1.19376.1.2.3' },
      facilityType: { code: 'SA07', scheme: '1.2.250.1.71.4.2.4' },
      practiceSetting: { code: 'AMBULATOIRE', scheme: '1.2.250.1.213.1.1.4.9' },
      creationTime: '20260105083000',
      serviceStartTime: '20260105081500',
      serviceStopTime: null,
    });
    expect(entry.authors).toEqual([
      {
        person: {
          id: '899700000000',
          oid: '1.2.250.1.71.4.2.1',
          family: 'MODELE',
          given: 'Paul',
          kind: 'professional',
        },
        institution: { id: '499700000000000', name: 'Cabinet du Dr Modèle & Fils' },
        role: 'Médecin traitant',
        specialty: {
          code: 'G15_10/SM54',
          scheme: '1.2.250.1.213.1.1.4.5',
          label: 'Médecin - Médecine Générale (SM)',
        },
      },
    ]);
    expect(entry.eventCodes.map(({ code }) => code)).toEqual(['34117-2']);
    const openssl = spawnSync('openssl', ['dgst', '-sha1', '-r'], { input: letterCda() }).stdout.toString();
    expect(openssl.startsWith(`${entry.hash} `)).toBe(true);
    expect(entry.size).toBe(letterCda().length);
  });

  test('[146] what is not a CDA R2, or lacks what the metadata must say, is refused with the reason', () => {
    const without = (pattern: RegExp): Uint8Array =>
      new TextEncoder().encode(new TextDecoder().decode(letterCda()).replace(pattern, ''));
    const missing: readonly [RegExp, string][] = [
      [/<legalAuthenticator>.*<\/legalAuthenticator>/s, 'responsable'],
      [/<componentOf>.*<\/componentOf>/s, 'lieu'],
      [/<standardIndustryClassCode[^>]*>/g, 'cadre d’exercice'],
      [/<birthTime[^>]*>/, 'date de naissance'],
    ];
    for (const [pattern, word] of missing) {
      expect(() => documentEntryFromCda(without(pattern), VISIBLE)).toThrow(word);
      expect(() => documentEntryFromCda(without(pattern), VISIBLE)).toThrow(CdaMetadataError);
    }
    expect(() => documentEntryFromCda(new TextEncoder().encode('<a/>'), VISIBLE)).toThrow(/CDA/);
    const twoIns = letterCda({
      'root="2.25.99" extension="D-17"': 'root="1.2.250.1.213.1.4.8" extension="260058815400233"',
    });
    expect(() => documentEntryFromCda(twoIns, VISIBLE)).toThrow('plusieurs INS');
  });

  test('[143] confidentiality is always said: N first, the masks beside it', () => {
    const codes = (masquePs: boolean, invisiblePatient: boolean): string[] =>
      confidentialityCodes('N', { masquePs, invisiblePatient }).map(({ code }) => code);
    expect(codes(false, false)).toEqual(['N']);
    expect(codes(true, false)).toEqual(['N', 'MASQUE_PS']);
    expect(codes(false, true)).toEqual(['N', 'INVISIBLE_PATIENT']);
    expect(codes(true, true)).toEqual(['N', 'MASQUE_PS', 'INVISIBLE_PATIENT']);
    expect(confidentialityCodes('R', VISIBLE).map(({ code }) => code)).toEqual(['R']);
  });
});

describe('data types', () => {
  test('times become UTC, in their own precision', () => {
    expect(utcTime('20260105093000+0100')).toBe('20260105083000');
    expect(utcTime('20260105003000+0100')).toBe('20260104233000');
    expect(utcTime('20260705093000')).toBe('20260705073000');
    expect(utcTime('20260105093000')).toBe('20260105083000');
    expect(utcTime('202601050930-0330')).toBe('20260105130000');
    expect(utcTime('20260105')).toBe('20260105');
    expect(utcTime('hier')).toBeNull();
  });

  test('a UUID as an OID, and a CX whatever follows', () => {
    expect(oidOfUuid('f81d4fae-7dec-11d0-a765-00a0c91e6bf6')).toBe('2.25.329800735698586629295641978511506172918');
    expect(readCx('277076322082910^^^&1.2.250.1.213.1.4.10&ISO^NH^^20260105')).toEqual({
      value: '277076322082910',
      oid: '1.2.250.1.213.1.4.10',
      kind: 'NH',
    });
    expect(readCx('277076322082910')).toBeNull();
  });

  test('each type of document of a practice has a class', () => {
    for (const [type, expected] of [
      ['SYNTH', '11'],
      ['11488-4', '10'],
      ['57833-6', '42'],
      ['CERT_DECL', '52'],
    ] as const)
      expect(classOfType(type)?.code).toBe(expected);
    expect(classOfType('inconnu')).toBeNull();
  });
});

describe.skipIf(!schemasAreThere)('requests against the schemas of IHE and OASIS', () => {
  const entry = documentEntryFromCda(letterCda(), { masquePs: true, invisiblePatient: false });

  test('[143] ITI-41 and METADATA.XML validate, and differ by the URI alone', () => {
    const dmp = submitObjectsRequest(submission(entry));
    const base = submission(entry);
    const xdm = submitObjectsRequest({ ...base, documents: [{ id: 'Document01', entry, uri: 'DOC0001.XML' }] });
    const body = provideAndRegisterRequest(dmp, [{ id: 'Document01', contentId: 'a@b' }]);
    expect(schemaErrors(ITI_41, inlined(body.text))).toBe('');
    expect(schemaErrors('nist-v3/lcm.xsd', xdm.text)).toBe('');
    const uri = '<rim:Slot name="URI"><rim:ValueList><rim:Value>DOC0001.XML</rim:Value></rim:ValueList></rim:Slot>';
    expect(xdm.text).toContain(uri);
    expect(xdm.text.replace(uri, '')).toBe(dmp.text);
  });

  test('ITI-18 and ITI-43', () => {
    const find = findDocumentsRequest({
      patientId: entry.patientId,
      statuses: ['approved', 'archived'],
      typeCodes: ['SYNTH^^1.2.250.1.213.1.1.4.12'],
      createdFrom: '20250101000000',
    });
    expect(schemaErrors('nist-v3/query.xsd', find.text)).toBe('');
    expect(schemaErrors('nist-v3/query.xsd', getDocumentsRequest(["2.25.1'", '2.25.2'], 'ObjectRef').text)).toBe('');
    expect(getDocumentsRequest(["2.25.1'"], 'ObjectRef').text).toContain("('2.25.1''')");
    expect(schemaErrors(ITI_41, retrieveDocumentsRequest('1.2.3', ['2.25.1']).text)).toBe('');
  });

  test('the referee does refuse a wrong request', () => {
    const wrong = findDocumentsRequest({ patientId: entry.patientId }).text.replace('returnType=', 'kind=');
    expect(schemaErrors('nist-v3/query.xsd', wrong)).toContain('kind');
  });

  test('answers are read, errors with their context', () => {
    const failure = parseXml(readFileSync(join(SCHEMAS, 'examples/registry-response-error.xml'))).root;
    expect(readRegistryAnswer(failure)).toEqual({
      status: 'Failure',
      errors: [
        { code: 'XDSDuplicateUniqueIdInRegistry', context: 'uniqueId deja connu', location: '', warning: false },
      ],
    });
    const answer = parseXml(
      `<q:AdhocQueryResponse xmlns:q="urn:oasis:names:tc:ebxml-regrep:xsd:query:3.0" status="urn:oasis:names:tc:ebxml-regrep:ResponseStatusType:Success">
       <r:RegistryObjectList xmlns:r="${RIM}"><r:ObjectRef id="urn:uuid:1"/></r:RegistryObjectList></q:AdhocQueryResponse>`,
    ).root;
    expect(readRegistryAnswer(answer)).toEqual({ status: 'Success', errors: [] });
    expect(readQueryAnswer(answer).references).toEqual(['urn:uuid:1']);
  });
});

test('an entry written is read back the same, whatever the prefix', () => {
  const entry = documentEntryFromCda(letterCda(), { masquePs: true, invisiblePatient: true });
  const base = submission(entry);
  const text = submitObjectsRequest({ ...base, documents: [{ id: 'D1', entry, uri: 'DOC0001.XML' }] }).text;
  const { root } = parseXml(text.replace(/(<\/?|xmlns:)rim\b/g, '$1ns5'));
  const list = root.children[0];
  if (list?.kind !== 'element') throw new Error('a list was written');
  const object = list.children.find((node) => node.kind === 'element' && node.local === 'ExtrinsicObject');
  if (object?.kind !== 'element') throw new Error('an entry was written');
  expect(readEntry(object)).toMatchObject({
    id: 'D1',
    uniqueId: entry.uniqueId,
    patientId: entry.patientId,
    typeCode: entry.typeCode,
    classCode: entry.classCode,
    confidentialityCodes: entry.confidentialityCodes,
    hash: entry.hash,
    size: entry.size,
    uri: 'DOC0001.XML',
    title: entry.title,
  });
});
