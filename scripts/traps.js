/**
 * Messages and files made to be filed in the wrong record, given to `hygie import`: none may be, and almost all the certain ones must be
 * filed alone. `npm run traps`: HYGIE_TRAPS of them, 100,000 when unset; prints one JSON line. `npm run traps -- --detail` says more.
 */
import path from 'node:path';
import { node24, root } from './lib/paths.js';
import { run } from './lib/run.js';
import { setUp } from './setup.js';

await setUp({ quiet: true });
const program = path.join(root, 'fixtures', 'traps', 'main.ts');
const { code } = await run(node24, [program, ...process.argv.slice(2)], { cwd: root, inherit: true });
process.exitCode = code;
