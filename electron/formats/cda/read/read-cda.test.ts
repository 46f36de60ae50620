import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCda } from './index.ts';
import { bioSample, cdaSample, related, resultSample, sectionSample } from './testing/cda-sample.ts';

const examples = join(process.cwd(), '../shared/ans-cda/ExemplesCDA');
const sharedIsThere = existsSync(examples);
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const base64 = (text: string): string => Buffer.from(text).toString('base64');

function only(text: string) {
  const { outcome, reports } = readCda(bytes(text));
  const [report] = reports;
  if (outcome !== 'read' || report === undefined) throw new Error(`not read: ${outcome}`);
  return report;
}
const firstResult = (text: string) => only(text).results[0];

const range = (low: string, high: string): string =>
  `<referenceRange typeCode="REFV"><observationRange classCode="OBS" moodCode="EVN.CRT"><value xsi:type="IVL_PQ">${low}${high}</value></observationRange></referenceRange>`;

describe('header of a report', () => {
  test('identity, document and sender as the document writes them', () => {
    const report = only(bioSample(resultSample('<value xsi:type="PQ" value="5.60" unit="mmol/L"/>')));
    expect(report).toMatchObject({
      kind: 'biology',
      status: 'final',
      identity: {
        ins: { matricule: '255069999999934', oid: '1.2.250.1.213.1.4.10' },
        nom: 'PAT-TROIS',
        premierPrenom: 'DOMINIQUE',
        prenoms: 'DOMINIQUE MARIE-LOUISE',
        datesNaissance: ['1955-06-03'],
        sexe: 'F',
        lieuNaissanceInsee: '51215',
        identifiantEmetteur: 'IPP7',
      },
      document: {
        typeCode: '11502-2',
        date: '2026-03-16T09:30:00.000Z',
        author: 'Jeanne LABAT',
        authorId: '899700000001',
        organisation: 'Laboratoire des Tilleuls',
        senderCode: '1750000001',
        uniqueId: '1.2.250.1.999.1^DOC-1',
        setId: '1.2.250.1.999.2^SET-1',
        versionNumber: 1,
      },
    });
  });

  test.each([
    ['active', '', 'partial'],
    ['completed', '', 'final'],
    [
      'completed',
      '<relatedDocument typeCode="RPLC"><parentDocument><id root="1.2.3" extension="OLD"/></parentDocument></relatedDocument>',
      'corrected',
    ],
  ])('lab:statusCode %s %s is %s', (status, replaced, expected) => {
    const header = `<inFulfillmentOf><order><id root="1.2.250.9" extension="R42"/></order></inFulfillmentOf><documentationOf><serviceEvent><lab:statusCode code="${status}"/></serviceEvent></documentationOf>${replaced}`;
    const report = only(cdaSample({ header, body: sectionSample('', '') }));
    expect(report.status).toBe(expected);
    expect(report.document.orderNumber).toBe('R42');
    expect(report.document.replaces).toEqual(replaced === '' ? [] : ['1.2.3^OLD']);
  });
});

describe('value of a result', () => {
  test.each([
    [
      '<value xsi:type="PQ" value="5.60" unit="mmol/L"/>',
      { kind: 'numeric', value: 5.6, text: '5.60', unit: 'mmol/L' },
    ],
    [
      '<c:value xmlns:c="urn:hl7-org:v3" xsi:type="c:PQ" value="1" unit="g"/>',
      { kind: 'numeric', value: 1, unit: 'g' },
    ],
    ['<value xsi:type="INT" value="12"/>', { kind: 'numeric', value: 12, text: '12', unit: null }],
    ['<value xsi:type="REAL" value="2.0"/>', { kind: 'numeric', value: 2, text: '2.0' }],
    ['<value xsi:type="PQ" value="douze" unit="g"/>', { kind: 'text', value: null, text: 'douze' }],
    ['<value xsi:type="IVL_PQ"><high value="0.5" unit="mg/L"/></value>', { value: 0.5, comparator: '<', unit: 'mg/L' }],
    ['<value xsi:type="IVL_PQ"><high value="5" unit="g" inclusive="true"/></value>', { value: 5, comparator: '<=' }],
    ['<value xsi:type="IVL_PQ"><low value="60" unit="mL"/></value>', { value: 60, comparator: '>' }],
    [
      '<value xsi:type="IVL_PQ"><low value="2" unit="g"/><high value="4" unit="g"/></value>',
      { kind: 'text', value: null, text: '2 - 4' },
    ],
    [
      '<value xsi:type="CD" code="260385009" codeSystem="2.16.840.1.113883.6.96" displayName="négatif"/>',
      { kind: 'coded', text: 'négatif' },
    ],
    ['<value xsi:type="ST">paille &lt;clair&gt;</value>', { kind: 'text', text: 'paille <clair>' }],
    ['<value xsi:type="ED"><reference value="#mot"/></value>', { kind: 'text', text: 'mots du récit' }],
    ['<value xsi:type="RTO"><numerator value="1"/><denominator value="40"/></value>', { kind: 'text', text: '1/40' }],
    ['<value xsi:type="BL" value="true"/>', { kind: 'coded', text: 'oui' }],
    ['<value xsi:type="PQ" nullFlavor="UNK"/>', { kind: 'text', value: null, text: null }],
    ['', { kind: 'text', value: null, text: null }],
    [
      '<value xsi:type="PQ" value="0.71" unit="g/L"><translation value="3.9" code="mmol/L"/></value>',
      { value: 0.71, value2: 3.9, unit2: 'mmol/L' },
    ],
  ])('%s', (value, expected) => {
    const section = sectionSample('<paragraph ID="mot">mots du récit</paragraph>', related(resultSample(value)));
    expect(firstResult(cdaSample({ body: section }))).toMatchObject(expected);
  });
});

describe('codes, ranges, status and dates', () => {
  test('a code that is not LOINC keeps the sender’s own, and its words come from the narrative', () => {
    const code =
      '<code><originalText><reference value="#crp"/></originalText><translation code="1234" codeSystem="1.2.3"/></code>';
    const text = cdaSample({
      body: sectionSample('<content ID="crp">CRP <br/>ultra</content>', related(resultSample('', code))),
    });
    expect(firstResult(text)).toMatchObject({ code: '1234', loinc: null, loincOrigine: null, label: 'CRP ultra' });
  });

  test('a LOINC code beside the local one is taken wherever it stands', () => {
    const code =
      '<code code="K" codeSystem="1.2.3"><translation code="2823-3" codeSystem="2.16.840.1.113883.6.1" displayName="Potassium"/></code>';
    expect(firstResult(bioSample(resultSample('', code)))).toMatchObject({
      code: 'K',
      loinc: '2823-3',
      loincOrigine: 'cda',
      label: 'Potassium',
    });
  });

  test.each([
    [
      '5.6',
      range('<low value="3.5" unit="mmol/L"/>', '<high value="5.1" unit="mmol/L"/>'),
      { low: 3.5, high: 5.1, computed: 'H' },
    ],
    ['3.0', range('<low value="3.5" unit="mmol/L"/>', ''), { low: 3.5, high: null, computed: 'L' }],
    [
      '4',
      range('<low value="4" unit="mmol/L"/>', '<high value="4" unit="mmol/L"/>'),
      { low: 4, high: 4, computed: null },
    ],
    [
      '4',
      range('<low value="140" unit="mg/L"/>', '<high value="200" unit="mg/L"/>'),
      { low: null, computed: null, rangeText: '140 à 200 mg/L' },
    ],
    [
      '4',
      range('<low value="1" unit="mmol/L"/>', '') + range('', '<high value="9" unit="mmol/L"/>'),
      { low: null, high: null, rangeText: '≥ 1 mmol/L ; ≤ 9 mmol/L' },
    ],
    [
      '4',
      '<referenceRange><observationRange><text>Inférieur à 5</text></observationRange></referenceRange>',
      { low: null, rangeText: 'Inférieur à 5' },
    ],
  ])('%s against %s', (value, ranges, expected) => {
    expect(
      firstResult(bioSample(resultSample(`<value xsi:type="PQ" value="${value}" unit="mmol/L"/>${ranges}`))),
    ).toMatchObject(expected);
  });

  test.each([
    ['completed', 'F'],
    ['active', 'P'],
    ['aborted', 'X'],
    ['nullified', 'D'],
  ])('status %s is %s', (status, expected) => {
    const observation = resultSample('').replace('<statusCode code="completed"/>', `<statusCode code="${status}"/>`);
    expect(firstResult(bioSample(observation))?.status).toBe(expected);
  });

  test.each([
    ['20260316081059+0100', '2026-03-16T08:10'],
    ['202603160810+0400', '2026-03-16T08:10'],
    ['20260316071059+0000', '2026-03-16T08:10'],
    ['20260316', '2026-03-16'],
    ['20260231', null],
    ['hier', null],
  ])('moment %s is %s', (stamp, expected) => {
    const observation = resultSample('').replace('202603160810+0100', stamp);
    expect(firstResult(bioSample(observation))?.date).toBe(expected);
  });
});

describe('what surrounds a result', () => {
  const validator =
    '<participant typeCode="AUTHEN"><time><high value="202603161105+0100"/></time><participantRole><playingEntity><name><prefix>M</prefix><given>Jean</given><family>DE SANTS</family><suffix>DR</suffix></name></playingEntity></participantRole></participant>';
  const isolate = `<organizer classCode="CLUSTER" moodCode="EVN"><specimen><specimenRole><specimenPlayingEntity><code displayName="Escherichia coli" code="112283007"/></specimenPlayingEntity></specimenRole></specimen>
    <component><organizer classCode="BATTERY" moodCode="EVN"><code displayName="Antibiogramme" code="18769-0"/><component>${resultSample('<value xsi:type="ST">S</value><interpretationCode code="S"/>')}</component></organizer></component></organizer>`;
  const collection =
    '<procedure classCode="PROC" moodCode="EVN"><templateId root="1.3.6.1.4.1.19376.1.3.1.2"/><effectiveTime><high value="202603160735+0100"/></effectiveTime></procedure>';

  test('groups, validation and collection', () => {
    const report = only(cdaSample({ body: sectionSample('', validator + related(collection) + related(isolate)) }));
    expect(report.document.sampledAt).toBe('2026-03-16T07:35');
    expect(report.results).toMatchObject([
      {
        section: 'BIOCHIMIE',
        groupe: ['Escherichia coli', 'Antibiogramme'],
        interpretation: 'S',
        validation: 'Dr Jean DE SANTS, 16/03/2026 11:05',
      },
    ]);
  });

  test('a previous value is never a result, and a comment stays with its own', () => {
    const before = related(resultSample('<value xsi:type="PQ" value="9" unit="mmol/L"/>'), 'REFR');
    const comment = related(
      '<act classCode="ACT" moodCode="EVN"><code code="48767-8"/><text>Sérum hémolysé</text></act>',
      'SUBJ',
    );
    const { results } = only(
      bioSample(resultSample(`<value xsi:type="PQ" value="4" unit="mmol/L"/>${before}${comment}`)),
    );
    expect(results).toHaveLength(1);
    expect(results[0]).toMatchObject({ value: 4, comment: 'Sérum hémolysé' });
  });

  test('a letter’s quoted results are not imported', () => {
    const body = sectionSample('', related(resultSample('<value xsi:type="PQ" value="4" unit="g"/>')));
    expect(only(cdaSample({ code: '11490-0', body }))).toMatchObject({ kind: 'letter', results: [] });
  });
});

describe('level 1 bodies', () => {
  const level1 = (mediaType: string, content: string): string =>
    cdaSample({
      code: '11490-0',
      body: `<nonXMLBody><text mediaType="${mediaType}" representation="B64">${content}</text></nonXMLBody>`,
    });

  test('a PDF is known by its bytes, white space in its base64 or not', () => {
    const encoded = base64('%PDF-1.4\nrien').replace(/(.{4})/g, '$1\n ');
    expect(Buffer.from(only(level1('application/pdf', encoded)).document.pdf ?? []).toString()).toBe('%PDF-1.4\nrien');
  });

  test('what claims to be a PDF and is not is said, and not given as one', () => {
    const report = only(level1('application/pdf', base64('<html><script>alert(1)</script></html>')));
    expect(report.document.pdf).toBeNull();
    expect(report.warnings.join(' ')).toContain('n’est pas de la forme annoncée');
  });

  test('text and RTF give text', () => {
    expect(only(level1('text/plain', base64('Cher confrère,'))).text).toBe('Cher confrère,');
    const rtf =
      "{\\rtf1\\ansi{\\fonttbl{\\f0 Arial;}}\\b Cher confr\\'e8re\\b0,\\par \\u233?tat {\\*\\generator x;}stable\\tab 5 %}";
    expect(only(level1('text/rtf', base64(rtf))).text).toBe('Cher confrère,\nétat stable\t5 %');
  });
});

describe('hostile and broken files', () => {
  test.each([
    ['a DOCTYPE', bioSample().replace('?>', '?><!DOCTYPE x [<!ENTITY a "b">]>'), 'refused', 'XML_REFUSE'],
    ['depth', cdaSample({ body: '<a>'.repeat(5000) + '</a>'.repeat(5000) }), 'refused', 'XML_REFUSE'],
    ['malformed', bioSample().slice(0, -20), 'refused', 'XML_REFUSE'],
    ['another XML', '<a/>', 'kept_raw', 'FORMAT_INCONNU'],
    ['no patient', bioSample().replace(/<recordTarget>[\s\S]*<\/recordTarget>/, ''), 'kept_raw', 'FORMAT_INCONNU'],
    ['nothing', '', 'refused', 'XML_REFUSE'],
  ])('%s', (_, text, outcome, reason) => {
    expect(readCda(bytes(text))).toMatchObject({ outcome, reason, reports: [] });
  });

  test('many results that share one long text cost its length once', () => {
    const code = '<code><originalText><reference value="#long"/></originalText></code>';
    const narrative = `<content ID="long">${'x'.repeat(1_000_000)}</content>`;
    const result = related(resultSample('<value xsi:type="ED"><reference value="#long"/></value>', code));
    const report = only(cdaSample({ body: sectionSample(narrative, result.repeat(6000)) }));
    expect(report.results).toHaveLength(5000);
    expect(report.results[0]?.label).toHaveLength(400);
    expect(report.warnings.join()).toContain('5000 premiers');
  });

  test('never throws, whatever the bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (input) => void readCda(input)));
    fc.assert(fc.property(fc.string(), (text) => void readCda(bytes(cdaSample({ body: text })))));
  });

  test('never throws on a mutated report, and gives only plain values', () => {
    const source = bioSample(
      resultSample(
        `<value xsi:type="PQ" value="5.6" unit="mmol/L"/>${range('<low value="1" unit="g"/>', '<high value="2"/>')}`,
      ),
      resultSample('<value xsi:type="CD"><originalText><reference value="#a"/></originalText></value>'),
    );
    const mutation = fc.record({
      at: fc.nat(source.length - 1),
      length: fc.nat(40),
      put: fc.oneof(
        fc.string({ maxLength: 8 }),
        fc.constantFrom('<observation/>', '"', '<value/>', '<component>', 'value="'),
      ),
    });
    fc.assert(
      fc.property(fc.array(mutation, { maxLength: 4 }), (mutations) => {
        const text = mutations.reduce(
          (now, { at, length, put }) => now.slice(0, at) + put + now.slice(at + length),
          source,
        );
        const read = readCda(bytes(text));
        expect(structuredClone(read)).toEqual(read);
      }),
      { numRuns: 300 },
    );
  });
});

describe.skipIf(!sharedIsThere)('official examples of the ANS', () => {
  const read = (name: string) => readCda(readFileSync(join(examples, name)));

  test('every one of them is read', () => {
    const names = readdirSync(examples).filter((name) => name.endsWith('.xml'));
    expect(names.length).toBeGreaterThan(20);
    for (const name of names)
      expect(read(name), name).toMatchObject({ outcome: 'read', reason: null, reports: [{ rank: 1 }] });
  });

  test.each([
    ['BIO-CR-BIO_2021.01_Auto-Presentable.xml', 11, false],
    ['BIO-CR-BIO_2021.01_CDA-R2-Niveau-1.xml', 0, true],
    ['BIO-CR-BIO_2021.01_CR-2nde-intention.xml', 1, true],
    ['BIO-CR-BIO_2021.01_Microbiologie_V1.xml', 14, false],
    ['BIO-CR-BIO_2023.01_Electrophorese.xml', 44, true],
    ['BIO-CR-BIO_2024.01_CRP_non_LOINC.xml', 1, true],
    ['BIO-CR-BIO_2024.01_DEP-CCU-HPV-structuré-CYTO-pdf.xml', 1, true],
    ['BIO-CR-BIO_2024.01_Glycémie mole.xml', 1, true],
    ['BIO-CR-BIO_2024.01_TSH_1.xml', 2, true],
  ])('%s: %i results, a PDF: %s', (name, results, pdf) => {
    const [report] = read(name).reports;
    expect(report?.results).toHaveLength(results);
    expect(report?.document.pdf !== null).toBe(pdf);
  });

  test('an antibiogram of the microbiology example', () => {
    const [report] = read('BIO-CR-BIO_2021.01_Microbiologie_V1.xml').reports;
    expect(report?.results[7]).toMatchObject({
      label: 'Amoxicilline',
      loinc: '20-8',
      value: 0.512,
      comparator: '>=',
      unit: 'ug/mL',
      interpretation: 'R',
      groupe: ['Escherichia coli', 'Antibiogramme (CMI)'],
      validation: 'Dr Jean DE SANTS, 04/01/2021 11:20',
      date: '2021-01-04T15:50',
    });
  });
});
