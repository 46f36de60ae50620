import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readMail } from './index.ts';
import { readTnef } from './tnef.ts';

const u16 = (value: number) => Buffer.from(Uint16Array.of(value).buffer);
const u32 = (value: number) => Buffer.from(Uint32Array.of(value).buffer);
const attribute = (level: number, id: number, data: Uint8Array) =>
  Buffer.concat([
    Buffer.of(level),
    u32(id),
    u32(data.length),
    data,
    u16(data.reduce((sum, byte) => (sum + byte) & 0xffff, 0)),
  ]);
const zero = (text: string) => Buffer.from(`${text}\0`, 'latin1');
/** A property of variable length (MS-OXTNEF § 2.1.3.4). */
function property(type: number, id: number, data: Buffer, named = false): Buffer {
  const name = named ? Buffer.concat([Buffer.alloc(16, 9), u32(0), u32(1)]) : Buffer.alloc(0);
  return Buffer.concat([
    u16(type),
    u16(id),
    name,
    u32(1),
    u32(data.length),
    data,
    Buffer.alloc((4 - (data.length % 4)) % 4),
  ]);
}
const properties = (...list: Buffer[]) => Buffer.concat([u32(list.length), ...list]);

/** A winmail.dat as Outlook writes one: a body, a file with its long name, a file whose content is a property. */
function winmail(): Buffer {
  const long = properties(
    Buffer.concat([u16(0x0003), u16(0x3705), u32(1)]),
    property(0x001e, 0x8001, Buffer.from('champ nommé\0', 'latin1'), true),
    property(0x001f, 0x3707, Buffer.from('Compte rendu opératoire.pdf\0', 'utf16le')),
  );
  return Buffer.concat([
    u32(0x223e9f78),
    u16(1),
    attribute(1, 0x00089006, u32(0x00010000)),
    attribute(1, 0x0002800c, zero('Cher confrère,\r\nvoici le compte rendu.')),
    attribute(2, 0x00069002, Buffer.alloc(14)),
    attribute(2, 0x00018010, zero('COMPTE~1.PDF')),
    attribute(2, 0x0006800f, Buffer.from('%PDF-1.4 opération')),
    attribute(2, 0x00069005, long),
    attribute(2, 0x00069002, Buffer.alloc(14)),
    attribute(2, 0x00018010, zero('..\\..\\note.txt')),
    attribute(2, 0x00069005, properties(property(0x0102, 0x3701, Buffer.from('Bonjour.')))),
  ]);
}

const message = (data: Uint8Array, text = '') =>
  Buffer.from(
    `From: a@medecin.test.mssante.fr\r\nSubject: Outlook\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${text}\r\n--b\r\nContent-Type: application/ms-tnef; name=winmail.dat\r\nContent-Transfer-Encoding: base64\r\n\r\n${Buffer.from(data).toString('base64')}\r\n--b--\r\n`,
  );

test('the files of a winmail.dat come out, under their long names, and its text where there is no other', () => {
  const mail = readMail(message(winmail()));
  expect(mail.attachments.map(({ rank, name, kind, mediaType }) => [rank, name, kind, mediaType])).toEqual([
    [1, 'winmail.dat', 'tnef', 'application/ms-tnef'],
    [2, 'Compte rendu opératoire.pdf', 'pdf', 'application/pdf'],
    [3, 'note.txt', 'text', 'application/octet-stream'],
  ]);
  expect(Buffer.from(mail.attachments[2]?.bytes ?? []).toString()).toBe('Bonjour.');
  expect(mail.text).toBe('Cher confrère,\nvoici le compte rendu.');
  expect(mail.warnings).toEqual([]);
  expect(readMail(message(winmail(), 'Mon texte')).text).toContain('Mon texte');
});

test('a damaged one gives what it still holds, and says so', () => {
  const cut = readMail(message(winmail().subarray(0, 230)));
  expect(cut.attachments.map(({ name }) => name)).toEqual(['winmail.dat', 'COMPTE~1.PDF']);
  expect(cut.warnings).toEqual([expect.stringContaining('winmail.dat') as string]);
  expect(readTnef(Buffer.from('autre chose'))).toBeNull();
});

test('no mutation makes it throw, hang, or give more than it holds', () => {
  const good = winmail();
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { maxLength: 12 }),
      fc.nat(good.length),
      (changes, length) => {
        const data = Buffer.from(good);
        for (const [at, value] of changes) data[at] = value;
        const started = performance.now();
        const read = readTnef(length > good.length / 2 ? data.subarray(0, length) : data);
        expect(performance.now() - started).toBeLessThan(500);
        for (const { bytes } of read?.files ?? []) expect(bytes.length).toBeLessThanOrEqual(data.length);
      },
    ),
    { numRuns: 3000 },
  );
  // Many values that say they are many.
  const liar = properties(Buffer.concat([u16(0x101e), u16(0x3707), u32(0xffffffff)]));
  const started = performance.now();
  readTnef(Buffer.concat([winmail(), attribute(2, 0x00069002, Buffer.alloc(14)), attribute(2, 0x00069005, liar)]));
  expect(performance.now() - started).toBeLessThan(500);
});
