import { PatientId } from '../../../shared/ids.ts';
import { listResults } from '../../features/biologie/index.ts';
import { findByIns, readPatient } from '../../features/patients/index.ts';
import type { CommandLine } from './arguments.ts';
import { withBase, type Programs } from './open-base.ts';
import { resultLine } from './result-line.ts';
import type { Talk } from './terminal.ts';
import { RefusedError } from './usage.ts';

/** `results`: every biology result of a record, one line each, oldest first. */
export function printResults(line: CommandLine, programs: Programs, talk: Talk): Promise<void> {
  const wanted = line.need('patient');
  return withBase(line, programs, async (store, actor) => {
    const id = PatientId.safeParse(wanted);
    const patient = id.success
      ? await store.query(readPatient, { patientId: id.data }, actor)
      : await store.query(findByIns, { matricule: wanted }, actor);
    if (patient === null) throw new RefusedError('Aucun patient n’a cet INS.');
    for (const { result, documentId, laboratoire, remplace } of await store.query(
      listResults,
      { patientId: patient.id },
      actor,
    ))
      await talk.print({
        ...resultLine(result),
        documentId,
        organisation: laboratoire,
        replaced: remplace,
      });
  });
}
