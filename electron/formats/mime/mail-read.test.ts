import fc from 'fast-check';
import iconv from 'iconv-lite';
import { simpleParser } from 'mailparser';
import { describe, expect, test } from 'vitest';
import { buildHealthMessage, readMail } from './index.ts';

const latin1 = (...lines: readonly string[]): Buffer => Buffer.from(lines.join('\r\n'), 'latin1');
const FROM = 'From: Paul <paul@medecin.test.mssante.fr>';
const sha = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

describe('headers', () => {
  test('of a message of the reference', () => {
    const mail = readMail(
      latin1(
        'Return-Path: <paul@medecin.test.mssante.fr>',
        'From: =?UTF-8?Q?Dr=5FH=C3=A9l=C3=A8ne?= =?UTF-8?Q?_MARTIN?= <paul@medecin.test.mssante.fr>',
        'To: "Durand, Anne" <anne@a.fr>, Equipe: b@b.fr, "C (x)" <c@c.fr>;, d@d.fr (un commentaire)',
        'Cc: undisclosed-recipients:;',
        'Subject: RE: XDM/1.0/DDM+CR =?iso-8859-1?B?6XTp?=',
        '  =?iso-8859-15?Q?_=A4?=',
        'Date: Mon, 2 Mar 2026 10:16:00 +0100 (CET)',
        'Message-ID:  <abc@d.fr>',
        'In-Reply-To: <z@d.fr> (notes)',
        'References: <x@d.fr> <y@d.fr><z@d.fr>',
        'X-MSS-NIL: TEST-0001',
        'X-MSS-CODECDA: 34112-3,PRESC-BIO',
        'X-Mss-Ins: O',
        'X-MSS-MES: FIN',
        'Disposition-Notification-To: <paul@medecin.test.mssante.fr>',
        '',
        'Bonjour',
      ),
    );
    expect(mail).toMatchObject({
      class: 'message',
      from: { name: 'Dr_Hélène MARTIN', address: 'paul@medecin.test.mssante.fr' },
      senderDoubts: [],
      returnPath: 'paul@medecin.test.mssante.fr',
      cc: [],
      subject: 'RE: XDM/1.0/DDM+CR été €',
      shownSubject: 'RE: CR été €',
      date: '2026-03-02T09:16:00.000Z',
      messageId: 'abc@d.fr',
      references: ['x@d.fr', 'y@d.fr', 'z@d.fr'],
      mss: { nil: 'TEST-0001', codes: ['34112-3', 'PRESC-BIO'], ins: 'O', closed: true },
      receiptTo: 'paul@medecin.test.mssante.fr',
      text: 'Bonjour',
    });
    expect(mail.to).toEqual([
      { name: 'Durand, Anne', address: 'anne@a.fr' },
      { name: '', address: 'b@b.fr' },
      { name: 'C (x)', address: 'c@c.fr' },
      { name: 'un commentaire', address: 'd@d.fr' },
    ]);
  });

  test('raw 8-bit: UTF-8 when it is, else what Windows writes', () => {
    const utf8 = Buffer.concat([Buffer.from('Subject: Résultat – été\r\n'), latin1(FROM, '', '')]);
    expect(readMail(utf8).subject).toBe('Résultat – été');
    expect(readMail(latin1('Subject: R\xe9sultat \x80', FROM, '', '')).subject).toBe('Résultat €');
  });

  test('an accent cut between two encoded words is whole', () => {
    expect(readMail(latin1('Subject: =?utf-8?Q?r=C3?= =?utf-8?Q?=A9sultat?=', FROM, '', '')).subject).toBe('résultat');
  });

  test('nonsense is nothing', () => {
    const mail = readMail(
      latin1('Date: hier', 'From:', 'Message-ID: <a b>', 'Disposition-Notification-To: n’importe', '', ''),
    );
    expect(mail).toMatchObject({
      date: null,
      from: null,
      messageId: null,
      receiptTo: null,
      text: null,
      senderDoubts: ['absent'],
    });
  });

  test('direction marks and controls are taken off names', () => {
    const mail = readMail(Buffer.from('From: "gpj\u202e.exe\u0007" <a@b.fr>\r\nSubject: a\u0000b\r\n\r\n'));
    expect(mail.from?.name).toBe('gpj.exe');
    expect(mail.subject).toBe('a b');
  });
});

describe('bodies', () => {
  test.each(['iso-8859-15', 'windows-1252', 'utf-8', 'utf-16le', 'iso-8859-1', 'macintosh', 'cp850'])(
    '%s',
    (charset) => {
      const text = 'Hémoglobine à 12,5 g/dL, délai dépassé';
      const body = iconv.encode(text, charset).toString('base64');
      const mail = readMail(
        latin1(FROM, `Content-Type: text/plain; charset="${charset}"`, 'Content-Transfer-Encoding: base64', '', body),
      );
      expect(mail.text).toBe(text);
    },
  );

  test('a set that is not the one declared, or unknown, keeps its accents', () => {
    for (const charset of ['utf-8', 'us-ascii', 'x-inconnu', ''])
      expect(readMail(latin1(FROM, `Content-Type: text/plain; charset=${charset}`, '', 'd\xe9lai')).text).toBe('délai');
  });

  test('quoted-printable, flowed text, words of a page', () => {
    const quoted = latin1(
      FROM,
      'Content-Type: text/plain; charset=utf-8',
      'Content-Transfer-Encoding: Quoted-Printable',
      '',
      'r=C3=A9sul=  ',
      'tat = 5   ',
      'fin=',
    );
    expect(readMail(quoted).text).toBe('résultat = 5\nfin');
    const flowed = latin1(FROM, 'Content-Type: text/plain; format=flowed', '', 'un ', 'deux', '-- ', 'Dr');
    expect(readMail(flowed).text).toBe('un deux\n-- \nDr');
    const page = readMail(
      latin1(
        FROM,
        'Content-Type: text/html',
        '',
        '<style>p{}</style><p>Cher&nbsp;confr&egrave;re&#44;</p><script>x()</script>A<br>B &lt;5',
      ),
    );
    expect(page.text).toBe('Cher confrère,\nA\nB <5');
    expect(page.html).toContain('<script>');
  });

  test('Apicrypt and S/MIME are said, never shown as garbage', () => {
    const apicrypt = readMail(latin1(FROM, '', '$APICRYPT', 'xK9ùù'));
    expect(apicrypt).toMatchObject({ encrypted: 'apicrypt', html: null });
    expect(apicrypt.text).toMatch(/^Message chiffré Apicrypt/);
    const smime = readMail(
      latin1(FROM, 'Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m', '', 'x'),
    );
    expect(smime).toMatchObject({ encrypted: 'smime', attachments: [{ kind: 'encrypted' }] });
    const signed = latin1(
      FROM,
      'Content-Type: multipart/signed; boundary=s',
      '',
      '--s',
      '',
      'Signé',
      '--s',
      'Content-Type: application/pkcs7-signature; name=smime.p7s',
      '',
      'x',
      '--s--',
    );
    expect(readMail(signed)).toMatchObject({ encrypted: null, text: 'Signé', attachments: [{ kind: 'signature' }] });
  });
});

describe('attachments', () => {
  const part = (...headers: readonly string[]): Buffer =>
    latin1(FROM, 'Content-Type: multipart/mixed; boundary=b', '', '--b', ...headers, '', 'x', '--b--');
  const nameOf = (...headers: readonly string[]): string | undefined => readMail(part(...headers)).attachments[0]?.name;

  test.each<[string, readonly string[]]>([
    ['Résultat été.pdf', ["Content-Disposition: attachment; filename*=utf-8''R%C3%A9sultat%20%C3%A9t%C3%A9.pdf"]],
    [
      'Résultat été.pdf',
      [
        'Content-Disposition: attachment; filename*0*=iso-8859-15\'\'R%E9sultat; filename*1=" "; filename*2*=%E9t%E9.pdf',
      ],
    ],
    ['Résultat.pdf', ['Content-Disposition: attachment; filename="=?utf-8?Q?R=C3=A9sultat.pdf?="']],
    ['Résultat.pdf', ['Content-Disposition: attachment; filename=R\xe9sultat.pdf']],
    ['a;b=c.pdf', ['Content-Disposition: attachment;', ' filename="a;b=c.pdf"']],
    ['nom.pdf', ['Content-Type: application/pdf; name=nom.pdf']],
    ['passwd', ['Content-Disposition: attachment; filename="../../etc/passwd"']],
    ['b.exe', ['Content-Disposition: attachment; filename="C:\\\\a\\\\b.exe"']],
    ['a b-c', ["Content-Disposition: attachment; filename*=utf-8''a%00b%3Ac"]],
    ['piece-1.pdf', ['Content-Type: application/pdf', 'Content-Disposition: attachment; filename=".."']],
    ['piece-1.bin', ['Content-Disposition: attachment']],
  ])('name %s', (name, headers) => {
    expect(nameOf(...headers)).toBe(name);
  });

  test('kinds by content, an image of the page by its identifier', () => {
    const mail = readMail(
      latin1(
        FROM,
        'Content-Type: multipart/related; boundary=b',
        '',
        '--b',
        'Content-Type: text/html',
        '',
        '<img src="cid:logo@x">',
        '--b',
        'Content-Type: image/png',
        'Content-ID: <logo@x>',
        'Content-Transfer-Encoding: base64',
        '',
        Buffer.from('\x89PNG\r\n', 'latin1').toString('base64'),
        '--b',
        'Content-Type: text/plain; name=faux.pdf',
        '',
        '%PDF-1.7',
        '--b',
        'Content-Type: application/ms-tnef; name=winmail.dat',
        'Content-Transfer-Encoding: base64',
        '',
        'eJ8+Ig==',
        '--b--',
      ),
    );
    expect(mail.attachments.map(({ kind, contentId, inline }) => [kind, contentId, inline])).toEqual([
      ['image', 'logo@x', true],
      ['pdf', null, false],
      ['tnef', null, false],
    ]);
    expect(mail.warnings.join()).toContain('winmail.dat');
  });

  test('base64 in pieces, with line noise, without its end', () => {
    const of = (body: string): string =>
      Buffer.from(
        readMail(latin1(FROM, 'Content-Type: application/x; name=a', 'Content-Transfer-Encoding: BASE64 ', '', body))
          .attachments[0]?.bytes ?? [],
      ).toString();
    expect(of('Ym9u\r\n am91cg==\r\n')).toBe('bonjour');
    expect(of('Ym9u==am91cg==')).toBe('bonjour');
    expect(of('Ym9uam91c')).toBe('bonjou');
  });
});

/** One leaf, and what the referee must find of it. */
const leaf = fc.record({
  bytes: fc.uint8Array({ maxLength: 400 }),
  name: fc.stringMatching(/^[A-Za-z0-9é][A-Za-z0-9é_]{0,20}\.bin$/),
});

describe('referee: mailparser, written apart', () => {
  test('our own messages', async () => {
    const bytes = await buildHealthMessage({
      messageId: 'un@medecin.test.mssante.fr',
      date: new Date('2026-03-02T10:16:00.000Z'),
      boundary: 'a1b2',
      from: { name: 'Dr_Paul_MÉDECIN_Cabinet', address: 'paul@medecin.test.mssante.fr' },
      to: [{ name: 'Anne', address: 'anne@medecin.test.mssante.fr' }],
      replyTo: null,
      subject: 'XDM/1.0/DDM+Essai',
      body: 'Cher confrère,\n.\nà bientôt',
      nil: 'TEST-0001',
      archive: null,
      readable: [
        {
          name: '20260302_Synthèse médicale très longue pour passer la ligne_CHEMIN_Henri.pdf',
          bytes: Buffer.from('%PDF-1.4 é'),
        },
      ],
      closesExchange: false,
      readReceipt: true,
      oldDeliveryReceipt: false,
      inReplyTo: null,
    });
    const [ours, theirs] = [readMail(bytes), await simpleParser(Buffer.from(bytes))];
    expect(ours.text?.trim()).toBe(theirs.text?.trim());
    expect(ours.from).toEqual(theirs.from?.value[0]);
    expect(ours.subject).toBe(theirs.subject);
    expect(ours.date).toBe(theirs.date?.toISOString());
    expect(ours.attachments.map(({ name, bytes: content }) => [name, sha(content)])).toEqual(
      theirs.attachments.map(({ filename, content }) => [filename, sha(content)]),
    );
  });

  test('nested multiparts of any shape', async () => {
    const tree = fc.letrec<{ node: readonly unknown[] }>((tie) => ({
      node: fc.array(fc.oneof({ depthSize: 'small' }, leaf, tie('node')), { minLength: 1, maxLength: 4 }),
    })).node;
    let count = 0;
    const write = (nodes: readonly unknown[]): string => {
      const boundary = `frontière-${++count}`.normalize('NFD').replace(/[^\w-]/g, '');
      const parts = nodes.map((node) => {
        if (Array.isArray(node)) return write(node);
        const { bytes, name } = node as { bytes: Uint8Array; name: string };
        const encoded = Buffer.from(bytes).toString('base64').replace(/.{76}/g, '$&\r\n');
        return `Content-Type: application/octet-stream\r\nContent-Disposition: attachment; filename*=utf-8''${encodeURIComponent(name)}\r\nContent-Transfer-Encoding: base64\r\n\r\n${encoded}`;
      });
      return `Content-Type: multipart/mixed; boundary=${boundary}\r\n\r\npréambule\r\n--${boundary}\r\n${parts.join(`\r\n--${boundary}\r\n`)}\r\n--${boundary}--\r\népilogue`;
    };
    await fc.assert(
      fc.asyncProperty(tree, async (nodes) => {
        const bytes = Buffer.from(`${FROM}\r\n${write(nodes)}`, 'latin1');
        const [ours, theirs] = [readMail(bytes), await simpleParser(bytes)];
        expect(ours.attachments.map(({ name, bytes: content }) => [name, sha(content)])).toEqual(
          theirs.attachments.map(({ filename, content }) => [filename, sha(content)]),
        );
      }),
      { numRuns: 60 },
    );
  });

  test('quoted-printable of any bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), fc.integer({ min: 1, max: 70 }), async (bytes, width) => {
        const text = [...bytes].map((byte) => `=${byte.toString(16).toUpperCase().padStart(2, '0')}`);
        const body = text.map((piece, index) => (index % width === width - 1 ? `${piece}=\r\n` : piece)).join('');
        const message = latin1(
          FROM,
          'Content-Type: application/x; name=a',
          'Content-Transfer-Encoding: quoted-printable',
          '',
          body,
        );
        expect(sha(readMail(message).attachments[0]?.bytes ?? new Uint8Array())).toBe(sha(bytes));
      }),
      { numRuns: 60 },
    );
  });
});
