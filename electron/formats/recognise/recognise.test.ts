import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { letterCda } from '../xds/testing/letter.ts';
import { readFile, recognise } from './index.ts';
import { archive, message, OPTIONS, TEXT, zipOf } from './testing/exchange.ts';

const SHARED = join(import.meta.dirname, '../../../../shared');
const sharedIsThere = existsSync(SHARED);
const HPRIM = '1\nEXEMPLE\nCAMILLE\n\n\n\n12/05/1960\n\n9\n01/03/2026\nLABO\nDR\nTexte\n****FIN****\n';
const utf16 = (text: string): Buffer => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);

describe('by content, whatever the name', () => {
  test.each<[string, string, Uint8Array | string]>([
    ['empty', 'no byte', ''],
    ['empty', 'blanks only', ' \r\n \n'],
    ['cda', 'a document', letterCda()],
    ['cda', 'with a mark and blanks', Buffer.concat([Buffer.from('\ufeff \n'), letterCda()])],
    ['cda', 'in UTF-16', utf16(Buffer.from(letterCda()).toString())],
    ['cda', 'cut in the middle', letterCda().subarray(0, 2000)],
    [
      'cda',
      'behind a long style sheet',
      `<xsl:stylesheet>${' '.repeat(2_000_000)}<ClinicalDocument xmlns="urn:hl7-org:v3"/>`,
    ],
    ['xml', 'other XML', '<?xml version="1.0"?><a/>'],
    ['hprim_xml', 'HPRIM XML', '<?xml version="1.0"?><a xmlns="http://www.hprim.org/hprimXML"/>'],
    ['hprim', 'HPRIM Médecin', HPRIM],
    ['hprim', 'with carriage returns alone', HPRIM.replaceAll('\n', '\r')],
    ['hprim', 'results alone', 'RES|Potassium|K|N|4.5|mmol/L|3.5|5.1|N|F\r\n'],
    ['hprim_sante', 'HPRIM Santé', 'H|~^\\&|x||LABO\rP|1\r'],
    ['apicrypt', 'Apicrypt', '$APICRYPT\nxK9'],
    ['mail', 'a message', message({ parts: [TEXT] })],
    ['mail', 'with other headers first', `X-A: b\n${'X-B: c\n'.repeat(3000)}From: a@b.fr\nSubject: x\n\nbonjour`],
    ['mail', 'of a mailbox file', 'From a@b.fr Mon Mar 2\nFrom: a@b.fr\nTo: c@d.fr\n\nx'],
    [
      'mail',
      'with a binary part',
      Buffer.from('From: a@b.fr\nSubject: x\nContent-Type: application/x\n\n\0\0\0', 'latin1'),
    ],
    ['mail', 'with an Apicrypt body', 'From: a@b.fr\nSubject: x\n\n$APICRYPT\nx'],
    ['pdf', 'PDF', '%PDF-1.7\n'],
    ['pdf', 'PDF after some noise', `\n\n  %PDF-1.4\n`],
    ['image', 'JPEG', Buffer.from([0xff, 0xd8, 0xff, 0xe0])],
    ['image', 'TIFF', Buffer.from([0x49, 0x49, 0x2a, 0])],
    ['tnef', 'winmail.dat', Buffer.from([0x78, 0x9f, 0x3e, 0x22])],
    ['rtf', 'RTF', '{\\rtf1 a}'],
    ['text', 'words', 'Cher confrère,\nvoici.'],
    ['text', 'words with a colon', 'Objet : courrier\nDate : hier\n'],
    ['unknown', 'binary', Buffer.from([1, 0, 2, 0, 3])],
    ['unknown', 'control bytes', Buffer.alloc(100, 1)],
  ])('%s: %s', (kind, _, bytes) => {
    expect(recognise(Buffer.from(bytes as string))).toBe(kind);
  });

  test('archives', async () => {
    expect(recognise(await archive())).toBe('xdm');
    expect(recognise(await zipOf({ 'ihe_xdm/subset01/Metadata.Xml': 'x' }))).toBe('xdm');
    expect(recognise(await zipOf({ 'a.txt': 'x' }))).toBe('zip');
  });
});

describe('any file', () => {
  test.each<[string, string, Uint8Array | string, object]>([
    ['CDA', 'read', letterCda(), { format: 'cda', reason: null, reports: [{ identity: { nom: 'EXEMPLE' } }] }],
    [
      'CDA with a DOCTYPE',
      'refused',
      letterCda({ '<ClinicalDocument ': '<!DOCTYPE a><ClinicalDocument ' }),
      { reason: 'XML_REFUSE' },
    ],
    ['HPRIM', 'read', HPRIM, { format: 'hprim', reports: [{ identity: { nom: 'EXEMPLE' } }] }],
    ['HPRIM Santé', 'kept_raw', 'H|~^\\&|x||LABO\rP|1\r', { reason: 'HPRIM_SANTE' }],
    ['Apicrypt', 'kept_raw', '$APICRYPT\nxK9', { reason: 'CHIFFRE' }],
    [
      'PDF',
      'read',
      '%PDF-1.7\n',
      { format: 'pdf', reason: null, reports: [{ format: 'pdf', kind: 'other', identity: null, results: [] }] },
    ],
    ['nothing', 'kept_raw', '', { reason: 'FICHIER_VIDE', reports: [] }],
    ['words', 'kept_raw', 'Bonjour', { format: 'text', reason: 'FORMAT_INCONNU' }],
    ['binary', 'kept_raw', Buffer.from([1, 0, 2]), { format: 'unknown', reason: 'FORMAT_INCONNU' }],
    ['too big', 'kept_raw', Buffer.alloc(41 * 1024 * 1024, 0x61), { reason: 'TAILLE' }],
  ])('%s: %s', async (_, outcome, bytes, expected) => {
    const read = await readFile(Buffer.from(bytes as string), OPTIONS);
    expect(read).toMatchObject({ outcome, mail: null, ...expected });
    expect(read.reportReasons).toHaveLength(read.reports.length);
  });

  test('a message brings its reports and itself', async () => {
    const parts = [
      TEXT,
      { type: 'text/plain', name: 'resultat.txt', body: HPRIM },
      { type: 'application/pdf', name: 'courrier.pdf', body: '%PDF-1.4' },
      { type: 'text/xml', name: 'lettre.xml', body: letterCda() },
    ];
    const read = await readFile(message({ parts }), OPTIONS);
    expect(read).toMatchObject({ format: 'mail', outcome: 'read', reason: 'SANS_INS_QUALIFIE' });
    expect(read.mail?.attachments).toHaveLength(3);
    expect(read.reports.map(({ rank, format }) => [rank, format])).toEqual([
      [1, 'hprim'],
      [2, 'pdf'],
      [3, 'cda'],
    ]);
    expect(read.reports.every(({ document }) => document.bytes !== null)).toBe(true);
    expect(read.reportReasons).toEqual(['SANS_INS_QUALIFIE', 'SANS_INS_QUALIFIE', 'SANS_INS_QUALIFIE']);
  });

  test('all of it crosses the boundary of a worker', async () => {
    const read = await readFile(message({ parts: [TEXT] }), OPTIONS);
    expect(structuredClone(read)).toEqual(read);
    expect(structuredClone(OPTIONS)).toEqual(OPTIONS);
  });
});

describe.skipIf(!sharedIsThere)('samples of others (beside the checkout; skipped when absent)', () => {
  const samples = (folder: string): string[] =>
    sharedIsThere ? readdirSync(join(SHARED, folder)).filter((name) => /\.(xml|hpr|hpm\d?|txt)$/i.test(name)) : [];

  test.each(samples('ans-cda/ExemplesCDA'))('%s', async (name) => {
    const read = await readFile(readFileSync(join(SHARED, 'ans-cda/ExemplesCDA', name)), OPTIONS);
    expect(read).toMatchObject({ format: 'cda', outcome: 'read', reason: null });
  });

  test.each(samples('data/hprim-samples'))('%s', async (name) => {
    const read = await readFile(readFileSync(join(SHARED, 'data/hprim-samples', name)), OPTIONS);
    expect(read.format).toBe('hprim');
    expect(read.reports.length).toBeGreaterThan(0);
  });
});
