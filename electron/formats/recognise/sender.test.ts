import { describe, expect, test } from 'vitest';
import { letterCda } from '../xds/testing/letter.ts';
import { readFile } from './index.ts';
import { archive, exchangeMessage, INS, message, OPTIONS, TEXT, zipPart } from './testing/exchange.ts';
import type { MessageChanges } from './testing/exchange.ts';

async function reasonOf(bytes: Uint8Array): Promise<string | null> {
  return (await readFile(bytes, OPTIONS)).reason;
}

describe('condition 6: sender and message', () => {
  test.each<[string | null, string, MessageChanges]>([
    ['EXPEDITEUR_HORS_ESPACE', 'outside', { from: 'x@gmail.example' }],
    ['EXPEDITEUR_HORS_ESPACE', '[166] Apicrypt', { from: 'dr.chirurgien@apicrypt.fr' }],
    ['EXPEDITEUR_HORS_ESPACE', 'a longer domain', { from: 'x@medecin.test.mssante.fr.example' }],
    ['EXPEDITEUR_HORS_ESPACE', 'a domain glued in front', { from: 'x@xmedecin.test.mssante.fr' }],
    ['EXPEDITEUR_HORS_ESPACE', 'a domain below', { from: 'x@evil.medecin.test.mssante.fr' }],
    [
      'EXPEDITEUR_HORS_ESPACE',
      'a name that shows an address',
      { from: '"paul@medecin.test.mssante.fr" <x@gmail.example>' },
    ],
    [
      'EXPEDITEUR_HORS_ESPACE',
      'a name that shows another address',
      { from: '"x@gmail.example" <paul@medecin.test.mssante.fr>' },
    ],
    [
      'EXPEDITEUR_HORS_ESPACE',
      'an encoded name that shows an address',
      { from: `=?utf-8?B?${Buffer.from('paul@hopital.test.mssante.fr').toString('base64')}?= <x@gmail.example>` },
    ],
    ['EXPEDITEUR_HORS_ESPACE', 'two mailboxes', { from: 'paul@medecin.test.mssante.fr, x@gmail.example' }],
    [
      'EXPEDITEUR_HORS_ESPACE',
      'two mailboxes of the space',
      { from: 'a@medecin.test.mssante.fr, b@medecin.test.mssante.fr' },
    ],
    [
      'EXPEDITEUR_HORS_ESPACE',
      'two addresses in brackets',
      { from: '<x@gmail.example> <paul@medecin.test.mssante.fr>' },
    ],
    ['EXPEDITEUR_HORS_ESPACE', 'two From fields', { headers: ['From: x@gmail.example'] }],
    ['EXPEDITEUR_HORS_ESPACE', 'no From', { from: '' }],
    [
      'EXPEDITEUR_HORS_ESPACE',
      'an encoded address',
      { from: `=?utf-8?B?${Buffer.from('<paul@medecin.test.mssante.fr>').toString('base64')}?=` },
    ],
    ['EXPEDITEUR_HORS_ESPACE', 'an address in a comment', { from: 'x@gmail.example (paul@medecin.test.mssante.fr)' }],
    ['EXPEDITEUR_HORS_ESPACE', 'a NUL in the domain', { from: 'paul@medecin.test.mssante.fr\0.gmail.example' }],
    ['EXPEDITEUR_HORS_ESPACE', 'sent on behalf of', { headers: ['Sender: x@gmail.example'] }],
    ['EXPEDITEUR_HORS_ESPACE', 'another envelope', { headers: ['Return-Path: <x@gmail.example>'] }],
    [null, 'its own envelope', { headers: ['Return-Path: <paul.modele@medecin.test.mssante.fr>'] }],
    [null, 'an empty envelope', { headers: ['Return-Path: <>'] }],
    [
      null,
      'its own address as a name, capitals',
      { from: '"Paul@Medecin.test.mssante.fr" <paul@MEDECIN.test.mssante.fr>' },
    ],
    [null, 'a citizen', { from: `Camille EXEMPLE <${INS}@patient.mssante.fr>` }],
    [null, 'a comma in quotes', { from: '"MODELE, Paul" <paul@medecin.test.mssante.fr>' }],
    [
      null,
      'a comma in an encoded word',
      { from: '=?iso-8859-15?Q?MODELE=2C_H=E9l=E8ne?= <helene@medecin.test.mssante.fr>' },
    ],
  ])('%s: %s', async (reason, _, around) => {
    expect(await reasonOf(await exchangeMessage({}, around))).toBe(reason);
  });

  test('without a list: the domains of mssante.fr', async () => {
    expect(await readFile(await exchangeMessage(), { ...OPTIONS, whiteList: null })).toMatchObject({ reason: null });
    const outside = await exchangeMessage({}, { from: 'x@xmssante.fr' });
    expect(await readFile(outside, { ...OPTIONS, whiteList: null })).toMatchObject({
      reason: 'EXPEDITEUR_HORS_ESPACE',
    });
  });

  test.each([false, true])('an archive in a forwarded message, encoded: %s', async (encoded) => {
    const inner = await exchangeMessage();
    const forwarded = { type: 'message/rfc822', body: inner, plain: !encoded };
    expect(await reasonOf(message({ parts: [TEXT, forwarded] }))).toBe('XDM_IMBRIQUE');
    const both = message({ parts: [TEXT, zipPart(await archive()), forwarded] });
    expect(await reasonOf(both)).toBe('XDM_IMBRIQUE');
    const named = message({ parts: [TEXT, { type: 'application/octet-stream', name: 'message.eml', body: inner }] });
    expect(await reasonOf(named)).toBe('XDM_IMBRIQUE');
  });

  test('a receipt embeds the message it answers: nothing in it is received', async () => {
    const inner = { type: 'message/rfc822', body: await exchangeMessage(), plain: true };
    const mdn = {
      type: 'message/disposition-notification',
      plain: true,
      body: 'Disposition: manual-action/MDN-sent-manually; displayed\r\n',
    };
    const receipt = message({
      type: 'multipart/report; report-type=disposition-notification',
      parts: [TEXT, mdn, inner, zipPart(await archive())],
    });
    expect(await readFile(receipt, OPTIONS)).toMatchObject({
      reason: 'ACCUSE_DE_LECTURE',
      reports: [],
      outcome: 'read',
    });
    const status = {
      type: 'message/delivery-status',
      plain: true,
      body: 'Reporting-MTA: dns; x\r\n\r\nFinal-Recipient: rfc822; a@b.fr\r\nAction: failed\r\nStatus: 5.1.1\r\n',
    };
    const notice = message({
      from: 'MAILER-DAEMON@ailleurs.example',
      type: 'multipart/report; report-type=delivery-status',
      parts: [TEXT, status, inner],
    });
    expect(await readFile(notice, OPTIONS)).toMatchObject({ reason: 'NON_DISTRIBUE', reports: [] });
    const plain = await exchangeMessage(
      {},
      { headers: ['Subject: [KO =?utf-8?Q?Int=C3=A9gration_syst=C3=A8me_!?=][902] XDM/1.0/DDM+CR'] },
    );
    expect(await readFile(plain, OPTIONS)).toMatchObject({ reason: 'ACCUSE_DE_LECTURE', reports: [] });
  });

  test.each<[string, string, MessageChanges]>([
    ['SANS_METADONNEES', 'words alone', { parts: [TEXT] }],
    [
      'SANS_METADONNEES',
      'a PDF',
      { parts: [TEXT, { type: 'application/pdf', name: 'a.pdf', body: '%PDF-1.4\n%%EOF' }] },
    ],
    ['SANS_METADONNEES', 'a bare CDA', { parts: [TEXT, { type: 'text/xml', name: 'a.xml', body: letterCda() }] }],
    [
      'SANS_METADONNEES',
      'winmail.dat',
      {
        parts: [
          TEXT,
          { type: 'application/ms-tnef', name: 'winmail.dat', body: Buffer.from([0x78, 0x9f, 0x3e, 0x22, 1]) },
        ],
      },
    ],
    [
      'SANS_INS_QUALIFIE',
      'HPRIM',
      {
        parts: [
          TEXT,
          {
            type: 'text/plain',
            name: 'a.hpr',
            body: '1\r\nEXEMPLE\r\nCAMILLE\r\n\r\n\r\n\r\n12/05/1960\r\n\r\n9\r\n01/03/2026\r\nLABO\r\nDR\r\nTexte\r\n****FIN****\r\n',
          },
        ],
      },
    ],
    [
      'SANS_INS_QUALIFIE',
      'HPRIM as the body',
      {
        parts: [
          {
            type: 'text/plain',
            body: '1\r\nEXEMPLE\r\nCAMILLE\r\n\r\n\r\n\r\n12/05/1960\r\n\r\n9\r\n01/03/2026\r\nLABO\r\nDR\r\nTexte\r\n****FIN****\r\n',
          },
        ],
      },
    ],
    ['MESSAGE_REFUSE', 'too many parts', { parts: Array.from({ length: 501 }, () => TEXT) }],
    [
      'MESSAGE_REFUSE',
      'too big',
      { parts: [{ type: 'text/plain', body: Buffer.alloc(41 * 1024 * 1024, 0x61), plain: true }] },
    ],
  ])('%s: %s', async (reason, _, around) => {
    expect(await reasonOf(message(around))).toBe(reason);
  });

  test('a missing final boundary takes nothing away', async () => {
    expect(await reasonOf(await exchangeMessage({}, { end: '' }))).toBeNull();
  });

  test('a huge header neither', async () => {
    const headers = Array.from({ length: 4000 }, (_, index) => `X-Trace-${index}: ${'x'.repeat(70)}`);
    expect(await reasonOf(await exchangeMessage({}, { headers }))).toBeNull();
    expect(
      await reasonOf(await exchangeMessage({}, { headers: [`X-Long: ${'=?utf-8?Q?a?= '.repeat(25_000)}`] })),
    ).toBeNull();
  });

  test('nothing outside weighs more than a dangerous archive', async () => {
    const read = await readFile(
      await exchangeMessage({ metadata: (xml) => `<!DOCTYPE a>${xml}` }, { from: 'x@gmail.example' }),
      OPTIONS,
    );
    expect(read).toMatchObject({ outcome: 'refused', reason: 'EXPEDITEUR_HORS_ESPACE' });
  });
});
