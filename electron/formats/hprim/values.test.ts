import { describe, expect, test } from 'vitest';
import { readBirthDates, readRecentDate } from './dates.ts';
import { readResultLine } from './result-line.ts';
import { againstBounds, parseRange, parseValue } from './values.ts';

describe('value field', () => {
  test.each([
    ['12.9', 12.9, null],
    ['12,9', 12.9, null],
    ['-8', -8, null],
    ['1 577', 1577, null],
    ['1\u00a0577\u202f000', 1577000, null],
    ['2.920', 2.92, null],
    ['< 0,5', 0.5, '<'],
    ['>90', 90, '>'],
    ['<=5', 5, '<='],
    ['≥ 3', 3, '>='],
    ['inf. à 5', 5, '<'],
    ['Inférieur à 0.12', 0.12, '<'],
    ['inf 5', 5, '<'],
    ['Supérieure à 100', 100, '>'],
    ['moins de 10', 10, '<'],
    ['plus de 1000', 1000, '>'],
    ['*12.9*', 12.9, null],
    ['12.9*', 12.9, null],
    ['.5', 0.5, null],
  ])('%s', (field, value, comparator) => expect(parseValue(field, null)).toMatchObject({ value, comparator }));

  test.each([
    'Diabète',
    '1.2.3',
    '12 13',
    '1/80',
    'Négatif',
    '++',
    '10^5',
    '12 fois',
    '1.234,5',
    '',
    'Infection',
    'Superposable',
  ])('%s is not a number', (field) => expect(parseValue(field, null).value).toBeNull());

  test('a unit inside the value is split from it, when it is one and is the same', () => {
    expect(parseValue('12 g/L', null)).toMatchObject({ value: 12, unit: 'g/L' });
    expect(parseValue('< 0.12  mg/l', null)).toMatchObject({ value: 0.12, comparator: '<', unit: 'mg/l' });
    expect(parseValue('12 g/l', 'g/L')).toMatchObject({ value: 12 });
    expect(parseValue('12 mg/L', 'g/L').value).toBeNull();
    expect(parseValue('10000 UFC/mL', null)).toMatchObject({ value: 10000, unit: 'UFC/mL' });
  });

  test('the string of the laboratory is kept, stars apart', () => {
    expect(parseValue(' *12,90* ', null)).toMatchObject({ text: '12,90', highlighted: true });
    expect(parseValue('En cours', null)).toMatchObject({ text: 'En cours', pending: true });
  });
});

describe('reference range', () => {
  test.each([
    ['3.5', '5.1', 3.5, 5.1],
    ['3,5', '', 3.5, null],
    ['', '5', null, 5],
    ['2.20-2.60', '', 2.2, 2.6],
    ['-2 - 2', '', -2, 2],
    ['-4--2', '', -4, -2],
    ['(12,0-16,0)', '', 12, 16],
    ['0.70 à 1.10', '', 0.7, 1.1],
    ['< 5', '', null, 5],
    ['', '< 5', null, 5],
    ['> 60', '', 60, null],
    ['inf. à 5', '', null, 5],
    ['1 000', '10 000', 1000, 10000],
  ])('%s | %s', (first, second, low, high) => expect(parseRange(first, second, null)).toMatchObject({ low, high }));

  test.each([
    ['Négatif', ''],
    ['5', '3'],
    ['H: 1-2', 'F: 2-3'],
    ['> 3', '< 1 ou 2'],
  ])('%s | %s stays words', (first, second) => {
    const range = parseRange(first, second, null);
    expect(range).toMatchObject({ low: null, high: null });
    expect(range.words).toContain(first);
  });
});

test.each([
  [5.6, null, 3.5, 5.1, 'H'],
  [3.4, null, 3.5, 5.1, 'L'],
  [3.5, null, 3.5, 5.1, 'N'],
  [90, '>', 60, null, 'N'],
  [5, '<', null, 5, 'N'],
  [5, '<', 0, 5, 'N'],
  [5, '<', 5, 10, 'L'],
  [5, '<', 3, 10, null],
  [10, '>', 3, 10, 'H'],
  [10, '>=', 3, 10, null],
  [5, '>', 3, 10, null],
  [5, null, null, null, null],
  [null, null, 1, 2, null],
] as const)('%s %s in [%s, %s] is %s', (value, comparator, low, high, expected) =>
  expect(againstBounds(value, comparator, low, high)).toBe(expected),
);

describe('result line', () => {
  const of = (line: string) => readResultLine(line).result;
  test('the type is not trusted', () => {
    expect(of('RES|Cond.|MICR|N|Diabète||||N|F')).toMatchObject({ kind: 'text', text: 'Diabète', value: null });
    expect(of('RES|CRP|CRP|A|< 0.12  mg/l||||N|F')).toMatchObject({
      kind: 'numeric',
      value: 0.12,
      unit: 'mg/l',
      comparator: '<',
    });
    expect(of('RES|Groupe|GRP|C|A POSITIF|||||F')).toMatchObject({ kind: 'coded', text: 'A POSITIF' });
  });

  test('flags and statuses in lower case or unknown', () => {
    expect(of('RES|K|K|N|5.6|mmol/L|3.5|5.1|h|f')).toMatchObject({ interpretation: 'H', status: 'F' });
    const strange = readResultLine('RES|K|K|N|5.6|mmol/L|3.5|5.1|q|z');
    expect(strange.result).toMatchObject({ interpretation: 'Q', status: 'Z', computed: 'H' });
    expect(strange.warnings).toHaveLength(2);
  });

  test('no flag: the bounds say; a star without bounds is the laboratory’s signal', () => {
    expect(of('RES|K|K|N|5.6|mmol/L|3.5|5.1||F')).toMatchObject({ interpretation: null, computed: 'H' });
    expect(of('RES|K|K|N|*5.6*|mmol/L||||F')).toMatchObject({ interpretation: 'A', text: '5.6', value: 5.6 });
    expect(of('RES|K|K|N|*5.6*|mmol/L|3.5|5.1||F')).toMatchObject({ interpretation: null, computed: 'H' });
  });

  test('separator, short line, surplus', () => {
    expect(readResultLine('RES||IGET 005|A')).toEqual({ result: null, words: null, warnings: [] });
    expect(readResultLine('RES|Aspect|ASP|A')).toMatchObject({ result: null, words: 'Aspect ASP A' });
    expect(readResultLine('RES|K|K|N|4|mmol/L|3|5|N|F|1|x|2|3|de trop').warnings).toHaveLength(1);
    expect(readResultLine('RES|K|K|N|4|mmol/L|3|5|N|F|||||').warnings).toHaveLength(0);
  });

  test('the number in the second expression, words in the first', () => {
    expect(of('RES|IgE|IGE|A|Voir commentaire|||||F|12.5|kUI/L||100')).toMatchObject({
      kind: 'numeric',
      value: 12.5,
      unit: 'kUI/L',
      high: 100,
      comment: 'Voir commentaire',
      value2: null,
    });
  });

  test('second expression, stray bracket, label’s colon, pending', () => {
    expect(of('RES|Glycémie : |GLU|N|0.91|g/l)|0.7|1.1|N|F|5.05|mmol/L|3.9|6.1')).toMatchObject({
      label: 'Glycémie',
      unit: 'g/l',
      value2: 5.05,
      unit2: 'mmol/L',
      low2: 3.9,
      high2: 6.1,
    });
    expect(of('RES|ECBU|ECBU|A|En cours|||||F')).toMatchObject({ status: 'P', kind: 'text' });
  });

  test('a thousand times out of its bounds is said', () => {
    expect(readResultLine('RES|GB|GB|N|6.200|/mm3|4000|10000||F').warnings.join()).toContain('mille fois');
  });
});

describe('dates', () => {
  test.each([
    ['16/03/2026', '2026-03-16'],
    ['16-03-2026', '2026-03-16'],
    ['16.03.2026', '2026-03-16'],
    ['16032026', '2026-03-16'],
    ['20260316', '2026-03-16'],
    ['2026-03-16', '2026-03-16'],
    ['16/03/26', '2026-03-16'],
    ['1/3/2026', '2026-03-01'],
    ['29/02/2024', '2024-02-29'],
    ['31/02/2026', null],
    ['03/16/2026', null],
    ['29/02/2026', null],
    ['demain', null],
  ])('%s is %s', (text, date) => expect(readRecentDate(text)).toBe(date));

  test('a birth year on two digits may leave two centuries', () => {
    expect(readBirthDates('05/04/62', '2026-03-20')).toEqual(['1962-04-05']);
    expect(readBirthDates('05/04/20', '2026-03-20')).toEqual(['1920-04-05', '2020-04-05']);
    expect(readBirthDates('05/04/12', '2026-03-20')).toEqual(['2012-04-05']);
    expect(readBirthDates('05/04/2027', '2026-03-20')).toEqual([]);
  });
});
