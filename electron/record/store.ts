import { HygieError } from '../../shared/errors.ts';
import type { BackupReport } from './backup.ts';
import type { Actor, Command, Query } from './define.ts';
import { keepSignedHead, noteInJournal, readAuditHead } from './audit-commands.ts';
import { asRecordError } from './errors.ts';
import { auditHeadMessage } from './audit.ts';
import { createKeyring, type Keyring } from './keys/keyring.ts';
import { dropLeftovers } from './keys/rotation.ts';
import { checkMac, repairSlots, requireSlots } from './keys/slot-file.ts';
import { lockBase } from './lock.ts';
import { dropPreLoginEvents, readPreLoginEvents, takePreLoginEvents } from './pre-login-journal.ts';
import { GATE_OPEN, GATE_SHUT } from './protocol.ts';
import { runTask, startWorker, type WorkerLink } from './worker-link.ts';

export interface OpenOptions {
  readonly directory: string;
  /** The base's key; copied here, so that the caller may zero its own at once. */
  readonly key: Uint8Array;
  /** Entry of the worker threads: host/record-worker.ts, or its built form. */
  readonly workerPath: string;
  readonly nativeBinding?: string | null;
  /** Who opened the base; signs what is done at opening. */
  readonly actor: Actor;
  readonly clock?: () => Date;
  /** Told of each command or query above `slowMilliseconds` (40). */
  readonly onSlow?: (name: string, milliseconds: number) => void;
  readonly slowMilliseconds?: number;
}

export interface RecordStore {
  /** Runs a write in the writer: one transaction, one row of the journal. When it resolves, it is on disk. */
  execute<I, O>(command: Command<I, O>, input: I, actor: Actor): Promise<O>;
  /** Runs a read in the reader, in one snapshot that holds every write acknowledged before. */
  query<I, O>(query: Query<I, O>, input: I, actor: Actor): Promise<O>;
  /** Signs the journal's head with the card and keeps it. `motif`: connexion, horaire, verrouillage, sauvegarde. */
  signAuditHead(motif: string, actor: Actor, signer: HeadSigner): Promise<void>;
  /** One encrypted file with everything, while the base is in use. Throws HygieError DISK_FULL, BASE_READ_ONLY, NOT_ALLOWED (the file exists). */
  backup(target: string, actor: Actor): Promise<BackupReport>;
  /** Cards and codes that open the base. */
  readonly keys: Keyring;
  /** French sentences to show once: clock set back, lines of the pre-login journal that could not be read. */
  readonly warnings: readonly string[];
  readonly directory: string;
  /** Ends the calls under way, closes the base, zeroes the key, frees the lock. May be called twice. */
  close(): Promise<void>;
}

export interface HeadSigner {
  /** DER of the certificate that the signature verifies against. */
  readonly certificate: Uint8Array;
  sign(message: Uint8Array): Promise<Uint8Array>;
}

const CLOCK_TOLERANCE = 2 * 60_000;

interface Workers {
  readonly writer: WorkerLink;
  readonly reader: WorkerLink;
}

/**
 * Opens the base in its two threads. Throws HygieError BASE_IN_USE, BASE_NEWER, BASE_DAMAGED, BASE_READ_ONLY, DISK_FULL.
 */
export async function openRecord(options: OpenOptions): Promise<RecordStore> {
  const { directory, workerPath } = options;
  const nativeBinding = options.nativeBinding ?? null;
  const clock = options.clock ?? (() => new Date());
  const lock = lockBase(directory, nativeBinding);
  let key = Uint8Array.from(options.key);

  const beginning = (databaseFile: string) => ({
    directory,
    databaseFile,
    nativeBinding,
    now: clock().toISOString(),
    slowMilliseconds: options.slowMilliseconds ?? 40,
    task: null,
    gate: new SharedArrayBuffer(4),
  });

  async function startWorkers(): Promise<Workers> {
    const file = requireSlots(directory);
    checkMac(file, key);
    const begin = beginning(file.database);
    const onSlow = options.onSlow ?? (() => {});
    const gate = new Int32Array(begin.gate);
    const letReader = (state: number) => {
      Atomics.store(gate, 0, state);
      Atomics.notify(gate, 0);
    };
    const reader = startWorker(workerPath, { ...begin, key, role: 'reader' }, onSlow);
    // Its failure is looked at below, once the writer's is known.
    reader.catch(() => null);
    const writer = await startWorker(workerPath, { ...begin, key, role: 'writer' }, onSlow).catch((error: unknown) => {
      letReader(GATE_SHUT);
      throw error;
    });
    letReader(GATE_OPEN);
    try {
      return { writer, reader: await reader };
    } catch (error) {
      await writer.close();
      throw error;
    }
  }

  let workers: Promise<Workers>;
  let closed = false;
  const warnings: string[] = [];

  async function linkTo(role: keyof Workers): Promise<WorkerLink> {
    if (closed) throw new HygieError('LOCKED');
    const seen = workers;
    const current = await seen;
    if (current.writer.alive() && current.reader.alive()) return current[role];
    // A thread died (out of memory, a fault of the driver): what was acknowledged is on disk, both are started again, once.
    if (workers === seen) workers = Promise.all([current.writer.close(), current.reader.close()]).then(startWorkers);
    return (await workers)[role];
  }

  async function call(role: keyof Workers, name: string, input: unknown, actor: Actor): Promise<unknown> {
    const now = clock().toISOString();
    try {
      return await (await linkTo(role)).call(name, input, actor, now);
    } catch (error) {
      // Refused by a thread that was closing for a change of key: it did not run, and the next thread takes it.
      const refused = error instanceof HygieError && error.code === 'LOCKED';
      if (!refused || closed) throw error;
      return (await linkTo(role)).call(name, input, actor, now);
    }
  }

  const execute = async <I, O>(command: Command<I, O>, input: I, actor: Actor): Promise<O> =>
    (await call('writer', command.name, input, actor)) as O;
  const query = async <I, O>(asked: Query<I, O>, input: I, actor: Actor): Promise<O> =>
    (await call('reader', asked.name, input, actor)) as O;

  async function atOpening(lastInstant: string | null): Promise<void> {
    const now = clock();
    if (lastInstant !== null && now.getTime() < Date.parse(lastInstant) - CLOCK_TOLERANCE) {
      warnings.push(
        'L’horloge de cet ordinateur a reculé depuis la dernière utilisation : vérifiez la date et l’heure avant de continuer.',
      );
      const detail = { dernier: lastInstant, maintenant: now.toISOString() };
      await execute(noteInJournal, { action: 'horloge.recul', patientId: null, detail }, options.actor);
    }
    const { events, unreadable } = readPreLoginEvents(directory);
    if (events.length > 0) await execute(takePreLoginEvents, { events }, options.actor);
    if (unreadable > 0) {
      warnings.push('Une partie du journal d’avant connexion est illisible.');
      await execute(
        noteInJournal,
        { action: 'avant-connexion.illisible', patientId: null, detail: { lignes: unreadable } },
        options.actor,
      );
    }
    dropPreLoginEvents(directory);
  }

  async function close(): Promise<void> {
    if (closed) return;
    closed = true;
    try {
      const current = await workers;
      await current.reader.close();
      await current.writer.close();
    } finally {
      key.fill(0);
      lock.release();
    }
  }

  try {
    repairSlots(directory);
    workers = startWorkers();
    const { writer } = await workers;
    dropLeftovers(directory);
    await atOpening(writer.lastInstant);
  } catch (error) {
    key.fill(0);
    lock.release();
    throw asRecordError(error);
  }

  const keys = createKeyring({
    directory,
    clock,
    key: () => {
      if (closed) throw new HygieError('LOCKED');
      return key;
    },
    note: (action, detail, actor) => execute(noteInJournal, { action, patientId: null, detail }, actor),
    rotate: async (change) => {
      const current = await workers;
      let failure: unknown = null;
      // Calls that come meanwhile wait on this promise.
      workers = (async () => {
        await current.reader.close();
        await current.writer.close();
        try {
          const begin = { ...beginning(''), key, role: 'task', task: { kind: 'rotate', change } } as const;
          const fresh = (await runTask(workerPath, begin)) as Uint8Array;
          key.fill(0);
          key = Uint8Array.from(fresh);
          fresh.fill(0);
        } catch (error) {
          failure = asRecordError(error);
        }
        return startWorkers();
      })();
      await workers;
      if (failure !== null) throw failure;
    },
  });

  return {
    execute,
    query,
    keys,
    warnings,
    directory,
    close,
    backup: async (target, actor) => {
      await linkTo('writer');
      const report = (await runTask(workerPath, {
        ...beginning(''),
        key,
        role: 'task',
        task: { kind: 'backup', target },
      })) as BackupReport;
      const detail = { octets: report.octets, documents: report.documents };
      await execute(noteInJournal, { action: 'sauvegarde.creer', patientId: null, detail }, actor);
      return report;
    },
    signAuditHead: async (motif, actor, signer) => {
      const head = await query(readAuditHead, {}, actor);
      const signature = await signer.sign(auditHeadMessage(head));
      await execute(keepSignedHead, { ...head, motif, certificat: signer.certificate, signature }, actor);
    },
  };
}
