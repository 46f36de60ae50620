import { spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect } from 'vitest';
import { openRecord, unlockWithRecoveryCode, type RecordStore } from '../../../record/index.ts';
import { COMMAND_LINE_ACTOR } from '../open-base.ts';

export const NODE = resolve('node_modules/.bin/node');
export const DEMO_PATIENTS = 'fixtures/demo/demo-patients.json';
/** INS of a demo patient, and the identifier of the demo doctor. */
export const CHEMIN = '148085121599955';
export const DOCTOR = '899700057294';

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface How {
  readonly env?: Readonly<Record<string, string>>;
  /** Given on descriptor 3. */
  readonly secret?: string;
  /** Called once, with the first piece of stdout. */
  readonly onOut?: (kill: (signal: NodeJS.Signals) => void) => void;
  /** Stops reading stdout at its first piece, as `head -1` does. */
  readonly closeOut?: boolean;
}

/** `hygie` as a script runs it: a process, two pipes, perhaps a secret on a descriptor. */
export function hygie(args: readonly string[], how: How = {}): Promise<Ran> {
  const folder = how.secret === undefined ? null : mkdtempSync(join(tmpdir(), 'hygie-secret-'));
  const file = folder === null ? null : join(folder, 'secret');
  if (file !== null) writeFileSync(file, `${how.secret}\n`, { mode: 0o600 });
  const secret = file === null ? null : openSync(file, 'r');
  const { HYGIE_RECOVERY_CODE: _code, HYGIE_TEST: _test, ...environment } = process.env;
  const child = spawn(NODE, ['electron/cli.ts', ...args], {
    stdio: ['ignore', 'pipe', 'pipe', secret ?? 'ignore'],
    env: { ...environment, NODE_NO_WARNINGS: '1', ...how.env },
  });
  if (secret !== null) closeSync(secret);
  if (folder !== null) rmSync(folder, { recursive: true });
  return new Promise((done, failed) => {
    let [out, err] = ['', ''];
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      out += text;
      if (how.closeOut === true) child.stdout?.destroy();
    });
    child.stdout?.once('data', () => how.onOut?.((signal) => child.kill(signal)));
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (err += text));
    child.once('error', failed);
    child.once('close', (code) => done({ code, out, err }));
  });
}

export const lines = (ran: Ran): Record<string, unknown>[] =>
  ran.out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

/** No stack, no path of a source, no secret, whatever went wrong. */
export function expectReadable(ran: Ran, secret?: string): void {
  expect(ran.err).not.toMatch(/\n\s+at |\.ts:\d|node:/);
  if (secret !== undefined) expect(ran.err + ran.out).not.toContain(secret);
}

/** A base with the demo practice and its patients, made by the command line itself. */
export interface CliPractice {
  readonly directory: string;
  readonly base: string;
  readonly code: string;
  at(name: string): string;
  /** Runs a command on the base, its code given on a descriptor. */
  opened(args: readonly string[], how?: How): Promise<Ran>;
  /** Does something on the base in this process, as the window would. */
  withStore<T>(work: (store: RecordStore) => Promise<T>): Promise<T>;
  remove(): void;
}

export async function makePractice(): Promise<CliPractice> {
  const directory = mkdtempSync(join(tmpdir(), 'hygie-cli-'));
  const base = join(directory, 'base');
  const made = await hygie(['init', '--base', base, '--practice', 'fixtures/demo/practice.json', '--json']);
  expect(made.err).toBe('');
  const code = String(lines(made)[0]?.['recoveryCode']);
  const opened = (args: readonly string[], how: How = {}) =>
    hygie([...args, '--base', base, '--recovery-fd', '3'], { secret: code, ...how });
  const imported = await opened(['patients', 'import', DEMO_PATIENTS]);
  expect(imported.code).toBe(0);
  expect(new Set(lines(imported).map((each) => each['outcome']))).toEqual(new Set(['created']));
  return {
    directory,
    base,
    code,
    at: (name) => join(directory, name),
    opened,
    withStore: async (work) => {
      const key = unlockWithRecoveryCode(base, code);
      const workerPath = resolve('electron/host/record-worker.ts');
      const actor = COMMAND_LINE_ACTOR;
      const store = await openRecord({ directory: base, key, workerPath, nativeBinding: null, actor });
      try {
        return await work(store);
      } finally {
        await store.close();
      }
    },
    remove: () => rmSync(directory, { recursive: true, force: true }),
  };
}
