import { parentPort, workerData } from 'node:worker_threads';
import { openAudit, type AuditWriter } from './audit.ts';
import { backupBase } from './backup.ts';
import { openDatabase, queryBuilder, type Connection } from './database.ts';
import type { AnyCommand, AnyQuery, Command, CommandContext, Query, RegistryEntry } from './define.ts';
import { openDocuments } from './documents.ts';
import { toErrorMessage } from './errors.ts';
import { newUuid } from './identifiers.ts';
import { idleCheckpoint } from './idle-checkpoint.ts';
import { rotateKey } from './keys/rotation.ts';
import { layoutOf } from './layout.ts';
import { migrate } from './migrate.ts';
import { CLOSE, GATE_SHUT, type CallMessage, type Task, type WorkerMessage, type WorkerStart } from './protocol.ts';
import type { Instant } from '../../shared/domain/civil-date.ts';

type Run = (call: CallMessage) => Promise<unknown>;

function entriesOf<K extends RegistryEntry['kind']>(registry: readonly RegistryEntry[], kind: K) {
  const entries = new Map<string, Extract<RegistryEntry, { kind: K }>>();
  for (const entry of registry) {
    if (entry.kind !== kind) continue;
    if (entries.has(entry.name)) throw new Error(`registered twice: ${entry.name}`);
    entries.set(entry.name, entry as Extract<RegistryEntry, { kind: K }>);
  }
  return entries;
}

function find<T>(entries: ReadonlyMap<string, T>, name: string): T {
  const entry = entries.get(name);
  if (entry === undefined) throw new Error(`not in the record's registry: ${name}`);
  return entry;
}

function runCommands(
  connection: Connection,
  registry: readonly RegistryEntry[],
  audit: AuditWriter,
  directory: string,
): Run {
  const commands = entriesOf<AnyCommand['kind']>(registry, 'command');
  const builder = queryBuilder(connection);
  let now = '';
  const documents = openDocuments(connection, directory, () => now);
  return async (call) => {
    const command = find(commands, call.name) as unknown as Command<unknown, unknown>;
    now = call.now;
    const context: CommandContext = {
      now: call.now as Instant,
      actor: call.actor,
      newId: () => newUuid(Date.parse(call.now)),
      documents,
    };
    try {
      return await builder.transaction().execute(async (db) => {
        const output = await command.run(db, call.input, context);
        if (command.audit !== 'work-in-progress') audit.append(command.audit(call.input, output), call.actor, call.now);
        await documents.settle();
        return output;
      });
    } catch (error) {
      documents.abandon();
      throw error;
    }
  };
}

function runQueries(connection: Connection, registry: readonly RegistryEntry[], directory: string): Run {
  const queries = entriesOf<AnyQuery['kind']>(registry, 'query');
  const builder = queryBuilder(connection);
  const documents = openDocuments(connection, directory, () => '');
  return async (call) => {
    const query = find(queries, call.name) as unknown as Query<unknown, unknown>;
    // One transaction for the whole query: every statement sees the same snapshot.
    return builder
      .transaction()
      .execute((db) => query.run(db, call.input, { now: call.now as Instant, actor: call.actor, documents }));
  };
}

function start(registry: readonly RegistryEntry[], begin: WorkerStart) {
  const layout = layoutOf(begin.directory);
  const writes = begin.role === 'writer';
  const connection = openDatabase({
    file: layout.database(begin.databaseFile),
    key: begin.key,
    mode: writes ? 'write' : 'read',
    nativeBinding: begin.nativeBinding,
  });
  begin.key.fill(0);
  try {
    if (!writes)
      return {
        connection,
        lastInstant: null,
        touched: () => {},
        run: runQueries(connection, registry, layout.documents),
      };
    migrate(connection, layout.migrationBackups);
    const audit = openAudit(connection);
    return {
      connection,
      lastInstant: audit.lastInstant(),
      touched: idleCheckpoint(connection),
      run: runCommands(connection, registry, audit, layout.documents),
    };
  } catch (error) {
    connection.close();
    throw error;
  }
}

async function runTask(begin: WorkerStart, task: Task): Promise<unknown> {
  const { directory, key, now, nativeBinding } = begin;
  if (task.kind === 'backup') return backupBase({ directory, key, target: task.target, now, nativeBinding });
  return rotateKey({ directory, key, change: task.change, nativeBinding });
}

/** Body of every worker thread; the entry file gives the list of every command and query. Calls run one after the other. */
export function runRecordWorker(registry: readonly RegistryEntry[]): void {
  const port = parentPort;
  if (port === null) throw new Error('the record runs in a worker thread');
  const begin = workerData as WorkerStart;
  const send = (message: WorkerMessage) => {
    port.postMessage(message);
  };
  if (begin.task !== null) {
    void runTask(begin, begin.task)
      .then(
        (value) => {
          send({ type: 'done', value });
        },
        (error: unknown) => {
          send({ type: 'failed', error: toErrorMessage(error) });
        },
      )
      .finally(() => {
        begin.key.fill(0);
        port.close();
      });
    return;
  }
  if (begin.role === 'reader') {
    const gate = new Int32Array(begin.gate);
    Atomics.wait(gate, 0, 0);
    if (Atomics.load(gate, 0) === GATE_SHUT) {
      begin.key.fill(0);
      port.close();
      return;
    }
  }
  let started: ReturnType<typeof start>;
  try {
    started = start(registry, begin);
  } catch (error) {
    send({ type: 'failed', error: toErrorMessage(error) });
    port.close();
    return;
  }
  let queue = Promise.resolve();
  const serve = async (call: CallMessage) => {
    const before = performance.now();
    try {
      send({ type: 'answer', id: call.id, value: await started.run(call) });
    } catch (error) {
      send({ type: 'error', id: call.id, error: toErrorMessage(error) });
    }
    const milliseconds = performance.now() - before;
    if (milliseconds > begin.slowMilliseconds) send({ type: 'slow', name: call.name, milliseconds });
    started.touched();
  };
  port.on('message', (message: CallMessage | typeof CLOSE) => {
    queue = queue.then(() => {
      if (message !== CLOSE) return serve(message);
      started.connection.close();
      send({ type: 'closed' });
      port.close();
      return undefined;
    });
  });
  send({ type: 'ready', lastInstant: started.lastInstant });
}
