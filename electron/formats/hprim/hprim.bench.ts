import { curvePlace } from '../../../shared/domain/analytes/index.ts';
import { normalisedHash, orderKey, readHprim } from './index.ts';
import { bytesOf, fileLines, TYPICAL_LAB, TYPICAL_TEXT } from './testing/writer.ts';

/** Reading of HPRIM files as laboratories send them: 6 and 60 results, four charsets in turn; keys and curves of what was read. */
const NOW = new Date('2026-03-20T10:00:00Z');
const CHARSETS = ['windows-1252', 'cp850', 'macintosh', 'utf-8'];

function figure(name: string, unit: string, times: number[]): number {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number) => Math.round((sorted[Math.floor((sorted.length - 1) * share)] ?? 0) * 1000) / 1000;
  process.stdout.write(`${JSON.stringify({ name, unit, p50: at(0.5), p99: at(0.99), n: sorted.length })}\n`);
  return times.reduce((sum, each) => sum + each, 0) / times.length;
}

function files(repeat: number): Buffer[] {
  const lab = Array.from({ length: repeat }, () => TYPICAL_LAB).flat();
  const text = Array.from({ length: repeat }, () => TYPICAL_TEXT).flat();
  return CHARSETS.map((charset, index) => bytesOf(fileLines({ header: { order: `D${index}` }, text, lab }), charset));
}

function timed(count: number, run: (index: number) => void): number[] {
  for (let index = 0; index < 200; index += 1) run(index);
  return Array.from({ length: count }, (_, index) => {
    const start = performance.now();
    run(index);
    return performance.now() - start;
  });
}

for (const [size, repeat] of [
  ['6', 1],
  ['60', 10],
] as const) {
  const sent = files(repeat);
  const average = figure(
    `hprim.read.${size}-results`,
    'ms',
    timed(2000, (index) => {
      for (const report of readHprim(sent[index % sent.length] ?? Buffer.alloc(0), { now: NOW }).reports) {
        normalisedHash(report);
        orderKey(report);
        for (const result of report.results) curvePlace(result, report.document.senderCode);
      }
    }),
  );
  const rate = Math.round(60_000 / average);
  process.stdout.write(
    `${JSON.stringify({ name: `hprim.rate.${size}-results`, unit: 'files/min', p50: rate, p99: rate, n: 2000 })}\n`,
  );
}

const largest = bytesOf(
  fileLines({
    lab: Array.from({ length: 12_000 }, () => TYPICAL_LAB)
      .flat()
      .slice(0, 100_000),
  }),
);
figure(
  'hprim.read.5-megabytes',
  'ms',
  Array.from({ length: 5 }, () => {
    const bytes = largest.subarray(0, 5 * 1024 * 1024);
    const start = performance.now();
    readHprim(bytes, { now: NOW });
    return performance.now() - start;
  }),
);
process.stdout.write(
  `${JSON.stringify({ name: 'hprim.memory.resident', unit: 'MB', p50: Math.round(process.memoryUsage.rss() / 1e6), n: 1 })}\n`,
);
