import type { MailReceipt } from './receipt.parser.ts';
import type { ReadMailbox } from './mailboxes.parser.ts';

/** Why the sender of a message is not taken at its word. */
export type SenderDoubt =
  | 'absent'
  /** Several From fields, or several mailboxes in it. */
  | 'several'
  | 'malformed'
  /** The name shows an address that is not the sender's. */
  | 'name_is_another_address'
  /** The Sender field, or the envelope, names another domain. */
  | 'sent_by_another_domain'
  /** The signature of the message proves that it is not what was signed. */
  | 'bad_signature';

export type AttachmentKind =
  | 'archive'
  | 'cda'
  | 'hprim'
  | 'pdf'
  | 'image'
  | 'text'
  | 'message'
  /** Outlook's winmail.dat: its files follow, as attachments of their own. */
  | 'tnef'
  | 'signature'
  | 'encrypted'
  | 'other';

export interface ReadAttachment {
  /** From 1, in the order of the message. */
  readonly rank: number;
  /** Shown name, without folders nor control characters; never a path. */
  readonly name: string;
  /** As the sender declares it. */
  readonly mediaType: string;
  readonly size: number;
  readonly bytes: Uint8Array;
  /** By content, not by name. */
  readonly kind: AttachmentKind;
  /** Without brackets; what an image of the HTML body is named by. */
  readonly contentId: string | null;
  readonly inline: boolean;
}

/** A message from outside (RFC 5322, 2045–2047, 2231), as values. */
export interface ReadMail {
  readonly class: 'message' | 'mdn' | 'dsn' | 'unreadable';
  /** Only for 'unreadable': which limit, in French; the headers are still read. */
  readonly refusal: string | null;
  readonly from: ReadMailbox | null;
  readonly senderDoubts: readonly SenderDoubt[];
  readonly returnPath: string | null;
  readonly replyTo: readonly ReadMailbox[];
  readonly to: readonly ReadMailbox[];
  readonly cc: readonly ReadMailbox[];
  readonly subject: string;
  readonly shownSubject: string;
  /** ISO instant; null when the message does not say or says nonsense. */
  readonly date: string | null;
  /** Identifiers without angle brackets. */
  readonly messageId: string | null;
  readonly inReplyTo: string | null;
  readonly references: readonly string[];
  /** Headers of the MSSanté reference. */
  readonly mss: {
    readonly nil: string | null;
    readonly codes: readonly string[];
    readonly ins: 'O' | 'N' | null;
    /** The professional closed the exchange (X-MSS-MES: FIN, or [FIN] in the subject). */
    readonly closed: boolean;
  };
  /** Where a read receipt is asked to; null when none is. */
  readonly receiptTo: string | null;
  /** Says that it replaces an earlier one. */
  readonly replaces: boolean;
  readonly text: string | null;
  /** As sent: to be sanitised where it is shown, never before. */
  readonly html: string | null;
  readonly encrypted: 'apicrypt' | 'smime' | null;
  readonly attachments: readonly ReadAttachment[];
  /** An archive of documents inside a forwarded message: never filed from there. */
  readonly nestedArchive: boolean;
  readonly receipt: MailReceipt | null;
  /** Our words on what is unusual. */
  readonly warnings: readonly string[];
}
