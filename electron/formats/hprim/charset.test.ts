import iconv from 'iconv-lite';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeFrench } from './charset.ts';
import { readHprim } from './index.ts';
import { bytesOf, fileLines, TYPICAL_LAB, TYPICAL_TEXT } from './testing/writer.ts';

const NOW = new Date('2026-03-20T10:00:00Z');
const LINES = fileLines({ text: TYPICAL_TEXT, lab: TYPICAL_LAB });

const CHARSETS = ['windows-1252', 'utf-8', 'utf-16le', 'utf-16be', 'cp850', 'macintosh'];
const ENDS = [
  ['CRLF', '\r\n'],
  ['LF', '\n'],
  ['CR', '\r'],
] as const;

describe.each(CHARSETS)('%s', (charset) => {
  test.each(ENDS)('with %s reads the same report', (_, end) => {
    const expected = readHprim(bytesOf(LINES, 'utf-8', '\n'), { now: NOW });
    const read = readHprim(bytesOf(LINES, charset, end), { now: NOW });
    expect(read.charset).toBe(charset);
    expect(read).toEqual({ ...expected, charset });
    expect(read.reports[0]?.identity?.prenoms).toBe('ÉLODIE');
  });
});

test('line ends may be mixed in one file', () => {
  const mixed = LINES.map((line, index) => line + (['\r\n', '\n', '\r'][index % 3] ?? '')).join('');
  const read = readHprim(iconv.encode(mixed, 'windows-1252'), { now: NOW });
  expect(read.reports[0]?.results).toHaveLength(6);
});

test('ISO-8859-15 is told from windows-1252 by its œ', () => {
  const bytes = iconv.encode('Échographie du cœur, œdème, prélevé à jeun', 'iso-8859-15');
  expect(decodeFrench(bytes)).toMatchObject({
    charset: 'iso-8859-15',
    text: 'Échographie du cœur, œdème, prélevé à jeun',
  });
});

test('plain ASCII needs no choice', () =>
  expect(decodeFrench(Buffer.from('GLUCOSE'))).toMatchObject({ charset: 'us-ascii' }));

test.each([
  [
    'UTF-8 read as windows-1252, then UTF-8',
    (text: string) => Buffer.from(iconv.decode(Buffer.from(text), 'windows-1252'), 'utf8'),
  ],
  ['UTF-8 read as Latin 1, then windows-1252', (text: string) => Buffer.from(text, 'utf8')],
  [
    'UTF-8 read as Latin 1, then MacRoman',
    (text: string) => iconv.encode(Buffer.from(text).toString('latin1'), 'macintosh'),
  ],
])('repairs %s', (_, mangle) => {
  const text = 'Prélèvement à contrôler, résultats validés par le médecin, créatinine élevée';
  expect(decodeFrench(mangle(text)).text).toBe(text);
});

test('CC A9 and CC CA of a MacRoman writer are é and à', () => {
  const bytes = Buffer.concat([
    Buffer.from('R'),
    Buffer.from([0xcc, 0xa9]),
    Buffer.from('sultat '),
    Buffer.from([0xcc, 0xca]),
    Buffer.from(' suivre, cr'),
    Buffer.from([0xcc, 0xa9]),
    Buffer.from('atinine'),
  ]);
  expect(decodeFrench(bytes)).toMatchObject({ text: 'Résultat à suivre, créatinine', repaired: true });
});

test('the same with no byte that UTF-8 refuses, and letters with their accents apart', () => {
  expect(decodeFrench(iconv.encode(Buffer.from('Créatinine élevée').toString('latin1'), 'macintosh')).text).toBe(
    'Créatinine élevée',
  );
  expect(decodeFrench(Buffer.from('Créatinine élevée, ça va'.normalize('NFD'))).text).toBe('Créatinine élevée, ça va');
});

test('a text that was never mangled is left alone', () => {
  const text = 'Âge : 45 ans. MALÂTRE, PÂQUES, â';
  expect(decodeFrench(Buffer.from(text))).toEqual({ text, charset: 'utf-8', repaired: false });
});

test('UTF-8 cut in a character is still read as UTF-8', () => {
  const bytes = Buffer.concat([Buffer.from('Créatinine élevée, résultat à contrôler'), Buffer.from([0xc3])]);
  expect(decodeFrench(bytes)).toMatchObject({ charset: 'utf-8' });
});

test('a charset forced by the doctor is obeyed, an unknown one ignored', () => {
  const bytes = iconv.encode('Créatinine', 'cp850');
  expect(decodeFrench(bytes, 'cp850').text).toBe('Créatinine');
  expect(decodeFrench(bytes, 'klingon').text).toBe('Créatinine');
});

const SENTENCES = [
  'Hémoglobine glyquée (HbA1c) : résultat stable',
  'PRÉLÈVEMENT DU MATIN, À JEUN',
  'Créatinine élevée, à contrôler',
  'N° de dossier, patient né le 3 août',
  'Bilan hépatique normal, cholestérol légèrement élevé',
  'Cher confrère, merci de m’avoir adressé ce patient âgé de 60 ans',
  'Débit de filtration glomérulaire estimé',
  'Température 37 °C, 12 µmol/L',
  'Échographie rénale sans particularité',
  'Présence de leucocytes altérés',
  'Sérologie négative',
  'GLYCÉMIE À JEUN',
];

test('any sentences of a report are read in the charset they were written in', () => {
  const charset = fc.constantFrom('windows-1252', 'cp850', 'macintosh', 'utf-8');
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...SENTENCES), { minLength: 1, maxLength: 8 }), charset, (sentences, name) => {
      const text = sentences.join('\r\n').replaceAll('’', name === 'cp850' ? "'" : '’');
      expect(decodeFrench(iconv.encode(text, name)).text).toBe(text);
    }),
    { numRuns: 400 },
  );
});
