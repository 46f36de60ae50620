import type { Kysely, Transaction } from 'kysely';
import type { Instant } from '../../shared/domain/civil-date.ts';
import type { IdNat, StructureId } from '../../shared/ids.ts';
import type { DocumentReader, DocumentWriter } from './documents.ts';
import type { RecordSchema } from './schema.ts';

/** A handle that can only read: it has no insert, update, delete or transaction. The connection behind refuses them too. */
export type ReadableRecord = Pick<
  Kysely<RecordSchema>,
  'selectFrom' | 'selectNoFrom' | 'with' | 'withRecursive' | 'fn' | 'dynamic' | 'getExecutor'
>;

/** The writer's handle, inside the one transaction of a command. */
export type WritableRecord = Transaction<RecordSchema>;

/** Who acts: the holder of the card. `remplace` is the doctor replaced, whose agenda a remplaçant keeps. */
export interface Actor {
  readonly idNat: IdNat;
  /** « Dr Paul MEDECIN5729 », as the journal and the notes show it. */
  readonly nom: string;
  readonly structureId: StructureId | null;
  readonly remplace?: IdNat | null;
}

export interface QueryContext {
  readonly now: Instant;
  readonly actor: Actor;
  readonly documents: DocumentReader;
}

export interface CommandContext {
  readonly now: Instant;
  readonly actor: Actor;
  /** A new identifier (UUID version 7, so that indexes grow at their end). */
  newId(): string;
  /** Bytes given here are encrypted and on disk before the row that names them commits. */
  readonly documents: DocumentWriter;
}

/** What the journal keeps of a command. `detail` never holds medical text: field names, counts, identifiers only. */
export interface AuditEntry {
  readonly action: string;
  readonly patientId: string | null;
  readonly detail: Readonly<Record<string, string | number | boolean | null>>;
}

export interface Query<I, O> {
  readonly kind: 'query';
  readonly name: string;
  run(db: ReadableRecord, input: I, context: QueryContext): Promise<O>;
}

export interface Command<I, O> {
  readonly kind: 'command';
  readonly name: string;
  run(db: WritableRecord, input: I, context: CommandContext): Promise<O>;
  /**
   * Exactly one row of the journal for each command. 'work-in-progress' is for autosave (drafts, resume state) and for indexes that can be made again:
   * a row every two seconds would bury the journal, and the signature of the note is what is journalled.
   */
  readonly audit: ((input: I, output: O) => AuditEntry) | 'work-in-progress';
}

export type AnyQuery = Query<never, unknown>;
export interface AnyCommand {
  readonly kind: 'command';
  readonly name: string;
  run(db: WritableRecord, input: never, context: CommandContext): Promise<unknown>;
  readonly audit: ((input: never, output: never) => AuditEntry) | 'work-in-progress';
}
export type RegistryEntry = AnyQuery | AnyCommand;

/** A named read, run in the reader inside one snapshot. It awaits the database and nothing else. */
export function defineQuery<I, O>(query: Omit<Query<I, O>, 'kind'>): Query<I, O> {
  return { kind: 'query', ...query };
}

/** A named write, run wholly in the writer inside one transaction with its row of the journal. It awaits the database and nothing else. */
export function defineCommand<I, O>(command: Omit<Command<I, O>, 'kind'>): Command<I, O> {
  return { kind: 'command', ...command };
}
