import { decodeWords } from './header-fields.ts';
import { oneLine } from './text.ts';

export interface ReadMailbox {
  /** Decoded, on one line; '' when there is none. */
  readonly name: string;
  /** As written, nothing decoded (RFC 2047 § 5 forbids it); '' when there is none. */
  readonly address: string;
}

export interface MailboxList {
  readonly mailboxes: readonly ReadMailbox[];
  /** False when something is no mailbox: two addresses in one, text without an address, a bracket that never closes. */
  readonly wellFormed: boolean;
}

/** Direction marks and zero-width characters let a name show as another. */
const DISGUISE = /[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

export const shownName = (raw: string): string => oneLine(decodeWords(raw).replace(DISGUISE, '')).slice(0, 300);

interface Collected {
  phrase: string;
  quoted: boolean;
  comment: string;
  angle: string | null;
  broken: boolean;
}

const empty = (): Collected => ({ phrase: '', quoted: false, comment: '', angle: null, broken: false });

function mailboxOf(read: Collected): ReadMailbox | null {
  const phrase = read.phrase.trim();
  if (read.angle !== null) return { name: shownName(phrase || read.comment), address: read.angle.trim() };
  if (phrase === '' && read.comment.trim() === '') return null;
  if (!read.quoted && phrase.includes('@') && !/\s/.test(phrase))
    return { name: shownName(read.comment), address: phrase };
  return { name: shownName(phrase || read.comment), address: '' };
}

/**
 * Mailboxes of an address header (RFC 5322 § 3.4), groups unfolded. One pass over the raw text; what is decoded afterwards can add neither a comma nor an address.
 * @param raw one character per byte
 */
export function parseMailboxes(raw: string): MailboxList {
  const mailboxes: ReadMailbox[] = [];
  let wellFormed = true;
  let read = empty();
  const flush = (): void => {
    const mailbox = mailboxOf(read);
    if (mailbox !== null) mailboxes.push(mailbox);
    if (read.broken || (mailbox !== null && mailbox.address === '')) wellFormed = false;
    read = empty();
  };
  let state: 'phrase' | 'quoted' | 'angle' = 'phrase';
  let depth = 0;
  for (let at = 0; at < raw.length; at++) {
    let character = raw.charAt(at);
    const escaped = character === '\\' && (depth > 0 || state === 'quoted') && at + 1 < raw.length;
    if (escaped) character = raw.charAt(++at);
    if (depth > 0) {
      if (!escaped && character === '(') depth++;
      else if (!escaped && character === ')') depth--;
      else read.comment += character;
    } else if (state === 'quoted') {
      if (!escaped && character === '"') state = 'phrase';
      else read.phrase += character;
    } else if (state === 'angle') {
      if (character === '>') state = 'phrase';
      else read.angle = (read.angle ?? '') + character;
    } else if (character === '"') {
      state = 'quoted';
      read.quoted = true;
    } else if (character === '(') depth = 1;
    else if (character === '<') {
      if (read.angle !== null) read.broken = true;
      else read.angle = '';
      state = 'angle';
    } else if (character === ',' || character === ';') flush();
    else if (character === ':' && !read.phrase.includes('@')) read = empty();
    else read.phrase += character;
    if (mailboxes.length > 2000) break;
  }
  if (state !== 'phrase' || depth > 0) wellFormed = false;
  flush();
  return { mailboxes, wellFormed };
}
