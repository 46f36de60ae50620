import { SaxesParser } from 'saxes';
import type { SaxesAttributeNS } from 'saxes';
import { decodeXml } from './decode.ts';
import { liftLongText } from './long-text.ts';
import { XmlRefusedError } from './refused.ts';
import type { XmlAttribute, XmlComment, XmlDocument, XmlElement, XmlInstruction, XmlNode } from './nodes.ts';

/** What a document from outside may cost. Defaults for METADATA and CDA files exchanged by secure mail. */
export interface XmlLimits {
  readonly maxBytes: number;
  readonly maxDepth: number;
  readonly maxNodes: number;
}

export const DEFAULT_XML_LIMITS: XmlLimits = { maxBytes: 32 * 1024 * 1024, maxDepth: 100, maxNodes: 500_000 };

const XMLNS = 'http://www.w3.org/2000/xmlns/';

interface OpenElement extends XmlElement {
  readonly children: XmlNode[];
}

/**
 * The one way in for XML. Namespaces are resolved, entities other than the five predefined ones do not exist, any DOCTYPE is refused, nothing is ever
 * fetched, and processing instructions are kept but never obeyed.
 * @throws XmlRefusedError with a reason and a French sentence
 */
export function parseXml(input: Uint8Array | string, limits: XmlLimits = DEFAULT_XML_LIMITS): XmlDocument {
  if (input.length > limits.maxBytes) throw new XmlRefusedError('size');
  const { text, restore } = liftLongText(typeof input === 'string' ? input : decodeXml(input));
  const parser = new SaxesParser({ xmlns: true, position: false });
  const before: (XmlComment | XmlInstruction)[] = [];
  const after: (XmlComment | XmlInstruction)[] = [];
  const open: OpenElement[] = [];
  let root: XmlElement | null = null;
  let nodes = 0;

  const count = (added: number): void => {
    nodes += added;
    if (nodes > limits.maxNodes) throw new XmlRefusedError('nodes');
  };
  const addText = (value: string): void => {
    const parent = open.at(-1);
    if (parent === undefined || value === '') return;
    count(1);
    parent.children.push({ kind: 'text', value: restore(value) });
  };
  const addAside = (node: XmlComment | XmlInstruction): void => {
    count(1);
    const parent = open.at(-1);
    if (parent !== undefined) parent.children.push(node);
    else if (root === null) before.push(node);
    else after.push(node);
  };

  parser.on('error', (error) => {
    throw new XmlRefusedError('malformed', { cause: error });
  });
  parser.on('doctype', () => {
    throw new XmlRefusedError('doctype');
  });
  parser.on('opentag', (tag) => {
    if (open.length >= limits.maxDepth) throw new XmlRefusedError('depth');
    const written: SaxesAttributeNS[] = Object.values(tag.attributes);
    count(1 + written.length);
    const attributes: XmlAttribute[] = [];
    let scope = open.at(-1)?.scope ?? new Map<string, string>();
    let declared: Map<string, string> | null = null;
    for (const one of written) {
      if (one.uri !== XMLNS) {
        attributes.push({ name: one.name, namespace: one.uri, local: one.local, value: one.value });
        continue;
      }
      declared ??= new Map(scope);
      declared.set(one.prefix === 'xmlns' ? one.local : '', one.value);
    }
    scope = declared ?? scope;
    const element: OpenElement = {
      kind: 'element',
      name: tag.name,
      prefix: tag.prefix,
      namespace: tag.uri,
      local: tag.local,
      attributes,
      scope,
      children: [],
    };
    open.at(-1)?.children.push(element);
    root ??= element;
    open.push(element);
  });
  parser.on('closetag', () => void open.pop());
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('comment', (value) => addAside({ kind: 'comment', value: restore(value) }));
  parser.on('processinginstruction', ({ target, body }) =>
    addAside({ kind: 'instruction', target, body: restore(body) }),
  );

  parser.write(text).close();
  if (root === null) throw new XmlRefusedError('malformed');
  return { root, before, after };
}
