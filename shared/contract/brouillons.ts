import { z } from 'zod';
import { Instant } from '../domain/civil-date.ts';
import { PatientId } from '../ids.ts';
import { command, query } from './define.ts';

/** What may be half typed when the card leaves: each screen names its own. */
const GenreBrouillon = z.enum(['amendement', 'ligne', 'fiche', 'nouveau-patient']);
export type GenreBrouillon = z.infer<typeof GenreBrouillon>;

const Brouillon = z.object({
  genre: GenreBrouillon,
  /** null: about nobody yet (a patient being created). */
  patientId: PatientId.nullable(),
  /** What it is about in that record: a note, a section; '' when there is only one. */
  sujet: z.string().max(80),
});

/** Work in progress of the acting doctor, never part of the record: kept by the screen, and forgotten once it is written or given up. */
export const brouillons = {
  'brouillons.garder': command({
    input: Brouillon.extend({ contenu: z.string().max(200_000) }),
    output: z.object({ modifieLe: Instant }),
  }),
  /** Everything this doctor left unfinished: a handful. */
  'brouillons.lire': query({
    input: z.object({}),
    output: z.array(Brouillon.extend({ contenu: z.string(), modifieLe: Instant })),
  }),
  'brouillons.oublier': command({ input: Brouillon, output: z.object({ modifieLe: Instant }) }),
};
