/**
 * The encrypted SQLite driver ships a binary that needs Node-API 10. The stand-in's Electron has Node-API 9, so the
 * same source is compiled for it once, with the experimental Node-API switched on (which holds what 10 later fixed).
 */
import fs from 'node:fs';
import path from 'node:path';
import { readJson, writeFileAtOnce } from '../lib/files.js';
import { cacheDir, makeReadableDir, root, sharedCacheDir } from '../lib/paths.js';
import { run, runOrFail } from '../lib/run.js';
import { nodeHeadersPrefix } from './dependencies.js';
import { fetchPackage } from './npm-package.js';

const lockedPackages = () => readJson(path.join(root, 'package-lock.json')).packages;
const source = () => lockedPackages()['node_modules/better-sqlite3'];
const addonApi = () => lockedPackages()['node_modules/node-addon-api'];

export const sqliteBindingPath = () =>
  path.join(sharedCacheDir, 'sqlite', `better-sqlite3-${source().version}-node-api-9.node`);

export const sqliteBindingIsThere = () => fs.existsSync(sqliteBindingPath());

async function nodeGyp() {
  const { stdout } = await runOrFail('npm', ['root', '-g']);
  const beside = path.join(stdout.trim(), 'npm', 'node_modules', 'node-gyp', 'bin', 'node-gyp.js');
  if (fs.existsSync(beside)) return beside;
  const npm = fs.realpathSync((await runOrFail('sh', ['-c', 'command -v npm'])).stdout.trim());
  return path.resolve(path.dirname(npm), '..', 'node_modules', 'node-gyp', 'bin', 'node-gyp.js');
}

/** Takes the two packages of the lock file by themselves, so that it can compile while npm ci works. About 80 s. */
export async function buildSqliteBinding() {
  const work = path.join(cacheDir, 'build', 'sqlite');
  fs.rmSync(work, { recursive: true, force: true });
  const addonDir = path.join(work, 'node_modules', 'node-addon-api');
  fs.mkdirSync(addonDir, { recursive: true });
  const downloads = path.join(cacheDir, 'downloads');
  const [archive, addonArchive] = await Promise.all([
    fetchPackage(`${source().name}@${source().version}`, source().integrity, downloads),
    fetchPackage(`node-addon-api@${addonApi().version}`, addonApi().integrity, downloads),
  ]);
  await runOrFail('tar', ['xzf', archive, '--strip-components=1', '-C', work]);
  await runOrFail('tar', ['xzf', addonArchive, '--strip-components=1', '-C', addonDir]);

  const gyp = path.join(work, 'binding.gyp');
  const before = fs.readFileSync(gyp, 'utf8');
  const experimental = [
    'NAPI_EXPERIMENTAL',
    'NODE_API_EXPERIMENTAL_NO_WARNING',
    'NODE_API_EXPERIMENTAL_NOGC_ENV_OPT_OUT',
  ];
  const after = before.replace(`'NAPI_VERSION=10'`, experimental.map((define) => `'${define}'`).join(', '));
  if (after === before) throw new Error('binding.gyp of the SQLite driver no longer says NAPI_VERSION=10');
  fs.writeFileSync(gyp, after);

  const headers = nodeHeadersPrefix();
  const args = [
    await nodeGyp(),
    'rebuild',
    '--release',
    '--force_build=1',
    ...(headers ? [`--nodedir=${headers}`] : []),
  ];
  await runOrFail(process.execPath, args, { cwd: work });

  const built = path.join(work, 'build', 'Release', 'better_sqlite3.node');
  const probe = `process.dlopen({ exports: {} }, ${JSON.stringify(built)})`;
  const loaded = await run(process.execPath, ['-e', probe]);
  if (loaded.code !== 0) throw new Error(`the compiled SQLite binding does not load: ${loaded.stderr}`);
  makeReadableDir(path.dirname(sqliteBindingPath()));
  writeFileAtOnce(sqliteBindingPath(), fs.readFileSync(built));
  fs.chmodSync(sqliteBindingPath(), 0o755);
  fs.rmSync(work, { recursive: true, force: true });
}
