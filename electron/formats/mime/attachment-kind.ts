import { recognise } from '../recognise/content.ts';
import type { AttachmentKind } from './mail.ts';
import { cutTo, oneLine } from './text.ts';

const EXTENSIONS: Readonly<Record<string, string>> = {
  'application/pdf': 'pdf',
  'application/zip': 'zip',
  'message/rfc822': 'eml',
  'text/plain': 'txt',
  'text/html': 'html',
  'text/xml': 'xml',
  'image/jpeg': 'jpg',
  'image/png': 'png',
};

/** Name to show: what follows the last folder, on one line, nothing a file system refuses. */
export function shownName(sent: string, type: string, rank: number): string {
  const last = oneLine(sent.normalize('NFC').replace(/[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, ''))
    .split(/[\\/]/)
    .at(-1);
  const clean = cutTo((last ?? '').replace(/[:*?"<>|]/g, '-').replace(/^[.\s]+|[.\s]+$/g, ''), 200);
  return clean === '' ? `piece-${rank}.${EXTENSIONS[type] ?? 'bin'}` : clean;
}

/** What an attachment is: by its bytes, and by its declared type where bytes cannot tell. */
export function attachmentKind(type: string, name: string, bytes: Uint8Array): AttachmentKind {
  if (type === 'message/rfc822') return 'message';
  if (/^application\/(?:x-)?pkcs7-signature$|^application\/pgp-signature$/.test(type)) return 'signature';
  if (/^application\/(?:x-)?pkcs7-mime$|^application\/pgp-encrypted$/.test(type) || /\.apz$/i.test(name))
    return 'encrypted';
  const content = recognise(bytes);
  if (content === 'xdm') return 'archive';
  // A damaged archive is still announced as one: by its standard name, or by its type when the bytes are a zip without METADATA in sight.
  if (/^ihe_?xdm.*\.zip$/i.test(name) || (content === 'zip' && isPlainZip(type, bytes))) return 'archive';
  if (content === 'apicrypt') return 'encrypted';
  if (content === 'tnef' || /^application\/(?:vnd\.)?ms-tnef$/.test(type)) return 'tnef';
  if (content === 'rtf') return 'text';
  if (content === 'cda' || content === 'hprim' || content === 'pdf' || content === 'image' || content === 'text')
    return content;
  return 'other';
}

/** Office files are zips too, never an exchange of documents: their first entry says so. */
function isPlainZip(type: string, bytes: Uint8Array): boolean {
  const first = Buffer.from(bytes.subarray(30, 60)).toString('latin1');
  return !first.startsWith('[Content_Types].xml') && !first.startsWith('mimetype') && !type.includes('vnd.');
}
