import type { CivilDate } from '../../../shared/domain/civil-date.ts';
import { compareTraits, type TraitDiscordant, type TraitsDossier } from '../../../shared/domain/identity-match.ts';
import { comparableName } from '../../../shared/domain/patient.ts';
import type { IdentiteRecue } from '../../../shared/domain/reception.ts';
import type { Person } from './candidates.repository.ts';
import {
  firstNameLevel,
  mayBeShortened,
  nameLevel,
  readHeaderNames,
  type FirstNames,
  type Level,
} from './header-names.ts';

export type Trait = 'nom' | 'premierPrenom' | 'dateNaissance' | 'sexe' | 'ins' | 'lieuNaissance';

/** Traits that the sender gave, compared with a record's; what the sender did not give is in neither list. */
export interface Compared {
  readonly egaux: readonly Trait[];
  readonly differents: readonly Trait[];
}

export function firstNamesOf(person: Person): FirstNames {
  return {
    first: comparableName(person.premierPrenom),
    used: person.prenomUtilise === null ? null : comparableName(person.prenomUtilise),
    all: comparableName((JSON.parse(person.prenomsJson) as string[]).join(' ')),
  };
}

export function namesOf(person: Person): string[] {
  const used = person.nomUtilise === null ? '' : comparableName(person.nomUtilise);
  return [...new Set([comparableName(person.nomNaissance), used])].filter((name) => name !== '');
}

const NAMES: Readonly<Record<TraitDiscordant, Trait>> = {
  nom: 'nom',
  prenom: 'premierPrenom',
  dateNaissance: 'dateNaissance',
  sexe: 'sexe',
  lieuNaissance: 'lieuNaissance',
};

/** The traits of a record as the strict comparison takes them. */
export function strictTraits(person: Person): TraitsDossier {
  const { nomNaissance, premierPrenom, prenomsJson, dateNaissance, sexe, lieuNaissanceInsee } = person;
  const prenoms = JSON.parse(prenomsJson) as string[];
  return { nomNaissance, premierPrenom, prenoms, dateNaissance: dateNaissance as CivilDate, sexe, lieuNaissanceInsee };
}

/** The strict traits of the INS road that the sender gave, and the INS itself when both have one. */
export function compareStrict(sent: IdentiteRecue, person: Person): Compared {
  const differing = new Set(compareTraits(sent, strictTraits(person)).map((trait) => NAMES[trait]));
  const given: Trait[] = [];
  if (sent.nom.trim() !== '') given.push('nom');
  if ((sent.premierPrenom ?? sent.prenoms ?? '').trim() !== '') given.push('premierPrenom');
  if (sent.datesNaissance.length > 0) given.push('dateNaissance');
  if (sent.sexe !== null) given.push('sexe');
  if (sent.lieuNaissanceInsee !== null && person.lieuNaissanceInsee !== null) given.push('lieuNaissance');
  if (sent.ins !== null && person.insMatricule !== null) {
    given.push('ins');
    if (sent.ins.matricule !== person.insMatricule || sent.ins.oid !== person.insOid) differing.add('ins');
  }
  return {
    egaux: given.filter((trait) => !differing.has(trait)),
    differents: given.filter((trait) => differing.has(trait)),
  };
}

export interface TraitLevels {
  readonly nom: Level;
  readonly prenom: Level;
  /** The first name sent is the beginning of this person's compound one. */
  readonly prenomAbrege: boolean;
  /** The name stands where the first name should, and the other way round. */
  readonly inverses: boolean;
  readonly date: 'equal' | 'different' | 'absent';
}

/** A header's traits against a record's, for the trait road (HPRIM, folders): birth or used name, since a header does not say which it gives. */
export function traitLevels(sent: IdentiteRecue, person: Person): TraitLevels {
  const header = readHeaderNames(sent);
  const names = namesOf(person);
  const first = firstNamesOf(person);
  const levels = header.names.map((name) => nameLevel(name, names));
  const swapped =
    names.includes(header.firstNames) && header.names.some((name) => firstNameLevel(name, first) === 'equal');
  const { datesNaissance } = sent;
  return {
    nom: levels.includes('equal') ? 'equal' : levels.includes('approx') ? 'approx' : 'none',
    prenom: firstNameLevel(header.firstNames, first),
    prenomAbrege: mayBeShortened(header.firstNames, first),
    inverses: swapped,
    date:
      datesNaissance.length === 0 ? 'absent' : datesNaissance.includes(person.dateNaissance) ? 'equal' : 'different',
  };
}

/** What a screen shows side by side, on either road: a used name in a header is no difference. */
export function compareForHuman(sent: IdentiteRecue, person: Person, strict: boolean): Compared {
  if (strict) return compareStrict(sent, person);
  const { nom, prenom } = traitLevels(sent, person);
  const rest = compareStrict(sent, person);
  const other = (traits: readonly Trait[]) => traits.filter((trait) => trait !== 'nom' && trait !== 'premierPrenom');
  const hasFirst = sent.premierPrenom !== null || sent.prenoms !== null;
  const of = (level: Level, trait: Trait, there: boolean) => ({
    egaux: there && level === 'equal' ? [trait] : [],
    differents: there && level !== 'equal' ? [trait] : [],
  });
  const [name, first] = [of(nom, 'nom', sent.nom.trim() !== ''), of(prenom, 'premierPrenom', hasFirst)];
  return {
    egaux: [...name.egaux, ...first.egaux, ...other(rest.egaux)],
    differents: [...name.differents, ...first.differents, ...other(rest.differents)],
  };
}
