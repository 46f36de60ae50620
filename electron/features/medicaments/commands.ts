import { sql } from 'kysely';
import { comparableName } from '../../../shared/domain/patient.ts';
import { HygieError } from '../../../shared/errors.ts';
import { defineCommand, type WritableRecord } from '../../record/index.ts';
import { patientById } from '../patients/index.ts';
import type { PatientId } from '../../../shared/ids.ts';
import type { Drug } from './bdpm.parser.ts';

/** Rows given to SQLite at once. */
const BATCH = 200;

async function insertAll<T extends 'drugs' | 'drug_presentations' | 'drug_substances'>(
  db: WritableRecord,
  table: T,
  rows: readonly Parameters<ReturnType<typeof db.insertInto<T>>['values']>[0][],
): Promise<void> {
  for (let start = 0; start < rows.length; start += BATCH) {
    await db
      .insertInto(table)
      .values(rows.slice(start, start + BATCH) as never)
      .execute();
  }
}

/**
 * The order in which a search gives what it finds: marketed drugs first, then a substance alone before its combinations, then the shortest names. Whoever
 * types « bisoprolol » and takes the first line must not get a brand that holds another substance too.
 */
function inSearchOrder(drugs: readonly Drug[]): Drug[] {
  const substances = (drug: Drug) => drug.dci.split(' + ').length;
  const rank = (drug: Drug) => (drug.commercialise ? 0 : 100_000) + substances(drug) * 1_000 + drug.nom.length;
  return [...drugs].sort((a, b) => rank(a) - rank(b) || (a.nom < b.nom ? -1 : 1));
}

/** Takes a publication of the drug base in place of the one there. What was prescribed keeps its own words. Throws HygieError INVALID_INPUT. */
export const importDrugs = defineCommand({
  name: 'medicaments.importer',
  run: async (db, input: { date: string; drugs: readonly Drug[]; ignored: number; force: boolean }, context) => {
    if (input.drugs.length === 0)
      throw new HygieError('INVALID_INPUT', 'Ces fichiers ne contiennent aucune spécialité.');
    const former = await db.selectFrom('drug_base').select('specialites').executeTakeFirst();
    if (!input.force && former !== undefined && input.drugs.length < former.specialites / 2) {
      throw new HygieError(
        'INVALID_INPUT',
        `Cette base a ${input.drugs.length} spécialités, l’actuelle ${former.specialites} : elle semble tronquée.`,
      );
    }
    await db.deleteFrom('drugs').execute();
    await db.deleteFrom('drug_presentations').execute();
    await db.deleteFrom('drug_substances').execute();
    await sql`DELETE FROM drug_text`.execute(db);
    const sorted = inSearchOrder(input.drugs);
    const rows = sorted.map((drug, index) => ({
      key: index + 1,
      cis: drug.cis,
      nom: drug.nom,
      dci: drug.dci,
      substances: [...new Set(drug.substances.map(({ code }) => code))].sort().join(' '),
      forme: drug.forme,
      voies: drug.voies,
      statut: drug.statut,
      commercialise: drug.commercialise ? 1 : 0,
      titulaires: drug.titulaires,
      surveillance: drug.surveillance ? 1 : 0,
      atc: drug.atc,
      groupeGenerique: drug.groupeGenerique,
      conditionsJson: JSON.stringify(drug.conditions),
      disponibilite: drug.disponibilite,
    }));
    await insertAll(db, 'drugs', rows);
    const seen = new Set<string>();
    const presentations = sorted.flatMap((drug) =>
      drug.presentations
        .filter(({ cip13 }) => !seen.has(cip13) && seen.add(cip13))
        .map((each) => ({ ...each, cis: drug.cis, commercialise: each.commercialise ? 1 : 0 })),
    );
    await insertAll(db, 'drug_presentations', presentations);
    await insertAll(
      db,
      'drug_substances',
      sorted.flatMap((drug) => drug.substances.map((each, rang) => ({ ...each, cis: drug.cis, rang: rang + 1 }))),
    );
    for (const row of rows) {
      await sql`INSERT INTO drug_text (rowid, nom, dci) VALUES (${row.key}, ${comparableName(row.nom)}, ${comparableName(row.dci)})`.execute(
        db,
      );
    }
    await db.deleteFrom('drug_base').execute();
    const about = {
      id: 1,
      date: input.date,
      importeeLe: context.now,
      specialites: rows.length,
      presentations: presentations.length,
      ignorees: input.ignored,
    };
    await db.insertInto('drug_base').values(about).execute();
    return { specialites: rows.length, presentations: presentations.length };
  },
  audit: (input, output) => ({
    action: 'medicaments.importer',
    patientId: null,
    detail: { date: input.date, specialites: output.specialites, ignorees: input.ignored },
  }),
});

/** « Accepté pour ce patient »: the signal is not repeated for him, and says who accepted it. */
export const muteSignal = defineCommand({
  name: 'medicaments.accepter',
  run: async (db, input: { patientId: PatientId; signal: string; motif: string }, context) => {
    await patientById(db, input.patientId);
    const { idNat, nom } = context.actor;
    const row = { ...input, le: context.now, par: idNat, parNom: nom };
    await db
      .insertInto('drug_mutes')
      .values(row)
      .onConflict((conflict) => conflict.columns(['patientId', 'signal']).doUpdateSet(row))
      .execute();
    return {};
  },
  audit: (input) => ({ action: 'medicaments.accepter', patientId: input.patientId, detail: { signal: input.signal } }),
});

export const unmuteSignal = defineCommand({
  name: 'medicaments.rappeler',
  run: async (db, input: { patientId: PatientId; signal: string }) => {
    await db
      .deleteFrom('drug_mutes')
      .where('patientId', '=', input.patientId)
      .where('signal', '=', input.signal)
      .execute();
    return {};
  },
  audit: (input) => ({ action: 'medicaments.rappeler', patientId: input.patientId, detail: { signal: input.signal } }),
});
