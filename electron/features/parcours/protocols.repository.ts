import type { EvenementProtocole } from '../../../shared/contract/parcours.ts';
import { formatCivilDate, type CivilDate, type Instant } from '../../../shared/domain/civil-date.ts';
import {
  addMonths,
  plannedEvents,
  PROTOCOLES_LIVRES,
  type Protocole,
} from '../../../shared/domain/protocoles/index.ts';
import { defineQuery, type ReadableRecord } from '../../record/index.ts';
import { doneFacts, takenBack } from './facts.repository.ts';

interface KnownProtocol {
  readonly protocole: Protocole;
  readonly actif: boolean;
  readonly livre: boolean;
  readonly le: Instant | null;
}

/** Shipped protocols and the practice's own, latest version of each; a shipped one is off until the practice switches it on. */
export async function knownProtocols(db: Pick<ReadableRecord, 'selectFrom'>): Promise<KnownProtocol[]> {
  const rows = await db.selectFrom('protocols').selectAll().orderBy('id').orderBy('version', 'desc').execute();
  const latest = rows.filter((row, index) => row.id !== rows[index - 1]?.id);
  const known = new Map<string, KnownProtocol>(
    PROTOCOLES_LIVRES.map((protocole) => [protocole.id, { protocole, actif: false, livre: true, le: null }]),
  );
  for (const row of latest) {
    const kept = JSON.parse(row.contenuJson) as Protocole;
    const shipped = PROTOCOLES_LIVRES.find(({ id }) => id === row.id);
    known.set(row.id, {
      protocole: shipped ?? kept,
      actif: row.actif === 1,
      livre: shipped !== undefined,
      le: row.le as Instant,
    });
  }
  return [...known.values()];
}

/** « Title (texte : 2024 ; address ; lu le 23/11/2026) ». */
export const sourceText = ({ source }: Protocole) =>
  `${source.titre} (texte : ${source.date}${source.adresse === '' ? '' : ` ; ${source.adresse}`} ; lu le ${formatCivilDate(source.lueLe)})`;

/** Months of planning shown after today. */
const MONTHS_AHEAD = 12;

/** Planned events of a protocol for one patient, to a year ahead, with what answered each. `debut`, `naissance` and `today` are civil dates. */
export async function followUp(
  db: Pick<ReadableRecord, 'selectFrom'>,
  patientId: string,
  protocole: Protocole,
  start: { readonly debut: string; readonly naissance: string },
  today: string,
): Promise<EvenementProtocole[]> {
  const facts = (await doneFacts(db, [patientId], protocole)).get(patientId) ?? new Map<string, never>();
  const annules = await takenBack(db, patientId, protocole.id);
  return plannedEvents(protocole, start, addMonths(today, MONTHS_AHEAD), today, facts).map(({ par, ...event }) => ({
    ...event,
    protocole: protocole.id,
    date: event.date as CivilDate,
    documentId: par?.documentId ?? null,
    acte: par?.acte ?? null,
    annules: annules(event.evenement, event.date),
  }));
}

export const listProtocols = defineQuery({
  name: 'protocoles.lister',
  run: async (db, _input: Record<string, never>) => {
    const followed = await db
      .selectFrom('patient_protocols')
      .select((select) => ['protocole', select.fn.countAll<number>().as('total')])
      .where('fin', 'is', null)
      .groupBy('protocole')
      .execute();
    return (await knownProtocols(db)).map((known) => ({
      ...known,
      suivis: followed.find(({ protocole }) => protocole === known.protocole.id)?.total ?? 0,
    }));
  },
});
