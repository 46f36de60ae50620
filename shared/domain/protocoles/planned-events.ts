import { ageText, type EvenementPlanifie, type Protocole } from './protocole.ts';

export type EtatEvenement = 'fait' | 'fait-en-retard' | 'en-retard' | 'manquant' | 'prevu';

/** A day on which something was done; `prevu` is the planned date that a doctor noted it for, null when nobody said. */
export interface Fait {
  readonly jour: string;
  readonly prevu: string | null;
}

/** One planned occurrence, with what was really done. */
export interface EvenementPrevu<F extends Fait = Fait> {
  readonly evenement: string;
  readonly titre: string;
  readonly demande: string | null;
  readonly date: string;
  readonly etat: EtatEvenement;
  readonly realiseLe: string | null;
  /**
   * Days from the plan to what was done; to today while it is late; null for what is to come. For an age, the plan is its whole time: 0 inside, then counted from its last
   * day, and before it from its first.
   */
  readonly ecartJours: number | null;
  /** What answered it. */
  readonly par: F | null;
}

const DAY = 86_400_000;
const days = (from: string, to: string) =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY);

/** A civil date some months later (or earlier, below zero); the 31st becomes the last day of a shorter month. */
export function addMonths(date: string, months: number): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const target = new Date(Date.UTC(year, month - 1 + months, 1));
  const last = new Date(Date.UTC(target.getUTCFullYear(), target.getUTCMonth() + 1, 0)).getUTCDate();
  target.setUTCDate(Math.min(day, last));
  return target.toISOString().slice(0, 10);
}

interface Occurrence {
  readonly date: string;
  readonly titre: string;
  /** Something done that day, that nobody noted for a planned date, may answer it. */
  reaches(day: string): boolean;
  /** Done that day, it was out of time. */
  outOfTime(day: string): boolean;
  gap(day: string): number;
  unanswered(today: string): EtatEvenement;
}

/** An occurrence done within this part of its period, before or after, is on time. */
const ON_TIME = 0.25;
const DAYS_IN_MONTH = 30.4;
const MOST = 400;

/** What comes back: from the start, every so many months. Late while the next one is still to come, then missing. */
function recurring(event: EvenementPlanifie, months: number, start: string, end: string): Occurrence[] {
  const period = months * DAYS_IN_MONTH;
  const occurrences: Occurrence[] = [];
  for (let index = 0; index <= MOST; index += 1) {
    const date = addMonths(start, index * months);
    if (date > end) break;
    const next = addMonths(start, (index + 1) * months);
    occurrences.push({
      date,
      titre: event.titre,
      reaches: (day) => Math.abs(days(date, day)) <= period / 2,
      outOfTime: (day) => Math.abs(days(date, day)) > period * ON_TIME,
      gap: (day) => days(date, day),
      unanswered: (today) => (date > today ? 'prevu' : next <= today ? 'manquant' : 'en-retard'),
    });
  }
  return occurrences;
}

/** What is due at ages. To come until the age's own time is over, then late, then missing where it is not worth doing any more. */
function atAges(event: EvenementPlanifie, birth: string, end: string): Occurrence[] {
  return (event.ages ?? []).flatMap((age) => {
    const date = addMonths(birth, age.de);
    if (date > end) return [];
    const after = addMonths(birth, age.a + 1);
    const lost = age.jusquA === undefined ? null : addMonths(birth, age.jusquA + 1);
    // Choix : done less than a month early, it answers of itself; earlier, a doctor notes it for this age.
    const earliest = addMonths(birth, Math.max(0, age.de - 1));
    const gap = (day: string) => (day < date ? days(date, day) : day < after ? 0 : days(after, day) + 1);
    return [
      {
        date,
        titre: `${event.titre}, à ${ageText(age)}`,
        reaches: (day: string) => day >= earliest && (lost === null || day < lost),
        outOfTime: (day: string) => day >= after,
        gap,
        unanswered: (today: string): EtatEvenement =>
          today < after ? 'prevu' : lost !== null && today >= lost ? 'manquant' : 'en-retard',
      },
    ];
  });
}

/** What answers what: first what was noted for a planned date, then each other day answers the nearest free occurrence that it reaches. */
function answers<F extends Fait>(occurrences: readonly Occurrence[], done: readonly F[]): Map<Occurrence, F> {
  const found = new Map<Occurrence, F>();
  const noted = new Set<F>();
  for (const each of done) {
    const meant = each.prevu === null ? undefined : occurrences.find(({ date }) => date === each.prevu);
    if (meant === undefined || found.has(meant)) continue;
    found.set(meant, each);
    noted.add(each);
  }
  // The result of an examination already noted by hand is the same examination: it does not answer a second occurrence.
  const taken = new Set([...noted].map(({ jour }) => jour));
  for (const each of [...done].sort((a, b) => (a.jour < b.jour ? -1 : a.jour > b.jour ? 1 : 0))) {
    if (taken.has(each.jour)) continue;
    const [nearest] = occurrences
      .filter((occurrence) => !found.has(occurrence) && occurrence.reaches(each.jour))
      .sort((a, b) => Math.abs(days(a.date, each.jour)) - Math.abs(days(b.date, each.jour)));
    if (nearest === undefined) continue;
    found.set(nearest, each);
    taken.add(each.jour);
  }
  return found;
}

/**
 * Occurrences of a protocol to some months ahead, matched with what was done. What comes back starts on the day the patient began to follow it; ages start at birth.
 * @param start civil dates: `debut` of the follow-up, `naissance` of the patient
 * @param done by identifier of event
 */
export function plannedEvents<F extends Fait>(
  protocole: Pick<Protocole, 'evenements'>,
  start: { readonly debut: string; readonly naissance: string },
  end: string,
  today: string,
  done: ReadonlyMap<string, readonly F[]>,
): EvenementPrevu<F>[] {
  const planned = protocole.evenements.flatMap((event) => {
    const occurrences =
      event.tousLesMois === undefined
        ? atAges(event, start.naissance, end)
        : recurring(event, event.tousLesMois, start.debut, end);
    const answered = answers(occurrences, done.get(event.id) ?? []);
    return occurrences.map((occurrence): EvenementPrevu<F> => {
      const par = answered.get(occurrence) ?? null;
      const etat =
        par === null ? occurrence.unanswered(today) : occurrence.outOfTime(par.jour) ? 'fait-en-retard' : 'fait';
      return {
        evenement: event.id,
        titre: occurrence.titre,
        demande: event.demande,
        date: occurrence.date,
        etat,
        realiseLe: par?.jour ?? null,
        ecartJours: par !== null ? occurrence.gap(par.jour) : etat === 'prevu' ? null : occurrence.gap(today),
        par,
      };
    });
  });
  return planned.sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
}
