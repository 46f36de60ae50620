import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { REGISTRY } from './record-registry.ts';

const electron = join(import.meta.dirname, '..');

/** Names given to defineCommand and defineQuery in the sources. */
function definedNames(): string[] {
  const files = ['features', 'record']
    .flatMap((room) =>
      readdirSync(join(electron, room), { recursive: true, encoding: 'utf8' }).map((name) =>
        join(electron, room, name),
      ),
    )
    .filter((path) => path.endsWith('.ts') && !/[.](test|bench)[.]ts$|testing/.test(path));
  return files.flatMap((path) =>
    [...readFileSync(path, 'utf8').matchAll(/= define(?:Command|Query)(?:<[\s\S]*?>)?\(\{\s*name: '([^']+)'/g)].map(
      (match) => match[1] ?? '',
    ),
  );
}

test('every command and query that is written is in the registry, once, and none is there besides', () => {
  const registered = REGISTRY.map((entry) => entry.name);
  expect(new Set(registered).size).toBe(registered.length);
  expect([...registered].sort()).toEqual(definedNames().sort());
});
