import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DEFAULT_MAIL_LIMITS, readMail } from './index.ts';
import { parseMailboxes } from './mailboxes.parser.ts';

const FROM = 'From: Paul <paul@medecin.test.mssante.fr>\r\nSubject: XDM/1.0/DDM+Essai\r\n';
const multipart = (boundary: string, ...parts: readonly string[]): string =>
  `Content-Type: multipart/mixed; boundary=${boundary}\r\n\r\n${parts.map((part) => `--${boundary}\r\n${part}\r\n`).join('')}--${boundary}--\r\n`;
const nested = (levels: number): string => (levels === 0 ? '\r\nau fond' : multipart(`n${levels}`, nested(levels - 1)));
const embedded = (levels: number): string =>
  levels === 0 ? 'Subject: fond\r\n\r\nau fond' : `Content-Type: message/rfc822\r\n\r\n${embedded(levels - 1)}`;

/** A second is ten times what the slowest of these takes on a loaded machine. */
function quickly<T>(run: () => T): T {
  const start = performance.now();
  const result = run();
  expect(performance.now() - start).toBeLessThan(2000);
  return result;
}

describe('limits', () => {
  test.each<[string, string, boolean]>([
    ['29 multiparts', nested(29), true],
    ['150 multiparts', nested(150), false],
    [
      '20,000 multiparts',
      Array.from(
        { length: 20_000 },
        (_, index) => `Content-Type: multipart/mixed; boundary=n${index}\r\n\r\n--n${index}\r\n`,
      ).join(''),
      false,
    ],
    ['29 embedded messages', embedded(29), true],
    ['150 embedded messages', embedded(150), false],
    ['499 parts', multipart('b', ...Array.from({ length: 499 }, () => '\r\nx')), true],
    ['501 parts', multipart('b', ...Array.from({ length: 501 }, () => '\r\nx')), false],
  ])('%s', (_, content, accepted) => {
    const mail = quickly(() => readMail(Buffer.from(FROM + content)));
    expect(mail.class).toBe(accepted ? 'message' : 'unreadable');
    expect(mail.from?.address).toBe('paul@medecin.test.mssante.fr');
    expect(mail.shownSubject).toBe('Essai');
    expect(mail.refusal === null).toBe(accepted);
  });

  test('an embedded message in base64 counts its levels too', () => {
    let inner = 'Subject: fond\r\n\r\nau fond';
    for (let level = 0; level < 34; level++)
      inner = `Content-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n\r\n${Buffer.from(inner).toString('base64')}`;
    expect(quickly(() => readMail(Buffer.from(FROM + inner))).class).toBe('unreadable');
  });

  test('size, header size, header lines', () => {
    const small = { ...DEFAULT_MAIL_LIMITS, maxMessage: 100 };
    expect(readMail(Buffer.from(`${FROM}\r\n${'x'.repeat(200)}`), small)).toMatchObject({
      class: 'unreadable',
      subject: 'XDM/1.0/DDM+Essai',
    });
    expect(quickly(() => readMail(Buffer.from(`${FROM}X: ${'y'.repeat(2_000_000)}\r\n\r\nz`))).class).toBe(
      'unreadable',
    );
    expect(quickly(() => readMail(Buffer.from(`${FROM}${'a: b\n'.repeat(120_000)}\n`))).class).toBe('unreadable');
    expect(quickly(() => readMail(Buffer.from(`${FROM}X: ${'y'.repeat(320_000)}\r\n\r\nz`))).text).toBe('z');
  });
});

describe('nothing takes long', () => {
  const megabytes = (text: string, size = 8): string => text.repeat(Math.ceil((size * 1024 * 1024) / text.length));
  test.each<[string, string]>([
    ['empty lines', `${FROM}${multipart('b', `\r\n${megabytes('\n')}`)}`],
    ['lines that start like a boundary', `${FROM}${multipart('b', `\r\n${megabytes('--\n')}`)}`],
    ['almost the boundary', `${FROM}${multipart('b'.repeat(60), `\r\n${megabytes(`--${'b'.repeat(59)}\n`)}`)}`],
    ['one line', `${FROM}\r\n${megabytes('x')}`],
    ['opening tags', `${FROM}Content-Type: text/html\r\n\r\n${megabytes('<')}`],
    ['comments of a page', `${FROM}Content-Type: text/html\r\n\r\n${megabytes('<!--')}`],
    ['scripts of a page', `${FROM}Content-Type: text/html\r\n\r\n${megabytes('<script>')}`],
    ['entities', `${FROM}Content-Type: text/html\r\n\r\n${megabytes('&#x')}`],
    ['blanks of a page', `${FROM}Content-Type: text/html\r\n\r\n${megabytes('\n ')}`],
    ['equals signs', `${FROM}Content-Transfer-Encoding: quoted-printable\r\n\r\n${megabytes('=')}`],
    ['soft breaks that are none', `${FROM}Content-Transfer-Encoding: quoted-printable\r\n\r\n${megabytes('= ', 1)}`],
    ['blanks after an equals sign', `${FROM}Content-Transfer-Encoding: quoted-printable\r\n\r\n=${megabytes(' ')}`],
    ['flowed lines', `${FROM}Content-Type: text/plain; format=flowed\r\n\r\n${megabytes('x \n')}`],
    ['encoded words', `${FROM}X-A: a\r\nSubject: ${megabytes('=?', 0.9)}\r\n\r\n`],
    ['encoded words, half', `${FROM}X-A: a\r\nTo: ${megabytes('=?utf-8?Q?', 0.9)}\r\n\r\n`],
    ['addresses', `${FROM}To: ${megabytes('a@b.fr,', 0.9)}\r\n\r\n`],
    ['brackets', `${FROM}To: ${megabytes('<', 0.9)}\r\n\r\n`],
    ['comments', `${FROM}To: ${megabytes('(', 0.9)}\r\n\r\n`],
    ['address-like name', `From: "${megabytes('a@', 0.9)}" <a@b.fr>\r\n\r\n`],
    ['parameters', `${FROM}Content-Type: text/plain; ${megabytes('a=b;', 0.9)}\r\n\r\n`],
    [
      'numbered parameters',
      `${FROM}Content-Type: text/plain; ${Array.from({ length: 900 }, (_, index) => `name*${index}*=%41`).join(';')}\r\n\r\nx`,
    ],
    ['references', `${FROM}References: ${megabytes('<', 0.9)}\r\n\r\n`],
    ['subject brackets', `From: a@b.fr\r\nSubject: ${megabytes('[KO', 0.9)}\r\n\r\n`],
    ['subject prefixes', `From: a@b.fr\r\nSubject: ${megabytes('RE: ', 0.9)}\r\n\r\n`],
    ['dates', `From: a@b.fr\r\nDate: ${megabytes('(', 0.9)}\r\n\r\n`],
    ['status report', `${FROM}Content-Type: message/delivery-status\r\n\r\n${megabytes('\n \n')}`],
  ])('%s', (_, text) => {
    const bytes = Buffer.from(text);
    quickly(() => readMail(bytes));
  });
});

test('whatever the bytes: a value, never an exception', () => {
  const seed = Buffer.from(
    FROM +
      multipart(
        'b',
        'Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nr=C3=A9',
        embedded(3),
        nested(3),
      ),
  );
  const change = fc.record({ at: fc.nat(seed.length), remove: fc.nat(20), add: fc.uint8Array({ maxLength: 12 }) });
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 8 }), (changes) => {
      let bytes = seed;
      for (const { at, remove, add } of changes)
        bytes = Buffer.concat([bytes.subarray(0, at), add, bytes.subarray(Math.min(bytes.length, at + remove))]);
      const mail = readMail(bytes);
      for (const { size, bytes: content, rank } of mail.attachments) {
        expect(size).toBe(content.length);
        expect(rank).toBeGreaterThan(0);
      }
    }),
    { numRuns: 500 },
  );
});

test('the line break before a boundary is the boundary’s, attachments keep every other byte', () => {
  const content = 'a\r\n\r\n--c\r\n';
  const mail = readMail(Buffer.from(`${FROM}${multipart('b', `Content-Type: application/x\r\n\r\n${content}`)}`));
  expect(Buffer.from(mail.attachments[0]?.bytes ?? []).toString()).toBe(content);
});

test('an inner multipart that never closes ends with the outer one', () => {
  const inner = 'Content-Type: multipart/alternative; boundary=i\r\n\r\n--i\r\n\r\nbonjour\r\n';
  const mail = readMail(
    Buffer.from(`${FROM}${multipart('b', inner, 'Content-Type: application/pdf; name=a.pdf\r\n\r\n%PDF-1.4')}`),
  );
  expect(mail).toMatchObject({ text: 'bonjour\n', attachments: [{ name: 'a.pdf', kind: 'pdf' }] });
});

test('mailboxes of any text: never an address that is not written there', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (raw) => {
      for (const { address } of parseMailboxes(raw).mailboxes)
        expect(address === '' || raw.replace(/[\\()"\s]/g, '').includes(address.replace(/[\\()"\s]/g, ''))).toBe(true);
    }),
    { numRuns: 500 },
  );
});
