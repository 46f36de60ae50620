import type { Incoming, Reception } from '../../reception/index.ts';
import { readingReception } from '../../reception/testing/reception.ts';
import { DOCTOR } from '../../../record/testing.ts';
import type { RecordStore } from '../../../record/index.ts';
import { createSources, type Sources } from '../sources.service.ts';

/** Helpers of the tests of sources. Not imported by the product. */

/** One result of the demo patient, with an order of its own. */
export function hprimFile(number: number): Uint8Array {
  const header = ['LAB-77', 'CHEMIN', 'HENRI', '', '', '', '18/08/1948', '', `D${number}`, '16/03/2026'];
  const lines = [...header, 'PARC       LABO DU PARC', '.          MEDECIN', '', 'Bilan', '****LAB****'];
  const results = `RES|Potassium|K|N|${(number % 90) / 10}|mmol/L|3.5|5.1|N|F|`;
  return Buffer.from([...lines, results, '****FIN****', ''].join('\r\n'), 'latin1');
}

/** A clock that runs a thousand times faster: the seconds that a file must be still are soon over. */
function fastClock(): () => Date {
  const start = Date.now();
  return () => new Date(start + (Date.now() - start) * 1000);
}

/** Sources on a real record with the real readers; `around` is what a test puts around the way in. */
export function testSources(
  store: RecordStore,
  around: (files: readonly Incoming[], intake: Reception['intake']) => Promise<unknown> = (files, intake) =>
    intake(files),
): { readonly sources: Sources; readonly reception: Reception; readonly reports: unknown[] } {
  const reception = readingReception(store);
  const reports: unknown[] = [];
  const sources = createSources({
    execute: (command, input) => store.execute(command, input, DOCTOR),
    query: (query, input) => store.query(query, input, DOCTOR),
    intake: (files) => around(files, (each) => reception.intake(each)),
    now: fastClock(),
    changed: () => undefined,
    report: (what, error) => reports.push([what, error]),
  });
  return { sources, reception, reports };
}
