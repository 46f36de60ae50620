import type { Instant } from '../../shared/domain/civil-date.ts';
import { openDatabase, queryBuilder, type Connection } from './database.ts';
import type { Actor, Query, ReadableRecord } from './define.ts';
import { openDocuments, type DocumentReader } from './documents.ts';
import { HygieError } from '../../shared/errors.ts';
import { asRecordError } from './errors.ts';
import { checkMac, requireSlots } from './keys/slot-file.ts';
import { layoutOf } from './layout.ts';
import { schemaOf } from './migrate.ts';
import { currentSchema } from './migrations/index.ts';

export interface ReadOnlyOptions {
  readonly directory: string;
  readonly key: Uint8Array;
  readonly nativeBinding?: string | null;
}

/** A base opened beside the window, in this thread, without its lock: it can only be read. */
export interface ReadOnlyRecord {
  readonly db: ReadableRecord;
  readonly connection: Connection;
  readonly documents: DocumentReader;
  query<I, O>(query: Query<I, O>, input: I, actor: Actor, now: Instant): Promise<O>;
  close(): void;
}

/** Throws HygieError BASE_DAMAGED, BASE_NEWER (or older: nothing is migrated here), BASE_READ_ONLY. */
export function openReadOnly(options: ReadOnlyOptions): ReadOnlyRecord {
  const { directory, key } = options;
  const layout = layoutOf(directory);
  const file = requireSlots(directory);
  checkMac(file, key);
  try {
    const connection = openDatabase({
      file: layout.database(file.database),
      key,
      mode: 'read',
      nativeBinding: options.nativeBinding ?? null,
    });
    if (schemaOf(connection) !== currentSchema()) {
      connection.close();
      throw new HygieError(
        'BASE_NEWER',
        'Cette base n’est pas au format de cette version de Hygie. Ouvrez-la d’abord dans la fenêtre.',
      );
    }
    const db = queryBuilder(connection);
    const documents = openDocuments(connection, layout.documents, () => '');
    return {
      db,
      connection,
      documents,
      query: (query, input, actor, now) => query.run(db, input, { now, actor, documents }),
      close: () => {
        connection.close();
      },
    };
  } catch (error) {
    throw asRecordError(error);
  }
}
