import { z } from 'zod';
import type { Canal } from '../../../shared/contract/partage.ts';
import { HygieError } from '../../../shared/errors.ts';
import type { DocumentId, IdNat, PatientId } from '../../../shared/ids.ts';
import { MailSession } from '../../network/imap.ts';
import { submitMail } from '../../network/smtp.ts';
import { AUTRE_BOITE, type BrouillonEnvoi, type ChannelSender, type Issue, type JobPris } from '../envois/index.ts';
import { accessTo, type CompteOuvert } from './account.ts';
import type { MessageFige } from './freeze.ts';
import { issueDe } from './outcome.ts';
import { departEmpeche, type PatientAdresse } from './rules.ts';

/** What a mail job keeps beside its bytes. */
const Parametres = z.object({
  from: z.string(),
  /** Matricule that the message carries, in its archive or its address; null when it carries none. */
  ins: z.string().nullable(),
  /** The gesture that made it lifted the patient's opposition for this message. */
  oppositionLevee: z.boolean().default(false),
  /** As the doctor wrote it, to make it again from another mailbox; null for a message of before. */
  redaction: z.object({ objet: z.string(), corps: z.string(), finEchange: z.boolean() }).nullable().default(null),
});

export type Redaction = NonNullable<z.infer<typeof Parametres>['redaction']>;

/** What the doctor had written in a message of the queue; null for a message of before. */
export const redactionDe = (parametres: unknown): Redaction | null => Parametres.parse(parametres).redaction;

/** The frozen message as a job of the queue. */
export function envoiDuMessage(
  message: MessageFige,
  documentId: DocumentId,
  canal: Exclude<Canal, 'dmp'>,
  redaction: Redaction | null = null,
): BrouillonEnvoi {
  return {
    documentId,
    canal,
    destinataires: message.to,
    contenu: message.raw,
    parametres: {
      from: message.from,
      ins: message.ins,
      oppositionLevee: message.oppositionLevee,
      redaction,
    } satisfies z.infer<typeof Parametres>,
    identifiantExterne: message.messageId,
    copie: true,
  };
}

export interface ComptesMessagerie {
  /** The owner's mailbox, or null when none is set up. */
  compteDe(proprietaire: IdNat): Promise<CompteOuvert | null>;
  /** The patient as the record knows them now, not as they were when the message was made. */
  patientDe(patientId: PatientId): Promise<PatientAdresse>;
}

/** Every operation on the mailbox, success and failure (ECO.4.1.1). Never a secret, a body nor a subject. */
export interface TraceMessagerie {
  readonly action: 'soumission' | 'copie' | 'recherche';
  readonly compte: string;
  readonly messageId: string;
  readonly resultat: string;
  readonly dureeMs: number;
}

const SANS_COMPTE: Extract<Issue, { kind: 'refuse' }> = {
  kind: 'refuse',
  destinataires: [],
  code: null,
  explication: 'Aucune boîte MSSanté n’est réglée pour ce médecin. Rien n’est parti.',
  conseil: 'Complétez le compte dans « Réglages », puis relancez.',
};

const sameMailbox = ({ compte }: CompteOuvert, from: string): boolean =>
  compte.adresse.trim().toLowerCase() === from.trim().toLowerCase();

/** The message bears the address that it was made for: under another mailbox it would be refused, or lie. */
const autreBoite = (from: string, now: string): Extract<Issue, { kind: 'refuse' }> => ({
  ...SANS_COMPTE,
  code: AUTRE_BOITE,
  explication: `Ce message a été préparé pour la boîte ${from}, et la boîte réglée est maintenant ${now}. Rien n’est parti.`,
  conseil: 'Préparez-le à nouveau depuis la boîte actuelle ; ou réglez de nouveau la première boîte, puis relancez.',
});

/** The mail road out, for both channels: submission, proof in « Éléments envoyés », copy there. A mail is never sent twice by itself. */
export function mailSender(
  accounts: ComptesMessagerie,
  trace: (line: TraceMessagerie) => void = () => undefined,
): ChannelSender {
  const inSession = async <T>(
    job: JobPris,
    signal: AbortSignal,
    work: (session: MailSession) => Promise<T>,
  ): Promise<T | null> => {
    const account = await accounts.compteDe(job.proprietaire);
    if (account === null) return null;
    const { from } = Parametres.parse(job.parametres);
    // What the mailbox of before holds is neither proved nor filed in the one of today.
    if (!sameMailbox(account, from))
      throw new HygieError('NOT_ALLOWED', autreBoite(from, account.compte.adresse).explication);
    signal.throwIfAborted();
    const session = await MailSession.open(accessTo(account).imap, signal);
    try {
      return await work(session);
    } finally {
      await session.close();
    }
  };
  const traced = async <T>(
    action: TraceMessagerie['action'],
    job: JobPris,
    work: () => Promise<T>,
    told: (result: T) => string,
  ): Promise<T> => {
    const start = performance.now();
    const line = { action, compte: Parametres.parse(job.parametres).from, messageId: job.identifiantExterne };
    try {
      const result = await work();
      trace({ ...line, resultat: told(result), dureeMs: Math.round(performance.now() - start) });
      return result;
    } catch (error) {
      trace({
        ...line,
        resultat: error instanceof Error ? error.name : 'erreur',
        dureeMs: Math.round(performance.now() - start),
      });
      throw error;
    }
  };
  return {
    idempotent: false,
    send: async (job, contenu, signal) => {
      const { from, ...made } = Parametres.parse(job.parametres);
      // Whatever fails before the connection is ours: surely nothing left.
      let access;
      try {
        const account = await accounts.compteDe(job.proprietaire);
        if (account === null) return SANS_COMPTE;
        if (!sameMailbox(account, from)) return autreBoite(from, account.compte.adresse);
        const why = departEmpeche(await accounts.patientDe(job.patientId), job.canal, made);
        if (why !== null)
          return {
            ...SANS_COMPTE,
            explication: `${why} Rien n’est parti.`,
            conseil: 'Corrigez le dossier puis relancez, ou annulez l’envoi.',
          };
        access = accessTo(account).soumission;
      } catch (error) {
        return {
          ...SANS_COMPTE,
          explication: error instanceof HygieError && error.detail !== null ? error.detail : SANS_COMPTE.explication,
        };
      }
      const envelope = { from, to: job.destinataires, identifier: job.id };
      const told = (result: { kind: string }): string => result.kind;
      const outcome = await traced('soumission', job, () => submitMail(access, envelope, contenu, signal), told);
      return issueDe(outcome, job.destinataires);
    },
    lookup: (job, signal) =>
      traced(
        'recherche',
        job,
        async () => {
          const found = await inSession(
            job,
            signal,
            async (session) => await session.findByMessageId(await session.sentFolder(), job.identifiantExterne),
          );
          return found !== null && found.length > 0 ? ('recu' as const) : ('pas-de-preuve' as const);
        },
        (result) => result,
      ),
    copy: async (job, contenu, signal) => {
      await traced(
        'copie',
        job,
        () =>
          inSession(
            job,
            signal,
            async (session) =>
              await session.appendIfAbsent(
                await session.sentFolder(),
                job.identifiantExterne,
                contenu,
                new Date(job.creeLe),
              ),
          ),
        (result) => result ?? 'sans compte',
      );
    },
  };
}
