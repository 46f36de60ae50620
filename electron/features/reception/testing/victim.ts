import { DOCTOR } from '../../../record/testing.ts';
import { openRecord } from '../../../record/store.ts';
import { readingReception } from './reception.ts';

/**
 * A process that takes files in until it is killed: prints the number of each file once it is acknowledged as kept. Its base and where to begin come by its
 * standard input.
 */
const chunks: Buffer[] = [];
for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
const { directory, key, from, workerPath } = JSON.parse(Buffer.concat(chunks).toString()) as {
  directory: string;
  key: string;
  from: number;
  workerPath: string;
};
const store = await openRecord({ directory, key: Buffer.from(key, 'hex'), workerPath, actor: DOCTOR });
const reception = readingReception(store);

/** One result of the demo patient, with an order of its own. */
function fileOf(number: number): Uint8Array {
  const header = ['LAB-77', 'CHEMIN', 'HENRI', '', '', '', '18/08/1948', '', `D${number}`, '16/03/2026'];
  const lines = [...header, 'PARC       LABO DU PARC', '.          MEDECIN', '', 'Bilan', '****LAB****'];
  const results = `RES|Potassium|K|N|${(number % 90) / 10}|mmol/L|3.5|5.1|N|F|`;
  return Buffer.from([...lines, results, '****FIN****', ''].join('\r\n'), 'latin1');
}

await reception.resume();
process.stdout.write('0\n');
for (let number = from; ; number += 3) {
  const files = [number, number + 1, number + 2].map((each) => ({
    nom: `${each}.hpr`,
    voie: 'hprim' as const,
    bytes: fileOf(each),
  }));
  const kept = await reception.intake(files);
  if (kept.length === files.length) process.stdout.write(`${number + 2}\n`);
}
