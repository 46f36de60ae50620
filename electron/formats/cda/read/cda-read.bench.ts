import { join } from 'node:path';
import { SaxesParser } from 'saxes';
import { composeCrBio } from '../../../../fixtures/sandbox/laboratoire/cr-bio.ts';
import { drawPanels, urinePanels } from '../../../../fixtures/sandbox/laboratoire/examens.ts';
import { readDemoPatients } from '../../../../fixtures/sandbox/laboratoire/patients.ts';
import { makeReport } from '../../../../fixtures/sandbox/laboratoire/reports.ts';
import { Random } from '../../../../fixtures/sandbox/lib/random.ts';
import { parseXml } from '../../xml/index.ts';
import { readCda } from './index.ts';
import { cdaSample } from './testing/cda-sample.ts';

/** Prints one JSON line a case: processor time to read a report, beside a bare saxes that looks at nothing and the XML door alone. Warm. */
const random = new Random('lecture des comptes rendus');
const [patient] = readDemoPatients(join(import.meta.dirname, '../../../../fixtures/demo'));
if (patient === undefined) throw new Error('no demo patient');
const now = new Date('2026-03-16T09:30:00Z');
const panels = drawPanels(['nfs', 'ionogramme', 'rein', 'glycemie', 'vitamine-d'], random, { abnormal: 0.3 });
const blood = makeReport({ patient, now, panels, order: 'R1', random });
const urine = makeReport({ patient, now, panels: urinePanels(), order: 'R2', random });
const letter = Buffer.from(
  cdaSample({
    code: '11490-0',
    body: `<nonXMLBody><text mediaType="application/pdf" representation="B64">${Buffer.from(`%PDF-1.4\n${'x'.repeat(300_000)}`).toString('base64')}</text></nonXMLBody>`,
  }),
);

function bareSaxes(bytes: Uint8Array): void {
  const parser = new SaxesParser({ xmlns: true, position: false });
  parser.on('opentag', () => undefined);
  parser.on('text', () => undefined);
  parser.write(Buffer.from(bytes).toString('utf8')).close();
}

function processorMs(runs: number, work: () => void): number {
  for (let run = 0; run < 30; run++) work();
  const start = process.cpuUsage();
  for (let run = 0; run < runs; run++) work();
  const { user, system } = process.cpuUsage(start);
  return Number(((user + system) / 1000 / runs).toFixed(2));
}

for (const [name, bytes] of [
  ['biology, no PDF', composeCrBio(blood, null)],
  ['biology with its PDF', composeCrBio(blood)],
  ['urine and antibiogram', composeCrBio(urine, null)],
  ['letter of 400 kB, level 1', letter],
] as const) {
  const results = readCda(bytes).reports[0]?.results.length;
  console.log(
    JSON.stringify({
      bench: 'cda-read',
      case: name,
      bytes: bytes.length,
      results,
      readMs: processorMs(200, () => readCda(bytes)),
      parseMs: processorMs(200, () => parseXml(bytes)),
      bareSaxesMs: processorMs(200, () => bareSaxes(bytes)),
      limitMs: 3,
    }),
  );
}
