import { compareTraits, hasStrictTraits } from '../../../shared/domain/identity-match.ts';
import { isValidIns, TEST_INS_OIDS, type InsOid, INS_OIDS } from '../../../shared/domain/ins.ts';
import type { IdentiteRecue, RaisonReception } from '../../../shared/domain/reception.ts';
import { SHORT_BIRTH_YEAR } from '../../formats/hprim/header.ts';
import type { ReadableRecord } from '../../record/index.ts';
import { personById, personsByIns, personsBornOn, personsNamed, type Person } from './candidates.repository.ts';
import { readHeaderNames } from './header-names.ts';
import { strictTraits, traitLevels } from './traits.ts';

/** Two grades of evidence: the INS with its traits (MSSanté, DMP, CDA), or the traits of a header (HPRIM, folders). */
export type Road = 'ins' | 'traits';

/** A patient who may be meant, and what was loosened to find them. */
export interface CandidateKept {
  readonly patientId: string;
  readonly reserve: string | null;
}

/** « filed » names a patient; « proposed » has exactly one candidate that waits for a click; « unassigned » needs a human's look. */
export interface Verdict {
  readonly issue: 'filed' | 'proposed' | 'unassigned';
  readonly raison: RaisonReception | null;
  readonly patientId: string | null;
  readonly candidats: readonly CandidateKept[];
}

/** What is known beside the identity itself. */
export interface Circumstances {
  readonly road: Road;
  /** A test installation takes test identities only, a real one real identities only. */
  readonly test: boolean;
  /** Sender and its own number of the patient: what a confirmed choice was remembered under. */
  readonly senderCode: string | null;
  /** Something in how the identity was read that forbids to file alone (a header whose lines are shifted), in French; null otherwise. */
  readonly reserve: string | null;
}

type Reader = Pick<ReadableRecord, 'selectFrom' | 'getExecutor'>;

const OTHER_INS = 'Porte un autre INS que celui du document';

const wait = (raison: RaisonReception, candidats: readonly CandidateKept[], looksRight = true): Verdict => ({
  issue: candidats.length === 1 && looksRight && candidats[0]?.reserve !== OTHER_INS ? 'proposed' : 'unassigned',
  raison,
  patientId: null,
  candidats,
});
const file = (patientId: string): Verdict => ({ issue: 'filed', raison: null, patientId, candidats: [] });

interface Assessed {
  readonly person: Person;
  readonly grade: 'exact' | 'approx' | 'other-date';
  readonly reserve: string | null;
}

const LOOSENED = {
  date: 'Année de naissance sur deux chiffres',
  names: 'Nom lu de part et d’autre de « née », « épouse »…',
  swapped: 'Nom et prénom inversés',
  near: 'Nom ou prénom approchant',
  shortened: 'Prénom composé peut-être abrégé',
  otherDate: 'Date de naissance différente',
  noDate: 'Date de naissance absente de l’en-tête',
} as const;

/** One patient against a header (table of the HPRIM road); null when too little is equal to propose. */
function assess(sent: IdentiteRecue, person: Person, reserve: string | null): Assessed | null {
  const { nom, prenom, prenomAbrege, inverses, date } = traitLevels(sent, person);
  const same = nom === 'equal' && prenom === 'equal';
  if (date !== 'equal') {
    if (!same) return null;
    return { person, grade: 'other-date', reserve: date === 'absent' ? LOOSENED.noDate : LOOSENED.otherDate };
  }
  if (same) {
    const loosened =
      sent.datesNaissance.length > 1 ? LOOSENED.date : readHeaderNames(sent).split ? LOOSENED.names : reserve;
    return { person, grade: loosened === null ? 'exact' : 'approx', reserve: loosened };
  }
  if (inverses) return { person, grade: 'approx', reserve: LOOSENED.swapped };
  const close = (nom === 'equal' && prenom === 'approx') || (nom === 'approx' && prenom === 'equal');
  const loosened = nom === 'equal' && prenomAbrege ? LOOSENED.shortened : LOOSENED.near;
  return close ? { person, grade: 'approx', reserve: loosened } : null;
}

const RANK = { exact: 0, approx: 1, 'other-date': 2 } as const;

async function bornThatDay(db: Reader, sent: IdentiteRecue, reserve: string | null): Promise<Assessed[]> {
  const found: Assessed[] = [];
  for (const person of await personsBornOn(db, sent.datesNaissance)) {
    const assessed = assess(sent, person, reserve);
    if (assessed !== null) found.push(assessed);
  }
  return found.sort((a, b) => RANK[a.grade] - RANK[b.grade] || a.person.key - b.person.key);
}

/** Everybody who may be meant: those of that day, then those of these names whatever their day. */
async function assessAll(db: Reader, sent: IdentiteRecue, reserve: string | null): Promise<Assessed[]> {
  const sameDay = await bornThatDay(db, sent, reserve);
  const people = new Map<number, Person>();
  const header = readHeaderNames(sent);
  for (const name of header.names)
    for (const person of await personsNamed(db, name, header.firstNames)) people.set(person.key, person);
  for (const { person } of sameDay) people.delete(person.key);
  const others = [...people.values()].flatMap((person) => assess(sent, person, reserve) ?? []);
  return [...sameDay, ...others.sort((a, b) => a.person.key - b.person.key)];
}

const kept = (found: readonly Assessed[]): CandidateKept[] =>
  found.map(({ person, reserve }) => ({ patientId: person.id, reserve }));

/** What a confirmed choice is remembered under, beside the sender and its number; null without a sure birth date. */
export function traitsKey(sent: IdentiteRecue): string | null {
  const { names, firstNames } = readHeaderNames(sent);
  const [date] = sent.datesNaissance;
  if (date === undefined || sent.datesNaissance.length > 1 || names.length === 0) return null;
  return `${names.join('/')}|${firstNames}|${date}`;
}

/** The patient whom a human once chose for the same sender, number and traits, while the birth date is equal. */
async function remembered(db: Reader, sent: IdentiteRecue, senderCode: string | null): Promise<Person | null> {
  const traits = traitsKey(sent);
  if (traits === null || senderCode === null || sent.identifiantEmetteur === null) return null;
  const link = await db
    .selectFrom('identity_links')
    .select('patientId')
    .where('emetteur', '=', senderCode)
    .where('identifiant', '=', sent.identifiantEmetteur)
    .where('traits', '=', traits)
    .executeTakeFirst();
  if (link === undefined) return null;
  const person = await personById(db, link.patientId);
  return person !== null && person.dateNaissance === sent.datesNaissance[0] ? person : null;
}

/** Which code of the list says best what was loosened for the only person of these names and day; their words are in the candidate's reserve. */
function looseReason(reserve: string | null, header: string | null): RaisonReception {
  if (reserve === LOOSENED.date || reserve === SHORT_BIRTH_YEAR) return 'DATE_NAISSANCE_ABSENTE';
  return reserve !== null && reserve === header ? 'ENTETE_TRONQUE' : 'NOM_APPROCHANT';
}

/** The trait road: exactly one candidate on birth or used name, first name and birth date, each equal; anything looser only proposes. */
async function matchByTraits(db: Reader, sent: IdentiteRecue, about: Circumstances): Promise<Verdict> {
  const born = await bornThatDay(db, sent, about.reserve);
  const exact = born.filter(({ grade }) => grade === 'exact');
  const link = about.reserve === null ? await remembered(db, sent, about.senderCode) : null;
  if (link !== null) {
    const others = exact.filter(({ person }) => person.id !== link.id);
    if (others.length === 0 || exact.length > 1) return file(link.id);
    return wait('HOMONYMES', [{ patientId: link.id, reserve: 'Choisi la dernière fois' }, ...kept(others)]);
  }
  // Same names and day: a Marie and a Marie-Claude, twins perhaps, are told apart by nothing when laboratories shorten.
  const shortened = born.filter(({ reserve }) => reserve === LOOSENED.shortened);
  if (exact.length === 1 && exact[0] !== undefined && shortened.length === 0) return file(exact[0].person.id);
  if (exact.length > 0) return wait('HOMONYMES', kept([...exact, ...shortened]));
  const found = await assessAll(db, sent, about.reserve);
  if (sent.nom.trim() === '') return wait('ENTETE_TRONQUE', kept(found));
  const sameDay = found.filter(({ grade }) => grade === 'approx');
  if (sameDay.length > 0) {
    const otherNames: readonly (string | null)[] = [LOOSENED.near, LOOSENED.swapped, LOOSENED.shortened];
    const names = sameDay.filter(({ reserve }) => !otherNames.includes(reserve));
    if (names.length > 1) return wait('HOMONYMES', kept(found));
    return wait(looseReason(names[0]?.reserve ?? null, about.reserve), kept(found));
  }
  if (found.length > 0)
    return wait(sent.datesNaissance.length === 0 ? 'DATE_NAISSANCE_ABSENTE' : 'DATE_NAISSANCE_DIFFERENTE', kept(found));
  return wait('PATIENT_INCONNU', []);
}

function isInsOfMode(ins: NonNullable<IdentiteRecue['ins']>, test: boolean): boolean {
  if (!Object.hasOwn(INS_OIDS, ins.oid) || !isValidIns(ins.matricule)) return false;
  return TEST_INS_OIDS.includes(ins.oid as InsOid) === test;
}

/** Candidates to compare when the INS road stops: never preselected, never filed. */
export async function insCandidates(db: Reader, sent: IdentiteRecue): Promise<CandidateKept[]> {
  const byIns = sent.ins === null ? [] : await personsByIns(db, sent.ins.matricule);
  const known = new Set(byIns.map(({ id }) => id));
  const byTraits = (await assessAll(db, sent, null)).filter(({ person }) => !known.has(person.id));
  const { ins } = sent;
  const other = ({ insMatricule }: Person) => ins !== null && insMatricule !== null && insMatricule !== ins.matricule;
  return [
    ...byIns.map(({ id }) => ({ patientId: id, reserve: 'Même matricule INS' })),
    ...byTraits.map(({ person, reserve }) => ({ patientId: person.id, reserve: other(person) ? OTHER_INS : reserve })),
  ];
}

/**
 * The INS road (assignment by INS, conditions 2, 4 and 5): a valid INS of this mode with its four traits, one record that bears it, qualified here, and no
 * trait that differs. The reader has checked the archive, the metadata and the sender before.
 */
async function matchByIns(db: Reader, sent: IdentiteRecue, about: Circumstances): Promise<Verdict> {
  const others = async (raison: RaisonReception, looksRight: boolean) =>
    wait(raison, await insCandidates(db, sent), looksRight);
  if (sent.ins === null) return others('INS_ABSENT', true);
  if (!isInsOfMode(sent.ins, about.test)) return others('INS_INVALIDE', false);
  if (!hasStrictTraits(sent)) return others('SANS_INS_QUALIFIE', true);
  const bearers = (await personsByIns(db, sent.ins.matricule)).filter(({ insOid }) => insOid === sent.ins?.oid);
  const [person] = bearers;
  if (person === undefined) return others('PATIENT_INCONNU', true);
  if (bearers.length > 1) return others('HOMONYMES', false);
  if (compareTraits(sent, strictTraits(person)).length > 0) return others('TRAITS_DISCORDANTS', false);
  if (person.statutIdentite !== 'qualifiee') return others('IDENTITE_NON_QUALIFIEE', true);
  return about.reserve === null ? file(person.id) : others('SANS_INS_QUALIFIE', true);
}

/** The one matching function of the house. Reads only; says who, or why nobody yet. */
export async function matchIdentity(db: Reader, sent: IdentiteRecue | null, about: Circumstances): Promise<Verdict> {
  if (sent === null) return wait(about.road === 'ins' ? 'SANS_METADONNEES' : 'PATIENT_INCONNU', []);
  return about.road === 'ins' ? matchByIns(db, sent, about) : matchByTraits(db, sent, about);
}
