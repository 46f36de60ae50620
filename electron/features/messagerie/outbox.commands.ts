import type { Issue } from '../envois/index.ts';
import {
  defineCommand,
  defineQuery,
  type CommandContext,
  type MailMessageRow,
  type MailOutboxRow,
  type WritableRecord,
} from '../../record/index.ts';
import type { FrozenMail } from './compose.ts';
import { draftRow, forgetMirror } from './drafts.commands.ts';
import type { DraftContent } from './drafts.repository.ts';
import { attachmentsOf } from './read.repository.ts';
import { ownMessage } from './gestures.commands.ts';
import { freeKey } from './lists.ts';
import { noteSent } from './outbox-sent.ts';

/** A file of a forwarded message: it becomes one of this message's own. */
interface ForwardedFile {
  readonly nom: string;
  readonly typeMedia: string;
  readonly genre: string;
  readonly bytes: Uint8Array;
}

/** Taken back, it is a draft again with them. */
async function adoptFiles(
  db: WritableRecord,
  context: CommandContext,
  messageKey: number,
  forwarded: readonly ForwardedFile[],
): Promise<void> {
  let rang = Math.max(0, ...(await attachmentsOf(db, messageKey)).map((each) => each.rang));
  for (const { bytes, ...file } of forwarded) {
    rang += 1;
    const stored = context.documents.put(bytes);
    await db
      .insertInto('mail_attachments')
      .values({
        ...file,
        messageKey,
        rang,
        taille: stored.taille,
        contentId: null,
        dansLeCorps: 0,
        bytesHash: stored.hash,
      })
      .execute();
  }
  if (forwarded.length === 0) return;
  const draft = await db
    .selectFrom('mail_drafts')
    .select('contenuJson')
    .where('messageKey', '=', messageKey)
    .executeTakeFirstOrThrow();
  const contenu = { ...(JSON.parse(draft.contenuJson) as DraftContent), transfertDe: null };
  await db
    .updateTable('mail_drafts')
    .set({ contenuJson: JSON.stringify(contenu) })
    .where('messageKey', '=', messageKey)
    .execute();
}

async function placeFrozen(
  db: WritableRecord,
  context: CommandContext,
  draft: MailMessageRow,
  mail: FrozenMail,
  de: string,
  own: boolean,
): Promise<MailMessageRow> {
  const stored = context.documents.put(mail.raw);
  const change = {
    liste: 'boite-envoi',
    adresse: de,
    dossierId: null,
    uid: null,
    bytesHash: stored.hash,
    sha256: Buffer.from(stored.sha256).toString('hex'),
    taille: stored.taille,
    messageId: mail.messageId,
    recuLe: context.now,
    aJson: JSON.stringify([...mail.to, ...mail.cc].map((address) => ({ name: '', address }))),
  };
  if (own) {
    await db.updateTable('mail_messages').set(change).where('key', '=', draft.key).execute();
    return await ownMessage(db, draft.id, draft.proprietaire);
  }
  const id = context.newId();
  const key = await freeKey(db, context.now);
  await db
    .insertInto('mail_messages')
    .values({ ...draft, ...change, id, key, creeLe: context.now })
    .execute();
  return await ownMessage(db, id, draft.proprietaire);
}

/**
 * The draft becomes a message that leaves: its bytes are frozen here, before the first attempt, and never made again. Throws HygieError VERSION_CONFLICT when it has left
 * meanwhile.
 */
export const queueMails = defineCommand({
  name: 'messagerie.envoyer',
  run: async (
    db,
    input: {
      id: string;
      de: string;
      mails: readonly FrozenMail[];
      forwarded: readonly ForwardedFile[];
      reponseA: string | null;
      transfertDe: string | null;
      patientId: string | null;
    },
    context,
  ): Promise<{ messages: number; destinataires: number }> => {
    const draft = await draftRow(db, input.id, context.actor.idNat);
    await forgetMirror(db, context, draft);
    await adoptFiles(db, context, draft.key, input.forwarded);
    const files = await attachmentsOf(db, draft.key);
    for (const [index, mail] of input.mails.entries()) {
      const row = await placeFrozen(db, context, draft, mail, input.de, index === 0);
      if (index > 0)
        for (const file of files)
          await db
            .insertInto('mail_attachments')
            .values({ ...file, messageKey: row.key })
            .execute();
      await db.updateTable('mail_messages').set({ pieces: files.length }).where('key', '=', row.key).execute();
      await db
        .insertInto('mail_outbox')
        .values({
          messageKey: row.key,
          proprietaire: row.proprietaire,
          etat: 'a-envoyer',
          de: input.de,
          destinatairesJson: JSON.stringify([...mail.to, ...mail.cc]),
          reponseA: input.reponseA,
          transfertDe: input.transfertDe,
          patientId: input.patientId,
          creeLe: context.now,
          modifieLe: context.now,
        })
        .onConflict((conflict) =>
          conflict.column('messageKey').doUpdateSet({
            etat: 'a-envoyer',
            destinatairesJson: JSON.stringify([...mail.to, ...mail.cc]),
            tentatives: 0,
            prochaineTentative: null,
            code: null,
            explication: null,
            modifieLe: context.now,
          }),
        )
        .execute();
    }
    return {
      messages: input.mails.length,
      destinataires: input.mails.reduce((total, { to, cc }) => total + to.length + cc.length, 0),
    };
  },
  audit: (input, output) => ({
    action: 'messagerie.envoyer',
    patientId: input.patientId,
    detail: { ...output },
  }),
});

export interface OutboxItem extends Pick<MailOutboxRow, 'messageKey' | 'etat' | 'de' | 'tentatives' | 'patientId'> {
  readonly id: string;
  readonly messageId: string;
  readonly to: readonly string[];
  readonly bytes: Uint8Array;
}

/** The next message to leave, to copy or to look for; null when there is none. */
export const nextToSend = defineQuery({
  name: 'messagerie.prochainEnvoi',
  run: async (
    db,
    input: { quoi: 'a-envoyer' | 'a-copier' | 'inconnus'; apres: number },
    context,
  ): Promise<OutboxItem | null> => {
    let query = db
      .selectFrom('mail_outbox as o')
      .innerJoin('mail_messages as m', 'm.key', 'o.messageKey')
      .select([
        'o.messageKey',
        'o.etat',
        'o.de',
        'o.tentatives',
        'o.patientId',
        'o.destinatairesJson',
        'm.id',
        'm.messageId',
        'm.bytesHash',
      ])
      .where('o.proprietaire', '=', context.actor.idNat)
      .where('o.messageKey', '>', input.apres);
    if (input.quoi === 'a-envoyer')
      query = query
        .where('o.etat', '=', 'a-envoyer')
        .where((where) =>
          where.or([where('o.prochaineTentative', 'is', null), where('o.prochaineTentative', '<=', context.now)]),
        );
    else if (input.quoi === 'a-copier') query = query.where('o.etat', '=', 'envoye').where('o.copie', '=', 1);
    else query = query.where('o.etat', '=', 'issue-inconnue');
    const row = await query.orderBy('o.messageKey').limit(1).executeTakeFirst();
    if (row === undefined || row.bytesHash === null || row.messageId === null) return null;
    const { destinatairesJson, bytesHash, ...item } = row;
    return {
      ...item,
      messageId: row.messageId,
      to: JSON.parse(destinatairesJson) as string[],
      bytes: context.documents.get(bytesHash),
    };
  },
});

/** What was leaving when everything stopped: nobody knows whether it was received. */
export const recoverOutbox = defineCommand({
  name: 'messagerie.reprendreEnvois',
  run: async (db, _input: Record<string, never>, context) => {
    const changed = await db
      .updateTable('mail_outbox')
      .set({
        etat: 'issue-inconnue',
        explication: 'Hygie s’est arrêté pendant l’envoi : une preuve est cherchée dans « Éléments envoyés ».',
        modifieLe: context.now,
      })
      .where('proprietaire', '=', context.actor.idNat)
      .where('etat', '=', 'en-cours')
      .executeTakeFirst();
    return { repris: Number(changed.numUpdatedRows) };
  },
  audit: (_input, output) => ({ action: 'messagerie.reprendreEnvois', patientId: null, detail: output }),
});

export const beginSending = defineCommand({
  name: 'messagerie.commencerEnvoi',
  run: async (db, input: { messageKey: number }, context) => {
    const changed = await db
      .updateTable('mail_outbox')
      .set(({ eb }) => ({ etat: 'en-cours' as const, tentatives: eb('tentatives', '+', 1), modifieLe: context.now }))
      .where('messageKey', '=', input.messageKey)
      .where('proprietaire', '=', context.actor.idNat)
      .where('etat', '=', 'a-envoyer')
      .executeTakeFirst();
    // Taken back by the doctor in between: it does not leave.
    return { parti: Number(changed.numUpdatedRows) === 1 };
  },
  audit: (input, output) => ({
    action: 'messagerie.commencerEnvoi',
    patientId: null,
    detail: { message: input.messageKey, parti: output.parti },
  }),
});

/** What came of an attempt. */
export const noteOutcome = defineCommand({
  name: 'messagerie.finirEnvoi',
  run: async (db, input: { messageKey: number; issue: Issue; prochaineTentative: string | null }, context) => {
    const outbox = await db
      .selectFrom('mail_outbox')
      .selectAll()
      .where('messageKey', '=', input.messageKey)
      .where('proprietaire', '=', context.actor.idNat)
      .executeTakeFirstOrThrow();
    const { issue } = input;
    const etat = (
      { envoye: 'envoye', refuse: 'echec', 'pas-maintenant': 'a-envoyer', inconnu: 'issue-inconnue' } as const
    )[issue.kind];
    if (issue.kind === 'envoye') await noteSent(db, context, outbox, issue);
    await db
      .updateTable('mail_outbox')
      .set({
        etat,
        code: issue.code,
        explication: 'explication' in issue ? `${issue.explication} ${issue.conseil}` : null,
        prochaineTentative: etat === 'a-envoyer' ? input.prochaineTentative : null,
        modifieLe: context.now,
      })
      .where('messageKey', '=', input.messageKey)
      .execute();
    return { etat };
  },
  audit: (input, output) => ({
    action: 'messagerie.finirEnvoi',
    patientId: null,
    detail: { message: input.messageKey, etat: output.etat, code: input.issue.code },
  }),
});

/** The copy in « Éléments envoyés » is there, or proves that an unknown outcome was a yes. */
export const noteCopied = defineCommand({
  name: 'messagerie.copierEnvoye',
  run: async (db, input: { messageKey: number; preuve: boolean }, context) => {
    const outbox = await db
      .selectFrom('mail_outbox')
      .selectAll()
      .where('messageKey', '=', input.messageKey)
      .where('proprietaire', '=', context.actor.idNat)
      .executeTakeFirstOrThrow();
    if (input.preuve && outbox.etat === 'issue-inconnue') await noteSent(db, context, outbox, null);
    await db
      .updateTable('mail_outbox')
      .set({ etat: 'envoye', copie: 0, explication: null, modifieLe: context.now })
      .where('messageKey', '=', input.messageKey)
      .execute();
    return {};
  },
  audit: (input) => ({
    action: 'messagerie.copierEnvoye',
    patientId: null,
    detail: { message: input.messageKey, preuve: input.preuve },
  }),
});
