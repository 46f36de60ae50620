import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { at, attribute, child, element, find, parseXml, textOf, xmlFile, XmlRefusedError } from './index.ts';
import type { XmlRefusal } from './index.ts';

function refusal(input: Uint8Array | string, limits?: Parameters<typeof parseXml>[1]): XmlRefusal | null {
  try {
    parseXml(input, limits);
    return null;
  } catch (error) {
    if (error instanceof XmlRefusedError) return error.reason;
    throw error;
  }
}

describe('what the door refuses', () => {
  test('any DOCTYPE, with or without entities', () => {
    expect(refusal('<!DOCTYPE a><a/>')).toBe('doctype');
    expect(refusal('<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>')).toBe('doctype');
    expect(refusal('<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>')).toBe('doctype');
    expect(refusal('<!-- a --><?p?>\n<!DOCTYPE a [<!ENTITY % x SYSTEM "http://127.0.0.1/">%x;]><a/>')).toBe('doctype');
    expect(refusal('<a>&autre;</a>')).toBe('malformed');
  });

  test('depth, number of nodes and size beyond the limits', () => {
    const limits = { maxBytes: 10_000, maxDepth: 10, maxNodes: 100 };
    expect(refusal('<a>'.repeat(10) + '</a>'.repeat(10), limits)).toBeNull();
    expect(refusal('<a>'.repeat(11) + '</a>'.repeat(11), limits)).toBe('depth');
    expect(refusal(`<a>${'<b/>'.repeat(100)}</a>`, limits)).toBe('nodes');
    expect(refusal(`<a ${Array.from({ length: 100 }, (_, i) => `b${i}="1"`).join(' ')}/>`, limits)).toBe('nodes');
    expect(refusal(`<a>${'x'.repeat(10_001)}</a>`, limits)).toBe('size');
  });

  test('what is not well formed, or not in the character set it says', () => {
    for (const text of ['', '<a>', '<a></b>', '<a b=c/>', '<a/><b/>', '<p:a/>', '<a b="1" b="2"/>', 'bonjour'])
      expect(refusal(text)).toBe('malformed');
    expect(refusal(new Uint8Array([0x3c, 0x61, 0x3e, 0xe9, 0x3c, 0x2f, 0x61, 0x3e]))).toBe('encoding');
    expect(refusal(new TextEncoder().encode('<?xml version="1.0" encoding="EBCDIC"?><a/>'))).toBe('encoding');
  });

  test('nothing but XmlRefusedError, whatever the bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => void refusal(bytes)));
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void refusal(`<a>${text}</a>`)));
  });
});

describe('reading', () => {
  test('by namespace and local name, whatever the prefix', () => {
    const { root } = parseXml(
      '<x:a xmlns:x="urn:1" xmlns="urn:2"><b c="1" x:c="2"/><x:b><d>t<!-- n --><![CDATA[<u>]]></d></x:b></x:a>',
    );
    expect(attribute(child(root, 'urn:2', 'b'), 'c')).toBe('1');
    expect(attribute(child(root, 'urn:2', 'b'), 'c', 'urn:1')).toBe('2');
    expect(textOf(find(root, 'urn:2', 'd'))).toBe('t<u>');
    expect(at(root, 'urn:1', 'b', 'd')).toBeNull();
  });

  test('old encodings of French software, and leading blanks before a root without declaration', () => {
    const latin = Buffer.from('<?xml version="1.0" encoding="ISO-8859-1"?><a>é</a>', 'latin1');
    expect(textOf(parseXml(latin).root)).toBe('é');
    const wide = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('<a>é</a>', 'utf16le')]);
    expect(textOf(parseXml(wide).root)).toBe('é');
    expect(parseXml('  \n\t<a/>').root.local).toBe('a');
  });
});

describe('writing', () => {
  test('what was written reads back the same, characters that XML cannot hold apart', () => {
    const text = fc.string({ unit: 'grapheme' }).filter((value) => !/\p{Cc}|[\ufffe\uffff]/u.test(value));
    fc.assert(
      fc.property(text, fc.constantFrom('\n', '\t', '\r', '', '"\'<&>]]>'), (value, awkward) => {
        const file = xmlFile(element('a', { b: value + awkward }, value + awkward));
        const { root } = parseXml(file);
        expect(attribute(root, 'b')).toBe(value + awkward);
        expect(textOf(root)).toBe(value + awkward);
      }),
    );
  });

  test('a control character or half a surrogate pair never makes an unreadable file', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => void parseXml(xmlFile(element('a', { b: value }, value)))),
    );
    expect(element('a', {}, 'x\u0001y\ud800z').text).toBe('<a>x y z</a>');
  });

  test('null attributes and children are left out, and a name is a name', () => {
    expect(element('a', { b: null, c: undefined, d: 0 }, null, ['x', null]).text).toBe('<a d="0">x</a>');
    expect(() => element('a b')).toThrow(RangeError);
    expect(() => element('a', { 'x="1" y': '2' })).toThrow(RangeError);
  });
});
