import { EMPTY_NOTE, type Note } from '../../../shared/domain/medical.ts';
import type { PatientId } from '../../../shared/ids.ts';
import { saveDraft, startNote } from '../../features/dossier/index.ts';
import { openRecord } from '../store.ts';
import { DOCTOR } from '../testing.ts';

/** A process that types into a note until it is killed: prints each text once it is acknowledged. Its base comes by its standard input. */
const chunks: Buffer[] = [];
for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
const { directory, key, patientId, from, workerPath } = JSON.parse(Buffer.concat(chunks).toString()) as {
  directory: string;
  key: string;
  patientId: PatientId;
  from: number;
  workerPath: string;
};
const store = await openRecord({ directory, key: Buffer.from(key, 'hex'), workerPath, actor: DOCTOR });
const note: Note = await store.execute(startNote, { patientId }, DOCTOR);
for (let count = from; ; count += 1) {
  const contenu = { ...EMPTY_NOTE, motif: 'Frappe', texte: `${count} ${'mot '.repeat(count % 400)}` };
  await store.execute(saveDraft, { patientId, noteId: note.id, contenu }, DOCTOR);
  process.stdout.write(`${count}\n`);
}
