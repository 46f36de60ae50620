import { ResumeState } from '../../../shared/contract/session.ts';
import { defineCommand, defineQuery } from '../../record/define.ts';

/** Where the doctor was, kept at each change of tab or view so that a lock loses nothing. */
export const keepResumeState = defineCommand<{ state: ResumeState }, object>({
  name: 'session.garderReprise',
  async run(db, { state }, context) {
    const row = { medecin: context.actor.idNat, valueJson: JSON.stringify(state), modifieLe: context.now };
    await db
      .insertInto('resume_state')
      .values(row)
      .onConflict((conflict) => conflict.column('medecin').doUpdateSet(row))
      .execute();
    return {};
  },
  audit: 'work-in-progress',
});

/** Where this doctor was; null the first time. A state of another version that no longer reads is forgotten, not an error. */
export const readResumeState = defineQuery<object, ResumeState | null>({
  name: 'session.reprise',
  async run(db, _input, context) {
    const row = await db
      .selectFrom('resume_state')
      .select('valueJson')
      .where('medecin', '=', context.actor.idNat)
      .executeTakeFirst();
    return row === undefined ? null : (ResumeState.safeParse(JSON.parse(row.valueJson)).data ?? null);
  },
});
