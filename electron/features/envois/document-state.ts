import type { DocumentSending } from '../../record/index.ts';
import type { WritableRecord } from '../../record/index.ts';
import type { EtatJob } from './job.ts';

/**
 * State of a document from the last job of each of its channels: the worst one shows. A cancelled DMP job leaves the document due; a cancelled
 * mail does not undo what other channels received.
 */
export function envoiDe(last: readonly { readonly canal: string; readonly etat: EtatJob }[]): DocumentSending {
  const states = last.map((job) => job.etat);
  if (states.includes('issue-inconnue')) return 'issue-inconnue';
  if (states.includes('refuse')) return 'refuse';
  if (states.includes('a-envoyer') || states.includes('en-cours')) return 'en-cours';
  if (last.some((job) => job.canal === 'dmp' && job.etat === 'annule')) return 'du';
  return states.includes('envoye') ? 'envoye' : 'du';
}

/** Writes on the document what the lists show of its sending; called by every command that changes one of its jobs. */
export async function refreshDocument(db: WritableRecord, documentId: string): Promise<void> {
  const jobs = await db
    .selectFrom('jobs')
    .select(['canal', 'etat'])
    .where('documentId', '=', documentId)
    .orderBy('key')
    .execute();
  if (jobs.length === 0) return;
  const latest = new Map(jobs.map((job) => [job.canal, job]));
  await db
    .updateTable('documents')
    .set({ envoi: envoiDe([...latest.values()]), motifEcarte: null })
    .where('id', '=', documentId)
    .execute();
}
