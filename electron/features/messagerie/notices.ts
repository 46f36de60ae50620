import { domainOf, type DeliveryNotice, type ReadReceipt } from '../../formats/mime/index.ts';
import type { WritableRecord } from '../../record/index.ts';
import type { NamedAddress } from './correspondents.ts';

/** Why a delivery notice, or a read receipt, changed nothing, or not all that it says. */
export type NoticeDoubt = 'message' | 'emetteur' | 'destinataire' | `accuse-${'message' | 'emetteur' | 'destinataire'}`;

export const NOTICE_DOUBTS: Readonly<Record<NoticeDoubt, string>> = {
  message: 'Cet avis ne concerne aucun message envoyé d’ici : il n’a rien changé au suivi de vos envois.',
  emetteur:
    'Cet avis ne vient ni de votre opérateur ni de celui du destinataire : il n’a rien changé au suivi de vos envois.',
  destinataire:
    'Cet avis parle d’une adresse à laquelle le message n’était pas adressé : cela n’a rien changé au suivi de vos envois.',
  'accuse-message':
    'Cet accusé de lecture ne concerne aucun message envoyé d’ici : il n’a rien changé au suivi de vos envois.',
  'accuse-emetteur':
    'Cet accusé de lecture ne vient pas d’un destinataire du message dont il parle : il n’a rien changé au suivi de vos envois.',
  'accuse-destinataire':
    'Cet accusé de lecture parle d’une autre boîte que celle qui l’envoie : il n’a rien changé au suivi de vos envois.',
};

/**
 * Addresses that a message of this doctor went to, in lower case: by « Envois », or from the mailbox; null when it is none of theirs. The message
 * of the mailbox is named by its Message-ID, without brackets.
 */
export async function sentTo(
  db: Pick<WritableRecord, 'selectFrom'>,
  messageId: string | null,
  owner: string,
): Promise<ReadonlySet<string> | null> {
  if (messageId === null) return null;
  const messages = await db
    .selectFrom('mail_messages')
    .leftJoin('mail_outbox', 'mail_outbox.messageKey', 'mail_messages.key')
    .select(['mail_messages.aJson', 'mail_messages.enTetesJson', 'mail_outbox.destinatairesJson'])
    .where('mail_messages.messageId', '=', messageId)
    .where('mail_messages.proprietaire', '=', owner)
    .execute();
  const jobs = await db
    .selectFrom('jobs')
    .leftJoin('job_recipients', 'job_recipients.jobId', 'jobs.id')
    .select('job_recipients.adresse')
    .where('jobs.identifiantExterne', '=', messageId)
    .where('jobs.proprietaire', '=', owner)
    .execute();
  if (messages.length === 0 && jobs.length === 0) return null;
  const all = new Set<string>();
  for (const { aJson, enTetesJson, destinatairesJson } of messages) {
    const { cc = [] } = JSON.parse(enTetesJson) as { cc?: readonly NamedAddress[] };
    for (const { address } of [...(JSON.parse(aJson) as NamedAddress[]), ...cc]) all.add(address.toLowerCase());
    // Those in blind copy stand nowhere else.
    for (const address of JSON.parse(destinatairesJson ?? '[]') as string[]) all.add(address.toLowerCase());
  }
  for (const { adresse } of jobs) if (adresse !== null) all.add(adresse.toLowerCase());
  return all;
}

const within = (domain: string, of: string): boolean => domain === of || domain.endsWith(`.${of}`);

export interface NoticeSender {
  readonly from: string;
  /** Return-Path that delivery wrote: '' for the null sender, null when it wrote none. */
  readonly returnPath: string | null;
  readonly outside: boolean;
  /** Something in the message contradicts its sender. */
  readonly doubted: boolean;
}

/**
 * A notice comes from a mail system: with the null envelope sender, which nobody can submit (RFC 3464 § 2, RFC 5321 § 4.5.5), and from our operator, the
 * recipient's, or the trust space. Choix : aucune règle publiée ne dit qui peut rendre compte d’une remise ; à vérifier.
 */
function comesFromMailSystem(
  { from, returnPath, outside }: NoticeSender,
  operators: readonly string[],
  addresses: ReadonlySet<string>,
): boolean {
  if (returnPath !== null && returnPath !== '') return false;
  const domain = domainOf(from)?.toLowerCase() ?? null;
  if (domain === null) return false;
  if (!outside) return true;
  const known = [...operators, ...[...addresses].flatMap((address) => domainOf(address) ?? [])];
  return known.some((each) => within(domain, each.toLowerCase()));
}

/** What is retained of a notice about a message sent to `addresses` (null: none of ours), and why the rest is not. */
export function judgeNotice(
  notice: DeliveryNotice,
  sender: NoticeSender,
  operators: readonly string[],
  addresses: ReadonlySet<string> | null,
): { readonly notice: DeliveryNotice | null; readonly doubt: NoticeDoubt | null } {
  if (addresses === null) return { notice: null, doubt: 'message' };
  if (!comesFromMailSystem(sender, operators, addresses)) return { notice: null, doubt: 'emetteur' };
  // An alias is told under its final address, beside the one that we wrote to.
  const retained = notice.recipients.flatMap((each) => {
    const address = [each.recipient, each.original ?? ''].find((one) => addresses.has(one.toLowerCase()));
    return address === undefined ? [] : [{ ...each, recipient: address }];
  });
  const doubt = retained.length < notice.recipients.length ? 'destinataire' : null;
  return { notice: retained.length === 0 ? null : { ...notice, recipients: retained }, doubt };
}

/**
 * What is retained of a read receipt: only what a recipient of that very message says of their own mailbox, by their own hand (RFC 8098 § 2.1: the envelope sender is null, § 3.2.4:
 * Final-Recipient; some software writes its own address on the envelope). Choix : un accusé d’une boîte atteinte par un alias ou une redirection n’est pas retenu, rien ne
 * prouvant qu’elle a reçu le message ; à vérifier.
 */
export function judgeReceipt(
  receipt: ReadReceipt,
  { from, returnPath, doubted }: NoticeSender,
  addresses: ReadonlySet<string> | null,
): { readonly notice: ReadReceipt | null; readonly doubt: NoticeDoubt | null } {
  if (addresses === null) return { notice: null, doubt: 'accuse-message' };
  const sender = from.toLowerCase();
  const envelope = (returnPath ?? '').toLowerCase();
  if (doubted || !addresses.has(sender) || (envelope !== '' && envelope !== sender))
    return { notice: null, doubt: 'accuse-emetteur' };
  if (receipt.recipient !== null && receipt.recipient.toLowerCase() !== sender)
    return { notice: null, doubt: 'accuse-destinataire' };
  return { notice: { ...receipt, recipient: sender }, doubt: null };
}
