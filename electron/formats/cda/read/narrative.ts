import type { Cellule, Recit } from '../../../../shared/domain/document-view.ts';
import { attribute, child, children } from '../../xml/index.ts';
import type { XmlElement } from '../../xml/index.ts';
import { V3 } from '../namespaces.ts';
import { pictureOf } from './pictures.ts';
import type { Pictures } from './pictures.ts';

/** Beyond, a narrative is no text for a reader: the rest is left out, and that is said. */
const MAX_PIECES = 60_000;
const MAX_SPAN = 100;
/** Blank after one of these is the indentation of the file. */
const BLOCKS: ReadonlySet<string> = new Set(['paragraph', 'caption', 'list', 'table', 'break']);

export interface Narrative {
  readonly recit: readonly Recit[];
  readonly notes: readonly (readonly Recit[])[];
}

const TRUNCATED: Recit = { kind: 'absent', texte: 'La suite de ce texte, trop longue, n’est pas affichée.' };

/** What the sections of a document share: how much was drawn already, and its pictures. */
export interface NarrativeBudget {
  left: number;
  told: boolean;
  readonly pictures: Pictures;
}

export const narrativeBudget = (pictures: Pictures): NarrativeBudget => ({ left: MAX_PIECES, told: false, pictures });

function span(cell: XmlElement, name: string): number {
  const value = Number.parseInt(attribute(cell, name) ?? '1', 10);
  return Number.isNaN(value) ? 1 : Math.min(Math.max(value, 1), MAX_SPAN);
}

function alignment(...elements: readonly (XmlElement | null)[]): Cellule['alignement'] {
  for (const element of elements) {
    const value = attribute(element, 'align');
    if (value === 'left' || value === 'center' || value === 'right') return value;
  }
  return null;
}

/** Narrative block of a section (NarrativeBlock.xsd of CDA R2) as pieces of our own: what is not in that model gives its words and nothing else. */
class NarrativeReader {
  readonly notes: (readonly Recit[])[] = [];
  readonly #noteNumbers = new Map<string, number>();
  readonly #budget: NarrativeBudget;

  constructor(budget: NarrativeBudget) {
    this.#budget = budget;
  }

  pieces(parent: XmlElement): Recit[] {
    const out: Recit[] = [];
    for (const node of parent.children) {
      if (this.#budget.left <= 0) {
        if (!this.#budget.told) out.push(TRUNCATED);
        this.#budget.told = true;
        break;
      }
      if (node.kind === 'text') this.#text(node.value, out);
      else if (node.kind === 'element' && node.namespace === V3) out.push(...this.#element(node));
    }
    return out;
  }

  #text(value: string, out: Recit[]): void {
    const texte = value.replace(/[\t\n\r ]+/g, ' ');
    if (texte === '' || (texte === ' ' && (out.length === 0 || BLOCKS.has(out.at(-1)?.kind ?? '')))) return;
    this.#budget.left--;
    out.push({ kind: 'text', texte });
  }

  #element(element: XmlElement): Recit[] {
    this.#budget.left--;
    switch (element.local) {
      case 'script':
      case 'style':
        return [];
      case 'br':
        return [{ kind: 'break' }];
      case 'sub':
      case 'sup':
        return [{ kind: element.local, contenu: this.pieces(element) }];
      case 'content':
        return this.#styled(element, this.pieces(element));
      case 'linkHtml':
        return [
          { kind: 'link', adresse: (attribute(element, 'href') ?? '').slice(0, 300), contenu: this.pieces(element) },
        ];
      case 'paragraph':
        return [
          {
            kind: 'paragraph',
            contenu: [...this.#caption(element), ...this.#styled(element, this.#without(element, 'caption'))],
          },
        ];
      case 'list':
        return [
          ...this.#caption(element),
          {
            kind: 'list',
            ordonnee: attribute(element, 'listType') === 'ordered',
            elements: children(element, V3, 'item').map((item) => [
              ...this.#caption(item),
              ...this.#without(item, 'caption'),
            ]),
          },
        ];
      case 'table':
        return [this.#table(element)];
      case 'renderMultiMedia':
        return this.#media(element);
      case 'footnote':
        return this.#footnote(element);
      case 'footnoteRef': {
        const numero = this.#noteNumbers.get(attribute(element, 'IDREF') ?? '');
        return numero === undefined ? [] : [{ kind: 'note', numero }];
      }
      case 'caption':
        return [{ kind: 'caption', contenu: this.pieces(element) }];
      default:
        return this.pieces(element);
    }
  }

  /** styleCode holds several words, of any case (`Bold Italics`, `bold`). Text that was deleted is crossed out nowhere: it is left out. */
  #styled(element: XmlElement, contenu: readonly Recit[]): Recit[] {
    if (attribute(element, 'revised') === 'delete') return [];
    const styles = (attribute(element, 'styleCode') ?? '').toLowerCase();
    const has = (...names: readonly string[]): boolean => names.some((name) => styles.includes(name));
    const [gras, italique, souligne] = [has('bold'), has('italic', 'emphasis'), has('underline')];
    return gras || italique || souligne ? [{ kind: 'style', gras, italique, souligne, contenu }] : [...contenu];
  }

  #caption(element: XmlElement): Recit[] {
    const caption = child(element, V3, 'caption');
    return caption === null ? [] : [{ kind: 'caption', contenu: this.pieces(caption) }];
  }

  #without(element: XmlElement, local: string): Recit[] {
    const rest = element.children.filter((node) => node.kind !== 'element' || node.local !== local);
    return this.pieces({ ...element, children: rest });
  }

  #table(table: XmlElement): Recit {
    const caption = child(table, V3, 'caption');
    const rows = (groups: readonly XmlElement[]): Cellule[][] =>
      groups.flatMap((group) =>
        children(group, V3, 'tr').flatMap((row) => {
          if (this.#budget.left <= 0) return [];
          this.#budget.left--;
          return [this.#cells(row, group)];
        }),
      );
    const parts = (local: string): XmlElement[] => children(table, V3, local);
    return {
      kind: 'table',
      legende: caption === null ? [] : this.pieces(caption),
      entete: rows(parts('thead')),
      // A foot written before the bodies is read after them.
      corps: rows([...parts('tbody'), ...(children(table, V3, 'tr').length > 0 ? [table] : []), ...parts('tfoot')]),
    };
  }

  #cells(row: XmlElement, group: XmlElement): Cellule[] {
    return children(row, V3).flatMap((cell) => {
      if (cell.local !== 'td' && cell.local !== 'th') return [];
      return [
        {
          entete: cell.local === 'th',
          colonnes: span(cell, 'colspan'),
          rangees: span(cell, 'rowspan'),
          alignement: alignment(cell, row, group),
          contenu: this.#styled(cell, this.pieces(cell)),
        },
      ];
    });
  }

  #media(element: XmlElement): Recit[] {
    const names = (attribute(element, 'referencedObject') ?? '').split(/\s+/).filter((name) => name !== '');
    return [...names.map((name) => pictureOf(name, this.#budget.pictures)), ...this.#caption(element)];
  }

  #footnote(element: XmlElement): Recit[] {
    const numero = this.notes.length + 1;
    const name = attribute(element, 'ID');
    if (name !== null) this.#noteNumbers.set(name, numero);
    this.notes.push([]);
    this.notes[numero - 1] = this.pieces(element);
    return [{ kind: 'note', numero }];
  }
}

/** @param text `text` of a section; null when it has none */
export function readNarrative(text: XmlElement | null, budget: NarrativeBudget): Narrative {
  if (text === null) return { recit: [], notes: [] };
  const reader = new NarrativeReader(budget);
  return { recit: reader.pieces(text), notes: reader.notes };
}
