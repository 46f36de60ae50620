import { sql, type SqlBool } from 'kysely';
import type { DossierMessagerie, LigneMessage } from '../../../shared/contract/messagerie.ts';
import type { MessageId } from '../../../shared/contract/messagerie.ts';
import type { Instant } from '../../../shared/domain/civil-date.ts';
import { HygieError } from '../../../shared/errors.ts';
import type { PatientId } from '../../../shared/ids.ts';
import { defineQuery, type MailMessageRow, type ReadableRecord } from '../../record/index.ts';
import { summariesOf } from '../reception/index.ts';
import { correspondentOf, knowledgeOf, type NamedAddress } from './correspondents.ts';
import { currentBox, currentBoxes, formerBox } from './boxes.commands.ts';
import { GONE, isApicrypt } from './lists.ts';
import { matchOf } from './search.ts';

const FIXED = [
  ['non-assignes', 'Messages non assignés'],
  ['assignes', 'Messages assignés'],
  ['brouillons', 'Brouillons'],
  ['envoyes', 'Éléments envoyés'],
  ['supprimes', 'Éléments supprimés'],
  ['boite-envoi', 'Boîte d’envoi'],
  ['archives', 'Archives'],
] as const;

/**
 * The tree with its counts: the fixed lists, which all mailboxes of the doctor share, then the doctor's own folders, each under its parent [100] [101], those of former
 * mailboxes last and under their address.
 */
export const readFolders = defineQuery({
  name: 'messagerie.dossiers',
  run: async (db, _input: Record<string, never>, context): Promise<DossierMessagerie[]> => {
    const owner = context.actor.idNat;
    const { rows } = await sql<{ liste: string; messages: number; nonLus: number }>`
      SELECT liste, count(*) AS messages, count(*) FILTER (WHERE lu = 0) AS nonLus
      FROM mail_messages INDEXED BY mail_messages_non_lus WHERE proprietaire = ${owner} GROUP BY liste`.execute(db);
    const counts = new Map(rows.map((row) => [row.liste, row]));
    const countsOf = (liste: string) => ({
      messages: counts.get(liste)?.messages ?? 0,
      nonLus: counts.get(liste)?.nonLus ?? 0,
    });
    const own = await db
      .selectFrom('mail_folders')
      .select(['id', 'nom', 'parent', 'adresse'])
      .where('proprietaire', '=', owner)
      .where('genre', '=', 'personnel')
      .where('retireLe', 'is', null)
      .execute();
    const known = new Set(own.map(({ id }) => id));
    const current = await currentBox(db, owner);
    const sorted = own.sort((a, b) => a.nom.localeCompare(b.nom, 'fr'));
    const tree: DossierMessagerie[] = [];
    const add = (adresse: string, parent: string | null, niveau: number): void => {
      for (const folder of sorted) {
        if (folder.adresse !== adresse) continue;
        const boite = formerBox(adresse, current);
        const above = folder.parent !== null && known.has(folder.parent) ? folder.parent : null;
        if (above !== parent || niveau > 20) continue;
        tree.push({
          id: folder.id,
          nom: folder.nom,
          genre: 'personnel',
          niveau,
          parent: above,
          ...countsOf(folder.id),
          modifiable: boite === null,
          boite,
        });
        add(adresse, folder.id, niveau + 1);
      }
    };
    const others = new Set(own.map(({ adresse }) => adresse).filter((adresse) => adresse !== current));
    for (const adresse of [current, ...[...others].sort()]) add(adresse, null, 0);
    const fixed = FIXED.map(([id, nom]) => ({
      id,
      nom,
      genre: 'fixe' as const,
      niveau: 0,
      parent: null,
      ...countsOf(id),
      modifiable: false,
      boite: null,
    }));
    return [...fixed, ...tree];
  },
});

type Extra = { readonly anormal: number | null; readonly envoi: LigneMessage['envoi'] };
export type LineRow = MailMessageRow & Extra;

/** What a row shows beside its own columns: worst result of its documents, state of one that leaves. */
export const EXTRA = sql`
  (SELECT max(r.anormal) FROM arrivals a JOIN arrival_reports r ON r.arrivalKey = a.key WHERE a.id = m.arriveeId) AS anormal,
  CASE m.liste WHEN 'brouillons' THEN 'brouillon' ELSE (SELECT o.etat FROM mail_outbox o WHERE o.messageKey = m.key) END AS envoi`;

const MOST_RECIPIENTS = 3;

/** Rows as the lists show them. */
export async function linesOf(db: ReadableRecord, rows: readonly LineRow[]): Promise<LigneMessage[]> {
  const knowledge = await knowledgeOf(
    db,
    rows.map(({ deAdresse }) => deAdresse),
  );
  const patients = await summariesOf(
    db,
    rows.flatMap(({ patientId }) => patientId ?? []),
  );
  const boxes = await currentBoxes(
    db,
    rows.map(({ proprietaire }) => proprietaire),
  );
  return rows.map((row) => ({
    id: row.id as MessageId,
    dossier: row.liste as LigneMessage['dossier'],
    date: row.recuLe as Instant,
    pieces: row.pieces,
    de: correspondentOf({ name: row.deNom, address: row.deAdresse }, knowledge),
    a: (JSON.parse(row.aJson) as NamedAddress[])
      .slice(0, MOST_RECIPIENTS)
      .map(({ name, address }) => name.replaceAll('_', ' ').trim() || address),
    objet: row.objet,
    extrait: row.extrait,
    lu: row.lu === 1,
    repondu: row.repondu === 1,
    transfere: row.transfere === 1,
    patient: row.patientId === null ? null : (patients.get(row.patientId) ?? null),
    assignation: row.assignation,
    raison: row.raison,
    classe: row.classe,
    horsEspace: row.horsEspace === 1,
    apicrypt: isApicrypt(row),
    envoi: row.envoi,
    anormal: row.anormal ?? 0,
    boite: formerBox(row.adresse, boxes.get(row.proprietaire) ?? ''),
  }));
}

export interface ListInput {
  readonly dossier: string | null;
  readonly recherche: string;
  readonly nonLusSeulement: boolean;
  readonly curseur: string | null;
  readonly limite: number;
}

/** Counting further would cost more than the search itself; the screen then says « plus de 2 000 ». */
const MOST_COUNTED = 2001;

function cursorOf(curseur: string | null): number {
  if (curseur === null) return Number.MAX_SAFE_INTEGER;
  const key = Number(curseur);
  if (!Number.isSafeInteger(key)) throw new HygieError('INVALID_INPUT', 'Cette page n’existe plus.');
  return key;
}

/** Where the rows come from: a list's own index, or the text index, both in the order of the screen. */
function source(owner: string, input: ListInput, match: string | null) {
  const unread = input.nonLusSeulement ? sql<SqlBool>`m.lu = 0` : sql<SqlBool>`1 = 1`;
  if (match === null)
    return input.nonLusSeulement
      ? sql`mail_messages m INDEXED BY mail_messages_non_lus WHERE m.proprietaire = ${owner} AND m.liste = ${input.dossier ?? 'non-assignes'} AND m.lu = 0`
      : sql`mail_messages m INDEXED BY mail_messages_liste WHERE m.proprietaire = ${owner} AND m.liste = ${input.dossier ?? 'non-assignes'}`;
  const where = input.dossier === null ? sql<SqlBool>`m.liste <> ${GONE}` : sql<SqlBool>`m.liste = ${input.dossier}`;
  return sql`mail_bodies b CROSS JOIN mail_messages m ON m.key = b.rowid
    WHERE mail_bodies MATCH ${match} AND m.proprietaire = ${owner} AND ${where} AND ${unread}`;
}

/** Exported for the test of its plan. */
export function pageOf(owner: string, input: ListInput, match: string | null) {
  const before = cursorOf(input.curseur);
  const order = match === null ? sql`m.key` : sql`b.rowid`;
  return sql<LineRow>`SELECT m.*, ${EXTRA} FROM ${source(owner, input, match)} AND ${order} < ${before}
    ORDER BY ${order} DESC LIMIT ${input.limite + 1}`;
}

/** One page of a folder, newest first, or of what matches a search [98] [99]. */
export const listMails = defineQuery({
  name: 'messagerie.lister',
  run: async (db, input: ListInput, context) => {
    const owner = context.actor.idNat;
    const match = matchOf(input.recherche);
    const none = { lignes: [], curseur: null, total: 0, nonLus: 0 };
    if (match === null && (input.recherche.trim() !== '' || input.dossier === null)) return none;
    const { rows } = await pageOf(owner, input, match).execute(db);
    const shown = rows.slice(0, input.limite);
    const last = shown.at(-1);
    const counted = await sql<{ total: number; nonLus: number }>`
      SELECT count(*) AS total, count(*) FILTER (WHERE lu = 0) AS nonLus FROM (
        SELECT m.lu AS lu FROM ${source(owner, input, match)} LIMIT ${match === null ? -1 : MOST_COUNTED})`.execute(db);
    return {
      lignes: await linesOf(db, shown),
      curseur: rows.length > shown.length && last !== undefined ? String(last.key) : null,
      total: counted.rows[0]?.total ?? 0,
      nonLus: counted.rows[0]?.nonLus ?? 0,
    };
  },
});

const PATIENT_PAGE = 100;

/** [35] Messages assigned to a patient, whoever of the practice received them; those that hold every word searched when there is one. */
export const listPatientMails = defineQuery({
  name: 'messagerie.duPatient',
  run: async (db, input: { patientId: PatientId; curseur: string | null; recherche?: string }) => {
    const match = matchOf(input.recherche ?? '');
    const wanted =
      match === null
        ? sql<SqlBool>`1 = 1`
        : sql<SqlBool>`m.key IN (SELECT rowid FROM mail_bodies WHERE mail_bodies MATCH ${match})`;
    const { rows } = await sql<LineRow>`
      SELECT m.*, ${EXTRA} FROM mail_messages m INDEXED BY mail_messages_patient
      WHERE m.patientId = ${input.patientId} AND m.key < ${cursorOf(input.curseur)} AND m.liste <> 'brouillons' AND ${wanted}
      ORDER BY m.key DESC LIMIT ${PATIENT_PAGE + 1}`.execute(db);
    const shown = rows.slice(0, PATIENT_PAGE);
    const last = shown.at(-1);
    const counted = await sql<{ total: number; nonLus: number }>`
      SELECT count(*) AS total, count(*) FILTER (WHERE lu = 0) AS nonLus FROM mail_messages m
      WHERE m.patientId = ${input.patientId} AND m.liste <> 'brouillons' AND ${wanted}`.execute(db);
    return {
      lignes: await linesOf(db, shown),
      curseur: rows.length > shown.length && last !== undefined ? String(last.key) : null,
      total: counted.rows[0]?.total ?? 0,
      nonLus: counted.rows[0]?.nonLus ?? 0,
    };
  },
});
