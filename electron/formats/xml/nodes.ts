/** Tree of a parsed XML document. Namespaces are resolved: readers decide by namespace and local name, never by prefix. */
export interface XmlAttribute {
  /** Qualified name as written, e.g. `xsi:type`. */
  readonly name: string;
  readonly namespace: string;
  readonly local: string;
  readonly value: string;
}

export interface XmlElement {
  readonly kind: 'element';
  /** Qualified name as written, e.g. `rim:Slot`. */
  readonly name: string;
  readonly prefix: string;
  readonly namespace: string;
  readonly local: string;
  /** Without namespace declarations. */
  readonly attributes: readonly XmlAttribute[];
  /** Every namespace in scope here, by prefix ('' is the default namespace). */
  readonly scope: ReadonlyMap<string, string>;
  readonly children: readonly XmlNode[];
}

export interface XmlText {
  readonly kind: 'text';
  readonly value: string;
}

export interface XmlComment {
  readonly kind: 'comment';
  readonly value: string;
}

export interface XmlInstruction {
  readonly kind: 'instruction';
  readonly target: string;
  readonly body: string;
}

export type XmlNode = XmlElement | XmlText | XmlComment | XmlInstruction;

export interface XmlDocument {
  readonly root: XmlElement;
  /** Comments and processing instructions around the root: never obeyed, but they count in a canonical form. */
  readonly before: readonly (XmlComment | XmlInstruction)[];
  readonly after: readonly (XmlComment | XmlInstruction)[];
}

/** Child elements, all of them or those of that namespace and local name. */
export function children(parent: XmlElement, namespace?: string, local?: string): XmlElement[] {
  return parent.children.filter(
    (node): node is XmlElement =>
      node.kind === 'element' &&
      (namespace === undefined || node.namespace === namespace) &&
      (local === undefined || node.local === local),
  );
}

/** First child element of that name, or null. A null parent is allowed, so that calls can be chained. */
export function child(parent: XmlElement | null, namespace: string, local: string): XmlElement | null {
  if (parent === null) return null;
  for (const node of parent.children) {
    if (node.kind === 'element' && node.local === local && node.namespace === namespace) return node;
  }
  return null;
}

/** Follows a path of local names, all in the same namespace; null as soon as a step is missing. */
export function at(start: XmlElement | null, namespace: string, ...path: readonly string[]): XmlElement | null {
  return path.reduce<XmlElement | null>((element, local) => child(element, namespace, local), start);
}

/** First element of that name in document order, the starting element included; null when there is none. */
export function find(start: XmlElement | null, namespace: string, local: string): XmlElement | null {
  if (start === null) return null;
  const waiting: XmlElement[] = [start];
  for (let element = waiting.pop(); element !== undefined; element = waiting.pop()) {
    if (element.local === local && element.namespace === namespace) return element;
    waiting.push(...children(element).reverse());
  }
  return null;
}

/** Value of an attribute without namespace (or of that namespace); null when absent. */
export function attribute(element: XmlElement | null, local: string, namespace = ''): string | null {
  return element?.attributes.find((one) => one.local === local && one.namespace === namespace)?.value ?? null;
}

/** Whole text inside an element, in document order, comments and instructions left out; '' for null. */
export function textOf(element: XmlElement | null): string {
  if (element === null) return '';
  const parts: string[] = [];
  const waiting: XmlNode[] = [element];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node.kind === 'text') parts.push(node.value);
    else if (node.kind === 'element') waiting.push(...[...node.children].reverse());
  }
  return parts.join('');
}
