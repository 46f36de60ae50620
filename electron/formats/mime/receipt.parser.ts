import { decodeRawHeader } from './charset.ts';
import { decodeWords, fieldOf, headerFields } from './header-fields.ts';
import type { HeaderField } from './header-fields.ts';
import { oneLine } from './text.ts';

/** Read receipt (RFC 8098; volet « Transmission au LPS d’un document CDA », profile of the MDN). */
export interface ReadReceipt {
  readonly kind: 'mdn';
  /** Message it answers, without brackets. */
  readonly originalMessageId: string | null;
  readonly recipient: string | null;
  /** 'inconnu': a disposition we do not know. */
  readonly outcome: 'lu' | 'integre' | 'echec_integration' | 'supprime' | 'refuse' | 'inconnu';
  /** 900 to 906; null when it says none. */
  readonly code: number | null;
  /** What the doctor reads of a failure; null otherwise. */
  readonly cause: string | null;
}

/** Delivery notice (RFC 3464). */
export interface DeliveryNotice {
  readonly kind: 'dsn';
  readonly originalMessageId: string | null;
  readonly recipients: readonly DeliveryOutcome[];
}

export interface DeliveryOutcome {
  readonly recipient: string;
  /** As we wrote it, when the notice says so beside the final one; null otherwise. */
  readonly original: string | null;
  readonly outcome: 'delivre' | 'relaye' | 'retarde' | 'echec' | 'inconnu';
  /** Enhanced status (RFC 3463), such as 5.1.1. */
  readonly status: string | null;
  readonly diagnostic: string | null;
  readonly cause: string;
}

export type MailReceipt = ReadReceipt | DeliveryNotice;

/** Error codes of an integration (volet « Transmission au LPS », table of the MDN). */
const INTEGRATION_ERRORS: Readonly<Record<number, string>> = {
  900: 'La version du document n’est pas acceptée par le destinataire.',
  901: 'L’auteur du document n’est pas autorisé chez le destinataire.',
  902: 'Le patient est inconnu du destinataire.',
  903: 'Le document ne porte pas d’INS.',
  904: 'L’INS du document diffère de celui du destinataire.',
  905: 'L’identité INS du document est incomplète.',
  906: 'Le destinataire n’a pas pu intégrer le document.',
};

/** `[KO Intégration système !][902] XDM/…`: also the subject of plain messages that tell a failure. */
const FAILURE_SUBJECT = /^\s*\[\s*KO\b[^\]]{0,80}\](?:\s*\[\s*(90[0-6])\s*\])?/i;

export const isFailureSubject = (subject: string): boolean => FAILURE_SUBJECT.test(subject);

/** Identifier between its brackets, or bare; null when there is none. */
export function messageIdIn(value: string | null): string | null {
  const text = (value ?? '').trim();
  const inside = /<([^<>\s]{1,900})>/.exec(text)?.[1] ?? text;
  return inside === '' || /[\s<>]/.test(inside) ? null : inside.slice(0, 900);
}

const shown = (value: string | null): string | null =>
  value === null ? null : oneLine(decodeWords(value)).slice(0, 500) || null;

/** `rfc822; adresse`. */
const typed = (value: string | null): string | null =>
  shown(value)
    ?.replace(/^[\w-]{1,20}\s*;\s*/, '')
    .trim() ?? null;

function integrationCode(...texts: readonly (string | null)[]): number | null {
  for (const text of texts) {
    const code = /\b(90[0-6])\b/.exec(text ?? '')?.[1];
    if (code !== undefined) return Number(code);
  }
  return null;
}

/**
 * Second part of an MDN, with the subject of the message: some senders say the failure only there, older ones inside Disposition.
 * @param report bytes of message/disposition-notification; null for a plain message whose subject tells a failure
 */
export function readMdn(report: Uint8Array | null, subject: string, inReplyTo: string | null): ReadReceipt {
  const fields = report === null ? [] : headerFields(report);
  const disposition = (shown(fieldOf(fields, 'disposition')) ?? '').toLowerCase();
  const error = shown(fieldOf(fields, 'error'));
  const type = /;\s*([a-z-]+)/.exec(disposition)?.[1] ?? '';
  const failed = error !== null || /\/\s*(?:error|failure)/.test(disposition) || isFailureSubject(subject);
  const code = failed ? integrationCode(FAILURE_SUBJECT.exec(subject)?.[1] ?? null, error, disposition) : null;
  const outcomes: Readonly<Record<string, ReadReceipt['outcome']>> = {
    displayed: 'lu',
    processed: 'integre',
    dispatched: 'integre',
    deleted: 'supprime',
    denied: 'refuse',
    failed: 'echec_integration',
  };
  const outcome = failed ? 'echec_integration' : (outcomes[type] ?? 'inconnu');
  return {
    kind: 'mdn',
    originalMessageId: messageIdIn(fieldOf(fields, 'original-message-id')) ?? messageIdIn(inReplyTo),
    recipient: typed(fieldOf(fields, 'final-recipient')) ?? typed(fieldOf(fields, 'original-recipient')),
    outcome,
    code,
    cause: outcome === 'echec_integration' ? (INTEGRATION_ERRORS[code ?? 906] ?? null) : null,
  };
}

/** What a status means for the sender; the texts of servers differ, their status does not (choix pour Mon espace santé, à vérifier). */
function causeOf(status: string | null, action: string): string {
  if (/^(?:delivered|expanded)$/.test(action)) return 'Remis.';
  if (action === 'relayed') return 'Transmis à un serveur qui ne rend pas compte de la remise.';
  if (action === 'delayed') return 'Remise retardée : le serveur essaie encore.';
  if (status === null) return 'Non remis : le serveur n’en dit pas la raison.';
  if (/^5\.1\.(?:1|6)$/.test(status)) return 'Adresse inconnue du destinataire.';
  if (/^5\.1\./.test(status)) return 'Adresse invalide.';
  if (/^5\.2\.1$/.test(status)) return 'Boîte fermée ou désactivée.';
  if (/^[45]\.2\.2$/.test(status)) return 'Boîte pleine.';
  if (/^5\.(?:2\.3|3\.4)$/.test(status)) return 'Message trop volumineux pour le destinataire.';
  if (/^5\.7\./.test(status)) return 'Refusé par le serveur du destinataire.';
  if (status.startsWith('4.')) return 'Échec temporaire : le serveur n’a pas pu remettre le message.';
  return 'Non remis.';
}

function outcomeOf(action: string): DeliveryOutcome['outcome'] {
  if (/^(?:delivered|expanded)$/.test(action)) return 'delivre';
  if (action === 'relayed') return 'relaye';
  if (action === 'delayed') return 'retarde';
  return action === 'failed' ? 'echec' : 'inconnu';
}

/** Blocks of fields between blank lines (RFC 3464 § 2.1). */
function fieldBlocks(report: Uint8Array): HeaderField[][] {
  return Buffer.from(report)
    .toString('latin1', 0, 256 * 1024)
    .split(/\r?\n[ \t]*\r?\n/)
    .map((block) => headerFields(Buffer.from(block, 'latin1')))
    .filter((fields) => fields.length > 0);
}

/**
 * Second part of a DSN, and the identifier of the message it is about in the returned headers.
 * @param returned bytes of the third part (message or its headers); null when it is missing
 */
export function readDsn(
  report: Uint8Array | null,
  returned: Uint8Array | null,
  inReplyTo: string | null,
): DeliveryNotice {
  const recipients = (report === null ? [] : fieldBlocks(report)).flatMap((fields): DeliveryOutcome[] => {
    const original = typed(fieldOf(fields, 'original-recipient'));
    const recipient = typed(fieldOf(fields, 'final-recipient')) ?? original;
    if (recipient === null) return [];
    const action = (shown(fieldOf(fields, 'action')) ?? '').toLowerCase().split(/\s/)[0] ?? '';
    const status = /\b([245]\.\d{1,3}\.\d{1,3})\b/.exec(fieldOf(fields, 'status') ?? '')?.[1] ?? null;
    const diagnostic = fieldOf(fields, 'diagnostic-code');
    return [
      {
        recipient,
        original,
        outcome: outcomeOf(action),
        status,
        diagnostic: diagnostic === null ? null : oneLine(decodeRawHeader(diagnostic)).slice(0, 500),
        cause: causeOf(status, action),
      },
    ];
  });
  const headers = returned === null ? [] : headerFields(Buffer.from(returned.subarray(0, 64 * 1024)));
  return {
    kind: 'dsn',
    originalMessageId: messageIdIn(fieldOf(headers, 'message-id')) ?? messageIdIn(inReplyTo),
    recipients: recipients.slice(0, 500),
  };
}
