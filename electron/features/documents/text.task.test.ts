import { deflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { writePdf } from '../../../fixtures/sandbox/laboratoire/pdf.ts';
import { cdaSample, sectionSample } from '../../formats/cda/read/testing/cda-sample.ts';
import { textOf, type TextOrder } from './text.task.ts';

const order = (bytes: Uint8Array, change: Partial<TextOrder> = {}): TextOrder => ({
  bytes,
  mediaType: 'application/octet-stream',
  pdf: null,
  texte: null,
  ...change,
});
const linesOf = async (each: TextOrder) => (await textOf(each)).lignes;

/** A PDF of one page whose content is these bytes, deflated. */
function pdfOf(content: Buffer): Buffer {
  const stream = deflateSync(content);
  const head =
    '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n' +
    '3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>/Contents 4 0 R>>endobj\n' +
    `4 0 obj<</Length ${stream.length}/Filter/FlateDecode>>stream\n`;
  return Buffer.concat([Buffer.from(head), stream, Buffer.from('\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF')]);
}

test('the text layer of a PDF, by lines', async () => {
  const pdf = Buffer.from(writePdf('Compte rendu', ['Échographie hépatique', 'Stéatose modérée']));
  expect(await linesOf(order(pdf))).toEqual(
    expect.arrayContaining([expect.stringContaining('Échographie hépatique'), expect.stringContaining('Stéatose')]),
  );
});

test('the narrative of a CDA: titles, paragraphs, rows of tables; nothing of its script or pictures', async () => {
  const text =
    '<paragraph>Malaise <content styleCode="Bold">sans</content> perte de connaissance</paragraph><list><item>un</item><item>deux</item></list>' +
    '<table><thead><tr><th>Médicament</th></tr></thead><tbody><tr><td>Bisoprolol</td><td>à poursuivre</td></tr></tbody></table><script>alert(1)</script>';
  const cda = cdaSample({ body: sectionSample(text, '') });
  const lines = await linesOf(order(Buffer.from(cda), { mediaType: 'text/xml' }));
  expect(lines.slice(1, 4)).toEqual(['Malaise sans perte de connaissance', 'un', 'deux']);
  expect(lines).toContain('Bisoprolol · à poursuivre');
  expect(lines.join('\n')).not.toContain('alert');
});

test('a CDA around a PDF gives the text of the PDF filed beside it', async () => {
  const cda = `<ClinicalDocument xmlns="urn:hl7-org:v3"><component><nonXMLBody><text mediaType="application/pdf" representation="B64">JVBERi0=</text></nonXMLBody></component></ClinicalDocument>`;
  const pdf = Buffer.from(writePdf('Lettre', ['Cher confrère']));
  expect((await linesOf(order(Buffer.from(cda), { mediaType: 'text/xml', pdf }))).join(' ')).toContain('Cher confrère');
});

test('of a file of several patients, only the part that was read for this one', async () => {
  const file = Buffer.from('000001\nDUPONT\nJEAN\n\n\n\n010150\n\nsecret de DUPONT\n');
  expect(await linesOf(order(file, { texte: 'Glycémie\r\n\r\n 5,4  mmol/L' }))).toEqual(['Glycémie', '5,4 mmol/L']);
});

test('a picture has no text; a page is no PDF; a broken PDF is refused', async () => {
  expect(await linesOf(order(Buffer.from('89504e470d0a1a0a00', 'hex')))).toEqual([]);
  await expect(textOf(order(Buffer.from('%PDF-1.4\nrien')))).rejects.toThrow();
});

test('hostile PDFs end within their time, and what is kept of them is bounded', async () => {
  const start = performance.now();
  const endless = await textOf(order(pdfOf(Buffer.from(`BT /F1 9 Tf 0 12 Td ${'(mot) Tj T* '.repeat(120_000)} ET`))));
  expect(endless.lignes.join('\n').length).toBeLessThanOrEqual(210_000);
  // Sixty megabytes of nothing in sixty kilobytes.
  await textOf(order(pdfOf(Buffer.alloc(60_000_000, 0x20)))).catch(() => null);
  const loop =
    '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[2 0 R 2 0 R]/Count 99999999>>endobj\ntrailer<</Root 1 0 R>>';
  await textOf(order(Buffer.from(loop))).catch(() => null);
  await expect(textOf(order(Buffer.concat([Buffer.from('%PDF-1.4\n'), Buffer.alloc(31_000_000)])))).rejects.toThrow();
  expect(performance.now() - start).toBeLessThan(60_000);
}, 90_000);
