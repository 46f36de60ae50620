import { sql } from 'kysely';
import type { ActeNote } from '../../../shared/contract/parcours.ts';
import type { CivilDate, Instant } from '../../../shared/domain/civil-date.ts';
import type { Fait, Protocole } from '../../../shared/domain/protocoles/index.ts';
import type { DocumentId } from '../../../shared/ids.ts';
import type { ReadableRecord } from '../../record/index.ts';

type Db = Pick<ReadableRecord, 'selectFrom'>;

/** A day on which an event of a protocol was done: by the document that says so, or by the word of a doctor. */
export interface DoneFact extends Fait {
  readonly documentId: DocumentId | null;
  readonly acte: ActeNote | null;
}

/** By patient, then by event of the protocol. */
export type FactsByPatient = ReadonlyMap<string, ReadonlyMap<string, readonly DoneFact[]>>;

/** Words alone, without accents or case: « Épreuves d’EFR » is « epreuves d efr ». */
const words = (text: string) =>
  ` ${text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/œ/g, 'oe')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .join(' ')} `;

const within = (ids: readonly string[]) => sql<string>`(SELECT value FROM json_each(${JSON.stringify(ids)}))`;

/** Results of biology of these patients that answer the protocol; the one index of results is by patient, then analyte. */
async function byBiology(db: Db, patientIds: readonly string[], codes: readonly string[]) {
  if (codes.length === 0) return [];
  return db
    .selectFrom('patients as p')
    .innerJoin('results as r', 'r.patientKey', 'p.key')
    .innerJoin('documents as d', 'd.key', 'r.documentKey')
    .select(['p.id as patientId', 'r.analyte', 'r.date', 'd.id'])
    .where('p.id', 'in', within(patientIds))
    .where('r.analyte', 'in', codes)
    .where('r.remplace', '=', 0)
    .execute();
}

async function byDocuments(db: Db, patientIds: readonly string[], types: readonly string[]) {
  if (types.length === 0) return [];
  return db
    .selectFrom('documents')
    .select(['patientId', 'typeCode', 'titre', 'date', 'id'])
    .where('patientId', 'in', within(patientIds))
    .where('statut', '=', 'actif')
    .where('typeCode', 'in', types)
    .execute();
}

const ACTE = ['id', 'realiseLe', 'texte', 'le', 'auteurNom', 'annuleLe', 'annuleParNom'] as const;

function acteOf(row: {
  id: string;
  realiseLe: string;
  texte: string;
  le: string;
  auteurNom: string;
  annuleLe: string | null;
  annuleParNom: string | null;
}): ActeNote {
  return {
    id: row.id,
    realiseLe: row.realiseLe as CivilDate,
    texte: row.texte,
    le: row.le as Instant,
    auteurNom: row.auteurNom,
    annulation:
      row.annuleLe === null ? null : { le: row.annuleLe as Instant, auteurNom: row.annuleParNom ?? row.auteurNom },
  };
}

/** What was done for this protocol, by these patients. Three readings, whatever the number of patients. */
export async function doneFacts(
  db: Db,
  patientIds: readonly string[],
  protocole: Pick<Protocole, 'id' | 'evenements'>,
): Promise<FactsByPatient> {
  const found = new Map<string, Map<string, DoneFact[]>>();
  const add = (patientId: string, event: string, fact: DoneFact) => {
    const events = found.get(patientId) ?? new Map<string, DoneFact[]>();
    found.set(patientId, events);
    const known = events.get(event) ?? [];
    events.set(event, known);
    // One examination gives several results, of one document, on one day.
    if (fact.acte !== null || known.every((each) => each.jour !== fact.jour || each.acte !== null)) known.push(fact);
  };
  const { evenements } = protocole;
  const codes = [...new Set(evenements.flatMap(({ loinc }) => loinc))];
  for (const row of await byBiology(db, patientIds, codes)) {
    const jour = row.date.slice(0, 10);
    if (jour.length < 10) continue;
    for (const event of evenements)
      if (event.loinc.includes(row.analyte))
        add(row.patientId, event.id, { jour, prevu: null, documentId: row.id as DocumentId, acte: null });
  }
  const types = [...new Set(evenements.flatMap(({ documents }) => (documents ?? []).map(({ type }) => type)))];
  for (const row of await byDocuments(db, patientIds, types)) {
    const jour = row.date.slice(0, 10);
    if (jour.length < 10 || row.patientId === null) continue;
    const title = words(row.titre);
    for (const event of evenements) {
      const answers = (event.documents ?? []).some(
        ({ type, titreContient }) =>
          type === row.typeCode && (titreContient?.some((word) => title.includes(words(word))) ?? true),
      );
      if (answers) add(row.patientId, event.id, { jour, prevu: null, documentId: row.id as DocumentId, acte: null });
    }
  }
  const acts = await db
    .selectFrom('protocol_acts')
    .select(['patientId', 'evenement', 'prevuLe', ...ACTE])
    .where('patientId', 'in', within(patientIds))
    .where('protocole', '=', protocole.id)
    .where('annuleLe', 'is', null)
    .execute();
  for (const row of acts)
    add(row.patientId, row.evenement, {
      jour: row.realiseLe,
      prevu: row.prevuLe,
      documentId: null,
      acte: acteOf(row),
    });
  return found;
}

/** What was noted for this protocol and taken back, by event and planned date. */
export async function takenBack(
  db: Db,
  patientId: string,
  protocole: string,
): Promise<(event: string, prevuLe: string) => ActeNote[]> {
  const rows = await db
    .selectFrom('protocol_acts')
    .select(['evenement', 'prevuLe', ...ACTE])
    .where('patientId', '=', patientId)
    .where('protocole', '=', protocole)
    .where('annuleLe', 'is not', null)
    .orderBy('le')
    .execute();
  return (event, prevuLe) =>
    rows.filter((row) => row.evenement === event && row.prevuLe === prevuLe).map((row) => acteOf(row));
}
