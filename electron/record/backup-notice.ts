import { statSync } from 'node:fs';
import { openPromise } from 'yauzl';
import { z } from 'zod';
import { instantOf, type Instant } from '../../shared/domain/civil-date.ts';
import { HygieError } from '../../shared/errors.ts';
import { BACKUP_NOTICE } from './backup.ts';

const Notice = z.object({
  format: z.literal('hygie-sauvegarde-1'),
  faiteLe: z.string(),
  ouvertePar: z.array(z.string().max(200)).max(200),
});

export interface BackupSummary {
  readonly faiteLe: Instant;
  readonly octets: number;
  readonly ouvertePar: string[];
}

/** More than any notice holds: a file that says otherwise is not ours. */
const MOST = 1_000_000;

/** What a backup says of itself, without opening it. Throws HygieError BASE_DAMAGED when it is not a backup of Hygie. */
export async function readBackupNotice(file: string): Promise<BackupSummary> {
  try {
    const zip = await openPromise(file);
    try {
      for await (const entry of zip.eachEntry()) {
        if (entry.fileName !== BACKUP_NOTICE || entry.uncompressedSize > MOST) break;
        const chunks: Buffer[] = [];
        for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk as Buffer);
        const notice = Notice.parse(JSON.parse(Buffer.concat(chunks).toString('utf8')));
        return {
          faiteLe: instantOf(new Date(notice.faiteLe)),
          octets: statSync(file).size,
          ouvertePar: notice.ouvertePar,
        };
      }
    } finally {
      zip.close();
    }
  } catch (cause) {
    throw new HygieError('BASE_DAMAGED', 'Ce fichier n’est pas une sauvegarde de Hygie, ou il est incomplet.', {
      cause,
    });
  }
  throw new HygieError('BASE_DAMAGED', 'Ce fichier n’est pas une sauvegarde de Hygie, ou il est incomplet.');
}
