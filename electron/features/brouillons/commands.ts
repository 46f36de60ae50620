import type { Parsed, Output } from '../../../shared/contract/index.ts';
import type { Instant } from '../../../shared/domain/civil-date.ts';
import type { PatientId } from '../../../shared/ids.ts';
import { defineCommand, defineQuery } from '../../record/define.ts';

type Key = Parsed<'brouillons.oublier'>;
type Kept = Output<'brouillons.lire'>[number];

/** « PATIENT/SUBJECT »; an identifier holds no slash. */
const subjectOf = ({ patientId, sujet }: Key) => `${patientId ?? ''}/${sujet}`;

/** Keeps what is being typed, for the acting doctor only; the last one wins. */
export const keepUnfinished = defineCommand({
  name: 'brouillons.garder',
  run: async (db, input: Parsed<'brouillons.garder'>, context) => {
    const row = {
      owner: context.actor.idNat,
      kind: input.genre,
      subject: subjectOf(input),
      content: new TextEncoder().encode(input.contenu),
      modifieLe: context.now,
    };
    await db
      .insertInto('drafts')
      .values(row)
      .onConflict((conflict) => conflict.columns(['owner', 'kind', 'subject']).doUpdateSet(row))
      .execute();
    return { modifieLe: context.now };
  },
  audit: 'work-in-progress',
});

/** What the acting doctor left unfinished, oldest first. A colleague's is never given. */
export const readUnfinished = defineQuery({
  name: 'brouillons.lire',
  run: async (db, _input: Record<string, never>, context): Promise<Kept[]> => {
    const rows = await db
      .selectFrom('drafts')
      .selectAll()
      .where('owner', '=', context.actor.idNat)
      .orderBy('modifieLe')
      .execute();
    return rows.map(({ kind, subject, content, modifieLe }) => {
      const slash = subject.indexOf('/');
      return {
        genre: kind as Kept['genre'],
        patientId: slash === 0 ? null : (subject.slice(0, slash) as PatientId),
        sujet: subject.slice(slash + 1),
        contenu: new TextDecoder().decode(content),
        modifieLe: modifieLe as Instant,
      };
    });
  },
});

/** Written into the record, or given up by the doctor. */
export const forgetUnfinished = defineCommand({
  name: 'brouillons.oublier',
  run: async (db, input: Key, context) => {
    await db
      .deleteFrom('drafts')
      .where('owner', '=', context.actor.idNat)
      .where('kind', '=', input.genre)
      .where('subject', '=', subjectOf(input))
      .execute();
    return { modifieLe: context.now };
  },
  audit: 'work-in-progress',
});
