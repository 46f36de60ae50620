import type { XmlAttribute, XmlComment, XmlDocument, XmlElement, XmlInstruction, XmlNode } from './nodes.ts';

export const C14N = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315';
export const C14N_WITH_COMMENTS = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments';
export const EXCLUSIVE_C14N = 'http://www.w3.org/2001/10/xml-exc-c14n#';
export const EXCLUSIVE_C14N_WITH_COMMENTS = 'http://www.w3.org/2001/10/xml-exc-c14n#WithComments';

export type Canonicalization =
  typeof C14N | typeof C14N_WITH_COMMENTS | typeof EXCLUSIVE_C14N | typeof EXCLUSIVE_C14N_WITH_COMMENTS;

export interface CanonicalOptions {
  readonly method: Canonicalization;
  /** Exclusive form only: prefixes treated as the inclusive form does ('' for `#default`). */
  readonly inclusivePrefixes?: readonly string[];
  /** Element left out of the result: the enveloped signature. */
  readonly without?: XmlElement;
}

function canonicalText(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/\r/g, '&#xD;');
}

function canonicalValue(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/"/g, '&quot;')
    .replace(/\t/g, '&#x9;')
    .replace(/\n/g, '&#xA;')
    .replace(/\r/g, '&#xD;');
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function byNamespaceThenName(a: XmlAttribute, b: XmlAttribute): number {
  return compare(a.namespace, b.namespace) || compare(a.local, b.local);
}

/**
 * Canonical XML 1.0, inclusive or exclusive, of a whole document or of one element with its subtree, as UTF-8 bytes. Whole documents keep the comments and
 * processing instructions around their root. (The libraries at hand leave processing instructions out, and a CDA document usually carries one.)
 *
 * Limit: `xml:` attributes of the ancestors of a lone element are not brought down to it; no document signed here has any.
 */
export function canonicalize(target: XmlDocument | XmlElement, options: CanonicalOptions): Uint8Array {
  const exclusive = options.method.startsWith('http://www.w3.org/2001/10/xml-exc-c14n#');
  const comments = options.method.endsWith('#WithComments');
  const inclusive = new Set(options.inclusivePrefixes ?? []);
  const out: string[] = [];

  const usedPrefixes = (element: XmlElement): Set<string> => {
    const used = new Set([element.prefix]);
    for (const { name } of element.attributes) {
      const colon = name.indexOf(':');
      if (colon > 0) used.add(name.slice(0, colon));
    }
    return used;
  };
  const writeElement = (element: XmlElement, rendered: ReadonlyMap<string, string>): void => {
    if (element === options.without) return;
    const used = exclusive ? usedPrefixes(element) : null;
    let now: Map<string, string> | null = null;
    const declarations: string[] = [];
    const consider = (prefix: string, namespace: string): void => {
      if (prefix === 'xml' || (rendered.get(prefix) ?? '') === namespace) return;
      now ??= new Map(rendered);
      now.set(prefix, namespace);
      declarations.push(prefix);
    };
    for (const [prefix, namespace] of element.scope) {
      if (used === null || used.has(prefix) || inclusive.has(prefix)) consider(prefix, namespace);
    }
    // A default namespace rendered above and undone here by an element that has none.
    if (!element.scope.has('') && element.prefix === '' && (rendered.get('') ?? '') !== '') consider('', '');
    out.push('<', element.name);
    const scope: ReadonlyMap<string, string> = now ?? rendered;
    for (const prefix of declarations.sort(compare)) {
      out.push(prefix === '' ? ' xmlns="' : ` xmlns:${prefix}="`, canonicalValue(scope.get(prefix) ?? ''), '"');
    }
    for (const { name, value } of [...element.attributes].sort(byNamespaceThenName)) {
      out.push(' ', name, '="', canonicalValue(value), '"');
    }
    out.push('>');
    for (const node of element.children) writeNode(node, scope);
    out.push('</', element.name, '>');
  };
  const writeNode = (node: XmlNode, rendered: ReadonlyMap<string, string>): void => {
    if (node.kind === 'element') writeElement(node, rendered);
    else if (node.kind === 'text') out.push(canonicalText(node.value));
    else writeAside(node);
  };
  const writeAside = (node: XmlComment | XmlInstruction): boolean => {
    if (node.kind === 'comment') {
      if (comments) out.push('<!--', node.value.replace(/\r/g, '&#xD;'), '-->');
      return comments;
    }
    out.push('<?', node.target, node.body === '' ? '' : ` ${node.body.replace(/\r/g, '&#xD;')}`, '?>');
    return true;
  };

  const nothing = new Map<string, string>();
  if ('root' in target) {
    for (const node of target.before) if (writeAside(node)) out.push('\n');
    writeElement(target.root, nothing);
    for (const node of target.after) {
      out.push('\n');
      if (!writeAside(node)) out.pop();
    }
  } else writeElement(target, nothing);
  return new TextEncoder().encode(out.join(''));
}
