import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { simpleParser } from 'mailparser';
import { composeMorning } from '../../../fixtures/sandbox/laboratoire/morning.ts';
import { readDemoPatients } from '../../../fixtures/sandbox/laboratoire/patients.ts';
import { readFile } from '../recognise/index.ts';
import { parseWhiteList, readMail } from './index.ts';

/** Prints one JSON line a figure: messages of a morning read alone, with their archives and documents, and by the library that is our referee. */
const DEMO = join(import.meta.dirname, '../../../fixtures/demo');
const NOW = new Date('2026-11-23T08:00:00Z');
const messages = composeMorning(readDemoPatients(DEMO), NOW).mails.map(({ message }) => message);
const options = {
  now: NOW,
  test: true,
  whiteList: parseWhiteList(readFileSync(join(DEMO, 'liste-blanche-exemple.xml'))),
};

async function measure(name: string, rounds: number, read: (bytes: Buffer) => unknown): Promise<void> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++)
    for (const message of messages) {
      const start = performance.now();
      await read(message);
      if (round > 0) times.push(performance.now() - start);
    }
  times.sort((a, b) => a - b);
  const at = (share: number): number => Number((times[Math.floor(times.length * share)] ?? 0).toFixed(3));
  const total = times.reduce((sum, time) => sum + time, 0);
  console.log(
    JSON.stringify({
      bench: 'mail-read',
      case: name,
      n: times.length,
      p50Ms: at(0.5),
      p95Ms: at(0.95),
      perMinute: Math.round((60_000 * times.length) / total),
    }),
  );
}

await measure('message alone', 40, readMail);
await measure('message, archive and documents', 20, (bytes) => readFile(bytes, options));
await measure('message alone, mailparser', 10, (bytes) => simpleParser(bytes));

/** The largest that is read: 39 MB of base64 in one attachment. */
const large = Buffer.from(
  `From: a@medecin.test.mssante.fr\r\nSubject: x\r\nContent-Type: application/pdf; name=a.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n${`${'QUJD'.repeat(19)}\r\n`.repeat(500_000)}`,
);
const start = performance.now();
readMail(large);
console.log(
  JSON.stringify({
    bench: 'mail-read',
    case: 'largest message',
    bytes: large.length,
    ms: Math.round(performance.now() - start),
  }),
);
