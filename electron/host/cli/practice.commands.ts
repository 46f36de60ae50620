import { readFileSync } from 'node:fs';
import { createBase, openRecord, type Actor, type RecordStore } from '../../record/index.ts';
import { comparableName, type PatientFields } from '../../../shared/domain/patient.ts';
import type { PatientId } from '../../../shared/ids.ts';
import { parsePatientsFile, type ImportedPatient } from '../../features/patients/import-file.parser.ts';
import {
  createPatient,
  findByIns,
  findHomonyms,
  listPatients,
  readPatient,
  updatePatient,
} from '../../features/patients/index.ts';
import { readSettings, writeSettings } from '../../features/reglages/index.ts';
import { firstSettings, importMedical, readPracticeFile } from '../first-base.ts';
import type { Installation } from '../installation.ts';
import type { CommandLine } from './arguments.ts';
import { COMMAND_LINE_ACTOR, sentenceOf, withBase, type Programs } from './open-base.ts';
import { help, UsageError } from './usage.ts';

type Print = (value: object | string) => void;

const BARE: Installation = {
  test: process.env['HYGIE_TEST'] === '1',
  cardModule: null,
  nssConsent: false,
  cardRoots: [],
  cardRevocationList: null,
  demonstration: null,
  services: null,
};

/** `init`: an empty base, with the doctors and the structure of a practice file; its recovery code is printed once. */
export async function init(line: CommandLine, programs: Programs, print: Print): Promise<void> {
  const practice = line.values.practice === undefined ? null : readPracticeFile(line.values.practice);
  const { directory } = line;
  const { key, recoveryCode } = await createBase({ directory, now: new Date(), nativeBinding: programs.nativeBinding });
  try {
    const store = await openRecord({
      directory,
      key,
      workerPath: programs.recordWorker,
      nativeBinding: programs.nativeBinding,
      actor: COMMAND_LINE_ACTOR,
    });
    try {
      if (practice !== null)
        await store.execute(writeSettings, { settings: firstSettings(BARE, practice) }, COMMAND_LINE_ACTOR);
    } finally {
      await store.close();
    }
  } finally {
    key.fill(0);
  }
  print(line.json ? { recoveryCode } : `Code de récupération, donné cette seule fois : ${recoveryCode}`);
}

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
  for (const summary of await store.query(findHomonyms, fields, actor)) {
    const other = await store.query(readPatient, { patientId: summary.id }, actor);
    const sameBirth = other.sexe === fields.sexe && other.lieuNaissanceInsee === fields.lieuNaissanceInsee;
    if (sameBirth && (other.ins === null || fields.ins === null)) return other.id;
  }
  return null;
}

async function importOne(
  store: RecordStore,
  actor: Actor,
  imported: ImportedPatient,
  medecinTraitant: PatientFields['medecinTraitant'],
): Promise<Outcome> {
  const { medical } = imported;
  const fields = { ...imported.fields, medecinTraitant };
  const known = await existing(store, actor, fields);
  if (known === null) {
    const { patientId } = await store.execute(createPatient, { fields, confirmeHomonyme: true }, actor);
    if (medical !== null) await importMedical(store, actor, patientId, medical);
    return { id: patientId, outcome: 'created', reason: null };
  }
  const { id, version, ...before } = await store.query(readPatient, { patientId: known }, actor);
  const same =
    comparableName(before.nomNaissance) === comparableName(fields.nomNaissance) &&
    before.dateNaissance === fields.dateNaissance;
  if (!same) return { id, outcome: 'refused', reason: 'même INS, traits différents' };
  if (sorted(before) === sorted(fields)) return { id, outcome: 'unchanged', reason: null };
  await store.execute(updatePatient, { patientId: id, version, fields, confirmeHomonyme: true }, actor);
  return { id, outcome: 'updated', reason: null };
}

const sorted = (value: object) => JSON.stringify(Object.entries(value).sort(([a], [b]) => a.localeCompare(b)));

/** `patients import`: one line each, in the order of the file. Returns false when one was refused. */
export async function importPatients(line: CommandLine, programs: Programs, print: Print): Promise<boolean> {
  const file = line.words[2];
  if (file === undefined) throw new UsageError(help('patients import'));
  const lines = parsePatientsFile(readFileSync(file, 'utf8'));
  return withBase(line, programs, async (store, actor) => {
    const settings = await store.query(readSettings, {}, actor);
    const [doctor] = settings.medecins ?? [];
    let all = true;
    for (const each of lines) {
      if (!each.ok) {
        all = false;
        print({ id: null, nomNaissance: each.name, outcome: 'refused', reason: each.reason });
        continue;
      }
      const { nomNaissance, premierPrenom, dateNaissance, ins } = each.patient.fields;
      const outcome = await importOne(store, actor, each.patient, doctor?.idNat ?? null).catch(
        (error: unknown): Outcome => ({ id: null, outcome: 'refused', reason: sentenceOf(error) }),
      );
      if (outcome.outcome === 'refused') all = false;
      const { id, ...rest } = outcome;
      print({ id, nomNaissance, premierPrenom, dateNaissance, ins: ins?.matricule ?? null, ...rest });
    }
    return all;
  });
}

/** `patients list`: one line a patient. */
export function printPatients(line: CommandLine, programs: Programs, print: Print): Promise<void> {
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
        print({
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
      apres = page.suite;
    }
  });
}
