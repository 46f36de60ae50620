import { expect, test } from 'vitest';
import { sourceOf, viewDocument } from './view.task.ts';

const view = (bytes: string | Uint8Array, mediaType = 'text/plain') =>
  viewDocument({ bytes: typeof bytes === 'string' ? Buffer.from(bytes) : bytes, mediaType });

test.each([
  ['a PDF', '%PDF-1.4\nrien', 'application/pdf', 'pdf', 'pdf'],
  ['a text', 'Cher confrère,\nrien à signaler', 'text/plain', 'texte', 'texte'],
  ['an RTF', "{\\rtf1 Cher confr\\'e8re}", 'text/rtf', 'texte', 'texte'],
  ['a page, as its source', '<html><script>alert(1)</script></html>', 'text/html', 'inconnu', 'aucun'],
  ['a TIFF', Buffer.from('49492a0008000000', 'hex'), 'image/tiff', 'image', 'aucun'],
  ['a broken picture', Buffer.from('89504e470d0a1a0a00', 'hex'), 'image/png', 'image', 'aucun'],
  [
    'an XML with a DOCTYPE',
    '<!DOCTYPE a [<!ENTITY b "c">]><ClinicalDocument xmlns="urn:hl7-org:v3"/>',
    'text/xml',
    'inconnu',
    'aucun',
  ],
  ['nothing', '', 'text/xml', 'inconnu', 'aucun'],
  ['bytes', Buffer.from('00010203fffe', 'hex'), 'application/octet-stream', 'inconnu', 'aucun'],
])('%s', (_, bytes, mediaType, format, kind) => {
  const vue = view(bytes, mediaType);
  expect([vue.format, vue.corps.kind]).toEqual([format, kind]);
});

test('an accented text of any French charset is read', () => {
  expect(view(Buffer.from('R\xe9sultat \xe9lev\xe9 \xe0 contr\xf4ler', 'latin1')).corps).toEqual({
    kind: 'texte',
    texte: 'Résultat élevé à contrôler',
  });
});

test('the source is the document in words, its base64 told by its length', () => {
  const run = 'QUJD'.repeat(1000);
  const source = sourceOf({ bytes: Buffer.from(`<a xmlns="urn:x">é<b>${run}</b></a>`), mediaType: 'text/xml' });
  expect(source).toEqual({ texte: '<a xmlns="urn:x">é<b>[4000 caractères en base64]</b></a>', coupe: false });
  expect(sourceOf({ bytes: Buffer.from('%PDF-1.4'), mediaType: 'application/pdf' }).texte).toBeNull();
});

test('twenty megabytes of almost base64 are told within their time', () => {
  const start = performance.now();
  sourceOf({ bytes: Buffer.from(`${'A'.repeat(1999)} `.repeat(10_000)), mediaType: 'text/plain' });
  expect(performance.now() - start).toBeLessThan(5_000);
});
