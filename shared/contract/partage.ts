import { z } from 'zod';
import { Instant } from '../domain/civil-date.ts';
import { DmpStatut } from '../domain/patient.ts';
import { IdNat, DocumentId, JobId, PatientId } from '../ids.ts';
import { VsmModel } from '../domain/vsm-model.ts';
import { command, query } from './define.ts';
import { DocumentLine, Masques } from './dossier.ts';

export const Canal = z.enum(['dmp', 'mssante-confrere', 'mssante-patient']);
export type Canal = z.infer<typeof Canal>;

export const JobEtat = z.enum([
  'a-envoyer',
  'attend-carte',
  'en-cours',
  'envoye',
  'refuse',
  'issue-inconnue',
  'annule',
]);
export type JobEtat = z.infer<typeof JobEtat>;

export const Job = z.object({
  id: JobId,
  groupeId: z.uuid(),
  canal: Canal,
  etat: JobEtat,
  patientId: PatientId,
  patientNom: z.string(),
  documentId: DocumentId,
  documentNom: z.string(),
  proprietaire: IdNat,
  proprietaireNom: z.string(),
  destinataires: z.array(
    z.object({
      adresse: z.string(),
      etat: z.enum(['attente', 'accepte', 'refuse']),
      detail: z.string().nullable(),
      /** What receipts and delivery notices said since; null when none did. */
      suivi: z
        .object({
          etat: z.enum(['retarde', 'remis', 'lu', 'integre', 'refuse']),
          le: Instant,
          code: z.string().nullable(),
          explication: z.string().nullable(),
        })
        .nullable(),
    }),
  ),
  creeLe: Instant,
  modifieLe: Instant,
  tentatives: z.int(),
  prochaineTentative: Instant.nullable(),
  /** The peer's own code, verbatim; null when there was none. */
  code: z.string().nullable(),
  /** What happened, in French, and what to do. */
  explication: z.string().nullable(),
  conseil: z.string().nullable(),
  /** It was made for another mailbox, and may be made again from the one that is set. */
  peutPreparer: z.boolean(),
  peutRelancer: z.boolean(),
  peutAnnuler: z.boolean(),
});
export type Job = z.infer<typeof Job>;

export const Confrere = z.object({ nom: z.string(), prenom: z.string(), specialite: z.string(), adresse: z.string() });
export type Confrere = z.infer<typeof Confrere>;

const target = { patientId: PatientId };

export const partage = {
  /** [73] The VSM as it would be made now: display model, completeness in %, difference from the last one sent. */
  'vsm.apercu': query({
    input: z.object(target),
    output: z.object({
      modele: VsmModel,
      completude: z.object({ pourcent: z.int(), manquants: z.array(z.string()) }),
      difference: z
        .object({
          depuis: Instant,
          ajouts: z.array(z.string()),
          retraits: z.array(z.string()),
          changements: z.array(z.string()),
        })
        .nullable(),
    }),
    audit: 'patient',
  }),
  /** Generates CDA R2 and PDF/A and files them in the record; nothing leaves. */
  'vsm.produire': command({ input: z.object(target), output: DocumentLine, audit: 'patient' }),
  /** Everything the sharing dialog needs, in one call and without the network. */
  'partage.preparer': query({
    input: z.object(target),
    output: z.object({
      dmp: DmpStatut,
      /** Why a channel is not offered; null when it is. */
      dmpEmpeche: z.string().nullable(),
      messagerieEmpechee: z.string().nullable(),
      patientEmpeche: z.string().nullable(),
      /** The opposition that closes the patient's road, when nothing else does: it may be lifted for one message, acknowledged. */
      patientOppose: z.string().nullable(),
      confreres: z.array(Confrere),
      adressePatient: z.string().nullable(),
      objet: z.string(),
      corps: z.string(),
    }),
    audit: 'patient',
  }),
  /** [152] [156] One gesture: makes the VSM (or takes the document named), freezes the bytes of each channel, queues the jobs. */
  'partage.envoyer': command({
    input: z.object({
      ...target,
      documentId: DocumentId.nullable(),
      dmp: z.boolean(),
      confreres: z.array(z.string().max(200)).max(20),
      versPatient: z.boolean(),
      masques: Masques,
      objet: z.string().max(300),
      corps: z.string().max(10_000),
      finEchangePatient: z.boolean(),
      /** The doctor read the patient's opposition, and the patient asks for this message all the same (MSS/va1.20). */
      oppositionLevee: z.boolean().default(false),
    }),
    output: z.object({ documentId: DocumentId, jobs: z.array(JobId) }),
    audit: 'patient',
  }),
  /** [89]–[96] What is proposed when the record is closed; empty lists: no screen. */
  'cloture.preparer': query({
    input: z.object(target),
    output: z.object({
      deLaConsultation: z.array(DocumentLine),
      anterieurs: z.array(DocumentLine),
      dmp: DmpStatut,
      dmpEmpeche: z.string().nullable(),
    }),
    audit: 'patient',
  }),
  'cloture.envoyer': command({
    input: z.object({
      ...target,
      documents: z
        .array(z.object({ documentId: DocumentId, masques: Masques }))
        .min(1)
        .max(100),
    }),
    output: z.object({ jobs: z.array(JobId) }),
    audit: 'patient',
  }),
  /** « Ne pas envoyer » takes a reason and leaves the due list. */
  'cloture.ecarter': command({
    input: z.object({ ...target, documentId: DocumentId, motif: z.string().min(3).max(200) }),
    output: z.object({}),
    audit: 'patient',
  }),
  'envois.lister': query({
    input: z.object({ filtre: z.enum(['tous', 'a-traiter', 'en-attente', 'envoyes']) }),
    output: z.array(Job),
  }),
  /** Counters for the home page: due documents, refusals, unknown outcomes. */
  'envois.resume': query({
    input: z.object({}),
    output: z.object({ dus: z.int(), refuses: z.int(), inconnus: z.int(), enAttente: z.int() }),
  }),
  'envois.relancer': command({ input: z.object({ jobId: JobId }), output: z.object({}) }),
  /** The same document to the same recipients, from the mailbox that is set now; the former message is cancelled. */
  'envois.preparer': command({ input: z.object({ jobId: JobId }), output: z.object({}) }),
  'envois.annuler': command({ input: z.object({ jobId: JobId }), output: z.object({}) }),
  /** The doctor knows what became of an « issue inconnue ». */
  'envois.resoudre': command({ input: z.object({ jobId: JobId, recu: z.boolean() }), output: z.object({}) }),
  'envois.dus': query({ input: z.object({}), output: z.array(DocumentLine.extend({ patientNom: z.string() })) }),
};
