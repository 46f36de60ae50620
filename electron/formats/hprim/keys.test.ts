import { expect, test } from 'vitest';
import type { ReadReport } from '../received.ts';
import { normalisedHash, orderKey, readHprim, relationOf, renditionKey } from './index.ts';
import { bytesOf, fileLines, TYPICAL_LAB, TYPICAL_TEXT, type WrittenMessage } from './testing/writer.ts';

const NOW = new Date('2026-03-20T10:00:00Z');
function report(message: WrittenMessage, charset?: string, end?: string): ReadReport {
  const [first] = readHprim(bytesOf(fileLines(message), charset, end), { now: NOW }).reports;
  if (first === undefined) throw new Error('aucun compte rendu');
  return first;
}
const ONE = { text: TYPICAL_TEXT, lab: TYPICAL_LAB };
const line = (code: string, value: string, status = 'F') => `RES|${code}|${code}|N|${value}|mmol/L||||${status}`;

test('the same content is one, whatever its charset, line ends and blanks', () => {
  const expected = normalisedHash(report(ONE));
  expect(expected).toMatch(/^[0-9a-f]{64}$/);
  expect(normalisedHash(report(ONE, 'cp850', '\n'))).toBe(expected);
  expect(normalisedHash(report(ONE, 'utf-16le', '\r'))).toBe(expected);
  expect(normalisedHash(report({ ...ONE, text: TYPICAL_TEXT.map((text) => `${text}   `) }))).toBe(expected);
});

test.each([
  ['patient', { ...ONE, header: { name: 'LAMBERTIN' } }],
  ['birth date', { ...ONE, header: { birth: '06/04/1962' } }],
  ['order', { ...ONE, header: { order: 'DOS-43' } }],
  ['value', { ...ONE, lab: TYPICAL_LAB.map((text) => text.replace('5.6', '5.7')) }],
  ['flag', { ...ONE, lab: TYPICAL_LAB.map((text) => text.replace('|H|F', '|N|F')) }],
  ['text', { ...ONE, text: [...TYPICAL_TEXT, 'Complément'] }],
])('another %s is another content', (_, other) =>
  expect(normalisedHash(report(other))).not.toBe(normalisedHash(report(ONE))),
);

test('reports of one order share a key; another patient, sender or order does not', () => {
  const key = orderKey(report(ONE));
  expect(orderKey(report({ lab: [line('K', '4', 'P')] }))).toBe(key);
  for (const header of [{ name: 'DURAND' }, { sender: 'AUTRE AUTRE' }, { order: 'Z' }])
    expect(orderKey(report({ ...ONE, header }))).not.toBe(key);
});

test('without an order number, sender, date, patient and codes tell', () => {
  const header = { order: '' };
  const key = orderKey(report({ lab: [line('K', '4'), line('NA', '140')], header }));
  expect(orderKey(report({ lab: [line('NA', '141'), line('K', '4')], header }))).toBe(key);
  expect(orderKey(report({ lab: [line('K', '4')], header }))).not.toBe(key);
  expect(orderKey(report({ header }))).toBeNull();
});

test('a document of another road meets by order number, patient and day', () => {
  const hprim = report(ONE);
  const cda: ReadReport = {
    ...hprim,
    format: 'cda',
    document: { ...hprim.document, senderCode: '1.2.3', sampledAt: '2026-03-16' },
  };
  expect(renditionKey(cda, 'p1')).toBe(renditionKey(hprim, 'p1'));
  expect(renditionKey(hprim, 'p2')).not.toBe(renditionKey(hprim, 'p1'));
  expect(renditionKey(report({ header: { order: '' } }), 'p1')).toBeNull();
});

test('documents without results nor text are told apart by their own bytes', () => {
  const base = { ...report(ONE), results: [], text: null };
  const pdf = (byte: number): ReadReport => ({ ...base, document: { ...base.document, pdf: Uint8Array.of(byte) } });
  expect(normalisedHash(pdf(1))).not.toBe(normalisedHash(pdf(2)));
});

test.each([
  ['the same', [line('K', '4')], [line('K', '4')], 'same'],
  ['a final of its partial', [line('K', '4', 'P')], [line('K', '4'), line('NA', '140')], 'replaces'],
  ['a partial after its final', [line('K', '4'), line('NA', '140')], [line('K', '4', 'P')], 'older'],
  ['other codes', [line('K', '4')], [line('NA', '140')], 'complements'],
  ['a correction', [line('K', '4')], [line('K', '5', 'C')], 'replaces'],
  ['less pending', [line('K', '4', 'P'), line('NA', '1', 'P')], [line('K', '4'), line('NA', '1', 'P')], 'replaces'],
  ['more pending', [line('K', '4'), line('NA', '1', 'P')], [line('K', '4', 'P'), line('NA', '1', 'P')], 'older'],
] as const)('%s', (_, before, after, relation) =>
  expect(relationOf(report({ lab: before }), report({ lab: after }))).toBe(relation),
);

test('an earlier date of order does not override a later one', () =>
  expect(
    relationOf(report({ lab: [line('K', '4')] }), report({ header: { date: '15/03/2026' }, lab: [line('K', '5')] })),
  ).toBe('older'));
