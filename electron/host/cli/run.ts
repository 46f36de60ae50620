import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readCommandLine, type CommandLine } from './arguments.ts';
import { auditList, auditVerify, backup, check, restore } from './care.commands.ts';
import { outbox, writeDocument, writeTrace, writeVsm } from './documents.commands.ts';
import type { Programs } from './open-base.ts';
import { importPatients, printPatients } from './patients.commands.ts';
import { init } from './practice.commands.ts';
import { seed } from './seed.commands.ts';
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

/** Runs the command. False: it was done in part, or found something wrong, and has said so. */
async function dispatch(
  line: CommandLine,
  argv: readonly string[],
  programs: Programs,
  root: string,
  talk: Talk,
): Promise<boolean> {
  const done = (work: Promise<void>) => work.then(() => true);
  switch (line.command) {
    case 'init':
      return done(init(line, programs, talk));
    case 'patients import':
      return importPatients(line, programs, talk);
    case 'patients list':
      return done(printPatients(line, programs, talk));
    case 'seed':
      return seed(line, programs, root, talk);
    case 'vsm':
      return done(writeVsm(line, programs));
    case 'document':
      return done(writeDocument(line, programs));
    case 'outbox':
      return done(outbox(line, programs, talk));
    case 'trace':
      return done(writeTrace(line, programs, talk));
    case 'audit list':
      return auditList(line, programs, talk);
    case 'audit verify':
      return auditVerify(line, programs, talk);
    case 'check':
      return check(line, programs, talk);
    case 'backup':
      return backup(line, programs, talk);
    case 'restore':
      return restore(line, talk);
    case 'bench':
      return runProgram(root, ['scripts', 'bench.js'], line.words.slice(1), talk.interrupted);
    case 'sandbox':
      return runProgram(root, ['fixtures', 'sandbox', 'main.ts'], argv.slice(1), talk.interrupted);
    default:
      throw new UsageError(help());
  }
}

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
    return (await dispatch(line, argv, programs, root, talk)) ? 0 : 1;
  } catch (error) {
    if (error instanceof NobodyReadsError) return 0;
    terminal.error(`${error instanceof UsageError ? error.message : sentenceOf(error)}\n`);
    return error instanceof UsageError ? 2 : 1;
  }
}
