import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { node24, root } from './paths.js';

const program = path.join(root, 'fixtures', 'sandbox', 'main.ts');

/**
 * Starts the bac à sable and waits for the line by which it says where everything is.
 * Two runs on one machine take two bases: HYGIE_PORT_BASE.
 * @param {{state: string, cards: string, portBase?: number, log: string, drops?: string, morning?: boolean}} options log: file of what it
 *   says; drops: folder under which files are left for the practice; morning: fills the mailbox and these folders once, as a morning does
 * @returns {Promise<{report: any, stop: () => Promise<void>}>}
 */
export async function startSandbox({
  state,
  cards,
  portBase = Number(process.env.HYGIE_PORT_BASE ?? 8090),
  log,
  drops,
  morning = false,
}) {
  const out = fs.openSync(log, 'a');
  const before = fs.fstatSync(out).size;
  const args = [program, '--state', state, '--cards', cards, '--port-base', String(portBase)];
  if (drops !== undefined) args.push('--drops', drops);
  if (morning) args.push('--morning');
  const child = spawn(node24, args, { cwd: root, stdio: ['ignore', 'pipe', out] });
  fs.closeSync(out);
  const kill = () => child.kill('SIGTERM');
  process.once('exit', kill);
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const report = await new Promise((resolve, reject) => {
    // Only what this start said, and not the line by which it tells where everything is.
    const said = () =>
      fs
        .readFileSync(log)
        .subarray(before)
        .toString()
        .split('\n')
        .filter((line) => !line.startsWith('{'))
        .join('\n')
        .trim()
        .slice(-2000);
    const giveUp = (why) => reject(new Error(`the bac à sable ${why}: ${said()}`));
    const late = setTimeout(() => (kill(), giveUp('did not start within 60 s')), 60_000);
    child.once('error', reject);
    child.once('exit', (code) => (clearTimeout(late), giveUp(`ended with ${code}`)));
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (chunk) => {
      fs.appendFileSync(log, chunk);
      text += chunk;
      const line = text.split('\n').find((each) => each.startsWith('{"ready":true'));
      if (!line || !text.includes('\n')) return;
      clearTimeout(late);
      resolve(JSON.parse(line));
    });
  });
  const stop = async () => {
    process.off('exit', kill);
    child.kill('SIGTERM');
    const late = setTimeout(() => child.kill('SIGKILL'), 10_000);
    await ended;
    clearTimeout(late);
  };
  return { report, stop };
}
