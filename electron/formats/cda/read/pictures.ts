import type { Recit } from '../../../../shared/domain/document-view.ts';
import { attribute, child } from '../../xml/index.ts';
import type { XmlElement } from '../../xml/index.ts';
import { V3 } from '../namespaces.ts';
import { mediaBelow } from './attached.ts';
import { tiffPicture } from '../../image/tiff.ts';
import { readMedia } from './media.ts';
import type { Media } from './media.ts';

const MAX_PIXELS = 40_000_000;
const MAX_BYTES = 16 * 1024 * 1024;
/** Pictures of one document in all: a narrative may call the same one a thousand times. */
const MAX_TOTAL = 24 * 1024 * 1024;

/** Width and height by the picture's own header; null when it has none that can be read. */
function sizeOf({ mediaType, bytes }: Media): { width: number; height: number } | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (mediaType === 'image/png') {
    return bytes.length < 24 ? null : { width: view.getUint32(16), height: view.getUint32(20) };
  }
  if (mediaType === 'image/gif') {
    return bytes.length < 10 ? null : { width: view.getUint16(6, true), height: view.getUint16(8, true) };
  }
  for (let at = 2; at + 9 < bytes.length;) {
    const marker = bytes[at + 1] ?? 0;
    if (bytes[at] !== 0xff) return null;
    if (marker === 0xff) {
      at++;
      continue;
    }
    // Start of frame, all kinds but the tables (C4, C8, CC) that share the range.
    if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc) {
      return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    }
    at += 2 + view.getUint16(at + 2);
  }
  return null;
}

const TOO_HEAVY = 'Image trop lourde pour être affichée.';

/** A page left out is never left out in silence. */
function refusedTiff(bytes: Uint8Array): string | null {
  const { png, pages, drawn } = tiffPicture(bytes);
  if (png === null)
    return 'Image TIFF endommagée, ou d’une forme que la fenêtre ne montre pas. Enregistrez le document pour l’ouvrir ailleurs.';
  return drawn === pages
    ? null
    : `Image TIFF de ${pages} pages, dont ${pages - drawn} que la fenêtre ne peut pas montrer. Enregistrez le document pour l’ouvrir ailleurs.`;
}

/** What the window draws of a picture that is not refused: a TIFF as PNG, its pages one under the other. */
export function shownPicture(media: Media): Pick<Media, 'mediaType' | 'bytes'> {
  const png = media.mediaType === 'image/tiff' ? tiffPicture(media.bytes).png : null;
  return png === null ? media : { mediaType: 'image/png', bytes: png };
}

/** Why a picture is not shown in the window, in French; null when it may be. Nothing is decoded to know it. */
export function refusedPicture(media: Media): string | null {
  // Drawn by pages, each bounded by itself.
  if (media.mediaType === 'image/tiff') return media.bytes.length > MAX_BYTES ? TOO_HEAVY : refusedTiff(media.bytes);
  if (media.mediaType !== 'image/png' && media.mediaType !== 'image/jpeg' && media.mediaType !== 'image/gif') {
    return 'Image d’un format inconnu, ou dont le contenu n’est pas celui annoncé : elle n’est pas affichée.';
  }
  if (media.bytes.length > MAX_BYTES) return TOO_HEAVY;
  const size = sizeOf(media);
  if (size === null) return 'Image illisible ou endommagée : elle n’est pas affichée.';
  return size.width * size.height > MAX_PIXELS ? 'Image aux dimensions démesurées : elle n’est pas affichée.' : null;
}

export const base64Of = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');

/** The pictures of a document by the ID that its narrative calls. */
export interface Pictures {
  readonly byId: ReadonlyMap<string, XmlElement>;
  readonly shown: Map<string, Recit>;
  bytesLeft: number;
}

export function picturesOf(body: XmlElement): Pictures {
  const byId = new Map<string, XmlElement>();
  for (const media of mediaBelow(body)) {
    const id = attribute(media, 'ID');
    if (id !== null && !byId.has(id)) byId.set(id, media);
  }
  return { byId, shown: new Map(), bytesLeft: MAX_TOTAL };
}

/** What stands where a narrative calls a picture; a PDF is said and shown apart. */
export function pictureOf(id: string, pictures: Pictures): Recit {
  const absent = (texte: string): Recit => ({ kind: 'absent', texte });
  const element = pictures.byId.get(id);
  if (element === undefined) return absent('Image annoncée par le document, et absente.');
  const before = pictures.shown.get(id);
  if (before !== undefined) return absent('Image déjà affichée plus haut.');
  const media = readMedia(child(element, V3, 'value'));
  let piece: Recit;
  if (media === null) piece = absent('Image annoncée par le document, et absente.');
  else if (media.mediaType === 'application/pdf') piece = absent('Copie PDF jointe au document : onglet « PDF ».');
  else {
    const refusal = refusedPicture(media);
    if (refusal !== null) piece = absent(refusal);
    else if (media.bytes.length > pictures.bytesLeft)
      piece = absent('Trop d’images dans ce document : celle-ci n’est pas affichée.');
    else {
      const shown = shownPicture(media);
      pictures.bytesLeft -= Math.max(media.bytes.length, shown.bytes.length);
      piece = { kind: 'image', mediaType: shown.mediaType, base64: base64Of(shown.bytes) };
    }
  }
  pictures.shown.set(id, piece);
  return piece;
}
