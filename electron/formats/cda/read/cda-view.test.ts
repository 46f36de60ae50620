import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DocumentVue } from '../../../../shared/domain/document-view.ts';
import type { Recit, SectionVue } from '../../../../shared/domain/document-view.ts';
import { cdaView } from './index.ts';
import { cdaSample, related, resultSample, sectionSample } from './testing/cda-sample.ts';

const examples = join(process.cwd(), '../shared/ans-cda/ExemplesCDA');
const sharedIsThere = existsSync(examples);
const view = (text: string): DocumentVue => cdaView(new TextEncoder().encode(text));
const base64 = (bytes: Uint8Array | string): string => Buffer.from(bytes).toString('base64');

function sections(vue: DocumentVue): readonly SectionVue[] {
  if (vue.corps.kind !== 'structure') throw new Error(vue.corps.kind);
  return vue.corps.sections;
}
const narrative = (text: string, entry = ''): readonly Recit[] =>
  sections(view(cdaSample({ body: sectionSample(text, entry) })))[0]?.recit ?? [];

describe('header', () => {
  test('[51] who, what, when, from where and by whom', () => {
    const { entete, metadonnees } = view(cdaSample({ body: sectionSample('', '') }));
    expect(entete).toEqual({
      patient: 'PAT-TROIS D.',
      type: 'CR d’examens biologiques',
      emetteur: 'Laboratoire des Tilleuls',
      lignes: [
        {
          libelle: 'Patient',
          valeur: 'PAT-TROIS DOMINIQUE, Féminin, née le 03/06/1955, INS 255069999999934 (NIR de test)',
        },
        { libelle: 'Type', valeur: 'CR d’examens biologiques (11502-2)' },
        { libelle: 'Date de création', valeur: '16/03/2026 10:30' },
        { libelle: 'Entité émettrice', valeur: 'Laboratoire des Tilleuls' },
        { libelle: 'Responsable', valeur: 'Jeanne LABAT' },
      ],
    });
    expect(metadonnees.map(({ titre }) => titre)).toEqual([
      'Document',
      'Patient',
      'Auteur',
      'Organisation conservatrice',
    ]);
  });
});

describe('narrative', () => {
  test('a table with its spans, its styles and its caption', () => {
    expect(
      narrative(
        '<table><caption>Ionogramme</caption><thead><tr><th colspan="2" align="center">Sang</th></tr></thead><tbody><tr><td rowspan="900000" styleCode="Bold">Na</td><td>140<br/><sup>1</sup></td></tr></tbody></table>',
      ),
    ).toEqual([
      {
        kind: 'table',
        legende: [{ kind: 'text', texte: 'Ionogramme' }],
        entete: [
          [{ entete: true, colonnes: 2, rangees: 1, alignement: 'center', contenu: [{ kind: 'text', texte: 'Sang' }] }],
        ],
        corps: [
          [
            {
              entete: false,
              colonnes: 1,
              rangees: 100,
              alignement: null,
              contenu: [
                {
                  kind: 'style',
                  gras: true,
                  italique: false,
                  souligne: false,
                  contenu: [{ kind: 'text', texte: 'Na' }],
                },
              ],
            },
            {
              entete: false,
              colonnes: 1,
              rangees: 1,
              alignement: null,
              contenu: [
                { kind: 'text', texte: '140' },
                { kind: 'break' },
                { kind: 'sup', contenu: [{ kind: 'text', texte: '1' }] },
              ],
            },
          ],
        ],
      },
    ]);
  });

  test('lists, links without life, what is unknown by its words only', () => {
    expect(
      narrative(
        '<list listType="ordered"><item>un</item></list><linkHtml href="javascript:alert(1)">ici</linkHtml><script>mot</script><inconnu>mot</inconnu><h:script xmlns:h="http://www.w3.org/1999/xhtml">alert(1)</h:script>',
      ),
    ).toEqual([
      { kind: 'list', ordonnee: true, elements: [[{ kind: 'text', texte: 'un' }]] },
      { kind: 'link', adresse: 'javascript:alert(1)', contenu: [{ kind: 'text', texte: 'ici' }] },
      { kind: 'text', texte: 'mot' },
    ]);
  });

  test('footnotes are numbered and kept apart', () => {
    const [section] = sections(
      view(cdaSample({ body: sectionSample('x<footnote ID="n">note</footnote><footnoteRef IDREF="n"/>', '') })),
    );
    expect(section?.recit).toEqual([
      { kind: 'text', texte: 'x' },
      { kind: 'note', numero: 1 },
      { kind: 'note', numero: 1 },
    ]);
    expect(section?.notes).toEqual([[{ kind: 'text', texte: 'note' }]]);
  });

  const png = (width: number): Buffer => {
    const bytes = Buffer.alloc(64);
    Buffer.from('89504e470d0a1a0a', 'hex').copy(bytes);
    bytes.writeUInt32BE(width, 16);
    bytes.writeUInt32BE(10, 20);
    return bytes;
  };
  const called = (bytes: Uint8Array | string, mediaType = 'image/png'): readonly Recit[] =>
    narrative(
      '<renderMultiMedia referencedObject="i"/>',
      related(
        `<observationMedia classCode="OBS" moodCode="EVN" ID="i"><value mediaType="${mediaType}" representation="B64">${base64(bytes)}</value></observationMedia>`,
      ),
    );

  test.each([
    ['a picture', png(20), 'image'],
    ['a picture of 400 million points', png(40_000_000), 'absent'],
    ['a TIFF', Buffer.from('49492a0000000000', 'hex'), 'absent'],
    ['a page that claims to be a picture', '<html><script>alert(1)</script></html>', 'absent'],
    ['an SVG', '<svg onload="alert(1)"/>', 'absent'],
  ])('%s', (_, bytes, kind) => {
    expect(called(bytes)).toMatchObject([{ kind }]);
  });

  test('a narrative without end is cut and said', () => {
    const recit = narrative('<br/>'.repeat(100_000));
    expect(recit.length).toBeLessThan(70_000);
    expect(recit.at(-1)).toMatchObject({ kind: 'absent' });
  });
});

describe('results beside the narrative', () => {
  const line = (content: string) =>
    sections(view(cdaSample({ body: sectionSample('', related(resultSample(content))) })))[0]?.resultats[0];
  const range =
    '<referenceRange><observationRange><value xsi:type="IVL_PQ"><low value="3.5" unit="mmol/L"/><high value="5.1" unit="mmol/L"/></value></observationRange></referenceRange>';

  test('[55] dated with its time, in words, with its reference and its previous values', () => {
    const before =
      '<entryRelationship typeCode="REFR"><observation classCode="OBS" moodCode="EVN"><effectiveTime value="20250301"/><value xsi:type="PQ" value="4.20" unit="mmol/L"/></observation></entryRelationship>';
    expect(
      line(`<value xsi:type="PQ" value="5.60" unit="mmol/L"/><interpretationCode code="H"/>${range}${before}`),
    ).toMatchObject({
      libelle: 'Potassium',
      valeur: '5,60 mmol/L',
      date: '16/03/2026 08:10',
      interpretation: 'Anormal haut',
      anormal: true,
      critique: false,
      desaccord: null,
      reference: '3,5 à 5,1 mmol/L',
      precedents: [{ valeur: '4,20 mmol/L', date: '01/03/2025' }],
    });
  });

  test.each([
    ['<value xsi:type="PQ" value="4" unit="mmol/L"/>', 'Normal (dans les bornes)', false],
    ['<value xsi:type="PQ" value="3" unit="mmol/L"/>', 'Anormal (sous la borne basse)', true],
    ['<value xsi:type="PQ" value="3" unit="mmol/L"/><interpretationCode code="LL"/>', 'Critique bas', true],
    ['<value xsi:type="ST">S</value><interpretationCode code="S"/>', 'Sensible', false],
  ])('%s is %s', (content, interpretation, anormal) => {
    expect(line(`${content}${range}`)).toMatchObject({ interpretation, anormal });
  });

  test('a laboratory that disagrees with its own bounds is shown so', () => {
    expect(
      line(`<value xsi:type="PQ" value="9" unit="mmol/L"/><interpretationCode code="N"/>${range}`)?.desaccord,
    ).toContain('au-dessus de la borne haute');
  });
});

describe('bodies of level 1', () => {
  const level1 = (mediaType: string, content: string) =>
    view(
      cdaSample({
        body: `<nonXMLBody><text mediaType="${mediaType}" representation="B64">${base64(content)}</text></nonXMLBody>`,
      }),
    );

  test.each([
    ['application/pdf', '%PDF-1.4', 'pdf'],
    ['text/plain', 'Bonjour', 'texte'],
    ['text/rtf', '{\\rtf1 Bonjour}', 'texte'],
    ['text/html', '<script>alert(1)</script>', 'aucun'],
    ['application/pdf', '<script>alert(1)</script>', 'aucun'],
    ['image/tiff', 'II*\0', 'aucun'],
  ])('%s %s is %s', (mediaType, content, kind) => {
    expect(level1(mediaType, content).corps.kind).toBe(kind);
  });
});

test('never throws: arbitrary and mutated files give a view or its reason, and always of the declared shape', () => {
  const source = cdaSample({
    body: sectionSample(
      '<table><tbody><tr><td>a</td></tr></tbody></table><list><item>b</item></list>',
      related(resultSample('')),
    ),
  });
  const mutation = fc.tuple(
    fc.nat(source.length),
    fc.nat(30),
    fc.oneof(fc.string({ maxLength: 6 }), fc.constantFrom('<td>', '<table>', '<item/>', '"')),
  );
  fc.assert(
    fc.property(fc.array(mutation, { maxLength: 3 }), (mutations) => {
      const text = mutations.reduce(
        (now, [at, length, put]) => now.slice(0, at) + put + now.slice(at + length),
        source,
      );
      expect(DocumentVue.safeParse(view(text)).success).toBe(true);
    }),
    { numRuns: 300 },
  );
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => void cdaView(bytes)));
});

describe.skipIf(!sharedIsThere)('official examples of the ANS', () => {
  test('every one gives its title, its metadata and a body', () => {
    for (const name of readdirSync(examples).filter((file) => file.endsWith('.xml'))) {
      const vue = cdaView(readFileSync(join(examples, name)));
      expect(DocumentVue.parse(vue), name).toEqual(vue);
      expect(vue.entete?.emetteur, name).not.toBe('');
      expect(vue.metadonnees.length, name).toBeGreaterThan(6);
      expect(['structure', 'pdf'], name).toContain(vue.corps.kind);
    }
  });

  test('electrophoresis: sections, pictures, validation and previous values', () => {
    const vue = cdaView(readFileSync(join(examples, 'BIO-CR-BIO_2023.01_Electrophorese.xml')));
    const text = JSON.stringify(sections(vue));
    expect(sections(vue).map(({ titre }) => titre)).toContain('BIOCHIMIE');
    expect(text).toContain('"kind":"image"');
    expect(text).toContain('Dr Jean DE SANTS, 04/01/2023 11:20');
    expect(sections(vue)[1]?.sections[0]?.resultats[0]).toMatchObject({ valeur: '75,0 g/L', reference: '63 à 83 g/L' });
    expect(vue.pdf).not.toBeNull();
  });
});
