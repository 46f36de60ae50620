import { sql } from 'kysely';
import type { MailReceipt } from '../../formats/mime/index.ts';
import { defineCommand, type CommandContext, type MailMessageRow, type WritableRecord } from '../../record/index.ts';
import { folderOf } from './keep.commands.ts';
import { isApicrypt, listOf } from './lists.ts';
import type { MailIndex } from './mail.task.ts';
import { judgeNotice, judgeReceipt, sentTo, type NoticeDoubt } from './notices.ts';

/** What was read of a message; `lecture` null when the reader died or took too long. */
export interface MailRead {
  readonly key: number;
  readonly lecture: MailIndex | null;
  readonly horsEspace: boolean;
}

/** Everything of the headers that only the message's own view shows. */
export interface KeptHeaders {
  readonly cc: readonly { readonly name: string; readonly address: string }[];
  readonly replyTo: readonly string[];
  readonly rawSubject: string;
  readonly references: readonly string[];
  readonly closed: boolean;
  readonly replaces: boolean;
  readonly encrypted: 'apicrypt' | 'smime' | null;
  readonly receiptTo: string | null;
  readonly returnPath: string | null;
  readonly doubts: readonly string[];
  readonly warnings: readonly string[];
  readonly refusal: string | null;
  /** Message that a receipt or bounce is about. */
  readonly about: string | null;
  /** Why a notice or a receipt changed nothing, or not all that it says. */
  readonly noticeDoubt: NoticeDoubt | null;
}

const MOST_TRIES = 2;
const CLASSES = { message: 'message', mdn: 'accuse', dsn: 'non-remise', unreadable: 'illisible' } as const;
const FIRST_LINE = 200;

const headersOf = (mail: MailIndex, noticeDoubt: NoticeDoubt | null): KeptHeaders => ({
  cc: mail.cc,
  replyTo: mail.replyTo.map(({ address }) => address),
  rawSubject: mail.subject,
  references: mail.references,
  closed: mail.mss.closed,
  replaces: mail.replaces,
  encrypted: mail.encrypted,
  // A receipt asks for none (RFC 8098 § 2.1).
  receiptTo: mail.class === 'mdn' ? null : mail.receiptTo,
  returnPath: mail.returnPath,
  doubts: mail.senderDoubts,
  warnings: mail.warnings,
  refusal: mail.refusal,
  about: mail.receipt?.originalMessageId ?? null,
  noticeDoubt,
});

const READ = { lu: 'lu', integre: 'integre', echec_integration: 'refuse', refuse: 'refuse' } as const;
const DELIVERED = { delivre: 'remis', relaye: 'remis', retarde: 'retarde', echec: 'refuse' } as const;

/** Delivery follow-up that a receipt brings: nothing when it is about no message of ours. */
async function noteReceipt(
  db: WritableRecord,
  context: CommandContext,
  message: Pick<MailMessageRow, 'id' | 'recuLe' | 'proprietaire'>,
  receipt: MailReceipt,
  from: string,
): Promise<void> {
  const messageId = receipt.originalMessageId;
  if (messageId === null) return;
  const states =
    receipt.kind === 'mdn'
      ? [
          {
            adresse: receipt.recipient ?? from,
            etat: READ[receipt.outcome as keyof typeof READ],
            code: receipt.code === null ? null : String(receipt.code),
            explication: receipt.cause,
          },
        ]
      : receipt.recipients.map((each) => ({
          adresse: each.recipient,
          etat: DELIVERED[each.outcome as keyof typeof DELIVERED],
          code: each.status,
          explication: each.cause,
        }));
  for (const state of states) {
    if (state.etat === undefined) continue;
    await db
      .insertInto('mail_followups')
      .values({
        ...state,
        id: context.newId(),
        proprietaire: message.proprietaire,
        messageId,
        adresse: state.adresse.toLowerCase(),
        le: message.recuLe,
        parMessage: message.id,
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
}

async function indexOne(
  db: WritableRecord,
  context: CommandContext,
  read: MailRead,
  operators: readonly string[],
): Promise<boolean> {
  const owner = context.actor.idNat;
  const row = await db.selectFrom('mail_messages').selectAll().where('key', '=', read.key).executeTakeFirst();
  // Read already by another pass: nothing is done twice.
  if (row === undefined || row.analyse !== 'a-lire' || row.proprietaire !== owner) return false;
  const mail = read.lecture;
  if (mail === null) {
    const essais = row.essais + 1;
    const given = essais >= MOST_TRIES;
    await db
      .updateTable('mail_messages')
      .set(
        given
          ? { essais, analyse: 'illisible', classe: 'illisible', objet: '(message illisible, gardé tel que reçu)' }
          : { essais },
      )
      .where('key', '=', row.key)
      .execute();
    return given;
  }
  const from = mail.from?.address ?? '';
  const addresses = mail.receipt === null ? null : await sentTo(db, mail.receipt.originalMessageId, owner);
  const { returnPath } = mail;
  const sender = { from, returnPath, outside: read.horsEspace, doubted: mail.senderDoubts.length > 0 };
  const judged =
    mail.receipt === null
      ? { notice: null, doubt: null }
      : mail.receipt.kind === 'dsn'
        ? judgeNotice(mail.receipt, sender, operators, addresses)
        : judgeReceipt(mail.receipt, sender, addresses);
  // A receipt that is not believed is a message like any other: it waits to be read, with the reason.
  const linked = mail.receipt?.kind === 'mdn' ? judged.notice !== null : addresses !== null;
  const classe = mail.class === 'mdn' && !linked ? 'message' : CLASSES[mail.class];
  if (judged.notice !== null) await noteReceipt(db, context, row, judged.notice, from);
  const headers = headersOf(mail, judged.doubt);
  const folder = row.dossierId === null ? null : await folderOf(db, row.dossierId, owner);
  const shown = mail.attachments.filter(({ kind, inline }) => kind !== 'signature' && !(inline && kind === 'image'));
  await db
    .updateTable('mail_messages')
    .set({
      analyse: classe === 'illisible' ? 'illisible' : 'lu',
      classe,
      date: mail.date,
      deNom: mail.from?.name ?? '',
      deAdresse: (mail.from?.address ?? '').toLowerCase(),
      aJson: JSON.stringify(mail.to.slice(0, 200)),
      objet: mail.shownSubject,
      extrait: mail.text.replace(/\s+/g, ' ').trim().slice(0, FIRST_LINE),
      pieces: shown.length,
      enTetesJson: JSON.stringify(headers),
      messageId: mail.messageId,
      inReplyTo: mail.inReplyTo,
      horsEspace: read.horsEspace ? 1 : 0,
      ...(folder === null || linked === false ? {} : { liste: listOf(folder, { ...row, classe }, linked) }),
    })
    .where('key', '=', row.key)
    .execute();
  if (row.arriveeId !== null)
    await db
      .updateTable('arrivals')
      .set({
        messageId: mail.messageId,
        expediteur: mail.from?.address ?? null,
        // Nothing of it was filed alone before this was known: its sender is not of the trust space.
        ...(isApicrypt({ deAdresse: from, horsEspace: read.horsEspace ? 1 : 0 }) ? { voie: 'apicrypt' as const } : {}),
        nom: mail.shownSubject.slice(0, 200) || 'message.eml',
      })
      .where('id', '=', row.arriveeId)
      .execute();
  await db.deleteFrom('mail_attachments').where('messageKey', '=', row.key).execute();
  for (const part of mail.attachments)
    await db
      .insertInto('mail_attachments')
      .values({
        messageKey: row.key,
        rang: part.rank,
        nom: part.name,
        typeMedia: part.mediaType,
        taille: part.size,
        genre: part.kind,
        contentId: part.contentId,
        dansLeCorps: part.inline ? 1 : 0,
        bytesHash: null,
      })
      .execute();
  const recipients = mail.to.map(({ name, address }) => `${name} ${address}`).join(' ');
  const who = `${mail.from?.name ?? ''} ${mail.from?.address ?? ''} ${recipients}`.slice(0, 4000);
  await writeBody(db, row.key, { expediteur: who, objet: mail.shownSubject, corps: mail.text });
  return true;
}

/** Text of a message for the search; the patient's name comes with the assignment. */
export async function writeBody(
  db: WritableRecord,
  key: number,
  body: { readonly expediteur: string; readonly objet: string; readonly corps: string },
): Promise<void> {
  await sql`DELETE FROM mail_bodies WHERE rowid = ${key}`.execute(db);
  await sql`INSERT INTO mail_bodies (rowid, expediteur, objet, corps, patient)
    VALUES (${key}, ${body.expediteur}, ${body.objet}, ${body.corps}, '')`.execute(db);
}

/** What was read of messages: their lines, their search, and what a receipt says of a message sent. */
export const indexMails = defineCommand({
  name: 'messagerie.indexer',
  run: async (
    db,
    /** `operateurs`: domains of this mailbox and of its servers. */
    input: { messages: readonly MailRead[]; operateurs: readonly string[] },
    context,
  ): Promise<{ lus: number; illisibles: number }> => {
    let lus = 0;
    for (const message of input.messages) if (await indexOne(db, context, message, input.operateurs)) lus += 1;
    return { lus, illisibles: input.messages.filter(({ lecture }) => lecture === null).length };
  },
  audit: (_input, output) => ({ action: 'messagerie.indexer', patientId: null, detail: { ...output } }),
});
