import { ResumeState } from '../../../shared/contract/session.ts';
import { defineCommand, defineQuery } from '../../record/index.ts';

/** Where the doctor was, for the same doctor only. */
export const readResume = defineQuery({
  name: 'session.reprise',
  run: async (db, _input: Record<string, never>, context): Promise<ResumeState | null> => {
    const row = await db.selectFrom('resume_state').select('valueJson').where('medecin', '=', context.actor.idNat).executeTakeFirst();
    if (row === undefined) return null;
    // A state of a former version that is not understood is worth nothing: the doctor starts at the agenda.
    const parsed = ResumeState.safeParse(JSON.parse(row.valueJson));
    return parsed.success ? parsed.data : null;
  },
});

export const keepResume = defineCommand({
  name: 'session.garderReprise',
  run: async (db, input: ResumeState, context) => {
    const row = { medecin: context.actor.idNat, valueJson: JSON.stringify(input), modifieLe: context.now };
    await db
      .insertInto('resume_state')
      .values(row)
      .onConflict((conflict) => conflict.column('medecin').doUpdateSet({ valueJson: row.valueJson, modifieLe: row.modifieLe }))
      .execute();
    return {};
  },
  audit: 'work-in-progress',
});

/** A form not finished (other than the consultation note): its bytes, for its owner and its subject (a patient, or « nouveau »). */
export const keepDraft = defineCommand({
  name: 'session.garderBrouillon',
  run: async (db, input: { kind: string; subject: string; content: Uint8Array }, context) => {
    const row = { owner: context.actor.idNat, ...input, modifieLe: context.now };
    await db
      .insertInto('drafts')
      .values(row)
      .onConflict((conflict) =>
        conflict.columns(['owner', 'kind', 'subject']).doUpdateSet({ content: row.content, modifieLe: row.modifieLe }),
      )
      .execute();
    return {};
  },
  audit: 'work-in-progress',
});

export const dropDraft = defineCommand({
  name: 'session.oublierBrouillon',
  run: async (db, input: { kind: string; subject: string }, context) => {
    await db
      .deleteFrom('drafts')
      .where('owner', '=', context.actor.idNat)
      .where('kind', '=', input.kind)
      .where('subject', '=', input.subject)
      .execute();
    return {};
  },
  audit: 'work-in-progress',
});

export const readDraft = defineQuery({
  name: 'session.lireBrouillon',
  run: async (db, input: { kind: string; subject: string }, context): Promise<Uint8Array | null> => {
    const row = await db
      .selectFrom('drafts')
      .select('content')
      .where('owner', '=', context.actor.idNat)
      .where('kind', '=', input.kind)
      .where('subject', '=', input.subject)
      .executeTakeFirst();
    return row?.content ?? null;
  },
});

export const SESSION_ENTRIES = [readResume, keepResume, keepDraft, dropDraft, readDraft] as const;
