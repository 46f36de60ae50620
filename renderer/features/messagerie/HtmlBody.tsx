import DOMPurify from 'dompurify';
import { useEffect, useMemo, useRef, useState } from 'react';
import { texts } from './texts.ts';

/** Tags of a letter; nothing that loads, sends, styles the page or runs. */
const TAGS = [
  'a',
  'abbr',
  'b',
  'blockquote',
  'br',
  'caption',
  'center',
  'code',
  'dd',
  'div',
  'dl',
  'dt',
  'em',
  'font',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'hr',
  'i',
  'li',
  'ol',
  'p',
  'pre',
  's',
  'small',
  'span',
  'strike',
  'strong',
  'sub',
  'sup',
  'table',
  'tbody',
  'td',
  'tfoot',
  'th',
  'thead',
  'tr',
  'u',
  'ul',
];
const ATTRIBUTES = ['align', 'colspan', 'rowspan', 'title', 'valign'];

/** What a message could have loaded or sent. */
const LOADING = ['img', 'video', 'audio', 'object', 'embed', 'iframe', 'link', 'script', 'style', 'form'];

/** Its own policy, stricter than the window's: even a mistake of ours could load nothing. */
const POLICY = "default-src 'none'";

/**
 * The HTML of a message made harmless: known tags and attributes only, no address left in it. A link keeps its text and shows where it led.
 */
export function harmless(html: string): { readonly nodes: DocumentFragment; readonly neutralised: boolean } {
  const purifier = DOMPurify();
  let neutralised = false;
  purifier.addHook('uponSanitizeElement', (node) => {
    if (!(node instanceof Element)) return;
    const name = node.nodeName.toLowerCase();
    if (name === 'a' && node.hasAttribute('href')) {
      neutralised = true;
      const address = node.getAttribute('href') ?? '';
      if (/^https?:/i.test(address) && node.textContent.trim() !== address) node.append(` [${address.slice(0, 120)}]`);
    }
    if (LOADING.includes(name)) neutralised = true;
  });
  const nodes = purifier.sanitize(html, {
    ALLOWED_TAGS: TAGS,
    ALLOWED_ATTR: ATTRIBUTES,
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
    RETURN_DOM_FRAGMENT: true,
  });
  return { nodes, neutralised };
}

/** [103] The text of an HTML message, in a frame without scripts nor network. */
export function HtmlBody({ html, titre }: { readonly html: string; readonly titre: string }) {
  const frame = useRef<HTMLIFrameElement>(null);
  const [height, setHeight] = useState(200);
  const made = useMemo(() => harmless(html), [html]);
  useEffect(() => {
    const page = frame.current?.contentDocument;
    if (page == null) return;
    const policy = page.createElement('meta');
    policy.httpEquiv = 'Content-Security-Policy';
    policy.content = POLICY;
    page.head.replaceChildren(policy);
    // Nodes, never text that would be parsed again.
    page.body.replaceChildren(page.importNode(made.nodes, true));
    setHeight(Math.min(4000, page.documentElement.scrollHeight + 24));
  }, [made]);
  return (
    <>
      {made.neutralised ? <p className="discret">{texts.imagesBloquees}</p> : null}
      <iframe
        ref={frame}
        className="cadre-html"
        title={`Texte du message : ${titre}`}
        sandbox="allow-same-origin"
        style={{ height }}
      />
    </>
  );
}
