import { HygieError } from '../../../shared/errors.ts';
import type { EntreeAnnuaire } from '../../../shared/contract/annuaire.ts';
import { looksLikeZip, readZip } from '../../formats/xdm/index.ts';
import { readHeader, readLine } from './extraction.parser.ts';

export type ExtractionOrder =
  | { readonly kind: 'open'; readonly name: string; readonly bytes: Uint8Array }
  /** Whole lines of the file, its header line apart. */
  | { readonly kind: 'lines'; readonly header: string; readonly bytes: Uint8Array };

export type ExtractionAnswer =
  | { readonly kind: 'open'; readonly name: string; readonly text: Uint8Array }
  | { readonly kind: 'lines'; readonly entries: readonly EntreeAnnuaire[]; readonly refused: number };

const MEGABYTE = 1024 * 1024;
/** The published file weighs 20 MB zipped and 90 MB; five times that is somebody else's. */
const LIMITS = {
  maxArchive: 128 * MEGABYTE,
  maxEntries: 5,
  maxFile: 512 * MEGABYTE,
  maxTotal: 512 * MEGABYTE,
  maxRatio: 200,
  ratioFrom: MEGABYTE,
  maxSets: 1,
};

/** Opens the public extraction and reads its lines. Runs in the format worker. Throws with a French message for a file that is none. */
export async function readExtraction(order: ExtractionOrder): Promise<ExtractionAnswer> {
  if (order.kind === 'open') {
    if (!looksLikeZip(order.bytes)) return { kind: 'open', name: order.name, text: order.bytes };
    const files = await readZip(order.bytes, LIMITS);
    const file = files.find(({ name }) => /\.txt$/i.test(name));
    if (file === undefined)
      throw new HygieError('INVALID_INPUT', 'Cette archive ne contient pas d’extraction de l’annuaire.');
    return { kind: 'open', name: file.name.split(/[\\/]/).at(-1) ?? file.name, text: file.bytes };
  }
  const header = readHeader(order.header);
  if (header === null) throw new Error('Ce fichier n’est pas une extraction de correspondance MSSanté.');
  const text = new TextDecoder('utf-8').decode(order.bytes);
  const entries: EntreeAnnuaire[] = [];
  let refused = 0;
  for (const line of text.split(/\r?\n/)) {
    if (line === '') continue;
    const entry = readLine(line, header);
    if (entry === null) refused += 1;
    else entries.push(entry);
  }
  return { kind: 'lines', entries, refused };
}
