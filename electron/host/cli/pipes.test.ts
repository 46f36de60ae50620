import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { Writable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { ensureCards } from '../../../fixtures/sandbox/card/reader.ts';
import { hygie, lines, makePractice, NODE, type CliPractice } from './testing/practice.ts';

// Each run is a process with two threads: on a loaded machine several of them take their time.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let practice: CliPractice;
beforeAll(async () => {
  practice = await makePractice();
});
afterAll(() => practice.remove());
const at = (name: string) => practice.at(name);
const opened: CliPractice['opened'] = (args, how) => practice.opened(args, how);

describe('pipes and Ctrl+C', () => {
  test('a reader that leaves ends a list without a word', async () => {
    const ran = await opened(['audit', 'list'], { closeOut: true });
    expect(ran).toMatchObject({ code: 0, err: '' });
  });

  test('seed: Ctrl+C between two lots leaves a sound base, its lots whole', async () => {
    const folder = at('seeded');
    const made = await hygie(['init', '--base', folder, '--json']);
    const secret = String(lines(made)[0]?.['recoveryCode']);
    const access = ['--base', folder, '--recovery-fd', '3'];
    const child = spawn(NODE, ['electron/cli.ts', 'seed', '--size', 'S', '--seed', '3', ...access], {
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
      env: { ...process.env, NODE_NO_WARNINGS: '1' },
    });
    (child.stdio[3] as Writable).end(`${secret}\n`);
    let err = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (err += text));
    const ended = new Promise<number | null>((done) => child.once('close', done));
    // The first lot is on the disk once the folder of documents is filled.
    await expect.poll(() => readdirSync(join(folder, 'documents')).length, { timeout: 30_000 }).toBeGreaterThan(5);
    child.kill('SIGINT');
    expect(await ended).toBe(1);
    expect(err).toContain('Interrompu');
    const checked = lines(await hygie(['check', ...access], { secret }))[0];
    expect(checked).toMatchObject({ ok: true });
    expect(Number(checked?.['patients']) % 250).toBe(0);
    if (Number(checked?.['patients']) > 0) {
      const again = await hygie(['seed', '--size', 'S', '--seed', '3', ...access], { secret });
      expect(again.code).toBe(1);
      expect(again.err).toContain('déjà des patients');
    }
  });

  test('backup: Ctrl+C leaves no file', async () => {
    const to = at('interrupted.hygie');
    const ran = hygie(['backup', '--to', to, '--base', practice.base, '--recovery-fd', '3'], { secret: practice.code });
    expect([0, 1]).toContain((await ran).code);
    expect(readdirSync(practice.directory).filter((name) => name.startsWith('.interrupted'))).toEqual([]);
  });

  test('sandbox: says where it is, and Ctrl+C stops it', async () => {
    mkdirSync(at('cache'));
    symlinkSync(ensureCards(), at('cache/cards'));
    const ran = await hygie(['sandbox', '--port-base', '9640'], {
      env: { HYGIE_CACHE: at('cache'), HYGIE_TEST: '1' },
      onOut: (kill) => kill('SIGINT'),
    });
    expect(ran.code).toBe(0);
    expect(lines(ran)[0]).toMatchObject({ ready: true, control: 'http://127.0.0.1:9640' });
  });
});
