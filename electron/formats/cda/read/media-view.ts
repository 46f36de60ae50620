import type { CorpsDocument } from '../../../../shared/domain/document-view.ts';
import { textOfMedia } from './media.ts';
import type { Media } from './media.ts';
import { base64Of, refusedPicture, shownPicture } from './pictures.ts';
import { rtfText } from './rtf-text.ts';

/** Longest text drawn in the window. */
const MAX_TEXT = 500_000;

export function textCorps(text: string): CorpsDocument {
  const texte =
    text.length > MAX_TEXT
      ? `${text.slice(0, MAX_TEXT)}\n[La suite de ce texte, trop long, n’est pas affichée.]`
      : text;
  return { kind: 'texte', texte };
}

/** One file as a body: a PDF and a picture as they are, words as words, markup never. */
export function mediaCorps(media: Media): CorpsDocument {
  switch (media.mediaType) {
    case 'application/pdf':
      return { kind: 'pdf' };
    case 'text/plain':
      return textCorps(textOfMedia(media));
    case 'text/rtf':
      return textCorps(rtfText(media.bytes));
    case 'text/html':
      return {
        kind: 'aucun',
        motif:
          'Le corps de ce document est une page HTML : elle n’est pas ouverte. Enregistrez-la telle que reçue pour la lire ailleurs.',
      };
    case 'application/octet-stream':
      return {
        kind: 'aucun',
        motif:
          'Le corps de ce document n’est pas de la forme annoncée : il n’est pas ouvert. Il est gardé tel que reçu.',
      };
    default: {
      const refusal = refusedPicture(media);
      if (refusal !== null) return { kind: 'aucun', motif: refusal };
      const shown = shownPicture(media);
      return { kind: 'image', mediaType: shown.mediaType, base64: base64Of(shown.bytes) };
    }
  }
}
