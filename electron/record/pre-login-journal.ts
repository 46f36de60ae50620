import { existsSync, readFileSync, rmSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { defineCommand } from './define.ts';
import { appendDurably } from './durable.ts';
import { layoutOf } from './layout.ts';

const PreLoginEvent = z.object({ id: z.uuid(), le: z.string().max(40), evenement: z.string().max(300) });
type PreLoginEvent = z.infer<typeof PreLoginEvent>;

/**
 * What happens before the base is open (wrong code, blocked card), kept beside it until the next opening. Never a PIN, never a patient's data.
 * The file can be altered by whoever holds the disk: the journal says of these rows that they come from outside.
 */
export function notePreLoginEvent(directory: string, now: Date, evenement: string): void {
  if (!existsSync(directory)) return;
  const event: PreLoginEvent = { id: randomUUID(), le: now.toISOString(), evenement };
  appendDurably(layoutOf(directory).journal, `${JSON.stringify(event)}\n`);
}

/** Events waiting; lines that cannot be read are counted, not hidden. */
export function readPreLoginEvents(directory: string): { events: PreLoginEvent[]; unreadable: number } {
  const { journal } = layoutOf(directory);
  if (!existsSync(journal)) return { events: [], unreadable: 0 };
  const events: PreLoginEvent[] = [];
  let unreadable = 0;
  for (const line of readFileSync(journal, 'utf8').split('\n')) {
    if (line === '') continue;
    try {
      events.push(PreLoginEvent.parse(JSON.parse(line)));
    } catch {
      unreadable += 1;
    }
  }
  return { events, unreadable };
}

export function dropPreLoginEvents(directory: string): void {
  rmSync(layoutOf(directory).journal, { force: true });
}

/** Takes the events into the base, each once even when a crash comes before the file is removed. One row of the journal tells them all. */
export const takePreLoginEvents = defineCommand({
  name: 'record.evenements-avant-connexion',
  run: async (db, input: { events: readonly PreLoginEvent[] }, context) => {
    await db
      .insertInto('pre_login_events')
      .values(input.events.map((event) => ({ ...event, repriseLe: context.now })))
      .onConflict((conflict) => conflict.column('id').doNothing())
      .execute();
  },
  audit: (input) => ({
    action: 'avant-connexion',
    patientId: null,
    detail: {
      nombre: input.events.length,
      evenements: input.events
        .map((event) => `${event.le} ${event.evenement}`)
        .join(' ; ')
        .slice(0, 4000),
    },
  }),
});
