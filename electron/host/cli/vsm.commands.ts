import { randomUUID } from 'node:crypto';
import type { Patient } from '../../../shared/domain/patient.ts';
import { isValidIns } from '../../../shared/domain/ins.ts';
import { PatientId } from '../../../shared/ids.ts';
import { readDossierMedical } from '../../features/dossier/index.ts';
import { findByIns, readPatient } from '../../features/patients/index.ts';
import { readSettings } from '../../features/reglages/index.ts';
import { makeVsm } from '../../features/vsm/vsm.task.ts';
import type { Actor, RecordStore } from '../../record/index.ts';
import type { CommandLine } from './arguments.ts';
import { withBase, type Programs } from './open-base.ts';
import { writeWhole } from './terminal.ts';
import { RefusedError, UsageError } from './usage.ts';

const newOid = () => `2.25.${BigInt(`0x${randomUUID().replaceAll('-', '')}`)}`;

async function patientOf(store: RecordStore, actor: Actor, text: string): Promise<Patient> {
  const id = PatientId.safeParse(text);
  if (id.success) return store.query(readPatient, { patientId: id.data }, actor);
  if (!isValidIns(text)) throw new UsageError(`--patient : un INS de 15 chiffres ou un identifiant est attendu.`);
  const patient = await store.query(findByIns, { matricule: text }, actor);
  if (patient === null) throw new RefusedError('Aucun patient de cette base n’a cet INS.');
  return patient;
}

/** `vsm`: what the button would make for that doctor; filed nowhere. */
export function writeVsm(line: CommandLine, programs: Programs): Promise<void> {
  const [wanted, author, out] = [line.need('patient'), line.need('author'), line.need('out')];
  return withBase(line, programs, async (store, actor) => {
    const [patient, settings] = await Promise.all([
      patientOf(store, actor, wanted),
      store.query(readSettings, {}, actor),
    ]);
    const { medecins, structure, oid, vsmVersion } = settings;
    const doctor = medecins?.find((each) => each.idNat === author);
    if (doctor === undefined || structure === null || oid === null)
      throw new RefusedError('Ce médecin n’est pas enregistré dans cette base.');
    const treating = medecins?.find((each) => each.idNat === patient.medecinTraitant) ?? null;
    const made = await makeVsm(
      {
        patient,
        dossier: await store.query(readDossierMedical, { patientId: patient.id }, actor),
        author: doctor,
        structure,
        medecinTraitant: treating === null ? null : { practitioner: treating, structure },
        patientLocalOid: oid,
        version: vsmVersion ?? '1.4',
        instant: new Date().toISOString(),
        replaces: null,
        identifiers: { documentOid: newOid(), setId: newOid(), versionNumber: 1 },
      },
      randomUUID,
    );
    writeWhole(out, made.cda);
    if (line.values.pdf !== undefined) writeWhole(line.values.pdf, made.pdf);
  });
}
