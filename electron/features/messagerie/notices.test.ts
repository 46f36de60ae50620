import { describe, expect, test } from 'vitest';
import type { DeliveryNotice, ReadReceipt } from '../../formats/mime/index.ts';
import { judgeNotice, judgeReceipt, NOTICE_DOUBTS, type NoticeSender } from './notices.ts';

const ROBERT = 'robert@cabinet.mssante.fr';
const ANNE = 'anne@hopital.mssante.fr';
const SENT = new Set([ROBERT, ANNE]);
const OPERATORS = ['medecin.mssante.fr', 'smtp.operateur.fr'];

const about = (recipient: string, original: string | null = null): DeliveryNotice['recipients'][number] => ({
  recipient,
  original,
  outcome: 'echec',
  status: '5.1.1',
  diagnostic: null,
  cause: 'Adresse inconnue du destinataire.',
});
const notice = (...recipients: DeliveryNotice['recipients']): DeliveryNotice => ({
  kind: 'dsn',
  originalMessageId: 'un@medecin.mssante.fr',
  recipients,
});
const from = (address: string, more: Partial<NoticeSender> = {}): NoticeSender => ({
  from: address,
  returnPath: '',
  outside: true,
  doubted: false,
  ...more,
});
const told = (sender: NoticeSender, said = notice(about(ROBERT)), sent: ReadonlySet<string> | null = SENT) => {
  const judged = judgeNotice(said, sender, OPERATORS, sent);
  return { retained: judged.notice?.recipients.map(({ recipient }) => recipient) ?? [], doubt: judged.doubt };
};

describe('[178] whose word is taken on what became of a message', () => {
  test.each([
    ['our operator', 'MAILER-DAEMON@medecin.mssante.fr'],
    ['a machine of our operator', 'postmaster@mx1.smtp.operateur.fr'],
    ['the recipient’s operator', 'mailer-daemon@CABINET.mssante.fr'],
  ])('%s', (_who, address) => {
    expect(told(from(address))).toEqual({ retained: [ROBERT], doubt: null });
  });

  test('a domain of the trust space, and delivery that wrote no Return-Path', () => {
    expect(told(from('x@ailleurs.mssante.fr', { outside: false }))).toMatchObject({ doubt: null });
    expect(told(from('x@medecin.mssante.fr', { returnPath: null }))).toMatchObject({ doubt: null });
  });

  test.each([
    ['a colleague who writes it by hand', from('zoe@medecin.mssante.fr', { returnPath: 'zoe@medecin.mssante.fr' })],
    ['the same, inside the trust space', from(ROBERT, { returnPath: ROBERT, outside: false })],
    ['a stranger', from('MAILER-DAEMON@pirate.example')],
    ['a domain that only looks alike', from('MAILER-DAEMON@xmedecin.mssante.fr')],
    ['a domain that ends otherwise', from('MAILER-DAEMON@medecin.mssante.fr.example')],
    ['nobody', from('')],
  ])('not %s', (_who, sender) => {
    expect(told(sender)).toEqual({ retained: [], doubt: 'emetteur' });
  });

  test('a message that is none of ours, and an address that it did not go to', () => {
    const operator = from('MAILER-DAEMON@medecin.mssante.fr');
    expect(told(operator, notice(about(ROBERT)), null)).toEqual({ retained: [], doubt: 'message' });
    expect(told(operator, notice(about('autre@x.fr')))).toEqual({ retained: [], doubt: 'destinataire' });
    expect(told(operator, notice(about('autre@x.fr'), about(ANNE)))).toEqual({
      retained: [ANNE],
      doubt: 'destinataire',
    });
  });

  test('an alias is told under the address that we wrote to', () => {
    const operator = from('MAILER-DAEMON@medecin.mssante.fr');
    expect(told(operator, notice(about('r.final@cabinet.mssante.fr', 'Robert@cabinet.mssante.fr')))).toEqual({
      retained: ['Robert@cabinet.mssante.fr'],
      doubt: null,
    });
  });

  test('each doubt says that nothing changed', () => {
    for (const sentence of Object.values(NOTICE_DOUBTS)) expect(sentence).toMatch(/n’a rien changé au suivi/);
  });
});

describe('[178] whose word is taken on what was read', () => {
  const read = (recipient: string | null): ReadReceipt => ({
    kind: 'mdn',
    originalMessageId: 'un@medecin.mssante.fr',
    recipient,
    outcome: 'lu',
    code: null,
    cause: null,
  });
  const said = (recipient: string | null, sender: NoticeSender, sent: ReadonlySet<string> | null = SENT) => {
    const { notice: kept, doubt } = judgeReceipt(read(recipient), sender, sent);
    return { of: kept?.recipient ?? null, doubt };
  };

  test.each([
    ['a recipient, with the null envelope sender', ROBERT, from(ROBERT)],
    ['one who names nobody', null, from(ROBERT)],
    [
      'one whose software writes its own address on the envelope',
      ROBERT,
      from('Robert@cabinet.mssante.fr', { returnPath: ROBERT }),
    ],
    ['delivery that wrote no Return-Path', ROBERT.toUpperCase(), from(ROBERT, { returnPath: null })],
  ])('%s', (_who, recipient, sender) => {
    expect(said(recipient, sender)).toEqual({ of: ROBERT, doubt: null });
  });

  test.each([
    ['a colleague for a recipient', ROBERT, from('zoe@medecin.mssante.fr', { outside: false })],
    ['a colleague under the name of a recipient', ROBERT, from(ROBERT, { returnPath: 'zoe@cabinet.mssante.fr' })],
    ['somebody whose sender is contradicted', ROBERT, from(ROBERT, { doubted: true })],
    ['nobody', ROBERT, from('')],
    ['a mail system', ROBERT, from('MAILER-DAEMON@medecin.mssante.fr')],
  ])('not %s', (_who, recipient, sender) => {
    expect(said(recipient, sender)).toEqual({ of: null, doubt: 'accuse-emetteur' });
  });

  test('not for another recipient, nor about a message that is none of ours', () => {
    expect(said(ANNE, from(ROBERT))).toEqual({ of: null, doubt: 'accuse-destinataire' });
    expect(said('ailleurs@x.fr', from(ROBERT))).toEqual({ of: null, doubt: 'accuse-destinataire' });
    expect(said(ROBERT, from(ROBERT), null)).toEqual({ of: null, doubt: 'accuse-message' });
  });
});
