/**
 * The walls of the house. First every rule is shown a planted breach in a temporary tree and must report it, in that
 * very file and by that very name; then the rules are run on the sources.
 */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { cruise } from 'dependency-cruiser';
import configuration from '../.dependency-cruiser.js';
import { root } from './lib/paths.js';

const rooms = ['electron', 'shared', 'renderer', 'fixtures', 'e2e'];

/** rule → files of a small tree whose first file breaks it */
const breaches = {
  '1-shared-imports-zod-and-itself': { 'shared/a.ts': `import fs from 'node:fs'; export const a = fs;` },
  '2-renderer-imports-shared-only': {
    'renderer/a.ts': `import type { A } from '../electron/record/of-renderer.ts'; export type B = A;`,
    'electron/record/of-renderer.ts': 'export type A = 1;',
  },
  '2-renderer-has-no-node': { 'renderer/b.ts': `import path from 'node:path'; export const b = path;` },
  '2-renderer-has-no-host-library': { 'renderer/c.ts': `import k from 'kysely'; export const c = k;` },
  '3-formats-is-pure': { 'electron/formats/a.ts': `import fs from 'node:fs'; export const a = fs;` },
  '4-electron-only-in-shell': { 'electron/host/a.ts': `import { app } from 'electron'; export const a = app;` },
  '4-sqlite-only-in-record': { 'electron/host/b.ts': `import type D from 'better-sqlite3'; export type B = D;` },
  '4-card-library-only-in-card': { 'electron/host/c.ts': `import p from 'pkcs11js'; export const c = p;` },
  '4-sockets-only-in-network': { 'electron/host/d.ts': `import tls from 'node:tls'; export const d = tls;` },
  '4-mail-and-file-transfer-only-in-network': {
    'electron/host/e.ts': `import { ImapFlow } from 'imapflow'; export const e = ImapFlow;`,
  },
  '5-features-meet-at-their-index': {
    'electron/features/one/a.ts': `import { b } from '../two/b.ts'; export const a = b;`,
    'electron/features/two/b.ts': 'export const b = 1;',
  },
  '5-features-do-not-know-host': {
    'electron/features/one/c.ts': `import { f } from '../../host/f.ts'; export const c = f;`,
    'electron/host/f.ts': 'export const f = 1;',
  },
  '5-no-cycle': {
    'electron/features/three/index.ts': `import { d } from './d.ts'; export const three = () => d;`,
    'electron/features/three/d.ts': `import { three } from './index.ts'; export const d = () => three;`,
  },
  '6-product-knows-no-fixture': {
    'electron/host/g.ts': `import { s } from '../../fixtures/s.ts'; export const g = s;`,
    'fixtures/s.ts': 'export const s = 1;',
  },
  '6-sandbox-shares-no-code-with-its-client': {
    'fixtures/sandbox/a.ts': `import { n } from '../../electron/network/n.ts'; export const a = n;`,
    'electron/network/n.ts': 'export const n = 1;',
  },
  '7-every-import-resolves': { 'shared/lost.ts': `import { a } from './nowhere.ts'; export const lost = a;` },
};

async function violations(baseDir, entries) {
  const answer = await cruise(entries, {
    ...configuration.options,
    baseDir,
    ruleSet: { forbidden: configuration.forbidden },
    validate: true,
  });
  return { list: answer.output.summary.violations, modules: answer.output.summary.totalCruised };
}

async function checkPlantedBreaches() {
  const tree = fs.mkdtempSync(path.join(os.tmpdir(), 'hygie-breaches-'));
  try {
    for (const files of Object.values(breaches)) {
      for (const [name, text] of Object.entries(files)) {
        fs.mkdirSync(path.join(tree, path.dirname(name)), { recursive: true });
        fs.writeFileSync(path.join(tree, name), `${text}\n`);
      }
    }
    fs.symlinkSync(path.join(root, 'node_modules'), path.join(tree, 'node_modules'));
    fs.writeFileSync(path.join(tree, 'package.json'), fs.readFileSync(path.join(root, 'package.json')));
    const { list } = await violations(tree, ['electron', 'shared', 'renderer', 'fixtures']);
    const silent = [];
    for (const rule of configuration.forbidden) {
      const planted = breaches[rule.name];
      const file = planted && Object.keys(planted)[0];
      const reported = list.some(
        (found) => found.rule.name === rule.name && Object.keys(planted ?? {}).includes(found.from),
      );
      if (!file || !reported)
        silent.push(`${rule.name}: ${file ? `breach in ${file} not reported` : 'no breach planted'}`);
    }
    return silent;
  } finally {
    fs.rmSync(tree, { recursive: true, force: true });
  }
}

const silent = await checkPlantedBreaches();
for (const line of silent) console.error(`silent rule  ${line}`);
const present = rooms.filter((room) => fs.existsSync(path.join(root, room)));
const { list, modules } = await violations(root, present);
for (const found of list) console.error(`${found.rule.name}  ${found.from} → ${found.to}`);
if (modules === 0) console.error('nothing was read: the rules prove nothing');
console.log(
  `architecture: ${configuration.forbidden.length} rules, each seen to bite; ${modules} modules, ${list.length} breaches`,
);
process.exitCode = silent.length + list.length > 0 || modules === 0 ? 1 : 0;
