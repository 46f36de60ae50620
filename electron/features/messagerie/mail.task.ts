import { rtfText } from '../../formats/cda/read/index.ts';
import { isTiff, tiffPicture } from '../../formats/image/tiff.ts';
import { recognise } from '../../formats/recognise/content.ts';
import { readMail, type ReadAttachment, type ReadMail } from '../../formats/mime/index.ts';

/** What the mailbox keeps of a message beside its bytes: what its lists, its search and its follow-up need. */
export interface MailIndex extends Omit<ReadMail, 'attachments' | 'text' | 'html'> {
  /** Beginning of the text, for the search and for the first line of the list. */
  readonly text: string;
  readonly hasHtml: boolean;
  readonly attachments: readonly Omit<ReadAttachment, 'bytes'>[];
}

export type MailOrder =
  | { readonly kind: 'index'; readonly messages: readonly Uint8Array[] }
  | { readonly kind: 'read'; readonly bytes: Uint8Array }
  | { readonly kind: 'part'; readonly bytes: Uint8Array; readonly rank: number };

export type MailAnswer =
  | { readonly kind: 'index'; readonly messages: readonly MailIndex[] }
  | { readonly kind: 'read'; readonly text: string | null; readonly html: string | null; readonly index: MailIndex }
  | {
      readonly kind: 'part';
      readonly part: ReadAttachment | null;
      /** A picture that the window draws, when the part is one that it does not draw by itself (TIFF). */
      readonly preview: Uint8Array | null;
      /** Words of a part that is written in a form of its own (RTF); null otherwise. */
      readonly words: string | null;
    };

/** More than this of a text finds nothing more (choice of measure: a letter has 5,000 characters). */
const SEARCHED = 100_000;

function indexOf(mail: ReadMail): MailIndex {
  const { attachments, text, html, ...rest } = mail;
  return {
    ...rest,
    text: (text ?? '').slice(0, SEARCHED),
    hasHtml: html !== null,
    attachments: attachments.map(({ rank, name, mediaType, size, kind, contentId, inline }) => ({
      rank,
      name,
      mediaType,
      size,
      kind,
      contentId,
      inline,
    })),
  };
}

/** Longest text drawn in the window. */
const SHOWN = 500_000;

/** TIFF, whatever the sender calls it; a page that cannot be drawn would be missed, so that none is then. */
function previewOf({ kind, bytes }: ReadAttachment): Uint8Array | null {
  if (kind !== 'image' || !isTiff(bytes)) return null;
  const { png, pages, drawn } = tiffPicture(bytes);
  return drawn === pages ? png : null;
}

/** Reads messages for the mailbox. Runs in the format worker: bytes from outside, never in the window's way. */
export function readForMailbox(order: MailOrder): MailAnswer {
  if (order.kind === 'index')
    return { kind: 'index', messages: order.messages.map((bytes) => indexOf(readMail(bytes))) };
  const mail = readMail(order.bytes);
  if (order.kind === 'read') return { kind: 'read', text: mail.text, html: mail.html, index: indexOf(mail) };
  const part = mail.attachments.find(({ rank }) => rank === order.rank) ?? null;
  const rich = part !== null && recognise(part.bytes) === 'rtf';
  const words = rich ? rtfText(part.bytes).slice(0, SHOWN) : null;
  return { kind: 'part', part, preview: part === null ? null : previewOf(part), words };
}
