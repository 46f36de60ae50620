import { bdpmFileOf, decodeBdpm, parseBdpm, type BdpmFile, type DrugBase } from './bdpm.parser.ts';

export interface BdpmOrder {
  /** Base64 of each file, as the window read it. */
  readonly fichiers: readonly { readonly nom: string; readonly base64: string }[];
}

export interface BdpmRead extends DrugBase {
  /** Names that are not files of the publication. */
  readonly ignores: readonly string[];
  /** False when the list of specialities itself is missing. */
  readonly complete: boolean;
}

/** Decodes and reads the files of a publication. Runs in the format worker: the whole base takes a second. */
export function readBdpm({ fichiers }: BdpmOrder): BdpmRead {
  const files: Partial<Record<BdpmFile, string>> = {};
  const ignores: string[] = [];
  for (const { nom, base64 } of fichiers) {
    const file = bdpmFileOf(nom);
    if (file === null) ignores.push(nom);
    else files[file] = decodeBdpm(Buffer.from(base64, 'base64'));
  }
  return { ...parseBdpm(files), ignores, complete: files.CIS_bdpm !== undefined };
}
