import type { DocumentId, PatientId } from '../../../shared/ids.ts';
import { defineQuery } from '../../record/index.ts';

/** The last message by which an earlier version of a document reached somebody. */
export interface CourrierAnterieur {
  /** Message-ID, without angle brackets. */
  readonly messageId: string;
  readonly le: string;
  /** Addresses that took it, in lower case. */
  readonly destinataires: string[];
}

interface Asked {
  readonly patientId: PatientId;
  readonly documentId: DocumentId;
  readonly canal: 'mssante-confrere' | 'mssante-patient';
}

/**
 * What this doctor already mailed of the same set of versions (setId of the CDA), latest first: a new version says which message it replaces.
 * A message taken back, refused by everybody or of unknown outcome is none.
 */
export const courriersAnterieurs = defineQuery<Asked, CourrierAnterieur[]>({
  name: 'envois.courriersAnterieurs',
  async run(db, { patientId, documentId, canal }, context) {
    const rows = await db
      .selectFrom('documents as nouveau')
      .innerJoin('documents as ancien', (join) =>
        join
          .onRef('ancien.setId', '=', 'nouveau.setId')
          .onRef('ancien.patientId', '=', 'nouveau.patientId')
          .onRef('ancien.id', '<>', 'nouveau.id'),
      )
      .innerJoin('jobs', 'jobs.documentId', 'ancien.id')
      .innerJoin('job_recipients', 'job_recipients.jobId', 'jobs.id')
      .select(['jobs.identifiantExterne', 'jobs.creeLe', 'job_recipients.adresse'])
      .where('nouveau.id', '=', documentId)
      .where('nouveau.patientId', '=', patientId)
      .where('jobs.canal', '=', canal)
      .where('jobs.proprietaire', '=', context.actor.idNat)
      .where('jobs.etat', 'in', ['envoye', 'refuse'])
      .where('job_recipients.etat', '=', 'accepte')
      .orderBy('jobs.key', 'desc')
      .orderBy('job_recipients.rang')
      .limit(200)
      .execute();
    const found = new Map<string, CourrierAnterieur>();
    for (const { identifiantExterne, creeLe, adresse } of rows) {
      const one = found.get(identifiantExterne) ?? { messageId: identifiantExterne, le: creeLe, destinataires: [] };
      one.destinataires.push(adresse.toLowerCase());
      found.set(identifiantExterne, one);
    }
    return [...found.values()];
  },
});

/** Recipients who share the message that theirs replaces; null: they never had an earlier version. */
export interface Remise {
  readonly destinataires: string[];
  readonly remplace: CourrierAnterieur | null;
}

/** Who is told which message is replaced: the last one that each of them took. Somebody new must not read that a message they never saw is cancelled. */
export function remises(destinataires: readonly string[], anterieurs: readonly CourrierAnterieur[]): Remise[] {
  const groups = new Map<string, Remise>();
  for (const adresse of destinataires) {
    const remplace = anterieurs.find((one) => one.destinataires.includes(adresse.trim().toLowerCase())) ?? null;
    const key = remplace?.messageId ?? '';
    const group = groups.get(key) ?? { destinataires: [], remplace };
    group.destinataires.push(adresse);
    groups.set(key, group);
  }
  return [...groups.values()];
}
