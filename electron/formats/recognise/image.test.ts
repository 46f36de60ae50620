import { expect, test } from 'vitest';
import { writePng } from '../image/png.ts';
import { readFile } from './index.ts';

test('a picture that comes alone is a document that waits for its patient, with its own type', async () => {
  const png = writePng(2, 1, 1, Uint8Array.of(0, 0, 255));
  const read = await readFile(png, { now: new Date(), whiteList: null, test: true });
  expect(read).toMatchObject({ format: 'image', outcome: 'read', reason: null });
  expect(read.reports).toMatchObject([
    { format: 'image', identity: null, results: [], document: { mediaType: 'image/png', pdf: null, bytes: null } },
  ]);
});
