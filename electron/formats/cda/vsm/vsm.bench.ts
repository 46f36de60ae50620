import { demoPractice, demoRecords, numberedUuid } from '../../../../fixtures/records/demo-sources.ts';
import { buildVsm } from './index.ts';

/** Prints one JSON line: time to make the CDA of the fullest demo record, and of one with 60 elements, warm. */
const { doctors, structure } = demoPractice();
const [owner] = doctors;
const full = demoRecords().find(({ dossier }) => dossier.toxiques.elements.length > 0);
if (owner === undefined || full === undefined) throw new Error('the demo practice is empty');

const heavy = structuredClone(full.dossier);
for (const section of [
  heavy.pathologies,
  heavy.antecedentsMedicaux,
  heavy.antecedentsChirurgicaux,
  heavy.traitements,
  heavy.allergies,
  heavy.toxiques,
]) {
  const [first] = section.elements;
  if (first === undefined) continue;
  const list: object[] = section.elements;
  for (let rank = 1; rank < 15; rank++) list.push({ ...first, id: numberedUuid(0xbe, rank) });
}

for (const [name, dossier] of [
  ['fullest-demo-record', full.dossier],
  ['60-elements', heavy],
] as const) {
  const times: number[] = [];
  let bytes = 0;
  for (let run = 0; run < 400; run++) {
    let rank = 0;
    const start = performance.now();
    const document = buildVsm({
      patient: full.patient,
      dossier,
      author: owner,
      structure,
      medecinTraitant: { practitioner: owner, structure },
      patientLocalOid: '2.25.301',
      now: { instant: '2026-01-05T08:00:00.000Z', zoneOffsetMinutes: 60 },
      identifiers: { documentOid: '2.25.1', setId: '2.25.2', versionNumber: 1, newId: () => numberedUuid(1, ++rank) },
      replaces: null,
      version: '1.4',
    });
    if (run >= 50) times.push(performance.now() - start);
    bytes = document.bytes.length;
  }
  times.sort((a, b) => a - b);
  const at = (share: number): number => Number((times[Math.floor(times.length * share)] ?? 0).toFixed(2));
  console.log(
    JSON.stringify({
      name: `vsm.cda.${name}`,
      unit: 'ms',
      p50: at(0.5),
      p95: at(0.95),
      p99: at(0.99),
      n: times.length,
      bytes,
    }),
  );
}
