import { describe, expect, test } from 'vitest';
import { readMail } from './index.ts';

function report(type: string, second: string, third: string, headers = ''): Buffer {
  const kind = type === 'mdn' ? 'disposition-notification' : 'delivery-status';
  return Buffer.from(
    [
      'From: robert@medecin.test.mssante.fr',
      ...(headers === '' ? [] : [headers]),
      `Content-Type: multipart/report; report-type=${kind}; boundary="r"`,
      '',
      '--r',
      'Content-Type: text/plain',
      '',
      'Votre message a été traité.',
      '--r',
      `Content-Type: message/${kind}`,
      '',
      second,
      '--r',
      `Content-Type: ${third.includes('\r\n\r\n') ? 'message/rfc822' : 'text/rfc822-headers'}`,
      '',
      third,
      '--r--',
    ].join('\r\n'),
  );
}

const mdn = (disposition: string, headers = ''): ReturnType<typeof readMail> =>
  readMail(
    report(
      'mdn',
      `Reporting-UA: LGC\r\nFinal-Recipient: rfc822; robert@medecin.test.mssante.fr\r\nOriginal-Message-ID: <un@a.fr>\r\n${disposition}\r\n`,
      'Subject: x\r\n\r\ncorps',
      headers,
    ),
  );

describe('read receipts', () => {
  test.each<[string, string, string, number | null]>([
    ['lu', 'Disposition: manual-action/MDN-sent-manually; displayed', '', null],
    ['integre', 'Disposition: automatic-action/MDN-sent-automatically; processed', '', null],
    ['supprime', 'Disposition: manual-action/MDN-sent-manually; deleted', '', null],
    ['refuse', 'Disposition: manual-action/MDN-sent-manually; denied', '', null],
    ['inconnu', 'Disposition: autre chose', '', null],
    [
      'echec_integration',
      'Disposition: automatic-action/MDN-sent-automatically; processed/error\r\nError: 904 - INS différent',
      '',
      904,
    ],
    ['echec_integration', 'Disposition: automatic-action/MDN-sent-automatically; processed/Error: 903', '', 903],
    [
      'echec_integration',
      'Disposition: automatic-action/MDN-sent-automatically; processed',
      'Subject: [KO Intégration système !][902] XDM/1.0/DDM+CR',
      902,
    ],
    ['echec_integration', 'Disposition: automatic-action/MDN-sent-automatically; processed/error', '', null],
  ])('%s: %s', (outcome, disposition, headers, code) => {
    const mail = mdn(disposition, headers);
    expect(mail).toMatchObject({
      class: 'mdn',
      nestedArchive: false,
      receipt: {
        kind: 'mdn',
        originalMessageId: 'un@a.fr',
        recipient: 'robert@medecin.test.mssante.fr',
        outcome,
        code,
      },
    });
    expect(mail.receipt?.kind === 'mdn' && mail.receipt.cause !== null).toBe(outcome === 'echec_integration');
  });

  test('a failure told by a plain message answers by its In-Reply-To', () => {
    const mail = readMail(
      Buffer.from(
        'From: a@b.fr\r\nSubject: [KO Integration systeme !][905] XDM/1.0/DDM+CR\r\nIn-Reply-To: <un@a.fr>\r\n\r\nÉchec',
      ),
    );
    expect(mail).toMatchObject({
      class: 'mdn',
      receipt: { originalMessageId: 'un@a.fr', code: 905, outcome: 'echec_integration' },
    });
  });

  test('an answer that quotes the subject is a message', () => {
    expect(
      readMail(Buffer.from('From: a@b.fr\r\nSubject: RE: [KO Integration systeme !][905] XDM\r\n\r\nBonjour')).class,
    ).toBe('message');
  });
});

describe('delivery notices', () => {
  const second = (...recipients: readonly string[]): string =>
    ['Reporting-MTA: dns; mx.b.fr', ...recipients].join('\r\n\r\n');
  const one = (status: string, action = 'failed'): string =>
    `Final-Recipient: rfc822; anne@b.fr\r\nAction: ${action}\r\nStatus: ${status}\r\nDiagnostic-Code: smtp; 550 5.1.1\r\n <anne@b.fr> unknown`;

  test.each<[string, string, string, string]>([
    ['5.1.1', 'failed', 'echec', 'Adresse inconnue du destinataire.'],
    ['5.2.1', 'failed', 'echec', 'Boîte fermée ou désactivée.'],
    ['5.3.4', 'failed', 'echec', 'Message trop volumineux pour le destinataire.'],
    ['5.7.1', 'failed', 'echec', 'Refusé par le serveur du destinataire.'],
    ['5.0.0', 'failed', 'echec', 'Non remis.'],
    ['4.4.1', 'delayed', 'retarde', 'Remise retardée : le serveur essaie encore.'],
    ['2.0.0', 'delivered', 'delivre', 'Remis.'],
    ['2.0.0', 'relayed', 'relaye', 'Transmis à un serveur qui ne rend pas compte de la remise.'],
  ])('%s %s', (status, action, outcome, cause) => {
    const mail = readMail(report('dsn', second(one(status, action)), 'Message-ID: <un@a.fr>\r\nSubject: x'));
    expect(mail).toMatchObject({
      class: 'dsn',
      receipt: {
        kind: 'dsn',
        originalMessageId: 'un@a.fr',
        recipients: [
          { recipient: 'anne@b.fr', outcome, status, cause, diagnostic: 'smtp; 550 5.1.1 <anne@b.fr> unknown' },
        ],
      },
    });
  });

  test('several recipients, the whole message returned', () => {
    const mail = readMail(
      report('dsn', second(one('5.1.1'), one('2.0.0', 'delivered')), 'Message-ID: <un@a.fr>\r\n\r\ncorps'),
    );
    expect(mail.receipt).toMatchObject({
      originalMessageId: 'un@a.fr',
      recipients: [{ outcome: 'echec' }, { outcome: 'delivre' }],
    });
  });

  test('an old server says it in words only', () => {
    const mail = readMail(
      Buffer.from(
        'Return-Path: <>\r\nFrom: Mail Delivery System <MAILER-DAEMON@b.fr>\r\nSubject: Undelivered Mail Returned to Sender\r\n\r\nx',
      ),
    );
    expect(mail).toMatchObject({ class: 'dsn', receipt: { kind: 'dsn', recipients: [] } });
  });

  test('a notice that somebody forwards is a message', () => {
    const forwarded = `From: a@b.fr\r\nContent-Type: multipart/mixed; boundary=m\r\n\r\n--m\r\nContent-Type: message/rfc822\r\n\r\n${report('dsn', second(one('5.1.1')), 'Subject: x').toString()}\r\n--m--`;
    expect(readMail(Buffer.from(forwarded))).toMatchObject({ class: 'message', receipt: null });
  });
});
