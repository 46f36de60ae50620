import type { Instant } from '../../../shared/domain/civil-date.ts';
import type { DocumentId, IdNat, JobId, PatientId } from '../../../shared/ids.ts';
import type { Canal } from '../../../shared/contract/partage.ts';

/** States a job walks through, as the base keeps them; « attend la carte » is how others see `a-envoyer`. */
export type EtatJob = 'a-envoyer' | 'en-cours' | 'envoye' | 'refuse' | 'issue-inconnue' | 'annule';

/** What one channel hands to the queue: final bytes and all that is needed to send them again as they are. */
export interface BrouillonEnvoi {
  readonly documentId: DocumentId;
  readonly canal: Canal;
  /** Bare addresses; empty for the DMP. */
  readonly destinataires: readonly string[];
  /** Frozen bytes of the message or of the submission set. */
  readonly contenu: Uint8Array;
  /** The channel's own, JSON: envelope, content type… Never a secret. */
  readonly parametres: unknown;
  /** Message-ID, or uniqueId of the SubmissionSet. */
  readonly identifiantExterne: string;
  /** True when the bytes are also to be copied somewhere once sent (« Éléments envoyés »). */
  readonly copie: boolean;
}

/** A job as a channel receives it. `destinataires` are only those still waiting: who accepted once is never addressed again. */
export interface JobPris {
  readonly id: JobId;
  readonly groupeId: string;
  readonly patientId: PatientId;
  readonly documentId: DocumentId;
  readonly canal: Canal;
  readonly proprietaire: IdNat;
  /** Number of this attempt, from 1. */
  readonly tentative: number;
  readonly essaisAutomatiques: number;
  readonly destinataires: readonly string[];
  readonly parametres: unknown;
  readonly identifiantExterne: string;
  readonly creeLe: Instant;
}

/** What a peer said, and what to tell the doctor. `code` is the peer's own, verbatim. */
export interface Motif {
  readonly code: string | null;
  readonly explication: string;
  readonly conseil: string;
}

export interface ReponseDestinataire {
  readonly adresse: string;
  readonly accepte: boolean;
  /** True for « not now » (4xx): may be tried again by itself. */
  readonly temporaire: boolean;
  readonly code: string | null;
  readonly detail: string | null;
}

/** Outcome of one attempt, in the only four kinds that decide what may happen next. */
export type Issue =
  /** Received. With recipients, each one's answer. */
  | { readonly kind: 'envoye'; readonly destinataires: readonly ReponseDestinataire[]; readonly code: string | null }
  /** Surely not received, and trying again alone would not help: a human decides. */
  | ({ readonly kind: 'refuse'; readonly destinataires: readonly ReponseDestinataire[] } & Motif)
  /** Surely not received, for a reason that passes: tried again alone, later. */
  | ({ readonly kind: 'pas-maintenant' } & Motif)
  /** The peer may have received it. */
  | ({ readonly kind: 'inconnu' } & Motif);
