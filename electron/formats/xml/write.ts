/**
 * The one way out for XML. A piece of markup is built escaped, from the leaves up, and can be laid as it is inside another one: what was signed is never
 * written again. (A document model would lose line ends in attributes and let control characters through.)
 */
export class Markup {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

export type MarkupChild = Markup | string | null | undefined | readonly MarkupChild[];
export type MarkupAttributes = Readonly<Record<string, string | number | boolean | null | undefined>>;

const NAME = /^[A-Za-z_][\w.-]*(:[A-Za-z_][\w.-]*)?$/;
// What XML 1.0 cannot hold (§2.2, production Char) or discourages: control characters but tab and line ends, lone surrogates, non-characters.
const FORBIDDEN = /(?![\t\n\r])\p{Cc}|\p{Cs}|[\ufffe\uffff]/gu;

/** Text that XML can hold: characters it has no way to write (a stray control character of a paste) become a space. */
function writable(text: string): string {
  return text.replace(FORBIDDEN, ' ');
}

function escapeText(text: string): string {
  return writable(text).replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/\r/g, '&#xD;');
}

function escapeAttribute(text: string): string {
  return writable(text)
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/"/g, '&quot;')
    .replace(/\t/g, '&#x9;')
    .replace(/\n/g, '&#xA;')
    .replace(/\r/g, '&#xD;');
}

function render(child: MarkupChild): string {
  if (child === null || child === undefined) return '';
  if (typeof child === 'string') return escapeText(child);
  if (child instanceof Markup) return child.text;
  return child.map(render).join('');
}

/**
 * One element. Attributes that are null or undefined are left out; namespaces are declared as attributes (`xmlns`, `xmlns:rim`); strings among the
 * children are escaped, null ones left out, lists flattened.
 * @throws RangeError for a name that is not a plain qualified name
 */
export function element(name: string, attributes: MarkupAttributes = {}, ...content: readonly MarkupChild[]): Markup {
  if (!NAME.test(name)) throw new RangeError(`not an XML name: ${name}`);
  let start = `<${name}`;
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined) continue;
    if (!NAME.test(key)) throw new RangeError(`not an XML name: ${key}`);
    start += ` ${key}="${escapeAttribute(String(value))}"`;
  }
  const inner = render(content);
  return new Markup(inner === '' ? `${start}/>` : `${start}>${inner}</${name}>`);
}

/** Whole file with its declaration, UTF-8. */
export function xmlFile(root: Markup): Uint8Array {
  return new TextEncoder().encode(`<?xml version="1.0" encoding="UTF-8"?>\n${root.text}`);
}
