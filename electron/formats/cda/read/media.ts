import { attribute, textOf } from '../../xml/index.ts';
import type { XmlElement } from '../../xml/index.ts';

/** A body or a picture carried by a document, known by its content. */
export interface Media {
  readonly mediaType:
    | 'application/pdf'
    | 'image/png'
    | 'image/jpeg'
    | 'image/gif'
    | 'image/tiff'
    | 'text/rtf'
    | 'text/plain'
    | 'text/html'
    | 'application/octet-stream';
  /** What the document says it is. */
  readonly declared: string;
  readonly bytes: Uint8Array;
}

const starts = (bytes: Uint8Array, ...magic: readonly number[]): boolean =>
  magic.every((byte, index) => bytes[index] === byte);

/** `%PDF-` within the first kilobyte, where readers accept it. */
export function isPdf(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 1024)).includes('%PDF-');
}

function contentType(bytes: Uint8Array, declared: string): Media['mediaType'] {
  if (isPdf(bytes)) return 'application/pdf';
  if (starts(bytes, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'image/png';
  if (starts(bytes, 0xff, 0xd8, 0xff)) return 'image/jpeg';
  if (starts(bytes, 0x47, 0x49, 0x46, 0x38)) return 'image/gif';
  if (starts(bytes, 0x49, 0x49, 0x2a, 0x00) || starts(bytes, 0x4d, 0x4d, 0x00, 0x2a)) return 'image/tiff';
  if (starts(bytes, 0x7b, 0x5c, 0x72, 0x74, 0x66)) return 'text/rtf';
  if (declared === 'text/html' || declared === 'application/xhtml+xml') return 'text/html';
  return declared.startsWith('text/') ? 'text/plain' : 'application/octet-stream';
}

/** Any file as a media: its type is that of its bytes, the declared one only tells texts apart. */
export function mediaOf(bytes: Uint8Array, declared: string): Media {
  return { mediaType: contentType(bytes, declared), declared, bytes };
}

/**
 * Content of an ED (nonXMLBody/text, observationMedia/value): base64, white space allowed, or the text itself. Its type is that of its bytes: what claims to be a PDF and is
 * not is 'application/octet-stream', and nothing opens it. Null when it is empty or refers outside the document, which is never followed.
 */
export function readMedia(element: XmlElement | null): Media | null {
  if (element === null) return null;
  const declared = (attribute(element, 'mediaType') ?? 'text/plain').trim().toLowerCase();
  const text = textOf(element);
  const encoded = attribute(element, 'representation')?.toUpperCase() === 'B64';
  const bytes = encoded ? Buffer.from(text, 'base64') : Buffer.from(text.trim(), 'utf8');
  if (bytes.length === 0) return null;
  return mediaOf(new Uint8Array(bytes), declared);
}

/** Text of a text body: UTF-8, else the Windows set that French software writes. */
export function textOfMedia({ bytes }: Media): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
