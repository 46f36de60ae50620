import { attribute, child, textOf } from '../../xml/index.ts';
import type { XmlElement } from '../../xml/index.ts';
import { V3 } from '../namespaces.ts';
import { cleanText } from '../read-values.ts';

/** Longest words taken for a label or a value: beyond, a file is hostile or the text is better read in its section. */
export const MAX_WORDS = 8_000;
const MAX_LABEL = 400;

const clean = (element: XmlElement): string => textOf(element).replace(/\s+/g, ' ').trim();

/** The words of the narrative that entries refer to: `reference/@value` is `#` and an ID (some senders leave the `#` out). */
export class NarrativeWords {
  readonly #root: XmlElement;
  #elements: Map<string, XmlElement> | null = null;
  readonly #words = new Map<string, string>();

  constructor(root: XmlElement) {
    this.#root = root;
  }

  /** First element that bears an ID, as it is looked for in the whole document. */
  element(reference: string | null): XmlElement | null {
    const id = (reference ?? '').replace(/^#/, '');
    if (id === '') return null;
    this.#elements ??= indexed(this.#root);
    return this.#elements.get(id) ?? null;
  }

  /** Words of the element that a reference names; null when there is none or it is empty. */
  of(reference: string | null): string | null {
    if (reference === null) return null;
    const known = this.#words.get(reference);
    if (known !== undefined) return known === '' ? null : known;
    const found = this.element(reference);
    const words = found === null ? '' : clean(found).slice(0, MAX_WORDS);
    this.#words.set(reference, words);
    return words === '' ? null : words;
  }

  /** Words of an ED (`text`, `originalText`, a value): what it refers to, else what it holds. */
  text(element: XmlElement | null): string | null {
    if (element === null) return null;
    return (
      this.of(attribute(child(element, V3, 'reference'), 'value')) ?? cleanText(element)?.slice(0, MAX_WORDS) ?? null
    );
  }

  /** What stands for a code in words: the sender's own words, then the names given with the code or its translation. */
  label(code: XmlElement | null): string | null {
    if (code === null) return null;
    const words =
      this.text(child(code, V3, 'originalText')) ??
      named(code) ??
      this.text(child(child(code, V3, 'translation'), V3, 'originalText')) ??
      named(child(code, V3, 'translation'));
    return words === null ? null : words.slice(0, MAX_LABEL);
  }
}

function named(code: XmlElement | null): string | null {
  const name = attribute(code, 'displayName')?.replace(/\s+/g, ' ').trim() ?? '';
  return name === '' ? null : name;
}

function indexed(root: XmlElement): Map<string, XmlElement> {
  const found = new Map<string, XmlElement>();
  const waiting: XmlElement[] = [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    for (const { local, namespace, value } of node.attributes) {
      if (local === 'ID' && namespace === '' && !found.has(value)) found.set(value, node);
    }
    for (let index = node.children.length - 1; index >= 0; index--) {
      const one = node.children[index];
      if (one?.kind === 'element') waiting.push(one);
    }
  }
  return found;
}
