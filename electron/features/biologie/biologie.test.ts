import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DocumentId, PatientId } from '../../../shared/ids.ts';
import { identity, read, report, result, testReception } from '../reception/testing/reception.ts';
import { addPatient, baseForTests, DOCTOR } from '../testing.ts';
import { associateAnalyte } from './commands.ts';
import { listResults, readCurves, readReport, readTable } from './index.ts';

const base = baseForTests({ beforeAll, afterAll });
const reception = testReception(base);
let patientId: PatientId;
let count = 0;
const query = () => base().store;

beforeAll(async () => {
  const change = { nomNaissance: 'CHEMIN', premierPrenom: 'Henri', prenoms: ['Henri'], dateNaissance: '1948-08-18' };
  patientId = await addPatient(base(), { ...change, sexe: 'M' });
});

/** A report of a day from a laboratory; its document. */
async function received(
  date: string,
  results: Parameters<typeof result>[0][],
  senderCode = 'PARC',
): Promise<DocumentId> {
  count += 1;
  const [outcome] = await reception.take([
    reception.file(
      read([
        report({
          identity: identity(),
          results: results.map((each, index) => result({ rang: index + 1, date, ...each })),
          document: { date, senderCode, orderNumber: `B-${count}`, organisation: `LABO ${senderCode}` },
        }),
      ]),
    ),
  ]);
  expect(outcome?.issue).toBe('filed');
  return outcome?.reports[0]?.document.id as DocumentId;
}

const glucose = (value: number, unit: string, low: number, high: number) => ({
  code: 'GLY',
  label: 'Glycémie',
  value,
  text: String(value),
  unit,
  low,
  high,
});

test('two laboratories, two units, one curve: each point with its own laboratory’s range, what it wrote kept beside', async () => {
  await received('2025-01-10', [glucose(0.9, 'g/L', 0.7, 1.1)]);
  await received('2025-06-10', [glucose(5.55, 'mmol/L', 3.9, 6.1)], 'CENTRE');
  await received(
    '2025-07-10',
    [{ ...glucose(2, 'mmol/L', 3.9, 6.1), comparator: '<' as const, text: '<2', interpretation: 'L' }],
    'CENTRE',
  );
  await received('2025-08-10', [{ ...glucose(3, 'arb', 1, 2), unit: 'unité inconnue' }], 'CENTRE');
  const curves = await query().query(readCurves, { patientId }, DOCTOR);
  const curve = curves.find(({ libelle }) => libelle.startsWith('Glucose'));
  expect(curve).toMatchObject({ unite: 'g/L', chapitre: 'Biochimie' });
  expect(curve?.points.map(({ date, laboratoire }) => [date, laboratoire])).toEqual([
    ['2025-01-10', 'LABO PARC'],
    ['2025-06-10', 'LABO CENTRE'],
    ['2025-07-10', 'LABO CENTRE'],
  ]);
  const [first, second, third] = curve?.points ?? [];
  expect(first).toMatchObject({ axe: 0.9, bas: 0.7, haut: 1.1, anormal: false });
  expect(second?.axe).toBeCloseTo(1, 2);
  expect(second?.bas).toBeCloseTo(0.7, 1);
  expect(third).toMatchObject({ comparator: '<', valeur: '<2 mmol/L', anormal: true });
});

test('the table goes back by pages of dates without skipping one; a report shows what its analytes were before', async () => {
  for (const day of ['01', '02', '03']) await received(`2024-03-${day}`, [{ value: Number(day), text: day }]);
  const pages: string[] = [];
  let avant: string | null = null;
  for (;;) {
    const page: Awaited<ReturnType<typeof readTable.run>> = await query().query(
      readTable,
      { patientId, avant, colonnes: 2 },
      DOCTOR,
    );
    pages.push(...page.dates.map(({ date }) => date));
    if (!page.suite) break;
    avant = page.dates.at(-1)?.date ?? null;
  }
  expect(pages).toEqual([...pages].sort().reverse());
  expect(new Set(pages).size).toBe(pages.length);
  expect(pages.slice(-3)).toEqual(['2024-03-03', '2024-03-02', '2024-03-01']);
  const documentId = await received('2024-03-04', [{ value: 4, text: '4' }]);
  const { resultats, statut } = await query().query(readReport, { patientId, documentId }, DOCTOR);
  expect(statut).toBe('final');
  expect(resultats[0]?.precedents.map(({ date, valeur }) => [date, valeur])).toEqual([
    ['2024-03-03', '03 mmol/L'],
    ['2024-03-02', '02 mmol/L'],
  ]);
});

test('a code learned of a sender moves its past results to the analyte’s curve, and its next ones', async () => {
  const own = { code: 'X12', label: 'Dosage maison', unit: 'mmol/L', low: null, high: null };
  const documentId = await received('2023-01-01', [{ ...own, value: 140, text: '140' }]);
  await received('2023-02-01', [{ ...own, value: 141, text: '141' }]);
  await received('2023-02-02', [{ ...own, value: 1, text: '1' }], 'AUTRE');
  const asked = { patientId, documentId, rang: 1, loinc: '2951-2' };
  expect(await query().execute(associateAnalyte, asked, DOCTOR)).toEqual({ changes: 2 });
  await received('2023-03-01', [{ ...own, value: 142, text: '142' }]);
  const curves = await query().query(readCurves, { patientId }, DOCTOR);
  expect(curves.find(({ analyte }) => analyte === '2951-2')?.points.map(({ axe }) => axe)).toEqual([140, 141, 142]);
  const results = await query().query(listResults, { patientId }, DOCTOR);
  const learned = results.filter(({ result: { code } }) => code === 'X12');
  expect(learned.map(({ result: { loincOrigine } }) => loincOrigine)).toEqual(['apprise', 'apprise', null, 'apprise']);
  await expect(query().execute(associateAnalyte, { ...asked, loinc: '0-0' }, DOCTOR)).rejects.toMatchObject({
    code: 'INVALID_INPUT',
  });
});
