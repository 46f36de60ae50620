import type { Generated, Selectable } from 'kysely';

/** Tables of `envois` (migration 0040): jobs, the answer of each recipient, every attempt. */
export interface EnvoisSchema {
  jobs: JobsTable;
  job_recipients: JobRecipientsTable;
  job_attempts: JobAttemptsTable;
}

interface JobsTable {
  key: Generated<number>;
  id: string;
  groupeId: string;
  patientId: string;
  documentId: string;
  canal: 'dmp' | 'mssante-confrere' | 'mssante-patient';
  proprietaire: string;
  proprietaireNom: string;
  etat: 'a-envoyer' | 'en-cours' | 'envoye' | 'refuse' | 'issue-inconnue' | 'annule';
  contenuHash: Uint8Array;
  contenuTaille: number;
  parametresJson: string;
  identifiantExterne: string;
  tentatives: Generated<number>;
  essaisAutomatiques: Generated<number>;
  prochaineTentative: string | null;
  code: string | null;
  explication: string | null;
  conseil: string | null;
  copie: Generated<'sans-objet' | 'a-faire' | 'faite' | 'impossible'>;
  creeLe: string;
  modifieLe: string;
}
export type JobRow = Selectable<JobsTable>;

interface JobRecipientsTable {
  jobId: string;
  rang: number;
  adresse: string;
  etat: 'attente' | 'accepte' | 'refuse';
  code: string | null;
  detail: string | null;
}

interface JobAttemptsTable {
  jobId: string;
  numero: number;
  commenceeLe: string;
  finieLe: string | null;
  issue: 'envoye' | 'refuse' | 'pas-maintenant' | 'inconnu' | 'interrompue' | null;
  code: string | null;
  detail: string | null;
}
