import { XmlRefusedError } from './refused.ts';

/** Character sets that French software is known to write; anything else is refused rather than guessed. */
const KNOWN: Readonly<Record<string, string>> = {
  'utf-8': 'utf-8',
  utf8: 'utf-8',
  'us-ascii': 'utf-8',
  ascii: 'utf-8',
  'utf-16': 'utf-16le',
  'utf-16le': 'utf-16le',
  'utf-16be': 'utf-16be',
  'iso-8859-1': 'windows-1252',
  'iso-8859-15': 'iso-8859-15',
  'windows-1252': 'windows-1252',
};

function declaredEncoding(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  if (bytes[0] === 0x3c && bytes[1] === 0) return 'utf-16le';
  if (bytes[0] === 0 && bytes[1] === 0x3c) return 'utf-16be';
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 200));
  return /^<\?xml\s[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']/.exec(start)?.[1]?.toLowerCase() ?? 'utf-8';
}

/**
 * Text of an XML file by its byte order mark or declaration (XML 1.0, appendix F); UTF-8 by default.
 * @throws XmlRefusedError 'encoding' when the set is unknown or the bytes do not belong to it
 */
export function decodeXml(bytes: Uint8Array): string {
  const label = KNOWN[declaredEncoding(bytes)];
  if (label === undefined) throw new XmlRefusedError('encoding');
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new XmlRefusedError('encoding', { cause });
  }
}
