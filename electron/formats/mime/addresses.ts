import { oneLine } from './text.ts';

/** RFC 5321 dot-atom local part and a domain of at least two labels: the shape every MSSanté address has. */
const ADDRESS =
  /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z][A-Za-z0-9-]{0,61}[A-Za-z0-9]$/;

/** True for a bare address of the shape `local@domaine.tld`, without name, brackets or blanks. */
export function isMailAddress(text: string): boolean {
  return text.length <= 254 && ADDRESS.test(text);
}

/** Domain of an address, in lower case: what follows the last `@`; null when there is none. */
export function domainOf(address: string): string | null {
  const at = address.lastIndexOf('@');
  if (at <= 0 || at === address.length - 1) return null;
  return address.slice(at + 1).toLowerCase();
}

export interface SenderName {
  readonly civilite: string | null;
  readonly prenom: string;
  readonly nom: string;
  /** Practice or structure; null when not to be shown. */
  readonly entite: string | null;
}

/**
 * Display name of a personal mailbox: `<Titre>_<Prénom>_<NOM>_<Entité>` (Référentiel socle MSSanté #2, ECO.2.2.7),
 * name in capitals, title and entity optional, without the characters that would break a header.
 */
export function displayName(sender: SenderName): string {
  return [sender.civilite, sender.prenom, sender.nom.toLocaleUpperCase('fr'), sender.entite]
    .map((part) => oneLine((part ?? '').replace(/[<>"]/g, '')))
    .filter((part) => part !== '')
    .join('_');
}

/** Address of a citizen in Mon espace santé, from the 15 characters of an INS that the caller got from `insForSharing`. */
export function citizenAddress(matricule: string): string {
  return `${matricule}@patient.mssante.fr`;
}
