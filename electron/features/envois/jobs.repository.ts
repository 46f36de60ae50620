import { sql } from 'kysely';
import type { Instant } from '../../../shared/domain/civil-date.ts';
import type { Masques } from '../../../shared/contract/dossier.ts';
import type { Canal, Job } from '../../../shared/contract/partage.ts';
import { HygieError } from '../../../shared/errors.ts';
import type { DocumentId, JobId, PatientId } from '../../../shared/ids.ts';
import { defineQuery, type ReadableRecord } from '../../record/index.ts';
import { jobPris } from './engine.commands.ts';
import type { JobPris } from './job.ts';
import { AUTRE_BOITE, peutAnnuler, peutRelancer } from './states.ts';

/** Lists are cut here: the oldest sent jobs stay in each patient's record. */
const LONGEST_LIST = 500;

const FILTRES = {
  tous: ['a-envoyer', 'en-cours', 'envoye', 'refuse', 'issue-inconnue', 'annule'],
  'a-traiter': ['refuse', 'issue-inconnue'],
  'en-attente': ['a-envoyer', 'en-cours'],
  envoyes: ['envoye'],
} as const;
export type FiltreEnvois = keyof typeof FILTRES;

/** Every job of the practice, latest first; another doctor's waiting job « attend la carte ». What became of a message afterwards is the mailbox's to say. */
export const listerEnvois = defineQuery<{ filtre: FiltreEnvois }, Job[]>({
  name: 'envois.lister',
  async run(db, { filtre }, context) {
    const rows = await db
      .selectFrom('jobs')
      .innerJoin('patients', 'patients.id', 'jobs.patientId')
      .innerJoin('documents', 'documents.id', 'jobs.documentId')
      .selectAll('jobs')
      .select(['patients.nomNaissance', 'patients.nomUtilise', 'patients.premierPrenom', 'documents.titre'])
      .where('jobs.etat', 'in', FILTRES[filtre])
      .orderBy('jobs.key', 'desc')
      .limit(LONGEST_LIST)
      .execute();
    const recipients = await recipientsOf(
      db,
      rows.map((row) => row.id),
    );
    return rows.map((row) => {
      const mine = row.proprietaire === context.actor.idNat;
      return {
        id: row.id,
        groupeId: row.groupeId,
        canal: row.canal,
        etat: row.etat === 'a-envoyer' && !mine ? 'attend-carte' : row.etat,
        patientId: row.patientId,
        patientNom: `${row.nomUtilise ?? row.nomNaissance} ${row.premierPrenom}`,
        documentId: row.documentId,
        documentNom: row.titre,
        proprietaire: row.proprietaire,
        proprietaireNom: row.proprietaireNom,
        destinataires: recipients.get(row.id) ?? [],
        creeLe: row.creeLe,
        modifieLe: row.modifieLe,
        tentatives: row.tentatives,
        prochaineTentative: row.prochaineTentative,
        code: row.code,
        explication: row.etat === 'a-envoyer' && !mine ? `Attend la carte du ${row.proprietaireNom}.` : row.explication,
        conseil: row.conseil === '' ? null : row.conseil,
        peutPreparer: mine && row.etat === 'refuse' && row.code === AUTRE_BOITE,
        peutRelancer: mine && peutRelancer(row.etat, row.prochaineTentative, context.now),
        peutAnnuler: mine && peutAnnuler(row.etat),
      } as Job;
    });
  },
});

async function recipientsOf(db: ReadableRecord, jobIds: readonly string[]): Promise<Map<string, Job['destinataires']>> {
  const byJob = new Map<string, Job['destinataires']>();
  if (jobIds.length === 0) return byJob;
  const rows = await db
    .selectFrom('job_recipients')
    .selectAll()
    .where('jobId', 'in', jobIds)
    .orderBy('jobId')
    .orderBy('rang')
    .execute();
  for (const row of rows) {
    const list = byJob.get(row.jobId) ?? [];
    list.push({ adresse: row.adresse, etat: row.etat, detail: row.detail ?? row.code, suivi: null });
    byJob.set(row.jobId, list);
  }
  return byJob;
}

/** A refused set of the DMP, with the doctor's masks, for a new one to take its place; null when the job is not that, or another doctor's. */
export const lotRefuse = defineQuery<
  { jobId: JobId },
  { patientId: PatientId; documentId: DocumentId; masques: Masques; code: string | null } | null
>({
  name: 'envois.lotRefuse',
  async run(db, { jobId }, context) {
    const row = await db
      .selectFrom('jobs')
      .innerJoin('documents', 'documents.id', 'jobs.documentId')
      .select(['jobs.patientId', 'jobs.documentId', 'jobs.code', 'documents.masquePs', 'documents.invisiblePatient'])
      .where('jobs.id', '=', jobId)
      .where('jobs.proprietaire', '=', context.actor.idNat)
      .where('jobs.canal', '=', 'dmp')
      .where('jobs.etat', '=', 'refuse')
      .executeTakeFirst();
    if (row === undefined) return null;
    return {
      patientId: row.patientId as PatientId,
      documentId: row.documentId as DocumentId,
      masques: { masquePs: row.masquePs === 1, invisiblePatient: row.invisiblePatient === 1 },
      code: row.code,
    };
  },
});

/**
 * Conditions written as the partial indexes write them, in literals: the planner uses such an index only for the same words, not for bound
 * values that it has not seen.
 */
export const TO_SEND = sql<boolean>`documents.envoi IN ('du','en-cours','refuse','issue-inconnue')`;
const FOLLOWED = sql<boolean>`etat IN ('en-cours','issue-inconnue','refuse')`;
const OPEN_JOBS = sql<boolean>`(etat = 'a-envoyer' OR etat IN ('en-cours','issue-inconnue','refuse'))`;

export interface ResumeEnvois {
  readonly dus: number;
  readonly refuses: number;
  readonly inconnus: number;
  readonly enAttente: number;
}

/** Counters of the home page, for the doctor whose card is in. */
export const resumerEnvois = defineQuery<Record<string, never>, ResumeEnvois>({
  name: 'envois.resume',
  async run(db, _input, context) {
    const rows = await db
      .selectFrom('jobs')
      .select(['etat', ({ fn }) => fn.countAll<number>().as('nombre')])
      .where('proprietaire', '=', context.actor.idNat)
      .where(OPEN_JOBS)
      .groupBy('etat')
      .execute();
    const due = await db
      .selectFrom('documents')
      .select(({ fn }) => fn.countAll<number>().as('nombre'))
      .where(TO_SEND)
      // A refusal or an unknown outcome is counted once, as what it is.
      .where('envoi', '=', 'du')
      .where('auteur', '=', context.actor.idNat)
      .where('statut', '=', 'actif')
      .executeTakeFirst();
    const count = (...states: string[]): number =>
      rows.filter((row) => states.includes(row.etat)).reduce((sum, row) => sum + row.nombre, 0);
    return {
      dus: due?.nombre ?? 0,
      refuses: count('refuse'),
      inconnus: count('issue-inconnue'),
      enAttente: count('a-envoyer', 'en-cours'),
    };
  },
});

/** What the engine may do next for the doctor whose card is in; one row a channel at most. */
export interface TravailEnvois {
  readonly pret: { readonly canal: Canal; readonly jobId: JobId } | null;
  /** When the next paused job of this channel comes due; null when none waits. */
  readonly prochain: Instant | null;
}

export const prochainEnvoi = defineQuery<{ canal: Canal }, TravailEnvois>({
  name: 'envois.prochain',
  async run(db, { canal }, context) {
    const waiting = db
      .selectFrom('jobs')
      .select(['id', 'prochaineTentative'])
      .where('proprietaire', '=', context.actor.idNat)
      .where('canal', '=', canal)
      .where('etat', '=', sql.lit('a-envoyer'));
    // Null sorts first: what was never tried goes before what is tried again.
    const first = await waiting.orderBy('prochaineTentative').orderBy('key').limit(1).executeTakeFirst();
    if (first === undefined) return { pret: null, prochain: null };
    const ready = first.prochaineTentative === null || first.prochaineTentative <= context.now;
    return ready
      ? { pret: { canal, jobId: first.id as JobId }, prochain: null }
      : { pret: null, prochain: first.prochaineTentative as Instant };
  },
});

/** Frozen bytes of a job. */
export const contenuEnvoi = defineQuery<{ jobId: JobId }, Uint8Array>({
  name: 'envois.contenu',
  async run(db, { jobId }, context) {
    const job = await db.selectFrom('jobs').select('contenuHash').where('id', '=', jobId).executeTakeFirst();
    if (job === undefined) throw new HygieError('NOT_FOUND');
    return context.documents.get(job.contenuHash);
  },
});

/** Jobs that want something else than sending: cut by a crash, of unknown outcome, or whose copy is still to be made. */
export const suitesEnvois = defineQuery<
  Record<string, never>,
  { interrompus: number; inconnus: JobPris[]; copies: JobPris[] }
>({
  name: 'envois.suites',
  async run(db, _input, context) {
    const mine = db.selectFrom('jobs').selectAll().where('proprietaire', '=', context.actor.idNat);
    const running = await mine.where(FOLLOWED).where('etat', '=', 'en-cours').execute();
    const unknown = await mine.where(FOLLOWED).where('etat', '=', 'issue-inconnue').orderBy('key').execute();
    const copies = await mine
      .where('copie', '=', sql.lit('a-faire'))
      .where('etat', '=', 'envoye')
      .orderBy('key')
      .execute();
    return {
      interrompus: running.length,
      inconnus: await Promise.all(unknown.map((job) => jobPris(db, job))),
      copies: await Promise.all(copies.map((job) => jobPris(db, job))),
    };
  },
});
