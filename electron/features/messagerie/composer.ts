import { randomBytes, randomUUID } from 'node:crypto';
import type { Output, Parsed } from '../../../shared/contract/index.ts';
import type { MessageId } from '../../../shared/contract/messagerie.ts';
import { HygieError } from '../../../shared/errors.ts';
import { buildReadReceipt, displayName, domainOf } from '../../formats/mime/index.ts';
import { submitMail } from '../../network/smtp.ts';
import type { Patient } from '../../../shared/domain/patient.ts';
import type { PatientId } from '../../../shared/ids.ts';
import { accessTo, type CompteOuvert } from './account.ts';
import {
  encodedSize,
  freezeDraft,
  limitOf,
  prevented,
  recipientsOf,
  verdicts,
  type ComposeFrame,
  type Sender,
} from './compose.ts';
import { saveDraft } from './drafts.commands.ts';
import { draftToMirror, type HeldDraft } from './drafts.repository.ts';
import type { KeptHeaders } from './index-mail.commands.ts';
import type { MailAnswer, MailOrder } from './mail.task.ts';
import type { Mailbox } from './mailbox.ts';
import { issueDe } from './outcome.ts';
import { queueMails } from './outbox.commands.ts';
import { readMailBytes } from './read.repository.ts';
import { mailForReply } from './reply.repository.ts';
import { noteReceiptSent } from './receipt.commands.ts';
import type { RecordPort } from './sync-folder.ts';

export interface ComposerOptions extends RecordPort {
  account(): Promise<CompteOuvert>;
  sender(): Omit<Sender, 'adresse' | 'nil'>;
  patient(patientId: PatientId): Promise<Patient>;
  test(): Promise<boolean>;
  read(order: MailOrder): Promise<MailAnswer>;
  mailbox(): Mailbox;
  now(): Date;
  /** Names this software in a receipt. */
  readonly product: string;
  trace(action: string, detail: Record<string, string | number | boolean | null>): void;
}

export interface Composer {
  keep(draft: Parsed<'messagerie.garderBrouillon'>): Promise<Output<'messagerie.garderBrouillon'>>;
  check(id: string): Promise<Output<'messagerie.verifier'>>;
  send(id: string): Promise<{ id: MessageId }>;
  /** Sends the read receipt that a message asked for, or remembers that none will be. */
  acknowledge(id: string, refuse: boolean): Promise<void>;
}

const MEDIA: Readonly<Record<string, string>> = {
  pdf: 'application/pdf',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  txt: 'text/plain',
  xml: 'text/xml',
  zip: 'application/zip',
};
const mediaOf = (name: string): string =>
  MEDIA[/\.([a-z0-9]{1,5})$/i.exec(name)?.[1]?.toLowerCase() ?? ''] ?? 'application/octet-stream';

interface Forwarded {
  readonly nom: string;
  readonly typeMedia: string;
  readonly genre: string;
  readonly bytes: Uint8Array;
}

/** Writing mail: drafts, the check before leaving, the frozen bytes, the receipt. */
export function createComposer(options: ComposerOptions): Composer {
  const { query, execute } = options;

  async function draftOf(id: string): Promise<HeldDraft> {
    const { key } = await query(mailForReply, { id });
    const draft = await query(draftToMirror, { key });
    if (draft === null) throw new HygieError('VERSION_CONFLICT', 'Ce message part ou est parti.');
    return draft;
  }

  async function frameOf({ contenu }: HeldDraft): Promise<ComposeFrame> {
    const answered = contenu.reponseA === null ? null : await query(mailForReply, { id: contenu.reponseA });
    return {
      whiteList: await options.mailbox().list(),
      test: await options.test(),
      patient: contenu.patientId === null ? null : await options.patient(contenu.patientId),
      answered: answered?.deAdresse ?? null,
    };
  }

  /** Files of the forwarded message, read from its bytes; those of a message that cannot be read stay behind, and that is said. */
  async function forwarded({ contenu }: HeldDraft): Promise<Forwarded[]> {
    const { transfertDe } = contenu;
    if (transfertDe === null) return [];
    const { bytes } = await query(readMailBytes, { id: transfertDe.id, patientId: null, rang: null });
    const files: Forwarded[] = [];
    for (const rank of transfertDe.pieces) {
      const answer = await options.read({ kind: 'part', bytes, rank });
      if (answer.kind !== 'part' || answer.part === null)
        throw new HygieError('NOT_FOUND', 'Une pièce du message transféré ne peut pas être lue.');
      const { name, mediaType, kind, bytes: content } = answer.part;
      // Its headers, subject and readable copies must go with it (ECO.2.1.3): sharing the document from the record makes them.
      if (kind === 'archive')
        throw new HygieError(
          'NOT_ALLOWED',
          'Une archive de documents de santé ne se transfère pas telle quelle : partagez le document depuis le dossier du patient.',
        );
      files.push({ nom: name, typeMedia: mediaType || mediaOf(name), genre: kind, bytes: content });
    }
    return files;
  }

  return {
    keep: async (draft) => {
      const { compte } = await options.account();
      const kept = await execute(saveDraft, {
        ...draft,
        de: compte.adresse.toLowerCase(),
        pieces: draft.pieces.map(({ nom, base64 }) => ({
          nom,
          typeMedia: mediaOf(nom),
          bytes: Buffer.from(base64, 'base64'),
        })),
      });
      options.mailbox().draftKept();
      return { ...kept, id: kept.id as MessageId };
    },
    check: async (id) => {
      const draft = await draftOf(id);
      const frame = await frameOf(draft);
      const files = [
        ...draft.files.map(({ rang, nom, bytes }) => ({ rang, nom, taille: bytes.length })),
        ...(await forwarded(draft)).map(({ nom, bytes }) => ({ rang: 0, nom, taille: bytes.length })),
      ];
      const taille = encodedSize(draft.contenu, files);
      const limite = limitOf(recipientsOf(draft.contenu));
      return {
        destinataires: verdicts(draft.contenu, frame),
        taille,
        limite,
        lourds: taille > limite ? files.toSorted((a, b) => b.taille - a.taille).slice(0, 5) : [],
        empechements: prevented(draft.contenu, frame),
      };
    },
    send: async (id) => {
      const draft = await draftOf(id);
      const [{ compte }, frame] = [await options.account(), await frameOf(draft)];
      const refused = verdicts(draft.contenu, frame).filter(({ refus }) => refus !== null);
      if (refused.length > 0)
        throw new HygieError(
          'RECIPIENT_NOT_ALLOWED',
          refused.map(({ adresse, refus }) => `${adresse} : ${refus ?? ''}`).join(' '),
        );
      const [why] = prevented(draft.contenu, frame);
      if (why !== undefined) throw new HygieError('NOT_ALLOWED', why);
      const more = await forwarded(draft);
      const { reponseA } = draft.contenu;
      const answered = reponseA === null ? null : await query(mailForReply, { id: reponseA });
      const headers = answered === null ? null : (JSON.parse(answered.enTetesJson) as Partial<KeptHeaders>);
      const inReplyTo = answered?.messageId ?? null;
      const mails = await freezeDraft(draft.contenu, [...draft.files, ...more], {
        sender: { ...options.sender(), adresse: compte.adresse, nil: compte.nil },
        now: options.now(),
        inReplyTo,
        references: inReplyTo === null ? [] : [...(headers?.references ?? []), inReplyTo],
      });
      const limit = limitOf(recipientsOf(draft.contenu));
      if (mails.some(({ raw }) => raw.length > limit)) {
        const heavy = [...draft.files, ...more].toSorted((a, b) => b.bytes.length - a.bytes.length).slice(0, 3);
        throw new HygieError('TOO_LARGE', `Pièces les plus lourdes : ${heavy.map(({ nom }) => nom).join(', ')}.`);
      }
      await execute(queueMails, {
        id,
        de: compte.adresse.toLowerCase(),
        mails,
        forwarded: more,
        reponseA,
        transfertDe: draft.contenu.transfertDe?.id ?? null,
        patientId: draft.contenu.patientId,
      });
      options.mailbox().wakeOutbox();
      return { id: id as MessageId };
    },
    acknowledge: async (id, refuse) => {
      const message = await query(mailForReply, { id });
      const headers = JSON.parse(message.enTetesJson) as Partial<KeptHeaders>;
      const to = headers.receiptTo ?? null;
      if (to === null || message.messageId === null || message.classe !== 'message')
        throw new HygieError('NOT_ALLOWED', 'Ce message ne demande pas d’accusé de lecture.');
      if (message.accuseFait !== null)
        throw new HygieError('VERSION_CONFLICT', 'L’accusé de lecture de ce message a déjà été traité.');
      const opened = refuse ? null : await options.account();
      if (opened !== null && message.adresse !== '' && message.adresse !== opened.compte.adresse.toLowerCase())
        throw new HygieError(
          'NOT_ALLOWED',
          `Ce message a été reçu par la boîte ${message.adresse} : son accusé ne peut partir que d’elle.`,
        );
      // Never twice: it is remembered before it leaves, and an accusé that did not leave is told, not sent again alone.
      await execute(noteReceiptSent, { id, refuse });
      options.mailbox().wake('boite');
      if (opened === null) return;
      const { compte, ...account } = opened;
      const messageId = `${randomUUID()}@${domainOf(compte.adresse) ?? 'mssante.fr'}`;
      const raw = buildReadReceipt({
        messageId,
        date: options.now(),
        boundary: randomBytes(12).toString('hex'),
        fromName: displayName(options.sender()),
        from: compte.adresse,
        to,
        originalMessageId: message.messageId,
        originalSubject: message.objet,
        product: options.product,
        nil: compte.nil,
      });
      const { soumission } = accessTo({ compte, ...account });
      const issue = issueDe(await submitMail(soumission, { from: compte.adresse, to: [to], identifier: null }, raw), [
        to,
      ]);
      options.trace('accuse', { message: message.messageId, resultat: issue.kind, code: issue.code });
      if (issue.kind !== 'envoye') throw new HygieError('NETWORK', `L’accusé n’est pas parti. ${issue.explication}`);
    },
  };
}
