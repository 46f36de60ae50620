import { z } from 'zod';
import { CivilDate } from '../civil-date.ts';

/** A surveillance that comes back: which examinations, how often. A text file of the practice or of Hygie, versioned, with the source that was read. */
export const Protocole = z.object({
  id: z.string().regex(/^[a-z0-9-]{3,60}$/),
  version: z.int().positive(),
  titre: z.string().min(1).max(120),
  /** What was read: title, address, date of the text and date of the reading. */
  source: z.object({ titre: z.string().min(1), adresse: z.string(), date: z.string().min(4), lueLe: CivilDate }),
  /** Beginnings of CIM-10 codes: a patient who has one is proposed the protocol, never put under it alone. */
  cim10: z.array(z.string().regex(/^[A-Z]\d{2}/)).max(50),
  evenements: z
    .array(
      z.object({
        id: z.string().regex(/^[a-z0-9-]{2,60}$/),
        titre: z.string().min(1).max(120),
        /** Months between two occurrences. */
        tousLesMois: z.int().min(1).max(120),
        /** LOINC codes of analytes of which one is enough: the examination was done. */
        loinc: z.array(z.string()).max(40),
        /** What is ordered when it is missing. */
        demande: z.string().min(1).max(200),
      }),
    )
    .min(1)
    .max(40),
});
export type Protocole = z.infer<typeof Protocole>;

export type EtatEvenement = 'fait' | 'fait-en-retard' | 'en-retard' | 'manquant' | 'prevu';

/** One planned occurrence, with what was really done. */
export interface EvenementPrevu {
  readonly evenement: string;
  readonly titre: string;
  readonly demande: string;
  readonly date: string;
  readonly etat: EtatEvenement;
  readonly realiseLe: string | null;
  /** Days from the plan to what was done; to today while it is late; null for what is to come. */
  readonly ecartJours: number | null;
}

const DAY = 86_400_000;
const days = (from: string, to: string) =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY);

/** A civil date some months later; the 31st becomes the last day of a shorter month. */
export function addMonths(date: string, months: number): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const target = new Date(Date.UTC(year, month - 1 + months, 1));
  const last = new Date(Date.UTC(target.getUTCFullYear(), target.getUTCMonth() + 1, 0)).getUTCDate();
  target.setUTCDate(Math.min(day, last));
  return target.toISOString().slice(0, 10);
}

/** An occurrence done within this part of its period, before or after, is on time. */
const ON_TIME = 0.25;

/**
 * Occurrences of a protocol from its start to some months ahead, matched with what was done: each examination answers the nearest free occurrence, at most half a
 * period away. Past and unanswered: late while the next is still to come, then missing.
 */
export function plannedEvents(
  protocole: Protocole,
  start: string,
  end: string,
  today: string,
  done: ReadonlyMap<string, readonly string[]>,
): EvenementPrevu[] {
  const planned: EvenementPrevu[] = [];
  for (const event of protocole.evenements) {
    const dates: string[] = [];
    for (let index = 0; ; index += 1) {
      const date = addMonths(start, index * event.tousLesMois);
      if (date > end || dates.length > 400) break;
      dates.push(date);
    }
    const answers = new Map<string, string>();
    const half = (event.tousLesMois * 30.4) / 2;
    for (const day of [...new Set(done.get(event.id) ?? [])].sort()) {
      const free = dates.filter((date) => !answers.has(date) && Math.abs(days(date, day)) <= half);
      const [nearest] = free.sort((a, b) => Math.abs(days(a, day)) - Math.abs(days(b, day)));
      if (nearest !== undefined) answers.set(nearest, day);
    }
    dates.forEach((date, index) => {
      const realiseLe = answers.get(date) ?? null;
      const next = dates[index + 1] ?? addMonths(date, event.tousLesMois);
      const late = realiseLe !== null && Math.abs(days(date, realiseLe)) > half * 2 * ON_TIME;
      const etat: EtatEvenement =
        realiseLe !== null
          ? late
            ? 'fait-en-retard'
            : 'fait'
          : date > today
            ? 'prevu'
            : next <= today
              ? 'manquant'
              : 'en-retard';
      planned.push({
        evenement: event.id,
        titre: event.titre,
        demande: event.demande,
        date,
        etat,
        realiseLe,
        ecartJours: realiseLe !== null ? days(date, realiseLe) : etat === 'prevu' ? null : days(date, today),
      });
    });
  }
  return planned.sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
}
