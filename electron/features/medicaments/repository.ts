import { sql } from 'kysely';
import type { BaseMedicaments, Medicament } from '../../../shared/contract/medicaments.ts';
import type { Instant } from '../../../shared/domain/civil-date.ts';
import { comparableName } from '../../../shared/domain/patient.ts';
import { libelleDe } from '../../../shared/domain/redaction.ts';
import { HygieError } from '../../../shared/errors.ts';
import { defineQuery, type DrugRow, type ReadableRecord } from '../../record/index.ts';

const IN_WORDS = /stupéfiant|en toutes lettres/i;

interface Price {
  readonly cis: string;
  readonly taux: string | null;
  readonly prix: number | null;
}

function medicamentOf(row: DrugRow, price: Price | undefined): Medicament {
  const conditions = JSON.parse(row.conditionsJson) as string[];
  return {
    cis: row.cis,
    nom: row.nom,
    dci: row.dci,
    forme: row.forme,
    voies: row.voies,
    commercialise: row.commercialise === 1,
    substances: row.substances === '' ? [] : row.substances.split(' '),
    enToutesLettres: conditions.some((condition) => IN_WORDS.test(condition)),
    conditions,
    disponibilite: row.disponibilite,
    taux: price?.taux ?? null,
    prix: price?.prix ?? null,
  };
}

/** The cheapest marketed presentation of each drug that has a price. */
async function pricesOf(db: ReadableRecord, cis: readonly string[]): Promise<Map<string, Price>> {
  if (cis.length === 0) return new Map();
  const rows = await db
    .selectFrom('drug_presentations')
    .select(['cis', 'taux', 'prix'])
    .where('cis', 'in', [...cis])
    .where('commercialise', '=', 1)
    .orderBy('prix')
    .execute();
  const found = new Map<string, Price>();
  for (const row of rows) {
    if (row.prix !== null && !found.has(row.cis)) found.set(row.cis, row);
  }
  return found;
}

/** Rows of the drugs that have every typed word, each by its beginning, in the name or the DCI. */
function matching(words: readonly string[], limit: number) {
  const match = words.map((word) => `"${word}"*`).join(' AND ');
  return sql<DrugRow>`
    SELECT d.* FROM drugs d
    WHERE d.key IN (SELECT rowid FROM drug_text WHERE drug_text MATCH ${match} ORDER BY rowid LIMIT ${limit})
    ORDER BY d.key`;
}

/** By name or DCI, words in any order without accents; marketed drugs first. */
export const searchDrugs = defineQuery({
  name: 'medicaments.chercher',
  run: async (db, input: { texte: string; limite: number }): Promise<Medicament[]> => {
    const words = comparableName(input.texte)
      .split(' ')
      .filter((word) => word !== '');
    if (words.length === 0) return [];
    const { rows } = await matching(words, input.limite).execute(db);
    const prices = await pricesOf(
      db,
      rows.map(({ cis }) => cis),
    );
    return rows.map((row) => medicamentOf(row, prices.get(row.cis)));
  },
});

/** Throws HygieError NOT_FOUND. */
async function drugRow(db: ReadableRecord, cis: string): Promise<DrugRow> {
  const row = await db.selectFrom('drugs').selectAll().where('cis', '=', cis).executeTakeFirst();
  if (row === undefined) throw new HygieError('NOT_FOUND', 'Cette spécialité n’est pas dans la base en usage.');
  return row;
}

export const readDrug = defineQuery({
  name: 'medicaments.lire',
  run: async (db, input: { cis: string }) => {
    const row = await drugRow(db, input.cis);
    const presentations = await db
      .selectFrom('drug_presentations')
      .select(['cip13', 'libelle', 'commercialise', 'taux', 'prix', 'indications'])
      .where('cis', '=', input.cis)
      .orderBy('commercialise', 'desc')
      .orderBy('prix')
      .execute();
    const composition = await db
      .selectFrom('drug_substances')
      .select(['substance', 'dose', 'reference'])
      .where('cis', '=', input.cis)
      .orderBy('rang')
      .execute();
    return {
      medicament: medicamentOf(row, (await pricesOf(db, [input.cis])).get(input.cis)),
      titulaires: row.titulaires,
      groupeGenerique: row.groupeGenerique,
      atc: row.atc,
      surveillance: row.surveillance === 1,
      composition,
      presentations: presentations.map((each) => ({ ...each, commercialise: each.commercialise === 1 })),
    };
  },
});

/** Name, words of a line and class of these specialities; those that the base in use does not hold are left out. */
export const prescribedDrugs = defineQuery({
  name: 'medicaments.prescrits',
  run: async (db, input: { cis: readonly string[] }) => {
    if (input.cis.length === 0) return [];
    const rows = await db
      .selectFrom('drugs')
      .select(['cis', 'nom', 'dci', 'forme', 'atc'])
      .where('cis', 'in', [...input.cis])
      .execute();
    return rows.map(({ dci, forme, ...row }) => ({ ...row, libelle: libelleDe({ nom: row.nom, dci, forme }) }));
  },
});

export const readDrugBase = defineQuery({
  name: 'medicaments.base',
  run: async (db, _input: Record<string, never>): Promise<BaseMedicaments> => {
    const row = await db.selectFrom('drug_base').selectAll().executeTakeFirst();
    if (row === undefined) return null;
    const { date, importeeLe, specialites, presentations } = row;
    return { date, importeeLe: importeeLe as Instant, specialites, presentations };
  },
});
