/** The one door for XML: nothing else in the product parses or writes it. */
export { parseXml } from './parse.ts';
export type { XmlLimits } from './parse.ts';
export { XmlRefusedError } from './refused.ts';
export type { XmlRefusal } from './refused.ts';
export { at, attribute, child, children, find, textOf } from './nodes.ts';
export type { XmlDocument, XmlElement } from './nodes.ts';
export { Markup, element, xmlFile } from './write.ts';
export type { MarkupAttributes, MarkupChild } from './write.ts';
export { C14N, C14N_WITH_COMMENTS, EXCLUSIVE_C14N, EXCLUSIVE_C14N_WITH_COMMENTS, canonicalize } from './canonical.ts';
export type { Canonicalization } from './canonical.ts';
