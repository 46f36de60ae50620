import { insKey } from '../../../../shared/domain/ins.ts';
import type { IdentiteRecue } from '../../../../shared/domain/reception.ts';
import type { PatientId } from '../../../../shared/ids.ts';
import { readPatient, updatePatient } from '../../patients/index.ts';
import { DOCTOR, type TestBase } from '../../testing.ts';
import { identity } from './reception.ts';

let serial = 100;

/** Gives an invented patient a test INS of their own and a qualified identity; returns it as a CDA says it. Once a patient. */
export async function qualify(base: TestBase, patientId: PatientId): Promise<IdentiteRecue> {
  const patient = await base.store.query(readPatient, { patientId }, DOCTOR);
  serial += 1;
  const root = `2${patient.dateNaissance.slice(2, 4)}${patient.dateNaissance.slice(5, 7)}75056${serial}`;
  const ins = { matricule: `${root}${insKey(root)}`, oid: '1.2.250.1.213.1.4.10' as const };
  const { id: _id, version, ...fields } = { ...patient, ins, statutIdentite: 'qualifiee' as const };
  await base.store.execute(updatePatient, { patientId, version, fields, confirmeHomonyme: true }, DOCTOR);
  return identity({
    ins,
    nom: patient.nomNaissance,
    premierPrenom: patient.premierPrenom,
    prenoms: patient.prenoms.join(' '),
    datesNaissance: [patient.dateNaissance],
    sexe: patient.sexe,
  });
}
