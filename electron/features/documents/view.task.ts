import type { DocumentVue } from '../../../shared/domain/document-view.ts';
import { cdaView, mediaCorps, mediaOf, textCorps } from '../../formats/cda/read/index.ts';
import { decodeFrench } from '../../formats/hprim/charset.ts';
import { recognise } from '../../formats/recognise/content.ts';

/** Bytes of a document, and the type that they were filed with: it only tells texts apart. */
export interface ViewOrder {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
}

const EMPTY: DocumentVue = {
  format: 'inconnu',
  entete: null,
  metadonnees: [],
  corps: { kind: 'aucun', motif: 'Ce document est vide.' },
  pdf: null,
  avertissements: [],
};

/** What the reading window draws of any document of a record, by its content. Runs in the format worker; never throws on bad bytes. */
export function viewDocument({ bytes, mediaType }: ViewOrder): DocumentVue {
  if (bytes.length === 0) return EMPTY;
  switch (recognise(bytes)) {
    case 'cda':
    case 'xml':
      return cdaView(bytes);
    case 'pdf':
      return { ...EMPTY, format: 'pdf', corps: { kind: 'pdf' } };
    case 'image':
      return { ...EMPTY, format: 'image', corps: mediaCorps(mediaOf(bytes, mediaType)) };
    case 'rtf':
      return { ...EMPTY, format: 'texte', corps: mediaCorps(mediaOf(bytes, 'text/rtf')) };
    case 'text':
    case 'hprim':
    case 'hprim_sante':
    case 'mail':
      // An HTML page is text too: it is shown as its source, never as a page.
      return { ...EMPTY, format: 'texte', corps: textCorps(decodeFrench(bytes).text) };
    default:
      return {
        ...EMPTY,
        corps: {
          kind: 'aucun',
          motif: 'Ce document n’est pas d’une forme que la fenêtre montre. Il est gardé tel que reçu.',
        },
      };
  }
}

/** Longest source shown. */
const MAX_SOURCE = 1_000_000;

export interface SourceView {
  readonly texte: string | null;
  readonly coupe: boolean;
}

/** The bytes as text, for who wants to check what was received; null when they are none. Long runs of base64 are told by their length. */
export function sourceOf({ bytes }: ViewOrder): SourceView {
  const kind = recognise(bytes);
  if (
    kind === 'empty' ||
    kind === 'pdf' ||
    kind === 'image' ||
    kind === 'zip' ||
    kind === 'xdm' ||
    kind === 'unknown'
  ) {
    return { texte: null, coupe: false };
  }
  const whole = decodeFrench(bytes).text;
  const text = whole.replace(/[A-Za-z0-9+/=\r\n]+/g, (run) =>
    run.length < 2000 ? run : `[${run.length} caractères en base64]`,
  );
  return { texte: text.slice(0, MAX_SOURCE), coupe: text.length > MAX_SOURCE };
}
