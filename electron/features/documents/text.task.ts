import type { DocumentVue, LigneResultat, Recit, SectionVue } from '../../../shared/domain/document-view.ts';
import { pdfText } from '../../formats/pdf/pdf-text.ts';
import { recognise } from '../../formats/recognise/content.ts';
import { viewDocument } from './view.task.ts';

/** What is kept of a document for its search comes from these. */
export interface TextOrder {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
  /** Its readable rendering filed beside it; null when there is none. */
  readonly pdf: Uint8Array | null;
  /** Its part of a file that holds several reports, as it was decoded at its reception; null for what came alone. */
  readonly texte: string | null;
}

export interface DocumentText {
  /** Lines in the order of reading; none for a picture. */
  readonly lignes: readonly string[];
  /** True when only the beginning is there. */
  readonly coupe: boolean;
}

/** More than this of a text finds nothing more (choice of measure: a letter has 5,000 characters, a long report 50,000). */
const MOST_CHARACTERS = 200_000;

/** Pieces that stand on lines of their own. */
const BLOCKS: ReadonlySet<Recit['kind']> = new Set(['break', 'paragraph', 'caption', 'list', 'table']);

function wordsOf(recit: readonly Recit[]): string {
  return recit
    .map((piece): string => {
      const inner = (() => {
        switch (piece.kind) {
          case 'text':
            return piece.texte;
          case 'absent':
          case 'image':
          case 'note':
          case 'break':
            return '';
          case 'list':
            return piece.elements.map(wordsOf).join('\n');
          case 'table': {
            const rows = [...piece.entete, ...piece.corps].map((row) =>
              row.map(({ contenu }) => wordsOf(contenu).replaceAll('\n', ' ')).join(' · '),
            );
            return [wordsOf(piece.legende), ...rows].join('\n');
          }
          default:
            return wordsOf(piece.contenu);
        }
      })();
      return BLOCKS.has(piece.kind) ? `\n${inner}\n` : inner;
    })
    .join('');
}

const resultWords = ({ groupe, libelle, valeur, valeur2, interpretation, commentaire, etat }: LigneResultat): string =>
  [...groupe, libelle, valeur, valeur2, interpretation, etat, commentaire]
    .filter((each) => each !== null && each !== '')
    .join(' ');

function* sectionWords(section: SectionVue): Generator<string> {
  yield section.titre;
  for (const each of section.resultats) yield resultWords(each);
  yield wordsOf(section.recit);
  for (const note of section.notes) yield wordsOf(note);
  for (const inner of section.sections) yield* sectionWords(inner);
}

function linesOf(pieces: Iterable<string>): DocumentText {
  const lignes: string[] = [];
  let length = 0;
  for (const piece of pieces)
    for (const line of piece.split(/\r?\n|\f/)) {
      const clean = line.normalize('NFC').replace(/\s+/g, ' ').trim();
      if (clean === '') continue;
      if (length > MOST_CHARACTERS) return { lignes, coupe: true };
      lignes.push(clean.slice(0, MOST_CHARACTERS - length + 1));
      length += clean.length + 1;
    }
  return { lignes, coupe: false };
}

async function pdfLines(bytes: Uint8Array): Promise<DocumentText> {
  const { lines, cut } = await pdfText(bytes);
  const read = linesOf(lines);
  return { lignes: read.lignes, coupe: read.coupe || cut };
}

async function viewLines(vue: DocumentVue, filed: Uint8Array | null): Promise<DocumentText> {
  const { corps } = vue;
  if (corps.kind === 'structure') return linesOf(corps.sections.flatMap((section) => [...sectionWords(section)]));
  if (corps.kind === 'texte') return linesOf([corps.texte]);
  if (filed !== null) return pdfLines(filed);
  return vue.pdf === null ? linesOf([]) : pdfLines(Buffer.from(vue.pdf, 'base64'));
}

/**
 * Text of a document of a record, for its search. Runs in the format worker, bounded in size and time.
 * @throws Error when its PDF cannot be read
 */
export function textOf({ bytes, mediaType, pdf, texte }: TextOrder): Promise<DocumentText> {
  if (texte !== null) return Promise.resolve(linesOf([texte]));
  const kind = recognise(bytes);
  // A file that may hold several patients' reports: only this one's own part would be searched, and it has none.
  if (kind === 'hprim' || kind === 'hprim_sante' || kind === 'mail')
    return pdf === null ? Promise.resolve(linesOf([])) : pdfLines(pdf);
  if (kind === 'pdf') return pdfLines(bytes);
  return viewLines(viewDocument({ bytes, mediaType }), pdf);
}
