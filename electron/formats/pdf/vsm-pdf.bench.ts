import { demoPractice, demoRecords, numberedUuid } from '../../../fixtures/records/demo-sources.ts';
import { buildVsm } from '../cda/index.ts';
import { buildVsmPdf } from './index.ts';

/** Prints JSON lines: CDA and PDF of the fullest demo record, first time and warm. */
const { doctors, structure } = demoPractice();
const [owner] = doctors;
const full = demoRecords().find(({ dossier }) => dossier.toxiques.elements.length > 0);
if (owner === undefined || full === undefined) throw new Error('the demo practice is empty');
const instant = '2026-01-05T08:00:00.000Z';

async function once(): Promise<{ ms: number; bytes: number }> {
  if (owner === undefined || full === undefined) throw new Error('the demo practice is empty');
  let rank = 0;
  const start = performance.now();
  const { model } = buildVsm({
    ...full,
    author: owner,
    structure,
    medecinTraitant: { practitioner: owner, structure },
    patientLocalOid: '2.25.301',
    now: { instant, zoneOffsetMinutes: 60 },
    identifiers: { documentOid: '2.25.1', setId: '2.25.2', versionNumber: 1, newId: () => numberedUuid(1, ++rank) },
    replaces: null,
    version: '1.4',
  });
  const pdf = await buildVsmPdf(model, instant);
  return { ms: performance.now() - start, bytes: pdf.length };
}

const first = await once();
const times: number[] = [];
for (let run = 0; run < 40; run++) times.push((await once()).ms);
times.sort((a, b) => a - b);
const at = (share: number): number => Number((times[Math.floor(times.length * share)] ?? 0).toFixed(1));
const { bytes, ms } = first;
console.log(
  JSON.stringify({
    name: 'vsm.cda-and-pdf',
    unit: 'ms',
    p50: at(0.5),
    p95: at(0.95),
    p99: at(0.99),
    n: times.length,
    bytes,
    first: Math.round(ms),
  }),
);
