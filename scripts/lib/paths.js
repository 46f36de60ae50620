/** Where things are: the checkout, and the caches, which always live outside of it. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');

/** Cache of everything that set-up makes once and several checkouts may share. `HYGIE_CACHE` names another one. */
export const cacheDir = path.resolve(process.env.HYGIE_CACHE ?? path.join(os.homedir(), '.cache', 'hygie'));

/** True when the process has every right, in which case Electron is started as somebody else (see unprivileged.js). */
export const isRoot = process.getuid?.() === 0;

/** Can a user without rights go through every folder down to this one? A folder not made yet counts as its parent. */
export function isReachableByAll(target) {
  for (let current = path.resolve(target); ; current = path.dirname(current)) {
    const stat = fs.statSync(current, { throwIfNoEntry: false });
    if (stat && (stat.mode & 0o001) === 0) return false;
    if (current === path.dirname(current)) return true;
  }
}

/** The Electron folder must be readable by the unprivileged user; root's home usually is not. */
export const sharedCacheDir = isRoot && !isReachableByAll(cacheDir) ? '/var/cache/hygie' : cacheDir;

/** Node 24 from the lock file, on which the command line, the bac à sable and every test run. */
export const node24 = path.join(root, 'node_modules', '.bin', 'node');

/** Makes a folder that others can read whatever the umask is. */
export function makeReadableDir(dir) {
  const missing = [];
  for (let current = dir; !fs.existsSync(current); current = path.dirname(current)) missing.unshift(current);
  for (const each of missing) {
    fs.mkdirSync(each, { recursive: true });
    fs.chmodSync(each, 0o755);
  }
  return dir;
}

/** Is this module the program that was started, and not one that another imports? */
export const isProgram = (moduleUrl) =>
  process.argv[1] !== undefined && fs.realpathSync(process.argv[1]) === fileURLToPath(moduleUrl);
