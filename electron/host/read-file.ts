import { readFileSync } from 'node:fs';

/** The bytes of a file, or null when it is not there or cannot be read. */
export function readFileOrNull(path: string): Uint8Array | null {
  try {
    return readFileSync(path);
  } catch {
    return null;
  }
}
