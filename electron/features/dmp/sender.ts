import { InsNotQualifiedError } from '../../../shared/domain/ins.ts';
import { phraseOpposition, type Patient } from '../../../shared/domain/patient.ts';
import type { HygieError } from '../../../shared/errors.ts';
import type { PatientId } from '../../../shared/ids.ts';
import { VihfError } from '../../formats/vihf/index.ts';
import { NetworkError } from '../../network/http.ts';
import type { ChannelSender, Issue } from '../envois/index.ts';
import type { DmpClient } from './client.ts';
import { decodeFrozenSubmission, FrozenSubmissionError, type FrozenSubmission } from './frozen.ts';
import { DmpPreventedError } from './guards.ts';
import type { DmpPatient, DmpPreventionCode } from './guards.ts';
import { DmpRefusalError } from './refusals.ts';
import type { SubmitOutcome } from './submit.ts';

/** A patient about to receive a deposit: whether they allow it is asked again at each attempt. */
export type DepositPatient = DmpPatient & Pick<Patient, 'oppositionDmp'>;

/** The patient's opposition to deposits in their DMP, with its date and reason; null when there is none. */
export const dmpOppose = ({ oppositionDmp: said }: Pick<Patient, 'oppositionDmp'>): string | null =>
  said === null ? null : phraseOpposition('à l’alimentation de son DMP', said);

export interface DmpSenderOptions {
  /** Client of the doctor whose card is in; null when there is none. */
  readonly client: () => DmpClient | null;
  /** Why there is none, when it is not the card. */
  readonly prevented?: () => HygieError | null;
  /** The patient as the record knows them now, not as they were when the set was made; null when gone. */
  readonly patient: (id: PatientId) => Promise<DepositPatient | null>;
}

/** Stops that end by signing a new set of the same document: the bytes of this one say something that is no longer so. */
export const TO_FREEZE_AGAIN: readonly string[] = [
  'AUTRE_MODE',
  'AUTRE_STRUCTURE',
] satisfies readonly DmpPreventionCode[];

/** The DMP as one of the roads out: it recognises a set sent twice by its uniqueId, so that after a cut the queue sends it again alone. */
export function dmpSender({ client, prevented, patient }: DmpSenderOptions): ChannelSender {
  return {
    idempotent: true,
    async send(job, contenu, signal) {
      const dmp = client();
      if (dmp === null) return withoutClient(prevented?.() ?? null);
      const who = await patient(job.patientId);
      if (who === null)
        return refused(null, 'Le patient de cet envoi n’est plus dans la base.', 'Vérifiez le dossier.');
      const opposed = dmpOppose(who);
      if (opposed !== null)
        return refused(
          'OPPOSITION',
          `${opposed} Cette tentative n’a rien déposé.`,
          'Annulez l’envoi ; ou, si le patient la lève, notez-le dans « Données administratives » puis relancez.',
        );
      try {
        const frozen = decodeFrozenSubmission(contenu);
        try {
          return issueOf(await dmp.submit(frozen, who, signal));
        } catch (error) {
          if (!(error instanceof DmpPreventedError) || !TO_FREEZE_AGAIN.includes(error.code)) throw error;
          // An attempt under the former mode may have been received: signing it anew would deposit it twice.
          return (job.tentative > 1 ? await alreadyThere(dmp, frozen, who) : null) ?? toFreezeAgain(error);
        }
      } catch (error) {
        if (error instanceof DmpPreventedError)
          return refused(error.code, error.message, 'Corrigez puis partagez de nouveau.');
        if (error instanceof VihfError)
          return refused(null, error.message, 'Corrigez les réglages du cabinet puis relancez.');
        if (error instanceof FrozenSubmissionError)
          return refused(null, error.message, 'Partagez de nouveau le document.');
        if (error instanceof InsNotQualifiedError)
          return refused(
            'INS_NON_QUALIFIEE',
            'L’identité du patient n’est plus qualifiée : rien n’a été envoyé.',
            'Qualifiez l’identité puis relancez.',
          );
        throw error;
      }
    },
  };
}

const toFreezeAgain = (error: DmpPreventedError): Issue =>
  refused(error.code, error.message, 'Relancez : le lot sera préparé et signé de nouveau, puis déposé.');

/** Sent, when the DMP knows the document (TD3.1 by reference); put off, when it cannot be asked now; null: it does not know it. */
async function alreadyThere(dmp: DmpClient, frozen: FrozenSubmission, who: DepositPatient): Promise<Issue | null> {
  try {
    const entry = await dmp.findEntryUuid(who, frozen.documentUniqueId);
    return entry === null ? null : { kind: 'envoye', destinataires: [], code: null };
  } catch (error) {
    if (error instanceof NetworkError)
      return { kind: 'pas-maintenant', code: error.kind, explication: error.message, conseil: 'L’envoi sera repris.' };
    // It says no to the question: it is for the doctor to say what becomes of the set.
    if (error instanceof DmpRefusalError) return null;
    throw error;
  }
}

function withoutClient(prevented: HygieError | null): Issue {
  const settings = prevented?.code === 'NOT_ALLOWED' ? prevented.detail : null;
  return {
    kind: 'pas-maintenant',
    code: null,
    explication: `${settings ?? 'La carte n’est pas dans le lecteur.'} Rien n’a été envoyé.`,
    conseil:
      settings === null ? 'Insérez la carte : l’envoi reprendra.' : 'L’envoi reprendra une fois ce réglage fait.',
  };
}

function refused(code: string | null, explication: string, conseil: string): Issue {
  return { kind: 'refuse', destinataires: [], code, explication, conseil };
}

/** What the queue does of each outcome. A certificate refused or a failed secure connection needs a human; the rest of what was not reached comes back. */
export function issueOf(outcome: SubmitOutcome): Issue {
  switch (outcome.outcome) {
    case 'received':
      return { kind: 'envoye', destinataires: [], code: outcome.warnings[0]?.code ?? null };
    case 'refused': {
      const { code, explication, conseil, passing, context } = outcome;
      const motif = { code: context ? `${code} : ${context}` : code, explication, conseil };
      return passing ? { kind: 'pas-maintenant', ...motif } : refused(motif.code, explication, conseil);
    }
    case 'not-sent': {
      const { kind, explication, conseil } = outcome;
      if (kind === 'tls' || kind === 'certificate-refused') return refused(kind, explication, conseil);
      return { kind: 'pas-maintenant', code: kind, explication, conseil };
    }
    case 'unknown':
      return { kind: 'inconnu', code: null, explication: outcome.explication, conseil: outcome.conseil };
  }
}
