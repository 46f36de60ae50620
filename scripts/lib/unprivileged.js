/**
 * Electron refuses its sandbox to root. When set-up runs as root (containers, CI), the application is started as
 * "nobody", with a HOME and XDG folders of its own; a user without rights simply stays himself.
 */
import fs from 'node:fs';
import path from 'node:path';
import { isReachableByAll, isRoot, root } from './paths.js';

export const unprivilegedId = 65534;

/** Makes a folder, and gives it to the user that the application will run as. */
export function giveToApplication(dir) {
  fs.mkdirSync(dir, { recursive: true, mode: 0o700 });
  if (!isRoot) return;
  fs.chownSync(dir, unprivilegedId, unprivilegedId);
  for (const entry of fs.readdirSync(dir, { withFileTypes: true, recursive: true })) {
    fs.lchownSync(path.join(entry.parentPath ?? entry.path, entry.name), unprivilegedId, unprivilegedId);
  }
}

/** HOME, XDG and temporary folders under one directory, so that nothing of this machine's user is read or written. */
export function ownFolders(home) {
  const folders = {
    HOME: home,
    XDG_CONFIG_HOME: path.join(home, '.config'),
    XDG_CACHE_HOME: path.join(home, '.cache'),
    XDG_DATA_HOME: path.join(home, '.local', 'share'),
    XDG_STATE_HOME: path.join(home, '.local', 'state'),
    XDG_RUNTIME_DIR: path.join(home, '.run'),
    TMPDIR: path.join(home, 'tmp'),
  };
  for (const dir of Object.values(folders)) fs.mkdirSync(dir, { recursive: true, mode: 0o700 });
  giveToApplication(home);
  return folders;
}

/** Is the capability of this number (capabilities(7)) within what this process may hand on? Containers drop some. */
function canGive(number) {
  const bounding = /^CapBnd:\s*([0-9a-f]+)$/m.exec(fs.readFileSync('/proc/self/status', 'utf8'))?.[1] ?? '0';
  return ((BigInt(`0x${bounding}`) >> BigInt(number)) & 1n) === 1n;
}

/** Words to put before a command for it to run without root's rights (none when we do not have them). */
export function demotion() {
  if (!isRoot) return [];
  const words = ['setpriv', `--reuid=${unprivilegedId}`, `--regid=${unprivilegedId}`, '--clear-groups'];
  // A checkout under root's closed home: the right to read it is lent, for nothing else can be done without moving it.
  if (!isReachableByAll(root)) {
    const lent = canGive(2) ? 'dac_read_search' : 'dac_override';
    words.push(`--inh-caps=+${lent}`, `--ambient-caps=+${lent}`);
  }
  return words;
}

const quote = (word) => `'${word.replaceAll("'", `'\\''`)}'`;

/**
 * An executable that stands for Electron wherever one path is asked for (Playwright's `executablePath`).
 * @returns {string} path of Electron itself when there is nothing to wrap
 */
export function electronExecutable(electronDir, wrapperDir, name = 'electron') {
  const electron = path.join(electronDir, name);
  const before = demotion();
  if (before.length === 0) return electron;
  fs.mkdirSync(wrapperDir, { recursive: true });
  const wrapper = path.join(wrapperDir, 'electron-unprivileged');
  fs.writeFileSync(wrapper, `#!/bin/sh\nexec ${[...before, electron].map(quote).join(' ')} "$@"\n`);
  fs.chmodSync(wrapper, 0o755);
  return wrapper;
}
