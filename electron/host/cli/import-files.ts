import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Files named, folders walked to their bottom in the order of their names. Throws what the disk says of a path that cannot be read. */
export function filesOf(paths: readonly string[]): string[] {
  return paths.flatMap((path) => {
    if (!statSync(path).isDirectory()) return [path];
    const names = readdirSync(path, { withFileTypes: true });
    const inside = names
      .filter((entry) => entry.isFile() || entry.isDirectory())
      .map((entry) => entry.name)
      .sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
    return filesOf(inside.map((name) => join(path, name)));
  });
}
