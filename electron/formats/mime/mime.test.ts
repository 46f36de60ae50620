import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  buildHealthMessage,
  displayName,
  distinctNames,
  isMailAddress,
  readableName,
  shownSubject,
  withXdmPrefix,
  xdmSubject,
  type HealthMessage,
} from './index.ts';

const message: HealthMessage = {
  messageId: '7c1f0f5e-3d0b-4f36-9f2c-1b6a3a0d9b11@medecin.test.mssante.fr',
  date: new Date('2026-03-02T10:16:00.000Z'),
  boundary: 'a1b2c3d4',
  from: { name: 'Dr_Paul_MEDECIN5729_Cabinet Médical', address: 'paul.medecin5729@medecin.test.mssante.fr' },
  to: [
    { name: null, address: 'robert.specialiste5737@medecin.test.mssante.fr' },
    { name: 'Anne', address: 'paul.medecin5978@medecin.test.mssante.fr' },
  ],
  replyTo: null,
  subject: 'XDM/1.0/DDM+Volet de synthese medicale CHEMIN Henri 18/08/1948',
  body: 'Cher confrère,\nvoici la synthèse de notre patient.\n.\nBien confraternellement',
  nil: 'TEST-0001',
  archive: { bytes: new Uint8Array([0x50, 0x4b, 3, 4, 0, 255]), codes: ['SYNTH', 'PRESC-BIO'], insQualifiee: true },
  readable: [
    { name: '20260302_Volet de synthèse médicale_CHEMIN_Henri.pdf', bytes: new TextEncoder().encode('%PDF-1.4') },
  ],
  closesExchange: false,
  readReceipt: true,
  oldDeliveryReceipt: false,
  inReplyTo: null,
};

const text = async (changed: Partial<HealthMessage> = {}): Promise<string> =>
  Buffer.from(await buildHealthMessage({ ...message, ...changed })).toString('latin1');
const unfolded = (raw: string): string[] => (raw.split('\r\n\r\n')[0] ?? '').replace(/\r\n[ \t]+/g, ' ').split('\r\n');

test('the same input gives the same bytes, CRLF only, without a bare 8-bit character', async () => {
  const raw = await text();
  expect(await text()).toBe(raw);
  expect(raw.replace(/\r\n/g, '')).not.toMatch(/[\r\n]/);
  expect(/^[\t\r\n -~]*$/.test(raw)).toBe(true);
  expect(Math.max(...raw.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(998);
});

test('the headers of the reference are spelt officially', async () => {
  const headers = unfolded(await text());
  expect(headers).toContain('X-MSS-NIL: TEST-0001');
  expect(headers).toContain('X-MSS-CODECDA: SYNTH,PRESC-BIO');
  expect(headers).toContain('X-MSS-INS: O');
  expect(headers).toContain(`Message-ID: <${message.messageId}>`);
  expect(headers).toContain('Disposition-Notification-To: <paul.medecin5729@medecin.test.mssante.fr>');
  expect(headers).toContain('Date: Mon, 02 Mar 2026 10:16:00 +0000');
  expect(headers.some((line) => line.startsWith('X-MSS-MES'))).toBe(false);
  expect(headers.filter((line) => line.startsWith('Subject: '))).toEqual([`Subject: ${message.subject}`]);
});

test('FIN, replacement and a message without archive', async () => {
  const headers = unfolded(
    await text({ closesExchange: true, inReplyTo: 'premier@medecin.test.mssante.fr', archive: null, readable: [] }),
  );
  expect(headers).toContain('X-MSS-MES: FIN');
  expect(headers).toContain('In-Reply-To: <premier@medecin.test.mssante.fr>');
  expect(headers).toContain('References: <premier@medecin.test.mssante.fr>');
  expect(headers.some((line) => /^X-MSS-(CODECDA|INS)/.test(line))).toBe(false);
  expect(headers).toContain('X-MSS-NIL: TEST-0001');
});

test('archive and PDF are attached, the accented name by RFC 2231', async () => {
  const raw = (await text()).replace(/\r\n[ \t]+/g, ' ');
  expect(raw).toMatch(/Content-Type: application\/zip; name=IHE_XDM\.zip/);
  expect(raw).toContain('Content-Disposition: attachment; filename=IHE_XDM.zip');
  expect(raw).toMatch(/filename\*0\*=utf-8''20260302_Volet/);
  expect(raw).toMatch(/text\/plain; charset=utf-8/);
});

test('hostile text cannot add a header or a recipient', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 60 }), async (hostile) => {
      const raw = await text({
        subject: `${hostile}\r\nBcc: x@mechant.fr`,
        nil: `${hostile}\r\nBcc: x@mechant.fr`,
        from: { ...message.from, name: `${hostile}\r\nBcc: x@mechant.fr` },
        body: hostile,
      });
      const names = (raw.split('\r\n\r\n')[0] ?? '').split('\r\n').filter((line) => /^bcc:/i.test(line));
      expect(names).toEqual([]);
    }),
    { numRuns: 60 },
  );
  await expect(text({ to: [{ name: null, address: 'a@b.fr\r\nRCPT TO:<x@y.fr>' }] })).rejects.toThrow('adresse');
  await expect(text({ to: [] })).rejects.toThrow('aucun destinataire');
});

test('addresses: only the bare form', () => {
  expect(isMailAddress('277076322082910@patient.mssante.fr')).toBe(true);
  for (const wrong of [
    'a@b',
    '"x y"@b.fr',
    'a@b.fr ',
    '<a@b.fr>',
    'a@@b.fr',
    'a@b@c.fr',
    'a@[127.0.0.1]',
    'é@b.fr',
    '.a@b.fr',
    'a@-b.fr',
  ]) {
    expect(isMailAddress(wrong), wrong).toBe(false);
  }
});

test('subject: one or several documents, unaccented, cut to 40', () => {
  const parts = {
    labels: ['Compte rendu d’évaluation gériatrique approfondie à domicile'],
    nomNaissance: 'Œuvrard-Noël',
    premierPrenom: 'Zoé',
    dateNaissance: '1948-08-18',
    replaces: false,
  };
  expect(xdmSubject(parts)).toBe("XDM/1.0/DDM+Compte rendu d'evaluation geriatrique ap OEUVRARD-NOEL Zoe 18/08/1948");
  expect(xdmSubject({ ...parts, labels: ['a', 'b'], replaces: true, dateNaissance: null })).toBe(
    '[Annule et remplace] XDM/1.0/DDM+2 documents OEUVRARD-NOEL Zoe',
  );
  expect(withXdmPrefix('Synthèse de M. Chemin', false)).toBe('XDM/1.0/DDM+Synthese de M. Chemin');
  expect(withXdmPrefix('[Annule et remplace] XDM/1.0/DDM+Essai', true)).toBe('[Annule et remplace] XDM/1.0/DDM+Essai');
  expect(shownSubject('RE: [Annule et remplace] XDM/1.0/DDM+VSM CHEMIN')).toBe('RE: [Annule et remplace] VSM CHEMIN');
  expect(shownSubject('Bonjour')).toBe('Bonjour');
});

test('names: sender and PDF', () => {
  expect(displayName({ civilite: 'Dr', prenom: 'Marie', nom: 'Martin', entite: 'Cabinet des Lilas' })).toBe(
    'Dr_Marie_MARTIN_Cabinet des Lilas',
  );
  expect(displayName({ civilite: null, prenom: 'A<b>"', nom: 'x\r\nBcc: y', entite: null })).toBe('Ab_X BCC: Y');
  const parts = {
    dateActe: '2026-03-02',
    type: 'Volet / synthèse: médicale',
    nomNaissance: 'Chemin',
    premierPrenom: 'Henri',
    numeroDossier: null,
  };
  expect(readableName(parts)).toBe('20260302_Volet - synthèse- médicale_CHEMIN_Henri.pdf');
  expect(readableName({ ...parts, type: '../..', numeroDossier: '12_3' })).toBe('20260302_-_CHEMIN_Henri_12-3.pdf');
  expect(distinctNames(['a.pdf', 'A.pdf', 'b.pdf'])).toEqual(['a.pdf', 'A_2.pdf', 'b.pdf']);
});
