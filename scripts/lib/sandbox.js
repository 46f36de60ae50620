import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { node24, root } from './paths.js';

const program = path.join(root, 'fixtures', 'sandbox', 'main.ts');

/**
 * Starts the bac à sable and waits until its control API answers.
 * @param {{state: string, cards: string, portBase?: number, env?: Record<string, string>, log: string}} options log: file of what it says
 * @returns {Promise<{control: string, stop: () => Promise<void>}>}
 */
export async function startSandbox({ state, cards, portBase = 8090, env = {}, log }) {
  const out = fs.openSync(log, 'a');
  const args = [program, '--state', state, '--cards', cards, '--port-base', String(portBase)];
  const child = spawn(node24, args, { cwd: root, env: { ...process.env, ...env }, stdio: ['ignore', out, out] });
  fs.closeSync(out);
  const kill = () => child.kill('SIGTERM');
  process.once('exit', kill);
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const control = `http://127.0.0.1:${portBase}`;
  const limit = Date.now() + 60_000;
  for (;;) {
    if (child.exitCode !== null) throw new Error(`the bac à sable ended with ${child.exitCode}: see ${log}`);
    if (await answers(control)) break;
    if (Date.now() > limit) {
      kill();
      throw new Error(`the bac à sable did not answer within 60 s: see ${log}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const stop = async () => {
    process.off('exit', kill);
    child.kill('SIGTERM');
    const late = setTimeout(() => child.kill('SIGKILL'), 10_000);
    await ended;
    clearTimeout(late);
  };
  return { control, stop };
}

/** Any answer will do: it listens. */
async function answers(url) {
  try {
    await fetch(url, { signal: AbortSignal.timeout(1000) });
    return true;
  } catch {
    return false;
  }
}
