export type XmlRefusal = 'doctype' | 'depth' | 'nodes' | 'size' | 'malformed' | 'encoding';

const SENTENCES: Readonly<Record<XmlRefusal, string>> = {
  doctype:
    'Ce document XML contient une déclaration de type (DOCTYPE), interdite dans les échanges de santé : il n’a pas été lu.',
  depth: 'Ce document XML est imbriqué au-delà de la limite permise : il n’a pas été lu.',
  nodes: 'Ce document XML contient trop d’éléments : il n’a pas été lu.',
  size: 'Ce document XML dépasse la taille permise : il n’a pas été lu.',
  malformed: 'Ce document n’est pas du XML bien formé : il n’a pas été lu.',
  encoding: 'Le codage des caractères de ce document XML n’est pas pris en charge : il n’a pas été lu.',
};

/** A document that the door did not let in. The message is French and holds nothing of the document. */
export class XmlRefusedError extends Error {
  readonly reason: XmlRefusal;
  constructor(reason: XmlRefusal, options?: { cause?: unknown }) {
    super(SENTENCES[reason], options);
    this.name = 'XmlRefusedError';
    this.reason = reason;
  }
}
