import { HygieError } from '../../../shared/errors.ts';
import type { DocumentId, JobId, PatientId } from '../../../shared/ids.ts';
import { defineCommand, type Actor, type CommandContext, type WritableRecord } from '../../record/index.ts';
import type { JobRow } from '../../record/schema-envois.ts';
import { refreshDocument } from './document-state.ts';
import type { BrouillonEnvoi } from './job.ts';
import { peutAnnuler, peutRelancer, SESSION_FERMEE } from './states.ts';

async function jobOf(db: WritableRecord, jobId: JobId): Promise<JobRow> {
  const job = await db.selectFrom('jobs').selectAll().where('id', '=', jobId).executeTakeFirst();
  if (job === undefined) throw new HygieError('NOT_FOUND');
  return job;
}

/** A job answers to its owner alone: the others see it wait for that doctor's card. */
export async function ownJob(db: WritableRecord, jobId: JobId, actor: Actor): Promise<JobRow> {
  const job = await jobOf(db, jobId);
  if (job.proprietaire !== actor.idNat)
    throw new HygieError('NOT_ALLOWED', `Cet envoi attend la carte du ${job.proprietaireNom}.`);
  return job;
}

async function refuseDoubles(db: WritableRecord, draft: BrouillonEnvoi): Promise<void> {
  const active = await db
    .selectFrom('jobs')
    .leftJoin('job_recipients', 'job_recipients.jobId', 'jobs.id')
    .select(['jobs.canal', 'job_recipients.adresse'])
    .where('jobs.documentId', '=', draft.documentId)
    .where('jobs.canal', '=', draft.canal)
    .where('jobs.etat', 'in', ['a-envoyer', 'en-cours', 'issue-inconnue'])
    .execute();
  const wanted = new Set(draft.destinataires.map((address) => address.toLowerCase()));
  const same =
    draft.canal === 'dmp'
      ? active.length > 0
      : active.some((job) => job.adresse !== null && wanted.has(job.adresse.toLowerCase()));
  if (same)
    throw new HygieError(
      'NOT_ALLOWED',
      'Ce document est déjà en cours d’envoi par ce canal. Suivez-le dans « Envois ».',
    );
}

/** A new set replaces a refused one of the same document, which would otherwise ask for a gesture for ever. */
async function retireRefused(db: WritableRecord, draft: BrouillonEnvoi, now: string): Promise<void> {
  if (draft.canal !== 'dmp') return;
  await db
    .updateTable('jobs')
    .set({
      etat: 'annule',
      explication: 'Remplacé par un nouvel envoi du même document.',
      conseil: null,
      modifieLe: now,
    })
    .where('documentId', '=', draft.documentId)
    .where('canal', '=', 'dmp')
    .where('etat', '=', 'refuse')
    .execute();
}

/** One job with its frozen bytes; inside the command of a gesture. Throws HygieError, and the whole gesture with it. */
export async function insertJob(
  db: WritableRecord,
  context: CommandContext,
  patientId: PatientId,
  groupeId: string,
  draft: BrouillonEnvoi,
): Promise<JobId> {
  const document = await db
    .selectFrom('documents')
    .select(['patientId', 'statut'])
    .where('id', '=', draft.documentId)
    .executeTakeFirst();
  if (document === undefined || document.patientId !== patientId || document.statut === 'supprime')
    throw new HygieError('NOT_FOUND');
  if (draft.canal !== 'dmp' && draft.destinataires.length === 0)
    throw new HygieError('INVALID_INPUT', 'Ce message n’a pas de destinataire.');
  await refuseDoubles(db, draft);
  await retireRefused(db, draft, context.now);
  const id = context.newId() as JobId;
  const stored = context.documents.put(draft.contenu);
  await db
    .insertInto('jobs')
    .values({
      id,
      groupeId,
      patientId,
      documentId: draft.documentId,
      canal: draft.canal,
      proprietaire: context.actor.idNat,
      proprietaireNom: context.actor.nom,
      etat: 'a-envoyer',
      contenuHash: stored.hash,
      contenuTaille: stored.taille,
      parametresJson: JSON.stringify(draft.parametres ?? null),
      identifiantExterne: draft.identifiantExterne,
      prochaineTentative: null,
      code: null,
      explication: null,
      conseil: null,
      copie: draft.copie ? 'a-faire' : 'sans-objet',
      creeLe: context.now,
      modifieLe: context.now,
    })
    .execute();
  for (const [rang, adresse] of draft.destinataires.entries()) {
    await db
      .insertInto('job_recipients')
      .values({ jobId: id, rang, adresse, etat: 'attente', code: null, detail: null })
      .execute();
  }
  await refreshDocument(db, draft.documentId);
  return id;
}

/** One gesture, several channels: all jobs with their frozen bytes, or none. */
export const creerEnvois = defineCommand<
  { patientId: PatientId; brouillons: readonly BrouillonEnvoi[] },
  { groupeId: string; jobs: JobId[] }
>({
  name: 'envois.creer',
  async run(db, { patientId, brouillons }, context) {
    const groupeId = context.newId();
    const jobs: JobId[] = [];
    for (const draft of brouillons) jobs.push(await insertJob(db, context, patientId, groupeId, draft));
    return { groupeId, jobs };
  },
  audit: ({ patientId, brouillons }, { groupeId }) => ({
    action: 'envois.creer',
    patientId,
    detail: { groupe: groupeId, nombre: brouillons.length, canaux: brouillons.map((draft) => draft.canal).join(',') },
  }),
});

export interface Geste {
  readonly patientId: PatientId;
  readonly documentId: DocumentId;
  readonly canal: string;
}
const audited = (action: string) => (input: { jobId: JobId }, output: Geste) => ({
  action,
  patientId: output.patientId,
  detail: { job: input.jobId, canal: output.canal },
});
const gesteSur = (job: JobRow): Geste => ({
  patientId: job.patientId as PatientId,
  documentId: job.documentId as DocumentId,
  canal: job.canal,
});

/** The doctor sends again: the same bytes, only to those who have not accepted them. */
export const relancerEnvoi = defineCommand<{ jobId: JobId }, Geste>({
  name: 'envois.relancer',
  async run(db, { jobId }, context) {
    const job = await ownJob(db, jobId, context.actor);
    if (!peutRelancer(job.etat, job.prochaineTentative, context.now))
      throw new HygieError('NOT_ALLOWED', 'Cet envoi ne peut pas être relancé dans son état.');
    await db
      .updateTable('jobs')
      .set({
        etat: 'a-envoyer',
        prochaineTentative: null,
        essaisAutomatiques: 0,
        code: null,
        explication: null,
        conseil: null,
        modifieLe: context.now,
      })
      .where('id', '=', jobId)
      .execute();
    await db
      .updateTable('job_recipients')
      .set({ etat: 'attente', code: null, detail: null })
      .where('jobId', '=', jobId)
      .where('etat', '=', 'refuse')
      .execute();
    await refreshDocument(db, job.documentId);
    return gesteSur(job);
  },
  audit: audited('envois.relancer'),
});

/** There is a Pro Santé Connect session again: what waited for it is due now. Nothing that waits for another reason is hurried. */
export const reprendreApresConnexion = defineCommand<Record<string, never>, { repris: number }>({
  name: 'envois.reprendreApresConnexion',
  async run(db, _input, context) {
    const waiting = await db
      .updateTable('jobs')
      .set({ prochaineTentative: null, modifieLe: context.now })
      .where('proprietaire', '=', context.actor.idNat)
      .where('etat', '=', 'a-envoyer')
      .where('code', '=', SESSION_FERMEE)
      .executeTakeFirst();
    return { repris: Number(waiting.numUpdatedRows) };
  },
  audit: (_input, output) => ({ action: 'envois.reprendreApresConnexion', patientId: null, detail: { ...output } }),
});

/** Nothing leaves any more; the document stays due. */
export const annulerEnvoi = defineCommand<{ jobId: JobId }, Geste>({
  name: 'envois.annuler',
  async run(db, { jobId }, context) {
    const job = await ownJob(db, jobId, context.actor);
    if (!peutAnnuler(job.etat))
      throw new HygieError('NOT_ALLOWED', 'Cet envoi est déjà parti ou en cours : il ne peut plus être annulé.');
    await db
      .updateTable('jobs')
      .set({
        etat: 'annule',
        prochaineTentative: null,
        explication: 'Annulé : rien d’autre ne sera envoyé.',
        conseil: null,
        modifieLe: context.now,
      })
      .where('id', '=', jobId)
      .execute();
    await refreshDocument(db, job.documentId);
    return gesteSur(job);
  },
  audit: audited('envois.annuler'),
});

/** The doctor knows what became of an « issue inconnue ». « Not received » sends nothing by itself: it offers to send again or to cancel. */
export const resoudreEnvoi = defineCommand<{ jobId: JobId; recu: boolean }, Geste>({
  name: 'envois.resoudre',
  async run(db, { jobId, recu }, context) {
    const job = await ownJob(db, jobId, context.actor);
    if (job.etat !== 'issue-inconnue') throw new HygieError('NOT_ALLOWED', 'L’issue de cet envoi est déjà connue.');
    await db
      .updateTable('jobs')
      .set({
        etat: recu ? 'envoye' : 'refuse',
        code: null,
        explication: recu ? `Reçu, d’après ${context.actor.nom}.` : `Non reçu, d’après ${context.actor.nom}.`,
        conseil: recu ? null : 'Relancez pour l’envoyer de nouveau, ou annulez.',
        modifieLe: context.now,
      })
      .where('id', '=', jobId)
      .execute();
    if (recu)
      await db
        .updateTable('job_recipients')
        .set({ etat: 'accepte', detail: 'selon le médecin' })
        .where('jobId', '=', jobId)
        .where('etat', '=', 'attente')
        .execute();
    await refreshDocument(db, job.documentId);
    return gesteSur(job);
  },
  audit: (input, output) => ({
    action: 'envois.resoudre',
    patientId: output.patientId,
    detail: { job: input.jobId, canal: output.canal, recu: input.recu },
  }),
});
