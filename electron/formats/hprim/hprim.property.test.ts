import fc from 'fast-check';
import iconv from 'iconv-lite';
import { expect, test } from 'vitest';
import { normalisedHash, orderKey, readHprim, looksLikeHprim } from './index.ts';
import { MAX_WARNINGS } from './limits.ts';
import { parseRange, parseValue } from './values.ts';
import { bytesOf, END, fileLines, headerLines, messageLines, TYPICAL_LAB, TYPICAL_TEXT } from './testing/writer.ts';

const NOW = new Date('2026-03-20T10:00:00Z');
const LIMIT_MS = 2000;
const TYPICAL = bytesOf(
  fileLines({ text: TYPICAL_TEXT, lab: TYPICAL_LAB }, { header: { name: 'DURAND' }, lab: TYPICAL_LAB }),
);

/** Whatever comes in: an answer, in time (of the processor: the machine may be busy), of bounded size. */
function survives(bytes: Uint8Array): void {
  const start = process.cpuUsage();
  const read = readHprim(bytes, { now: NOW });
  looksLikeHprim(bytes);
  const { user, system } = process.cpuUsage(start);
  expect((user + system) / 1000).toBeLessThan(LIMIT_MS);
  expect(read.outcome === 'read' ? read.reason === null && read.reports.length > 0 : read.reason !== null).toBe(true);
  const results = read.reports.flatMap((report) => report.results);
  expect(results.length).toBeLessThanOrEqual(bytes.length);
  for (const report of read.reports) {
    expect(report.warnings.length).toBeLessThanOrEqual(MAX_WARNINGS);
    expect((report.text ?? '').length).toBeLessThanOrEqual(bytes.length * 3 + 10);
    normalisedHash(report);
    orderKey(report);
  }
  if (bytes.length < 10_000) expect(structuredClone(read)).toEqual(read);
}

test('any bytes', () => fc.assert(fc.property(fc.uint8Array({ maxLength: 3000 }), survives), { numRuns: 500 }));

test('any text', () =>
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 2000 }), (text) => survives(Buffer.from(text))),
    { numRuns: 300 },
  ));

const line = fc.oneof(
  fc.constantFrom(...headerLines(), ...TYPICAL_LAB, ...TYPICAL_TEXT),
  fc.constantFrom(
    '****LAB****',
    '****FIN****',
    END,
    '',
    ' ',
    'RES|',
    'TEX',
    'TEX|',
    'RES|soit|a|b|1',
    'LAB|x',
    '$APICRYPT',
    'H|~^\\&|',
  ),
  fc.array(fc.string({ maxLength: 12 }), { maxLength: 18 }).map((fields) => ['RES', ...fields].join('|')),
  fc.string({ maxLength: 60 }),
);

test('any arrangement of lines of the format, in any charset', () =>
  fc.assert(
    fc.property(
      fc.array(line, { maxLength: 80 }),
      fc.constantFrom('windows-1252', 'utf-8', 'cp850', 'macintosh', 'utf-16le'),
      fc.constantFrom('\r\n', '\n', '\r'),
      (lines, charset, end) => survives(iconv.encode(lines.join(end), charset)),
    ),
    { numRuns: 600 },
  ));

test('a good file with bytes changed, cut or repeated', () =>
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(TYPICAL.length - 1), fc.nat(255)), { maxLength: 12 }),
      fc.nat(TYPICAL.length),
      fc.nat(TYPICAL.length),
      (changes, from, to) => {
        const bytes = Buffer.from(TYPICAL);
        for (const [at, value] of changes) bytes[at] = value;
        survives(Buffer.concat([bytes.subarray(0, from), bytes.subarray(Math.min(from, to))]));
      },
    ),
    { numRuns: 500 },
  ));

test('results of one person are never given to another, whatever line is lost', () => {
  const person = (name: string, code: string) =>
    messageLines({ header: { name }, text: ['Texte libre'], lab: [`RES|Sodium|${code}|N|140|mmol/L|||N|F`] });
  const lines = [...person('LAMBERT', 'C1'), ...person('DURAND', 'C2'), ...person('PETIT', 'C3'), END];
  const owners = new Map([
    ['C1', 'LAMBERT'],
    ['C2', 'DURAND'],
    ['C3', 'PETIT'],
  ]);
  for (let lost = 0; lost < lines.length; lost += 1) {
    const { reports } = readHprim(bytesOf(lines.filter((_, index) => index !== lost)), { now: NOW });
    for (const { identity, results } of reports)
      for (const { code } of results) {
        const name = identity?.nom ?? '';
        const dated = (identity?.datesNaissance.length ?? 0) > 0;
        if (dated && [...owners.values()].includes(name))
          expect(name, `ligne ${lost} perdue`).toBe(owners.get(code ?? ''));
      }
  }
});

test.each([
  ['blanks in a value', `RES|K|K|N|${' '.repeat(500_000)}x|mmol/L|||N|F`],
  ['stars', '*'.repeat(1_000_000)],
  ['stars and blanks', `${'* '.repeat(500_000)}`],
  ['bars', `RES${'|'.repeat(1_000_000)}`],
  ['digits', `RES|K|K|N|${'1 000'.repeat(200_000)}|mmol/L|${'1-'.repeat(200_000)}||N|F`],
  ['tags never closed', `${'<b '.repeat(300_000)}`],
  ['ampersands', '&#'.repeat(500_000)],
  ['parentheses', `RES|${'('.repeat(100_000)}K${')'.repeat(100_000)}|K|N|4|mmol/L|||N|F`],
  ['dashes of a title', `TEX|${'-=*'.repeat(300_000)}x`],
  ['mojibake', 'Ã©'.repeat(400_000)],
  ['sampling words', 'prélevé le '.repeat(300_000)],
  ['titles in capitals', 'TEX|ABC\n'.repeat(150_000)],
  ['headers over and over', `${headerLines().join('\n')}\n`.repeat(10_000)],
  ['end marks', '****FIN****\n'.repeat(190_000)],
  ['results', `${'RES|Sodium|NA|N|140|mmol/L|136|145|N|F\n'.repeat(100_000)}`],
  ['comments', `RES|Sodium|NA|N|140|mmol/L|136|145|N|F\n${'TEX|un commentaire sans fin\n'.repeat(150_000)}`],
  ['soit', `RES|Sodium|NA|N|140|mmol/L|136|145|N|F\n${'RES|soit|NA|N|140|x\n'.repeat(150_000)}`],
])('megabytes of %s take less than two seconds', (_, body) => {
  survives(Buffer.from(`${headerLines().join('\n')}\n\n${body}\n`));
});

test('any value and any bounds are read without an error, and what is a number is finite', () =>
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.string(), (value, low, high) => {
      const parsed = parseValue(value, low);
      if (parsed.value !== null) expect(Number.isFinite(parsed.value)).toBe(true);
      const range = parseRange(low, high, null);
      if (range.low !== null && range.high !== null) expect(range.low).toBeLessThanOrEqual(range.high);
    }),
    { numRuns: 2000 },
  ));

test('a number written in a line is the number read', () =>
  fc.assert(
    fc.property(
      fc.integer({ min: -99_999_999, max: 99_999_999 }),
      fc.nat(4),
      fc.boolean(),
      (digits, decimals, comma) => {
        const written = (digits / 10 ** decimals).toFixed(decimals);
        expect(parseValue(comma ? written.replace('.', ',') : written, null).value).toBe(Number(written));
      },
    ),
  ));
