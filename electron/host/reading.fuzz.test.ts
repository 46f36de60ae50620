import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { composeMorning } from '../../fixtures/sandbox/laboratoire/morning.ts';
import { readDemoPatients } from '../../fixtures/sandbox/laboratoire/patients.ts';
import type { ReadAnyFile } from '../formats/recognise/index.ts';
import { archive, documentFields, exchangeMessage, FOLDER } from '../formats/recognise/testing/exchange.ts';
import { drawFrom, mutate } from '../formats/recognise/testing/mutations.ts';
import type { Draw } from '../formats/recognise/testing/mutations.ts';
import { letterCda } from '../formats/xds/testing/letter.ts';
import { createFormatPool } from './format-pool.ts';

/** Files read: 300 with the other tests, 10,000 by `npm run fuzz`. HYGIE_FUZZ_FIRST starts at the number that a failure named. */
const COUNT = Number(process.env.HYGIE_FUZZ ?? 300);
const FIRST = Number(process.env.HYGIE_FUZZ_FIRST ?? 1);
const LIMIT_MS = 2000;
const MEMORY_LIMIT = 600 * 1024 * 1024;

const DEMO = join(import.meta.dirname, '../../fixtures/demo');
const NOW = new Date('2026-11-23T08:00:00Z');
const options = { now: NOW, test: true };
const listFile = readFileSync(join(DEMO, 'liste-blanche-exemple.xml'));
const xml = new SharedArrayBuffer(listFile.length);
new Uint8Array(xml).set(listFile);
const whiteList = { version: '1', xml };
const morning = composeMorning(readDemoPatients(DEMO), NOW);
const mails = morning.mails.map(({ message }) => message);
const hprim = morning.drops.map(({ bytes }) => bytes);
const pool = createFormatPool(join(import.meta.dirname, 'format-worker.ts'));
afterAll(() => pool.close());

const inMail = async (bytes: Buffer, draw: Draw): Promise<Buffer> => {
  // Changed inside, then packed again with the right hash and size: what a raw change of the message would never reach.
  const inside = draw.nat(3);
  if (inside === 0) return exchangeMessage({ documents: [documentFields({ cda: bytes })] });
  if (inside === 1)
    return exchangeMessage({ metadata: (xml) => mutate(Buffer.from(xml), bytes, draw).toString('latin1') });
  return exchangeMessage({ files: (files) => ({ ...files, [`${FOLDER}/DOC0002.XML`]: bytes }) });
};

/** The file of that number, and of which kind. */
async function fileOf(number: number, documents: readonly Buffer[]): Promise<{ kind: string; bytes: Buffer }> {
  const draw = drawFrom(number);
  const pick = (list: readonly Buffer[]): Buffer => list[draw.nat(list.length)] ?? Buffer.alloc(0);
  switch (number % 5) {
    case 0:
      return { kind: 'mail', bytes: mutate(pick(mails), pick(mails), draw) };
    case 1:
      return { kind: 'xdm', bytes: mutate(await archive(), pick(mails), draw) };
    case 2:
      return { kind: 'cda', bytes: mutate(pick(documents), pick(documents), draw) };
    case 3:
      return { kind: 'hprim', bytes: mutate(pick(hprim), pick(hprim), draw) };
    default:
      return { kind: 'repacked', bytes: await inMail(mutate(pick(documents), pick(documents), draw), draw) };
  }
}

/** Time of the reading; a second try tells a slow file from a busy machine. */
async function timed(bytes: Buffer): Promise<{ read: ReadAnyFile; took: number }> {
  let best = Number.POSITIVE_INFINITY;
  for (let tries = 0; ; tries++) {
    const start = performance.now();
    const read = await pool.run('lire-fichier', { bytes, options, whiteList });
    best = Math.min(best, performance.now() - start);
    if (best < LIMIT_MS || tries === 2) return { read, took: best };
  }
}

test(
  `${COUNT} files changed at random: each is answered, quickly, and none is taken for somebody else’s`,
  { timeout: 60_000 + COUNT * 100 },
  async () => {
    const clean = await Promise.all(mails.map((bytes) => pool.run('lire-fichier', { bytes, options, whiteList })));
    const documents = [
      Buffer.from(letterCda()),
      ...clean.flatMap(({ reports }) =>
        reports.flatMap(({ format, document }) =>
          format === 'cda' && document.bytes !== null ? Buffer.from(document.bytes) : [],
        ),
      ),
    ];
    expect(documents.length).toBeGreaterThan(10);
    // Whatever was changed, no identity but those of the seeds may look ready to be filed.
    const known = new Set(['260058815400233']);
    for (const { reports } of clean) for (const { identity } of reports) known.add(identity?.ins?.matricule ?? '');
    const answers = new Map<string, number>();
    let slowest = { took: 0, number: 0 };
    let memory = 0;
    for (let number = FIRST; number < FIRST + COUNT; number++) {
      const { kind, bytes } = await fileOf(number, documents);
      const { read, took } = await timed(bytes).catch((error: unknown) => {
        throw new Error(`file ${number} (${kind}) was not answered`, { cause: error });
      });
      if (took > slowest.took) slowest = { took, number };
      expect(took, `file ${number} (${kind}), in milliseconds`).toBeLessThan(LIMIT_MS);
      expect(read.reportReasons.length, `file ${number}`).toBe(read.reports.length);
      if (read.outcome !== 'read') expect(read.reason, `file ${number}`).not.toBeNull();
      if (read.reason === null && (read.format === 'mail' || read.format === 'xdm'))
        for (const { identity } of read.reports)
          expect(known.has(identity?.ins?.matricule ?? ''), `file ${number} (${kind})`).toBe(true);
      const key = `${kind}: ${read.format} ${read.outcome} ${read.reason ?? ''}`;
      answers.set(key, (answers.get(key) ?? 0) + 1);
      if (number % 100 === 0) memory = Math.max(memory, process.memoryUsage().rss);
    }
    expect(memory).toBeLessThan(MEMORY_LIMIT);
    if (process.env.HYGIE_FUZZ !== undefined) {
      for (const [key, count] of [...answers].sort((a, b) => b[1] - a[1]))
        console.log(`${String(count).padStart(6)} ${key}`);
      console.log(
        `slowest: file ${slowest.number}, ${slowest.took.toFixed(0)} ms; memory ${Math.round(memory / 2 ** 20)} MB`,
      );
    }
  },
);
