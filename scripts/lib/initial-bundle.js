import fs from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

/** Modules that a built module imports at once (`import(…)`, which waits, is not one of them). */
const staticImports = (source) =>
  [
    ...source.matchAll(
      /(?:^|[;}\s])(?:import|export)\s*(?:[\w$*{][^'"()]*?\bfrom\s*|\{[^}]*\}\s*from\s*)?["'](\.\/[^"']+)["']/g,
    ),
  ].map(([, name]) => name);

/**
 * Bytes, compressed, that the window needs before it shows anything: the page, its styles, its script and all that this
 * script imports at once.
 * @param {string} directory the built window
 */
export function initialBundle(directory) {
  const page = fs.readFileSync(path.join(directory, 'index.html'), 'utf8');
  const waiting = [...page.matchAll(/(?:src|href)="(\.\/[^"]+[.](?:js|css))"/g)].map(([, name]) =>
    path.join(directory, name),
  );
  const seen = new Set();
  let bytes = gzipSync(page).length;
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (seen.has(file)) continue;
    seen.add(file);
    const content = fs.readFileSync(file);
    bytes += gzipSync(content).length;
    if (!file.endsWith('.js')) continue;
    for (const name of staticImports(content.toString('utf8'))) waiting.push(path.join(path.dirname(file), name));
  }
  return bytes;
}
