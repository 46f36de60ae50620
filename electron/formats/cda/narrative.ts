import { element } from '../xml/index.ts';
import type { Markup, MarkupChild } from '../xml/index.ts';

/** A table of the narrative: `cle` names the section in the ids of its lines and cells, unique in the document. */
export interface NarrativeTable {
  readonly cle: string;
  readonly colonnes: readonly string[];
  readonly lignes: readonly (readonly string[])[];
}

/** A section that speaks by a sentence. */
export interface NarrativeText {
  readonly cle: string;
  readonly titre: string;
  readonly texte: string | null;
}

/** `Médicament` → `medicament`: the part of an id that names a column. */
function slug(column: string): string {
  return column
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-');
}

/** Id of a line of a section's table, from 1. Section keys are plain names, so that the id is an XML one. */
export const rowId = (section: string, row: number): string => `${section}-${row}`;
export const cellId = (section: string, row: number, column: string): string =>
  `${rowId(section, row)}-${slug(column)}`;
/** Id of the sentence of a section that has no table. */
export const sentenceId = (section: string): string => `${section}-etat`;

/** Lines of a text, as CDA breaks them. */
export function lines(text: string): MarkupChild[] {
  return text.split('\n').flatMap((line, index) => (index === 0 ? [line] : [element('br'), line]));
}

/** One table per section, one line per entry: the official style sheet shows the narrative and nothing else. */
export function narrativeTable(section: NarrativeTable, caption?: string): Markup {
  return element(
    'table',
    { border: '1' },
    caption === undefined ? null : element('caption', {}, caption),
    element(
      'thead',
      {},
      element(
        'tr',
        {},
        section.colonnes.map((column) => element('th', {}, column)),
      ),
    ),
    element(
      'tbody',
      {},
      section.lignes.map((cells, index) =>
        element(
          'tr',
          { ID: rowId(section.cle, index + 1) },
          cells.map((cell, column) =>
            element(
              'td',
              {},
              cell === ''
                ? null
                : element(
                    'content',
                    { ID: cellId(section.cle, index + 1, section.colonnes[column] ?? '') },
                    lines(cell),
                  ),
            ),
          ),
        ),
      ),
    ),
  );
}

/** The sentence of a section without table: its text, or which of the two silences it is. */
export function narrativeSentence(section: Omit<NarrativeText, 'titre'>): Markup {
  return element('content', { ID: sentenceId(section.cle) }, lines(section.texte ?? ''));
}

/** « Titre : sentence », for a section that its parent speaks for. */
export function titledSentence(section: NarrativeText): Markup {
  return element(
    'paragraph',
    {},
    element('content', { styleCode: 'Bold' }, `${section.titre} : `),
    narrativeSentence(section),
  );
}
