import type { Instant } from '../../../shared/domain/civil-date.ts';
import { HygieError } from '../../../shared/errors.ts';
import type { JobId, PatientId } from '../../../shared/ids.ts';
import { defineCommand, type WritableRecord } from '../../record/index.ts';
import type { JobRow } from '../../record/schema-envois.ts';
import { refreshDocument } from './document-state.ts';
import type { Issue, JobPris } from './job.ts';
import { ownJob } from './jobs.commands.ts';
import { INTERROMPU, INTERROMPU_REPRIS, suiteDe, type Suite } from './states.ts';

/** The job as its channel gets it, with the recipients who still wait. */
export async function jobPris(db: Pick<WritableRecord, 'selectFrom'>, job: JobRow): Promise<JobPris> {
  const waiting = await db
    .selectFrom('job_recipients')
    .select('adresse')
    .where('jobId', '=', job.id)
    .where('etat', '=', 'attente')
    .orderBy('rang')
    .execute();
  return {
    id: job.id as JobPris['id'],
    groupeId: job.groupeId,
    patientId: job.patientId as JobPris['patientId'],
    documentId: job.documentId as JobPris['documentId'],
    canal: job.canal,
    proprietaire: job.proprietaire as JobPris['proprietaire'],
    tentative: job.tentatives,
    essaisAutomatiques: job.essaisAutomatiques,
    destinataires: waiting.map((recipient) => recipient.adresse),
    parametres: JSON.parse(job.parametresJson) as unknown,
    identifiantExterne: job.identifiantExterne,
    creeLe: job.creeLe as Instant,
  };
}

/** `en-cours` is on disk before the first byte leaves: whatever happens next, no restart takes this job for one that never left. */
export const prendreEnvoi = defineCommand<{ jobId: JobId }, JobPris>({
  name: 'envois.prendre',
  async run(db, { jobId }, context) {
    const job = await ownJob(db, jobId, context.actor);
    if (job.etat !== 'a-envoyer') throw new HygieError('NOT_ALLOWED', 'Cet envoi n’est plus en attente.');
    const tentatives = job.tentatives + 1;
    await db
      .updateTable('jobs')
      .set({ etat: 'en-cours', prochaineTentative: null, tentatives, modifieLe: context.now })
      .where('id', '=', jobId)
      .execute();
    await db
      .insertInto('job_attempts')
      .values({
        jobId,
        numero: tentatives,
        commenceeLe: context.now,
        finieLe: null,
        issue: null,
        code: null,
        detail: null,
      })
      .execute();
    await refreshDocument(db, job.documentId);
    return await jobPris(db, { ...job, tentatives });
  },
  audit: ({ jobId }, job) => ({
    action: 'envois.prendre',
    patientId: job.patientId,
    detail: { job: jobId, canal: job.canal, tentative: job.tentative, destinataires: job.destinataires.length },
  }),
});

async function apply(db: WritableRecord, job: JobRow, suite: Suite, automatic: boolean, now: string): Promise<void> {
  for (const answer of suite.destinataires) {
    await db
      .updateTable('job_recipients')
      .set({ etat: answer.accepte ? 'accepte' : 'refuse', code: answer.code, detail: answer.detail })
      .where('jobId', '=', job.id)
      .where('adresse', '=', answer.adresse)
      .where('etat', '=', 'attente')
      .execute();
  }
  const prochaineTentative = suite.pause === null ? null : new Date(Date.parse(now) + suite.pause).toISOString();
  await db
    .updateTable('jobs')
    .set({
      etat: suite.etat,
      prochaineTentative,
      essaisAutomatiques: automatic ? job.essaisAutomatiques + 1 : job.essaisAutomatiques,
      code: suite.motif?.code ?? null,
      explication: suite.motif?.explication ?? null,
      conseil: suite.motif?.conseil ?? null,
      modifieLe: now,
    })
    .where('id', '=', job.id)
    .execute();
  await refreshDocument(db, job.documentId);
}

export interface FinDEnvoi {
  readonly jobId: JobId;
  readonly tentative: number;
  readonly issue: Issue;
  readonly idempotent: boolean;
  /** In [0, 1): jitter of the pause; drawn by the caller, a command has no chance in it. */
  readonly hasard: number;
}

/** Writes the outcome of an attempt. An answer to another attempt than the running one changes nothing. */
export const finirEnvoi = defineCommand<FinDEnvoi, { patientId: PatientId; etat: string }>({
  name: 'envois.finir',
  async run(db, { jobId, tentative, issue, idempotent, hasard }, context) {
    const job = await ownJob(db, jobId, context.actor);
    if (job.etat !== 'en-cours' || job.tentatives !== tentative)
      throw new HygieError('NOT_ALLOWED', 'Cette réponse concerne une tentative déjà close.');
    const suite = suiteDe(issue, job.essaisAutomatiques, idempotent, hasard);
    await apply(db, job, suite, suite.etat === 'a-envoyer', context.now);
    const detail = issue.kind === 'envoye' ? (suite.motif?.explication ?? null) : issue.explication;
    await db
      .updateTable('job_attempts')
      .set({ finieLe: context.now, issue: issue.kind, code: issue.code, detail })
      .where('jobId', '=', jobId)
      .where('numero', '=', tentative)
      .execute();
    return { patientId: job.patientId as PatientId, etat: suite.etat };
  },
  audit: ({ jobId, tentative, issue }, { patientId, etat }) => ({
    action: 'envois.finir',
    patientId,
    detail: { job: jobId, tentative, issue: issue.kind, etat, code: issue.code },
  }),
});

/**
 * At start-up, a job found `en-cours` was cut by a crash. The DMP is given the same set again; a mail becomes « issue inconnue ».
 * `canauxIdempotents`: the channels whose peer recognises the same bytes.
 */
export const reprendreEnvois = defineCommand<
  { canauxIdempotents: readonly string[] },
  { repris: number; inconnus: number }
>({
  name: 'envois.reprendre',
  async run(db, { canauxIdempotents }, context) {
    const running = await db
      .selectFrom('jobs')
      .selectAll()
      .where('proprietaire', '=', context.actor.idNat)
      .where('etat', '=', 'en-cours')
      .execute();
    let repris = 0;
    for (const job of running) {
      const again = canauxIdempotents.includes(job.canal);
      const suite: Suite = again
        ? { etat: 'a-envoyer', pause: 0, motif: INTERROMPU_REPRIS, destinataires: [] }
        : { etat: 'issue-inconnue', pause: null, motif: INTERROMPU, destinataires: [] };
      await apply(db, job, suite, again, context.now);
      await db
        .updateTable('job_attempts')
        .set({ finieLe: context.now, issue: 'interrompue' })
        .where('jobId', '=', job.id)
        .where('finieLe', 'is', null)
        .execute();
      if (again) repris += 1;
    }
    return { repris, inconnus: running.length - repris };
  },
  audit: (_input, output) => ({ action: 'envois.reprendre', patientId: null, detail: { ...output } }),
});

/** A copy found at the operator's proves that an unknown outcome was received. With several recipients it does not say by whom: the doctor is told, and decides. */
export const prouverEnvoi = defineCommand<{ jobId: JobId }, { patientId: PatientId; etat: string }>({
  name: 'envois.prouver',
  async run(db, { jobId }, context) {
    const job = await ownJob(db, jobId, context.actor);
    if (job.etat !== 'issue-inconnue') throw new HygieError('NOT_ALLOWED', 'L’issue de cet envoi est déjà connue.');
    const waiting = (await jobPris(db, job)).destinataires;
    const [only] = waiting;
    const patientId = job.patientId as PatientId;
    if (waiting.length === 1 && only !== undefined) {
      const answer = {
        adresse: only,
        accepte: true,
        temporaire: false,
        code: null,
        detail: 'retrouvé dans « Éléments envoyés »',
      };
      const motif = {
        code: null,
        explication: 'Retrouvé dans « Éléments envoyés » : l’opérateur l’a bien reçu.',
        conseil: '',
      };
      await apply(db, job, { etat: 'envoye', pause: null, motif, destinataires: [answer] }, false, context.now);
      return { patientId, etat: 'envoye' };
    }
    const motif = {
      code: null,
      explication: 'Retrouvé dans « Éléments envoyés » : l’opérateur l’a reçu, sans dire pour quels destinataires.',
      conseil: 'Indiquez qu’il est reçu, ou vérifiez auprès de chaque destinataire avant de relancer.',
    };
    await apply(db, job, { etat: 'issue-inconnue', pause: null, motif, destinataires: [] }, false, context.now);
    return { patientId, etat: 'issue-inconnue' };
  },
  audit: ({ jobId }, { patientId, etat }) => ({ action: 'envois.prouver', patientId, detail: { job: jobId, etat } }),
});

/** What became of the copy in « Éléments envoyés ». The job itself is sent whatever it says. */
export const noterCopie = defineCommand<{ jobId: JobId; copie: 'faite' | 'impossible' }, { patientId: PatientId }>({
  name: 'envois.copie',
  async run(db, { jobId, copie }, context) {
    const job = await ownJob(db, jobId, context.actor);
    await db.updateTable('jobs').set({ copie }).where('id', '=', jobId).where('copie', '=', 'a-faire').execute();
    return { patientId: job.patientId as PatientId };
  },
  audit: ({ jobId, copie }, { patientId }) => ({ action: 'envois.copie', patientId, detail: { job: jobId, copie } }),
});
