import { readFileSync } from 'node:fs';
import { comparableName, type PatientFields } from '../../../shared/domain/patient.ts';
import type { PatientId } from '../../../shared/ids.ts';
import { awaitsImport, importMedical } from '../../features/dossier/index.ts';
import { parsePatientsFile, type ImportedPatient } from '../../features/patients/import-file.parser.ts';
import {
  createPatient,
  findByIns,
  findHomonyms,
  listPatients,
  readPatient,
  updatePatient,
} from '../../features/patients/index.ts';
import { readSettings } from '../../features/reglages/index.ts';
import type { Actor, RecordStore } from '../../record/index.ts';
import type { CommandLine } from './arguments.ts';
import { withBase, type Programs } from './open-base.ts';
import { sentenceOf, type Talk } from './terminal.ts';
import { RefusedError } from './usage.ts';

interface Outcome {
  readonly id: string | null;
  readonly outcome: 'created' | 'updated' | 'unchanged' | 'refused';
  readonly reason: string | null;
}

/** The patient of the base that this line of the file is about: the same INS, or the same strict traits and no INS that says otherwise. */
async function existing(store: RecordStore, actor: Actor, fields: PatientFields): Promise<PatientId | null> {
  if (fields.ins !== null) {
    const same = await store.query(findByIns, { matricule: fields.ins.matricule }, actor);
    if (same !== null) return same.id;
  }
  const found: PatientId[] = [];
  for (const summary of await store.query(findHomonyms, fields, actor)) {
    const other = await store.query(readPatient, { patientId: summary.id }, actor);
    const sameBirth = other.sexe === fields.sexe && other.lieuNaissanceInsee === fields.lieuNaissanceInsee;
    if (sameBirth && (other.ins === null || fields.ins === null)) found.push(other.id);
  }
  if (found.length > 1) throw new RefusedError('plusieurs patients de la base ont ces traits');
  return found[0] ?? null;
}

/**
 * What the file has no word for stays as the practice wrote it, and so do the important information and the treating doctor;
 * a file never lowers a qualified identity.
 */
function updated(
  before: PatientFields,
  file: PatientFields,
  medecinTraitant: PatientFields['medecinTraitant'],
): PatientFields {
  const keepsIdentity = before.ins !== null && (file.ins === null || before.statutIdentite === 'qualifiee');
  const { adresse, ...others } = file.coordonnees;
  const given = Object.fromEntries(Object.entries(others).filter(([, value]) => value !== null));
  return {
    ...file,
    lieuNaissanceInsee: file.lieuNaissanceInsee ?? before.lieuNaissanceInsee,
    nomUtilise: file.nomUtilise ?? before.nomUtilise,
    prenomUtilise: file.prenomUtilise ?? before.prenomUtilise,
    coordonnees: {
      ...before.coordonnees,
      ...given,
      adresse: adresse.length > 0 ? adresse : before.coordonnees.adresse,
    },
    informationImportante: before.informationImportante ?? file.informationImportante,
    medecinTraitant: before.medecinTraitant ?? medecinTraitant,
    oppositionDmp: before.oppositionDmp,
    oppositionMessagerie: before.oppositionMessagerie,
    ...(keepsIdentity ? { ins: before.ins, statutIdentite: before.statutIdentite } : {}),
  };
}

async function importOne(
  store: RecordStore,
  actor: Actor,
  imported: ImportedPatient,
  medecinTraitant: PatientFields['medecinTraitant'],
): Promise<Outcome> {
  const { medical } = imported;
  const known = await existing(store, actor, imported.fields);
  if (known === null) {
    const fields = { ...imported.fields, medecinTraitant };
    const { patientId } = await store.execute(createPatient, { fields, confirmeHomonyme: true }, actor);
    if (medical !== null) await store.execute(importMedical, { patientId, medical }, actor);
    return { id: patientId, outcome: 'created', reason: null };
  }
  const { id, version, ...before } = await store.query(readPatient, { patientId: known }, actor);
  const fields = updated(before, imported.fields, medecinTraitant);
  const same =
    comparableName(before.nomNaissance) === comparableName(fields.nomNaissance) &&
    before.dateNaissance === fields.dateNaissance;
  if (!same) return { id, outcome: 'refused', reason: 'même INS, traits différents' };
  const changed = sorted(before) !== sorted(fields);
  if (changed) await store.execute(updatePatient, { patientId: id, version, fields, confirmeHomonyme: true }, actor);
  const empty = medical !== null && (await store.query(awaitsImport, { patientId: id }, actor));
  const brought = empty && (await store.execute(importMedical, { patientId: id, medical }, actor)).apporte;
  return { id, outcome: changed || brought ? 'updated' : 'unchanged', reason: null };
}

const sorted = (value: object) => JSON.stringify(Object.entries(value).sort(([a], [b]) => a.localeCompare(b)));

/** `patients import`: one line each, in the order of the file. Returns false when one was refused. */
export async function importPatients(line: CommandLine, programs: Programs, talk: Talk): Promise<boolean> {
  const lines = parsePatientsFile(readFileSync(line.words[2] ?? '', 'utf8'));
  return withBase(line, programs, async (store, actor) => {
    const settings = await store.query(readSettings, {}, actor);
    const [doctor] = settings.medecins ?? [];
    let all = true;
    for (const [rank, each] of lines.entries()) {
      talk.interrupted.throwIfAborted();
      talk.progress(rank + 1, lines.length, 'patients');
      if (!each.ok) {
        all = false;
        const unread = { premierPrenom: null, dateNaissance: null, ins: null };
        await talk.note({ id: null, nomNaissance: each.name, ...unread, outcome: 'refused', reason: each.reason });
        continue;
      }
      const { nomNaissance, premierPrenom, dateNaissance, ins } = each.patient.fields;
      const outcome = await importOne(store, actor, each.patient, doctor?.idNat ?? null).catch(
        (error: unknown): Outcome => ({ id: null, outcome: 'refused', reason: sentenceOf(error) }),
      );
      if (outcome.outcome === 'refused') all = false;
      const { id, ...rest } = outcome;
      await talk.note({ id, nomNaissance, premierPrenom, dateNaissance, ins: ins?.matricule ?? null, ...rest });
    }
    return all;
  });
}

/** `patients list`: one line a patient. */
export function printPatients(line: CommandLine, programs: Programs, talk: Talk): Promise<void> {
  return withBase(line, programs, async (store, actor) => {
    let apres: { tri: string; key: number } | null = null;
    for (;;) {
      const page: Awaited<ReturnType<typeof listPatients.run>> = await store.query(
        listPatients,
        { apres, limite: 500 },
        actor,
      );
      for (const {
        id,
        nomNaissance,
        nomUtilise,
        premierPrenom,
        dateNaissance,
        sexe,
        statutIdentite,
        ins,
      } of page.patients) {
        await talk.print({
          id,
          nomNaissance,
          nomUtilise,
          premierPrenom,
          dateNaissance,
          sexe,
          statutIdentite,
          ins: ins?.matricule ?? null,
        });
      }
      if (page.suite === null) return;
      talk.interrupted.throwIfAborted();
      apres = page.suite;
    }
  });
}
