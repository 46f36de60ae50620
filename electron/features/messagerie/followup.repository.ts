import type { MessageId, SuiviDestinataire } from '../../../shared/contract/messagerie.ts';
import type { Job } from '../../../shared/contract/partage.ts';
import type { Instant } from '../../../shared/domain/civil-date.ts';
import { HygieError } from '../../../shared/errors.ts';
import { defineQuery, type ReadableRecord } from '../../record/index.ts';
import { correspondentOf, knowledgeOf, type NamedAddress } from './correspondents.ts';

type State = SuiviDestinataire['etat'];
/** A refusal is never hidden by what came before or after; among the others, the furthest says most. */
const RANK: Readonly<Record<State, number>> = {
  attente: 0,
  envoye: 1,
  retarde: 2,
  remis: 3,
  lu: 4,
  integre: 5,
  refuse: 6,
};

/** What became of a sent message for each recipient: the operator's answer, then receipts and bounces. */
export async function followUpOf(
  db: ReadableRecord,
  messageId: string,
  addresses: readonly string[],
): Promise<SuiviDestinataire[]> {
  const rows = await db
    .selectFrom('mail_followups')
    .selectAll()
    .where('messageId', '=', messageId)
    .orderBy('le')
    .execute();
  const all = [
    ...new Set([...addresses.map((address) => address.toLowerCase()), ...rows.map(({ adresse }) => adresse)]),
  ];
  const knowledge = await knowledgeOf(db, all);
  return all.map((adresse) => {
    const own = rows.filter((row) => row.adresse === adresse);
    const best = own.reduce<(typeof own)[number] | null>(
      (found, row) => (found === null || RANK[row.etat] >= RANK[found.etat] ? row : found),
      null,
    );
    return {
      adresse,
      nom: correspondentOf({ name: '', address: adresse }, knowledge).nom,
      etat: best?.etat ?? 'attente',
      le: (best?.le ?? null) as Instant | null,
      code: best?.code ?? null,
      explication: best?.explication ?? null,
      etapes: own.map((row) => ({
        etat: row.etat,
        le: row.le as Instant,
        messageId: row.parMessage as MessageId | null,
      })),
    };
  });
}

type Told = NonNullable<Job['destinataires'][number]['suivi']>;
const isTold = (etat: State): etat is Told['etat'] => etat !== 'attente' && etat !== 'envoye';

/** What receipts and notices said of jobs, by job and address in lower case: the state that says most of each. */
export const readJobsFollowUp = defineQuery({
  name: 'messagerie.suivisDesEnvois',
  run: async (db, input: { jobIds: readonly string[] }): Promise<{ jobId: string; adresse: string; suivi: Told }[]> => {
    if (input.jobIds.length === 0) return [];
    const rows = await db
      .selectFrom('jobs')
      .innerJoin('mail_followups', 'mail_followups.messageId', 'jobs.identifiantExterne')
      .select(['jobs.id as jobId', 'adresse', 'mail_followups.etat', 'le', 'mail_followups.code'])
      .select('mail_followups.explication')
      .where('jobs.id', 'in', input.jobIds)
      .whereRef('mail_followups.proprietaire', '=', 'jobs.proprietaire')
      .orderBy('le')
      .execute();
    const best = new Map<string, (typeof rows)[number]>();
    for (const row of rows) {
      const key = `${row.jobId} ${row.adresse}`;
      const found = best.get(key);
      if (found === undefined || RANK[row.etat] >= RANK[found.etat]) best.set(key, row);
    }
    return [...best.values()].flatMap(({ jobId, adresse, etat, le, code, explication }) =>
      isTold(etat) ? [{ jobId, adresse, suivi: { etat, le: le as Instant, code, explication } }] : [],
    );
  },
});

/** Follow-up of a sent message, or of a job of « Envois » (its Message-ID is the job's external identifier). Throws HygieError NOT_FOUND. */
export const readFollowUp = defineQuery({
  name: 'messagerie.suivi',
  run: async (db, input: { id: string | null; jobId: string | null }, context): Promise<SuiviDestinataire[]> => {
    if (input.jobId !== null) {
      const job = await db
        .selectFrom('jobs')
        .select(['id', 'identifiantExterne', 'canal'])
        .where('id', '=', input.jobId)
        .executeTakeFirst();
      if (job === undefined || job.canal === 'dmp') throw new HygieError('NOT_FOUND');
      const recipients = await db.selectFrom('job_recipients').selectAll().where('jobId', '=', job.id).execute();
      const followed = await followUpOf(
        db,
        job.identifiantExterne,
        recipients.map(({ adresse }) => adresse),
      );
      return followed.map((each) => {
        const answer = recipients.find(({ adresse }) => adresse.toLowerCase() === each.adresse);
        if (each.etat !== 'attente' || answer === undefined || answer.etat === 'attente') return each;
        return {
          ...each,
          etat: answer.etat === 'refuse' ? ('refuse' as const) : ('envoye' as const),
          explication: answer.detail,
        };
      });
    }
    const row = await db
      .selectFrom('mail_messages')
      .select(['messageId', 'aJson', 'proprietaire'])
      .where('id', '=', input.id ?? '')
      .executeTakeFirst();
    if (row === undefined || row.proprietaire !== context.actor.idNat || row.messageId === null)
      throw new HygieError('NOT_FOUND');
    const to = JSON.parse(row.aJson) as NamedAddress[];
    return await followUpOf(
      db,
      row.messageId,
      to.map(({ address }) => address),
    );
  },
});
