import { parseWhiteList, type WhiteList } from '../../formats/mime/index.ts';
import { readFile, type ReadAnyFile, type ReadOptions } from '../../formats/recognise/index.ts';

/** The trust space's list as every call names it: parsed once by the worker, not copied with each file. */
export interface SharedWhiteList {
  readonly version: string;
  readonly xml: SharedArrayBuffer;
}

export interface ReadOrder {
  readonly bytes: Uint8Array;
  readonly options: Omit<ReadOptions, 'whiteList'>;
  readonly whiteList: SharedWhiteList | null;
}

let known: { readonly version: string; readonly list: WhiteList } | null = null;

function listOf(shared: SharedWhiteList | null): WhiteList | null {
  if (shared === null) return null;
  if (known?.version !== shared.version)
    known = { version: shared.version, list: parseWhiteList(Uint8Array.from(new Uint8Array(shared.xml))) };
  return known.list;
}

/** Reads one received file, in the format worker. */
export function readIncoming({ bytes, options, whiteList }: ReadOrder): Promise<ReadAnyFile> {
  return readFile(bytes, { ...options, whiteList: listOf(whiteList) });
}
