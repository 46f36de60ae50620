import { z } from 'zod';
import { ageOn, CivilDate } from '../civil-date.ts';

const OLDEST = 1500;

/** An age at which something is due, in whole months after birth: from the beginning of `de` to the end of `a`; still worth doing to the end of `jusquA`, for ever without it. */
export const AgePrevu = z
  .object({
    de: z.int().min(0).max(OLDEST),
    a: z.int().min(0).max(OLDEST),
    jusquA: z.int().min(0).max(OLDEST).optional(),
  })
  .refine(({ de, a, jusquA }) => de <= a && a <= (jusquA ?? OLDEST), 'les âges vont en croissant : de, a, jusquA');
export type AgePrevu = z.infer<typeof AgePrevu>;

const Evenement = z
  .object({
    id: z.string().regex(/^[a-z0-9-]{2,60}$/),
    titre: z.string().min(1).max(120),
    /** Months between two occurrences, for what comes back. */
    tousLesMois: z.int().min(1).max(120).optional(),
    /** Ages of life, for what comes once at each. */
    ages: z.array(AgePrevu).min(1).max(20).optional(),
    /** LOINC codes of analytes of which one is enough: the examination was done. */
    loinc: z.array(z.string()).max(40),
    /** Types of document (XDS typeCode) of which one is enough, by its date; with words, only when its title holds one of them. */
    documents: z
      .array(
        z.object({
          type: z.string().min(2).max(40),
          titreContient: z.array(z.string().min(2).max(60)).min(1).max(20).optional(),
        }),
      )
      .max(20)
      .optional(),
    /** What is put on a prescription of biology when it is missing; null for what is not ordered there. */
    demande: z.string().min(1).max(200).nullable(),
  })
  .refine(
    ({ tousLesMois, ages }) => (tousLesMois === undefined) !== (ages === undefined),
    'un événement revient (tousLesMois) ou se fait à des âges (ages), l’un des deux',
  );
export type EvenementPlanifie = z.infer<typeof Evenement>;

/** A surveillance that comes back, or due at ages of life. A text file of the practice or of Hygie, versioned, with the source that was read. */
export const Protocole = z
  .object({
    id: z.string().regex(/^[a-z0-9-]{3,60}$/),
    version: z.int().positive(),
    titre: z.string().min(1).max(120),
    /** What was read: title, address, date of the text and date of the reading. */
    source: z.object({ titre: z.string().min(1), adresse: z.string(), date: z.string().min(4), lueLe: CivilDate }),
    /** What is not in the source, said to whom reads the file: choices between two readings, what was left out. */
    remarques: z.string().min(1).max(600).optional(),
    /** Beginnings of CIM-10 codes: a patient who has one is proposed the protocol, never put under it alone. */
    cim10: z.array(z.string().regex(/^[A-Z]\d{2}/)).max(50),
    /** Ages for which it is proposed, in whole months after birth, both included. */
    deMois: z.int().min(0).max(OLDEST).optional(),
    aMois: z.int().min(0).max(OLDEST).optional(),
    /** Sex of civil status for which it is proposed; « I » is never left out. */
    sexe: z.enum(['M', 'F']).optional(),
    evenements: z.array(Evenement).min(1).max(40),
  })
  .refine(({ deMois, aMois }) => (deMois ?? 0) <= (aMois ?? OLDEST), 'deMois ne dépasse pas aMois');
export type Protocole = z.infer<typeof Protocole>;

/** The protocol says for which ages it is. */
export const hasAges = ({ deMois, aMois }: Pick<Protocole, 'deMois' | 'aMois'>): boolean =>
  deMois !== undefined || aMois !== undefined;

/** The protocol is for a patient of this age and sex: true where it says nothing of them. `day` is the civil date on which the age is counted. */
export function isFor(
  { deMois, aMois, sexe }: Pick<Protocole, 'deMois' | 'aMois' | 'sexe'>,
  patient: { readonly dateNaissance: string; readonly sexe: string },
  day: string,
): boolean {
  const { years, months } = ageOn(patient.dateNaissance, day);
  const age = years * 12 + months;
  return (
    age >= (deMois ?? Number.NEGATIVE_INFINITY) &&
    age <= (aMois ?? Number.POSITIVE_INFINITY) &&
    (sexe === undefined || patient.sexe === 'I' || patient.sexe === sexe)
  );
}

const span = (from: number, to: number, unit: string) => `${from === to ? from : `${from}–${to}`} ${unit}`;

/** « 16–18 mois », « 6 ans », « 11–14 ans », as a vaccination calendar writes its ages. */
export function ageText({ de, a }: Pick<AgePrevu, 'de' | 'a'>): string {
  return de >= 24 && de % 12 === 0 && a % 12 === 11 ? span(de / 12, (a - 11) / 12, 'ans') : span(de, a, 'mois');
}

/** « , rattrapage jusqu’à 4 ans inclus »; '' for an age without a limit. */
function limitText({ jusquA }: AgePrevu): string {
  if (jusquA === undefined) return '';
  const years = (jusquA - 11) / 12;
  return `, rattrapage jusqu’à ${jusquA >= 24 && Number.isInteger(years) ? `${years} ans` : `${jusquA} mois`} inclus`;
}

/** « tous les 3 mois », « à 2 mois, 4 mois, 11 mois, rattrapage jusqu’à 4 ans inclus ». */
export function rhythmText({ tousLesMois, ages }: Pick<EvenementPlanifie, 'tousLesMois' | 'ages'>): string {
  if (ages === undefined) return `tous les ${tousLesMois ?? 0} mois`;
  const limits = ages.map(limitText);
  const [limit = ''] = limits;
  if (limits.every((each) => each === limit)) return `à ${ages.map(ageText).join(', ')}${limit}`;
  return `à ${ages.map((age) => `${ageText(age)}${limitText(age)}`).join(' ; à ')}`;
}
