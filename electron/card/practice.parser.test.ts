import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parsePractice, parseSpeciality } from './practice.parser.ts';

const bytesOf = (text: string, encoding: BufferEncoding = 'utf8') => new Uint8Array(Buffer.from(text, encoding));

/** BER length: short, or long on as few bytes as it takes, or on more. */
function length(value: number, extra = 0): number[] {
  if (value < 0x80 && extra === 0) return [value];
  const digits = value < 0x100 ? [value] : [value >> 8, value & 0xff];
  const padded = [...new Array<number>(extra).fill(0), ...digits];
  return [0x80 | padded.length, ...padded];
}
const tlv = (tag: number[], value: Uint8Array, extra = 0) =>
  new Uint8Array([...tag, ...length(value.length, extra), ...value]);
const joined = (...parts: Uint8Array[]) => new Uint8Array(Buffer.concat(parts));

const practice = { nom: 'CABINET M MEDECIN5729', structureId: '499700057294001', secteur: 'SA07' };
const fields = (name: Uint8Array = bytesOf(practice.nom)) =>
  joined(tlv([0x84], name), tlv([0x85], bytesOf(practice.structureId)), tlv([0x86], bytesOf(practice.secteur)));

test('a practice is read whatever the form of its lengths, with other tags around', () => {
  const padding = tlv([0x9f, 0x81, 0x22], new Uint8Array(300));
  for (const extra of [0, 1]) {
    expect(parsePractice(tlv([0xee], joined(padding, fields(), tlv([0x87], bytesOf('x'))), extra))).toEqual(practice);
  }
});

test('a name in Latin-1 keeps its accents', () => {
  expect(parsePractice(tlv([0xee], fields(bytesOf('CABINET ÉLÉONORE', 'latin1'))))?.nom).toBe('CABINET ÉLÉONORE');
  expect(parsePractice(tlv([0xee], fields(bytesOf('CABINET ÉLÉONORE'))))?.nom).toBe('CABINET ÉLÉONORE');
});

test('what lacks a part, or has another shape, is no practice', () => {
  expect(parsePractice(tlv([0xee], tlv([0x84], bytesOf('CABINET'))))).toBeNull();
  expect(parsePractice(tlv([0xed], fields()))).toBeNull();
  expect(parsePractice(new Uint8Array())).toBeNull();
});

test('any bytes, and any cut of a good object, are read without an error', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => void [parsePractice(bytes), parseSpeciality(bytes)]),
  );
  const whole = tlv([0xee], fields());
  for (let end = 0; end < whole.length; end += 1) expect(parsePractice(whole.subarray(0, end))).toBeNull();
});

test('a speciality is the end of the object, only when it looks like one', () => {
  expect(parseSpeciality(bytesOf('....SM54'))).toBe('SM54');
  expect(parseSpeciality(bytesOf('....SM5'))).toBeNull();
  expect(parseSpeciality(bytesOf('899700057310INFIRMIER60'))).toBeNull();
  expect(parseSpeciality(new Uint8Array())).toBeNull();
});
