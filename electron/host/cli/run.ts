import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readCommandLine, type CommandLine } from './arguments.ts';
import type { Programs } from './open-base.ts';
import { sentenceOf, talkOn, type Talk, type Terminal } from './terminal.ts';
import { commandOf, help, NobodyReadsError, RefusedError, UsageError } from './usage.ts';

/** Programs that only a checkout has: the bac à sable, the benches. They take the interruption in their own way. */
async function runProgram(
  root: string,
  path: readonly string[],
  args: readonly string[],
  interrupted: AbortSignal,
): Promise<boolean> {
  const program = join(root, ...path);
  if (!existsSync(program)) throw new RefusedError('Cette commande n’existe que dans une copie de travail du projet.');
  const child = spawn(process.execPath, [program, ...args], { stdio: 'inherit' });
  const stop = () => child.kill('SIGINT');
  interrupted.addEventListener('abort', stop);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', resolve);
  });
  interrupted.removeEventListener('abort', stop);
  if (code === 2) throw new UsageError(help(path.includes('sandbox') ? 'sandbox' : 'bench'));
  return code === 0;
}

type Run = (line: CommandLine, talk: Talk, programs: Programs, root: string) => Promise<boolean | void>;

/** Each command loads what it needs when it is asked for: `--help` and `check` do not wait for the PDF fonts. */
const RUNS: Readonly<Record<string, Run>> = {
  init: async (line, talk, programs) => (await import('./practice.commands.ts')).init(line, programs, talk),
  'patients import': async (line, talk, programs) =>
    (await import('./patients.commands.ts')).importPatients(line, programs, talk),
  'patients list': async (line, talk, programs) =>
    (await import('./patients.commands.ts')).printPatients(line, programs, talk),
  seed: async (line, talk, programs, root) => (await import('./seed.commands.ts')).seed(line, programs, root, talk),
  import: async (line, talk, programs) => (await import('./import.commands.ts')).importFiles(line, programs, talk),
  results: async (line, talk, programs) => (await import('./results.commands.ts')).printResults(line, programs, talk),
  vsm: async (line, _talk, programs) => (await import('./vsm.commands.ts')).writeVsm(line, programs),
  document: async (line, _talk, programs) => (await import('./documents.commands.ts')).writeDocument(line, programs),
  outbox: async (line, talk, programs) => (await import('./documents.commands.ts')).outbox(line, programs, talk),
  trace: async (line, talk, programs) => (await import('./documents.commands.ts')).writeTrace(line, programs, talk),
  'audit list': async (line, talk, programs) => (await import('./care.commands.ts')).auditList(line, programs, talk),
  'audit verify': async (line, talk, programs) =>
    (await import('./care.commands.ts')).auditVerify(line, programs, talk),
  check: async (line, talk, programs) => (await import('./care.commands.ts')).check(line, programs, talk),
  backup: async (line, talk, programs) => (await import('./care.commands.ts')).backup(line, programs, talk),
  restore: async (line, talk) => (await import('./care.commands.ts')).restore(line, talk),
  bench: (line, talk, _programs, root) =>
    runProgram(root, ['scripts', 'bench.js'], line.words.slice(1), talk.interrupted),
  sandbox: ({ values, faults }, talk, _programs, root) => {
    const port = values['port-base'] === undefined ? [] : ['--port-base', values['port-base']];
    const args = ['--morning', ...port, ...faults.flatMap((name) => ['--fault', name])];
    return runProgram(root, ['fixtures', 'sandbox', 'main.ts'], args, talk.interrupted);
  },
};

/** Runs one command. 0 done; 1 refused or incomplete, with a readable reason on stderr; 2 wrong usage, with the usage line. */
export async function runCommandLine(
  argv: readonly string[],
  programs: Programs,
  root: string,
  terminal: Terminal,
): Promise<0 | 1 | 2> {
  const talk = talkOn(terminal);
  try {
    const line = readCommandLine(argv);
    if (line.help) {
      await terminal.out(help(commandOf(line.words)));
      return 0;
    }
    if (line.words.length === 0) throw new UsageError(help());
    const run = RUNS[line.command];
    if (run === undefined) throw new UsageError(help());
    // False: it was done in part, or found something wrong, and has said so.
    return (await run(line, talk, programs, root)) === false ? 1 : 0;
  } catch (error) {
    if (error instanceof NobodyReadsError) return 0;
    terminal.error(`${error instanceof UsageError ? error.message : sentenceOf(error)}\n`);
    return error instanceof UsageError ? 2 : 1;
  }
}
