import { comparableName } from './patient.ts';
import type { PatientFields } from './patient.ts';
import type { IdentiteRecue } from './reception.ts';

/** A strict trait on which two identities differ. */
export type TraitDiscordant = 'nom' | 'prenom' | 'dateNaissance' | 'sexe' | 'lieuNaissance';

/** What the traits of a record are compared by. */
export type TraitsDossier = Pick<
  PatientFields,
  'nomNaissance' | 'premierPrenom' | 'prenoms' | 'dateNaissance' | 'sexe' | 'lieuNaissanceInsee'
>;

const tokens = (name: string | null): string[] =>
  comparableName(name ?? '')
    .split(' ')
    .filter((token) => token !== '');
const startsWith = (list: readonly string[], start: readonly string[]): boolean =>
  start.length > 0 && start.every((token, index) => list[index] === token);
const same = (a: readonly string[], b: readonly string[]): boolean => a.length === b.length && startsWith(a, b);

/**
 * The first birth first name of a record against what the sender gives: its first name, or the first words of its list of birth first names (« MARIE-JOSE »
 * is « Marie José »). « Marie » is not found in a sender's « Marie-José »: neither in its first name nor by cutting what a hyphen joins in the list.
 */
function sameFirstName(received: Pick<IdentiteRecue, 'premierPrenom' | 'prenoms'>, premierPrenom: string): boolean {
  const own = tokens(premierPrenom);
  const first = tokens(received.premierPrenom);
  if (own.length === 0) return false;
  if (same(first, own)) return true;
  const joined = tokens((received.prenoms ?? '').trim().split(/\s+/)[0] ?? '');
  if (joined.length > own.length || (first.length > own.length && startsWith(first, own))) return false;
  return startsWith(tokens(received.prenoms), own);
}

/** Place codes agree when one of them is missing, whatever their case. */
const contradicts = (a: string | null, b: string | null): boolean =>
  a !== null && b !== null && a !== '' && b !== '' && a.toUpperCase() !== b.toUpperCase();

/**
 * Condition 5 of the automatic filing by INS (Réf#2, Référentiel INS « comparaison des traits »): birth name, first birth first name, birth date and sex are equal, the
 * birth place does not contradict. Used names never count; nothing is repaired.
 * @returns the traits that differ, none when they all agree; a trait that the sender does not give differs
 */
export function compareTraits(received: IdentiteRecue, patient: TraitsDossier): readonly TraitDiscordant[] {
  const differing: TraitDiscordant[] = [];
  if (!same(tokens(received.nom), tokens(patient.nomNaissance))) differing.push('nom');
  if (!sameFirstName(received, patient.premierPrenom)) differing.push('prenom');
  const [only, ...others] = received.datesNaissance;
  if (only !== patient.dateNaissance || others.length > 0) differing.push('dateNaissance');
  if (received.sexe !== patient.sexe) differing.push('sexe');
  if (contradicts(received.lieuNaissanceInsee, patient.lieuNaissanceInsee)) differing.push('lieuNaissance');
  return differing;
}

/** The same between two identities received together: that of an archive's metadata and that of the document it describes (condition 3). */
export function compareReceived(described: IdentiteRecue, document: IdentiteRecue): readonly TraitDiscordant[] {
  const differing: TraitDiscordant[] = [];
  if (!same(tokens(described.nom), tokens(document.nom))) differing.push('nom');
  const first = described.premierPrenom ?? '';
  if (!sameFirstName(document, first) && !sameFirstName(described, document.premierPrenom ?? ''))
    differing.push('prenom');
  const [date, ...more] = described.datesNaissance;
  if (
    date === undefined ||
    more.length > 0 ||
    document.datesNaissance.length !== 1 ||
    date !== document.datesNaissance[0]
  )
    differing.push('dateNaissance');
  if (described.sexe === null || described.sexe !== document.sexe) differing.push('sexe');
  if (contradicts(described.lieuNaissanceInsee, document.lieuNaissanceInsee)) differing.push('lieuNaissance');
  return differing;
}

/** True when an identity is one that its sender qualified: birth name, first birth first name, birth date and sex beside the INS (Réf#2). */
export function hasStrictTraits(received: IdentiteRecue): boolean {
  const named = tokens(received.nom).length > 0 && tokens(received.premierPrenom ?? received.prenoms).length > 0;
  return named && received.datesNaissance.length === 1 && received.sexe !== null;
}
