import { cutTo, oneLine, unaccented } from './text.ts';

/** Prefix that says: this message carries an IHE XDM archive (ITI-32, « direct »). */
export const XDM_PREFIX = 'XDM/1.0/DDM+';
export const REPLACEMENT_PREFIX = '[Annule et remplace] ';

/** Labels of documents are cut to this many characters in subjects and file names (ECO.2.1.3, ECO.2.1.6). */
export const LABEL_LENGTH = 40;

export interface SubjectParts {
  /** Display name of the type of each document carried, in order. */
  readonly labels: readonly string[];
  readonly nomNaissance: string;
  readonly premierPrenom: string;
  /** ISO civil date, or null to leave it out. */
  readonly dateNaissance: string | null;
  /** True for a new version that replaces what an earlier message carried. */
  readonly replaces: boolean;
}

/**
 * Subject of a message with health documents: `XDM/1.0/DDM+<label> <NOM> <prénom> <JJ/MM/AAAA>`, unaccented
 * (Référentiel socle MSSanté #2, ECO.2.1.3); « N documents » for several.
 */
export function xdmSubject(parts: SubjectParts): string {
  const [only, ...others] = parts.labels;
  const label =
    others.length === 0 ? cutTo(unaccented(only ?? 'document'), LABEL_LENGTH) : `${parts.labels.length} documents`;
  const birth = parts.dateNaissance === null ? '' : ` ${parts.dateNaissance.split('-').reverse().join('/')}`;
  const who = `${unaccented(parts.nomNaissance).toUpperCase()} ${unaccented(parts.premierPrenom)}`;
  return `${parts.replaces ? REPLACEMENT_PREFIX : ''}${XDM_PREFIX}${label} ${who}${birth}`;
}

/** A subject the doctor wrote, made fit for a message with an archive: one line, unaccented, with the prefix it must have. */
export function withXdmPrefix(subject: string, replaces: boolean): string {
  let rest = unaccented(oneLine(subject));
  if (rest.startsWith(REPLACEMENT_PREFIX)) rest = rest.slice(REPLACEMENT_PREFIX.length);
  if (rest.startsWith(XDM_PREFIX)) rest = rest.slice(XDM_PREFIX.length);
  return `${replaces ? REPLACEMENT_PREFIX : ''}${XDM_PREFIX}${rest}`;
}

/** One mark in front of a subject: « RE: », « TR: », « [Annule et remplace] », « [KO …][902] ». */
const MARK = /\s*(?:\[[^\]]{1,60}\]|(?:RE|TR|FWD?)(?![A-Za-z]))[ \t]*:?/iy;
const PREFIX = /\s*XDM\/1\.0\/DDM\+/iy;
const MOST_MARKS = 50;

/** What the doctor reads of a subject: without the technical prefix, also behind « RE: », « TR: » or « [Annule et remplace] » (ECO.3.1.3). */
export function shownSubject(subject: string): string {
  let at = 0;
  for (let marks = 0; marks <= MOST_MARKS; marks++) {
    PREFIX.lastIndex = at;
    if (PREFIX.test(subject)) {
      const marksInFront = subject.slice(0, at).trim();
      const rest = subject.slice(PREFIX.lastIndex).trim();
      return marksInFront === '' ? rest : `${marksInFront} ${rest}`.trim();
    }
    MARK.lastIndex = at;
    if (!MARK.test(subject)) break;
    at = MARK.lastIndex;
  }
  return subject.trim();
}
