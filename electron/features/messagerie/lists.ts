import { sql } from 'kysely';
import { isApicryptAddress } from '../../formats/mime/index.ts';
import type { MailFolderRow, MailMessageRow, WritableRecord } from '../../record/index.ts';

/** Of the Apicrypt network: known outside of the trust space when it was read, and told apart from a stranger [166]. */
export const isApicrypt = (row: Pick<MailMessageRow, 'deAdresse' | 'horsEspace'>): boolean =>
  row.horsEspace === 1 && isApicryptAddress(row.deAdresse, null);

/** What left the server without being in a record's way: out of the lists, its bytes stay. */
export const GONE = 'retires';

/** The list a message stands in: two views of the inbox by the local assignment, a fixed folder, or one of the doctor's own. */
export function listOf(
  folder: Pick<MailFolderRow, 'id' | 'genre'>,
  message: Pick<MailMessageRow, 'patientId' | 'classe'>,
  linked = false,
): string {
  if (folder.genre === 'personnel') return folder.id;
  if (folder.genre !== 'reception') return folder.genre;
  // A receipt that is told beside the message it answers waits for nobody.
  if (linked && message.classe === 'accuse') return 'assignes';
  return message.patientId === null ? 'non-assignes' : 'assignes';
}

const PER_SECOND = 1_000_000;

/** A free key for a message that came at this instant; keys sort as arrivals do. */
export async function freeKey(
  db: Pick<WritableRecord, 'selectFrom' | 'getExecutor'>,
  instant: string,
): Promise<number> {
  const parsed = Date.parse(instant);
  const second = Math.floor((Number.isNaN(parsed) ? 0 : Math.max(0, parsed)) / 1000) * PER_SECOND;
  const { rows } = await sql<{ last: number | null }>`
    SELECT max(key) AS last FROM mail_messages WHERE key >= ${second} AND key < ${second + PER_SECOND}`.execute(
    db as WritableRecord,
  );
  return (rows[0]?.last ?? second - 1) + 1;
}
