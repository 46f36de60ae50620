import type { Actor, Command, Query, RecordStore } from '../../record/index.ts';
import type { OpenSession } from './session.service.ts';

/** The open record under the doctor who is logged in, as every feature reaches it. Throws HygieError LOCKED once locked. */
export interface RecordAccess {
  session(): OpenSession<RecordStore>;
  actor(): Actor;
  query<I, O>(query: Query<I, O>, input: I): Promise<O>;
  execute<I, O>(command: Command<I, O>, input: I): Promise<O>;
}
