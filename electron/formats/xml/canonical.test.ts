import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { C14N_WITH_COMMENTS, canonicalize, EXCLUSIVE_C14N_WITH_COMMENTS, parseXml } from './index.ts';

const examples = join(process.cwd(), '../shared/ans-cda/ExemplesCDA');
const xmllintIsThere = spawnSync('xmllint', ['--version']).status === 0;

/** The referee: libxml2, with comments as its command always does. */
function xmllint(option: '--c14n' | '--exc-c14n', input: Uint8Array | string): string {
  const run = spawnSync('xmllint', ['--nonet', option, '-'], { input, maxBuffer: 64 * 1024 * 1024 });
  if (run.status !== 0) throw new Error(run.stderr.toString());
  return run.stdout.toString('utf8');
}

function ours(
  input: Uint8Array | string,
  method: typeof C14N_WITH_COMMENTS | typeof EXCLUSIVE_C14N_WITH_COMMENTS,
): string {
  return new TextDecoder().decode(canonicalize(parseXml(input), { method }));
}

describe.skipIf(!xmllintIsThere)('canonical form, as libxml2 makes it', () => {
  test.each([
    '<?xml version="1.0"?>\n<!-- a -->\n<?p q?>\n<a  b = "1"\tc="2"/>\n<!--z--><?r?>\n',
    '<a xmlns="urn:1" xmlns:b="urn:2"><b:c xmlns:b="urn:2" xmlns=""><d/></b:c><e xmlns="urn:1" xmlns:z="urn:9"/></a>',
    '<a xmlns:z="urn:z" xmlns:y="urn:a" z:b="1" y:b="2" a="3" b="4" xml:lang="fr"><y:e z:f="1"/></a>',
    '<a b="x&#10;y&#9;z&#13;&quot;&lt;&gt;&amp;">t&#13;&lt;&gt;&amp;"<![CDATA[<&>]]>\r\n</a>',
    '<p:a xmlns:p="urn:1"><p:b xmlns:p="urn:2"><p:c xmlns:p="urn:1"/></p:b></p:a>',
    '<a xmlns="urn:1"><b xmlns=""><c xmlns="urn:1"><d xmlns=""/></c></b></a>',
  ])('%s', (text) => {
    expect(ours(text, C14N_WITH_COMMENTS)).toBe(xmllint('--c14n', text));
    expect(ours(text, EXCLUSIVE_C14N_WITH_COMMENTS)).toBe(xmllint('--exc-c14n', text));
  });

  test('generated documents', () => {
    const prefix = fc.constantFrom('', 'p', 'q', 'r');
    const uri = fc.constantFrom('urn:1', 'urn:2', 'urn:3');
    const text = fc.constantFrom('x', 'é ', '&amp;', '&#13;', '<!-- c -->', '<?t d ?>', '<![CDATA[<]]>', '\n\t');
    const { node } = fc.letrec<{ node: string }>((tie) => ({
      node: fc
        .record({
          prefix,
          declared: fc.uniqueArray(fc.tuple(prefix, uri), { selector: ([name]) => name, maxLength: 3 }),
          attribute: fc.option(prefix),
          content: fc.array(fc.oneof({ depthSize: 'small' }, text, tie('node')), { maxLength: 3 }),
        })
        .map(({ prefix: own, declared, attribute, content }) => {
          const name = own === '' ? 'e' : `${own}:e`;
          const namespaces = declared.map(([p, u]) => (p === '' ? ` xmlns="${u}"` : ` xmlns:${p}="${u}"`)).join('');
          const value = attribute === null ? '' : ` ${attribute === '' ? 'a' : `${attribute}:a`}="1&#10;"`;
          return `<${name}${namespaces}${value}>${content.join('')}</${name}>`;
        }),
    }));
    fc.assert(
      fc.property(node, (inner) => {
        const file = `<root xmlns:p="urn:p" xmlns:q="urn:q" xmlns:r="urn:r">${inner}</root>`;
        expect(ours(file, C14N_WITH_COMMENTS)).toBe(xmllint('--c14n', file));
        expect(ours(file, EXCLUSIVE_C14N_WITH_COMMENTS)).toBe(xmllint('--exc-c14n', file));
      }),
      { numRuns: 40 },
    );
  });

  test.skipIf(!existsSync(examples))(
    'every official CDA example, comments and processing instructions included',
    () => {
      const files = readdirSync(examples).filter((name) => name.endsWith('.xml'));
      expect(files.length).toBeGreaterThan(15);
      for (const name of files) {
        const bytes = readFileSync(join(examples, name));
        expect(ours(bytes, C14N_WITH_COMMENTS), name).toBe(xmllint('--c14n', bytes));
      }
    },
  );
});
