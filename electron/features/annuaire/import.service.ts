import { HygieError } from '../../../shared/errors.ts';
import type { Command } from '../../record/index.ts';
import { beginDirectory, layDirectory, sweepDirectory, useDirectory } from './directory.commands.ts';
import { generationOf, readHeader } from './extraction.parser.ts';
import type { ExtractionAnswer, ExtractionOrder } from './extraction.task.ts';

export interface DirectoryImportPorts {
  execute<I, O>(command: Command<I, O>, input: I): Promise<O>;
  /** The format worker. */
  read(order: ExtractionOrder): Promise<ExtractionAnswer>;
}

/** Bytes read at once: the lines of a share are laid in one transaction, and a doctor's save goes between two. */
const SHARE = 1024 * 1024;
const SWEPT = 5000;
const NEWLINE = 10;

/**
 * Takes a public extraction (text or ZIP) in place of the one there: laid beside it share by share, adopted at once at the end. A cut leaves the former one in use.
 * Throws HygieError INVALID_INPUT (no extraction, or half as many rows, not forced).
 */
export async function importDirectory(
  file: { readonly name: string; readonly bytes: Uint8Array },
  force: boolean,
  ports: DirectoryImportPorts,
): Promise<{ entrees: number; ecartees: number; genereLe: string | null }> {
  const opened = await ports.read({ kind: 'open', ...file });
  if (opened.kind !== 'open') throw new Error('the worker answered another question');
  const { text, name } = opened;
  const end = text.indexOf(NEWLINE);
  const header = new TextDecoder().decode(text.subarray(0, end < 0 ? 0 : end)).replace(/\r$/, '');
  if (readHeader(header) === null)
    throw new HygieError('INVALID_INPUT', 'Ce fichier n’est pas une extraction de correspondance MSSanté.');
  const { generation } = await ports.execute(beginDirectory, {});
  const genereLe = generationOf(name);
  let [entrees, ecartees] = [0, 0];
  try {
    for (let start = end + 1; start < text.length;) {
      const wanted = Math.min(start + SHARE, text.length);
      const last = wanted === text.length ? wanted : text.lastIndexOf(NEWLINE, wanted) + 1;
      const stop = last > start ? last : text.length;
      const answer = await ports.read({ kind: 'lines', header, bytes: text.slice(start, stop) });
      if (answer.kind !== 'lines') throw new Error('the worker answered another question');
      await ports.execute(layDirectory, { generation, depuis: entrees, entrees: answer.entries });
      entrees += answer.entries.length;
      ecartees += answer.refused;
      start = stop;
    }
    await ports.execute(useDirectory, { generation, entrees, ecartees, fichier: name, genereLe, forcer: force });
  } finally {
    // What is not in use goes: the former extraction, or what a refusal leaves.
    while ((await ports.execute(sweepDirectory, { limite: SWEPT })).restent);
  }
  return { entrees, ecartees, genereLe };
}
