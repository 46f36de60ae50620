import { ActeOpposition, type ObjetOpposition } from '../../../shared/domain/administratif.ts';
import { civilDateOf, type CivilDate } from '../../../shared/domain/civil-date.ts';
import type { PatientFields } from '../../../shared/domain/patient.ts';
import { HygieError } from '../../../shared/errors.ts';
import type { PatientId } from '../../../shared/ids.ts';
import { defineCommand, type CommandContext, type ReadableRecord, type WritableRecord } from '../../record/index.ts';
import { patientFieldsOf } from './patient-row.ts';
import { patientRow } from './repository.ts';
import { writeFields } from './write-fields.ts';

const CHAMPS = { dmp: 'oppositionDmp', messagerie: 'oppositionMessagerie' } as const;
const OBJETS = ['dmp', 'messagerie'] as const;

type Acte = Pick<ActeOpposition, 'objet' | 'action' | 'date' | 'motif' | 'portee'>;

async function addAct(db: WritableRecord, patientId: string, acte: Acte, context: CommandContext): Promise<void> {
  const { last } = await db
    .selectFrom('opposition_acts')
    .select((row) => row.fn.max('rang').as('last'))
    .where('patientId', '=', patientId)
    .where('objet', '=', acte.objet)
    .executeTakeFirstOrThrow();
  const { idNat, nom } = context.actor;
  await db
    .insertInto('opposition_acts')
    .values({ ...acte, patientId, rang: (last ?? 0) + 1, auteur: idNat, auteurNom: nom, le: context.now })
    .execute();
}

/** Keeps in the history what a write of the whole sheet says of oppositions; `before` null: a new patient. */
export async function followOppositions(
  db: WritableRecord,
  patientId: string,
  before: PatientFields | null,
  after: PatientFields,
  context: CommandContext,
): Promise<void> {
  for (const objet of OBJETS) {
    const former = before?.[CHAMPS[objet]] ?? null;
    const said = after[CHAMPS[objet]];
    if (JSON.stringify(former) === JSON.stringify(said)) continue;
    const portee = objet === 'messagerie' && after.oppositionMessagerie?.portee === 'patient' ? 'patient' : 'tous';
    const acte: Acte =
      said === null
        ? { objet, action: 'levee', date: civilDateOf(new Date(context.now)), motif: '', portee: 'tous' }
        : { objet, action: former === null ? 'exprimee' : 'corrigee', date: said.date, motif: said.motif, portee };
    await addAct(db, patientId, acte, context);
  }
}

/** Every act on the oppositions of a patient, the latest first. */
export async function oppositionActs(
  db: Pick<ReadableRecord, 'selectFrom'>,
  patientId: string,
): Promise<ActeOpposition[]> {
  const rows = await db
    .selectFrom('opposition_acts')
    .select(['objet', 'action', 'date', 'motif', 'portee', 'le', 'auteurNom'])
    .where('patientId', '=', patientId)
    .orderBy('le', 'desc')
    .orderBy('rang', 'desc')
    .execute();
  return rows.map((row) => ActeOpposition.parse(row));
}

interface Saying {
  readonly patientId: PatientId;
  /** The version of the patient that was read. */
  readonly version: number;
  readonly objet: ObjetOpposition;
  readonly date: CivilDate;
  readonly motif: string;
}

async function apply(
  db: WritableRecord,
  input: Saying,
  acte: (standing: boolean) => Acte['action'],
  portee: Acte['portee'],
  context: CommandContext,
): Promise<{ version: number }> {
  const row = await patientRow(db, input.patientId);
  if (row.version !== input.version) throw new HygieError('VERSION_CONFLICT');
  const { objet, date, motif } = input;
  if (date > civilDateOf(new Date(context.now)))
    throw new HygieError('INVALID_INPUT', 'La date d’une opposition n’est pas dans le futur.');
  const before = patientFieldsOf(row);
  const action = acte(before[CHAMPS[objet]] !== null);
  const held = action === 'levee' ? null : { date, motif };
  const said =
    objet === 'dmp' ? { oppositionDmp: held } : { oppositionMessagerie: held === null ? null : { ...held, portee } };
  const version = await writeFields(db, row, { ...before, ...said }, context);
  await addAct(db, input.patientId, { objet, action, date, motif, portee }, context);
  return { version };
}

/** Notes an opposition, or corrects the one that stands. Throws HygieError NOT_FOUND, VERSION_CONFLICT, INVALID_INPUT. */
export const noteOpposition = defineCommand({
  name: 'patients.opposer',
  run: (db, input: Saying & { readonly portee: Acte['portee'] }, context) =>
    apply(
      db,
      input,
      (standing) => (standing ? 'corrigee' : 'exprimee'),
      input.objet === 'dmp' ? 'tous' : input.portee,
      context,
    ),
  audit: (input, output) => ({
    action: 'patients.opposer',
    patientId: input.patientId,
    detail: { objet: input.objet, date: input.date, version: output.version },
  }),
});

/** Lifts the opposition that stands; its history stays. Throws HygieError NOT_FOUND, VERSION_CONFLICT, INVALID_INPUT (none stands, or said later). */
export const liftOpposition = defineCommand({
  name: 'patients.leverOpposition',
  run: async (db, input: Saying, context) => {
    const standing = patientFieldsOf(await patientRow(db, input.patientId))[CHAMPS[input.objet]];
    if (standing === null) throw new HygieError('INVALID_INPUT', 'Aucune opposition n’est en vigueur.');
    if (input.date < standing.date)
      throw new HygieError('INVALID_INPUT', 'Une opposition n’est pas levée avant d’avoir été exprimée.');
    return apply(db, input, () => 'levee', 'tous', context);
  },
  audit: (input, output) => ({
    action: 'patients.leverOpposition',
    patientId: input.patientId,
    detail: { objet: input.objet, date: input.date, version: output.version },
  }),
});
