import type { Connection } from './database.ts';

const IDLE_MILLISECONDS = 1_500;

/**
 * Moves the journal of writes into the base when nobody waits: never on a doctor's save. Returns what to call after each write.
 * The timer does not keep the thread alive.
 */
export function idleCheckpoint(connection: Connection): () => void {
  let timer: NodeJS.Timeout | null = null;
  return () => {
    if (timer !== null) {
      timer.refresh();
      return;
    }
    timer = setTimeout(() => {
      timer = null;
      if (connection.open && !connection.inTransaction) connection.pragma('wal_checkpoint(PASSIVE)');
    }, IDLE_MILLISECONDS);
    timer.unref();
  };
}
