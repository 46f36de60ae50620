import { join } from 'node:path';

/** What lies in the folder of a base. Everything is encrypted except the key slots' labels and the lock. */
export function layoutOf(directory: string) {
  return {
    slots: join(directory, 'slots.json'),
    slotsCopy: join(directory, 'slots-copie.json'),
    lock: join(directory, 'verrou.db'),
    documents: join(directory, 'documents'),
    journal: join(directory, 'avant-connexion.jsonl'),
    migrationBackups: join(directory, 'avant-migration'),
    database: (file: string) => join(directory, file),
  };
}
