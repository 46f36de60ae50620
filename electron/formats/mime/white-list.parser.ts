import { SaxesParser } from 'saxes';
import { domainOf, isMailAddress } from './addresses.ts';

/** Domains of the MSSanté trust space (« liste blanche »), as published by the ANS. */
export interface WhiteList {
  /** Date of generation as the file writes it; null when it does not say. */
  readonly generatedOn: string | null;
  /** In lower case. */
  readonly domains: ReadonlySet<string>;
}

export class WhiteListError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'WhiteListError';
  }
}

/** The published list weighs about 6 MB; ten times that is somebody else's file. */
const MAXIMUM_BYTES = 64 * 1024 * 1024;
const DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/;

/**
 * Reads the list file: one `Domaine/Nom` per domain, matched by local name whatever the root and the namespace are called.
 * Refuses any DOCTYPE, a malformed file and a file without a single domain, with WhiteListError: the last good copy then stays.
 */
export function parseWhiteList(bytes: Uint8Array): WhiteList {
  if (bytes.length > MAXIMUM_BYTES) throw new WhiteListError('le fichier est trop gros pour une liste blanche');
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new WhiteListError('le fichier n’est pas du texte UTF-8');
  }
  const domains = new Set<string>();
  let generatedOn: string | null = null;
  const path: string[] = [];
  let content = '';
  const parser = new SaxesParser({ xmlns: false });
  const localName = (name: string): string => name.slice(name.indexOf(':') + 1);
  parser.on('error', () => {
    throw new WhiteListError('le fichier n’est pas du XML bien formé');
  });
  parser.on('doctype', () => {
    throw new WhiteListError('le fichier contient une déclaration DOCTYPE, ce qui est refusé');
  });
  parser.on('opentag', (tag) => {
    if (path.length > 20) throw new WhiteListError('le fichier n’a pas la forme d’une liste blanche');
    path.push(localName(tag.name));
    content = '';
  });
  parser.on('text', (piece) => {
    content += piece;
  });
  parser.on('cdata', (piece) => {
    content += piece;
  });
  parser.on('closetag', () => {
    const name = path.pop();
    const value = content.trim();
    content = '';
    if (name === 'DateDeGeneration' && generatedOn === null) generatedOn = value.slice(0, 40);
    if (name === 'Nom' && path.at(-1) === 'Domaine' && DOMAIN.test(value.toLowerCase()))
      domains.add(value.toLowerCase());
  });
  parser.write(text).close();
  if (domains.size === 0) throw new WhiteListError('le fichier ne contient aucun domaine');
  return { generatedOn, domains };
}

/**
 * True when a domain belongs to the trust space: exactly a listed name. Without any list yet, `*.mssante.fr` with a label boundary
 * (choix, à vérifier auprès de l’ANS : aucune règle n’est publiée pour un poste qui n’a jamais reçu la liste).
 */
export function isDomainTrusted(domain: string, list: WhiteList | null): boolean {
  const name = domain.toLowerCase();
  if (!DOMAIN.test(name)) return false;
  return list === null ? name.endsWith('.mssante.fr') : list.domains.has(name);
}

/** Domains of the Apicrypt network; its publisher is also an operator of MSSanté, under domains that the list names. */
const APICRYPT = /(?:^|\.)apicrypt\.(?:fr|org)$/;
/** Those that are never MSSanté, whatever a list says (choix : la recette distingue @apicrypt.fr de MSSanté ; à vérifier). */
const APICRYPT_ONLY = /(?:^|\.)apicrypt\.fr$/;

const matches = (address: string, pattern: RegExp): boolean => pattern.test(domainOf(address)?.toLowerCase() ?? '');

/** True for an address of the Apicrypt network that is not one of MSSanté: taken in, and told apart [166]. */
export function isApicryptAddress(address: string, list: WhiteList | null): boolean {
  return matches(address, APICRYPT) && !isSenderOfMssante(address, list);
}

/** True when what comes from this address may be taken for MSSanté: of the trust space, and not of Apicrypt's own domain. */
export function isSenderOfMssante(address: string, list: WhiteList | null): boolean {
  return isRecipientTrusted(address, list) && !matches(address, APICRYPT_ONLY);
}

/** The same test on a bare address: a display name or a second `@` makes it fail. */
export function isRecipientTrusted(address: string, list: WhiteList | null): boolean {
  const domain = domainOf(address);
  return domain !== null && isMailAddress(address) && isDomainTrusted(domain, list);
}
