import type { Masques } from '../../../shared/contract/dossier.ts';
import { HygieError } from '../../../shared/errors.ts';
import type { DocumentId, JobId, PatientId } from '../../../shared/ids.ts';
import { defineCommand, defineQuery } from '../../record/index.ts';
import type { BrouillonEnvoi } from './job.ts';
import { insertJob, ownJob, type Geste } from './jobs.commands.ts';
import { refreshDocument } from './document-state.ts';
import { AUTRE_BOITE } from './states.ts';

/** A message stopped because the doctor's mailbox is another one now, as it is to be made again. */
export interface CourrierArrete {
  readonly patientId: PatientId;
  readonly documentId: DocumentId;
  readonly canal: 'mssante-confrere' | 'mssante-patient';
  /** Who has not taken it: nobody else is addressed again. */
  readonly destinataires: string[];
  readonly masques: Masques;
  readonly parametres: unknown;
}

const NOT_THIS = 'Cet envoi ne peut pas être préparé à nouveau dans son état.';

/** Throws HygieError NOT_ALLOWED for any other job: one that may have left, or another doctor's. */
export const courrierArrete = defineQuery<{ jobId: JobId }, CourrierArrete>({
  name: 'envois.courrierArrete',
  async run(db, { jobId }, context) {
    const row = await db
      .selectFrom('jobs')
      .innerJoin('documents', 'documents.id', 'jobs.documentId')
      .selectAll('jobs')
      .select(['documents.masquePs', 'documents.invisiblePatient'])
      .where('jobs.id', '=', jobId)
      .executeTakeFirst();
    if (row === undefined) throw new HygieError('NOT_FOUND');
    if (
      row.proprietaire !== context.actor.idNat ||
      row.canal === 'dmp' ||
      row.etat !== 'refuse' ||
      row.code !== AUTRE_BOITE
    )
      throw new HygieError('NOT_ALLOWED', NOT_THIS);
    const waiting = await db
      .selectFrom('job_recipients')
      .select('adresse')
      .where('jobId', '=', jobId)
      .where('etat', '<>', 'accepte')
      .orderBy('rang')
      .execute();
    return {
      patientId: row.patientId as PatientId,
      documentId: row.documentId as DocumentId,
      canal: row.canal,
      destinataires: waiting.map(({ adresse }) => adresse),
      masques: { masquePs: row.masquePs === 1, invisiblePatient: row.invisiblePatient === 1 },
      parametres: JSON.parse(row.parametresJson) as unknown,
    };
  },
});

const lower = (addresses: readonly string[]) => addresses.map((address) => address.trim().toLowerCase()).sort();

/**
 * The message made again takes the place of the one that stopped, in one transaction: the former is cancelled for good before the new one exists, so that
 * whatever happens one of them at most may leave. The recipients are the same, less those who took it. Throws HygieError NOT_ALLOWED, and changes nothing,
 * when the former was set going, cancelled or replaced meanwhile.
 */
export const remplacerCourrier = defineCommand<
  { jobId: JobId; brouillons: readonly BrouillonEnvoi[] },
  Geste & { jobs: JobId[] }
>({
  name: 'envois.remplacerCourrier',
  async run(db, { jobId, brouillons }, context) {
    const job = await ownJob(db, jobId, context.actor);
    if (job.canal === 'dmp' || job.etat !== 'refuse' || job.code !== AUTRE_BOITE)
      throw new HygieError('NOT_ALLOWED', NOT_THIS);
    const waiting = await db
      .selectFrom('job_recipients')
      .select('adresse')
      .where('jobId', '=', jobId)
      .where('etat', '<>', 'accepte')
      .execute();
    const wanted = lower(brouillons.flatMap(({ destinataires }) => destinataires));
    const same = JSON.stringify(wanted) === JSON.stringify(lower(waiting.map(({ adresse }) => adresse)));
    if (!same || brouillons.some(({ documentId, canal }) => documentId !== job.documentId || canal !== job.canal))
      throw new HygieError(
        'NOT_ALLOWED',
        'Les destinataires ne sont plus les mêmes : annulez cet envoi, et partagez de nouveau le document.',
      );
    await db
      .updateTable('jobs')
      .set({
        etat: 'annule',
        prochaineTentative: null,
        code: null,
        explication: 'Préparé à nouveau depuis la boîte actuelle : ce message-ci ne partira pas.',
        conseil: null,
        modifieLe: context.now,
      })
      .where('id', '=', jobId)
      .execute();
    const groupeId = context.newId();
    const patientId = job.patientId as PatientId;
    const jobs: JobId[] = [];
    for (const draft of brouillons) jobs.push(await insertJob(db, context, patientId, groupeId, draft));
    await refreshDocument(db, job.documentId);
    return { patientId, documentId: job.documentId as DocumentId, canal: job.canal, jobs };
  },
  audit: ({ jobId }, { patientId, canal, jobs }) => ({
    action: 'envois.remplacerCourrier',
    patientId,
    detail: { job: jobId, canal, remplacePar: jobs.join(', ') },
  }),
});
