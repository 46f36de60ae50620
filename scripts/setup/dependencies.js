/** `npm ci` from the lock file, and the way to know that it is not needed. */
import fs from 'node:fs';
import path from 'node:path';
import { readJson } from '../lib/files.js';
import { node24, root } from '../lib/paths.js';
import { run, runOrFail } from '../lib/run.js';

/** Prefix that holds Node's headers, for node-gyp; the site it would take them from may be out of reach. */
export function nodeHeadersPrefix() {
  // Under `npm run` our own Node 24 may be first in the path, without headers: npm says which Node it runs on.
  const nodes = [process.env.npm_node_execpath, process.execPath].filter((file) => file && fs.existsSync(file));
  const prefixes = nodes.map((file) => path.resolve(path.dirname(fs.realpathSync(file)), '..'));
  prefixes.push('/usr', '/usr/local');
  return prefixes.find((prefix) => fs.existsSync(path.join(prefix, 'include', 'node', 'node_api.h')));
}

/** Does node_modules hold what the lock file says, install scripts run? npm keeps its own account of it. */
export async function dependenciesAreThere() {
  const wanted = readJson(path.join(root, 'package-lock.json'))?.packages;
  const installed = readJson(path.join(root, 'node_modules', '.package-lock.json'))?.packages;
  if (!wanted || !installed) return false;
  for (const [where, entry] of Object.entries(wanted)) {
    if (where === '') continue;
    const there = installed[where];
    if (!there && !entry.optional && !entry.devOptional && !entry.peer) return false;
    if (there && (there.version !== entry.version || there.integrity !== entry.integrity)) return false;
  }
  if (Object.keys(installed).some((where) => !(where in wanted))) return false;
  if (!fs.existsSync(path.join(root, 'node_modules', 'pkcs11js', 'build', 'Release', 'pkcs11.node'))) return false;
  const version = await run(node24, ['-p', 'process.version']).catch(() => ({ code: 1, stdout: '' }));
  return version.code === 0 && version.stdout.startsWith('v24.');
}

export async function installDependencies() {
  // A link leads to another checkout's packages: npm ci would empty them under the feet of who uses them.
  if (fs.lstatSync(path.join(root, 'node_modules'), { throwIfNoEntry: false })?.isSymbolicLink()) {
    throw new Error(
      'node_modules is a link, and does not hold what the lock file says: take the package.json and package-lock.json of the checkout it leads to, or remove the link',
    );
  }
  const headers = nodeHeadersPrefix();
  // npm ci empties node_modules: it must not run on the Node that it is about to remove.
  const ours = path.join(root, 'node_modules', '.bin');
  const PATH = (process.env.PATH ?? '').split(path.delimiter).filter((dir) => dir !== ours);
  const env = {
    ...process.env,
    PATH: PATH.join(path.delimiter),
    ...(headers ? { npm_config_nodedir: headers } : {}),
  };
  await runOrFail('npm', ['ci', '--no-audit', '--no-fund'], { cwd: root, env });
  if (!(await dependenciesAreThere())) {
    throw new Error('npm ci ended well, yet node_modules does not hold what the lock file says');
  }
}
