import { ResumeState } from '../../../shared/contract/session.ts';
import { defineCommand, defineQuery } from '../../record/define.ts';

/** Where the doctor was, for the same doctor only; null the first time. */
export const readResume = defineQuery({
  name: 'session.reprise',
  run: async (db, _input: Record<string, never>, context): Promise<ResumeState | null> => {
    const row = await db
      .selectFrom('resume_state')
      .select('valueJson')
      .where('medecin', '=', context.actor.idNat)
      .executeTakeFirst();
    // A state of another version that no longer reads is forgotten: the doctor starts at the agenda.
    return row === undefined ? null : (ResumeState.safeParse(JSON.parse(row.valueJson)).data ?? null);
  },
});

/** Kept at each change of tab or view, so that a lock loses nothing. */
export const keepResume = defineCommand({
  name: 'session.garderReprise',
  run: async (db, input: ResumeState, context) => {
    const row = { medecin: context.actor.idNat, valueJson: JSON.stringify(input), modifieLe: context.now };
    await db
      .insertInto('resume_state')
      .values(row)
      .onConflict((conflict) => conflict.column('medecin').doUpdateSet(row))
      .execute();
    return {};
  },
  audit: 'work-in-progress',
});

export const SESSION_ENTRIES = [readResume, keepResume] as const;
