import { LABEL_LENGTH } from './subject.ts';
import { cutTo, oneLine } from './text.ts';

export interface ReadableNameParts {
  /** Day of the act, ISO civil date. */
  readonly dateActe: string;
  /** Display name of the document's type. */
  readonly type: string;
  readonly nomNaissance: string;
  readonly premierPrenom: string;
  /** The practice's own file number; null to leave it out. */
  readonly numeroDossier: string | null;
}

/** One part of the name: no separator of ours, nothing a file system refuses, no accent lost (RFC 2231 carries them). */
function part(text: string): string {
  return oneLine(text)
    .replace(/[\\/:*?"<>|_]/g, '-')
    .replace(/^[.\s]+|[.\s]+$/g, '')
    .trim();
}

/** `AAAAMMJJ_<type>_<NOM>_<prenom>[_<n° dossier>].pdf` (Référentiel socle MSSanté #2, ECO.2.1.6). */
export function readableName(parts: ReadableNameParts): string {
  const pieces = [
    parts.dateActe.slice(0, 10).replace(/-/g, ''),
    cutTo(part(parts.type), LABEL_LENGTH),
    part(parts.nomNaissance).toLocaleUpperCase('fr'),
    part(parts.premierPrenom),
  ];
  if (parts.numeroDossier !== null) pieces.push(part(parts.numeroDossier));
  return `${pieces.filter((piece) => piece !== '').join('_')}.pdf`;
}

/** Same names told apart: the second becomes `…_2.pdf`, compared without case as Windows does. */
export function distinctNames(names: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return names.map((name) => {
    const count = (seen.get(name.toLowerCase()) ?? 0) + 1;
    seen.set(name.toLowerCase(), count);
    return count === 1 ? name : name.replace(/(\.[^.]+)?$/, `_${count}$1`);
  });
}
