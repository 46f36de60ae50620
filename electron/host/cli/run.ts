import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readCommandLine, type CommandLine } from './arguments.ts';
import { audit, backup, check, restore } from './care.commands.ts';
import { outbox, writeDocument, writeTrace, writeVsm } from './documents.commands.ts';
import { sentenceOf, type Programs } from './open-base.ts';
import { importPatients, init, printPatients } from './practice.commands.ts';
import { help, RefusedError, UsageError } from './usage.ts';

export interface Terminal {
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
}

/** Programs that only a checkout has: the bac à sable, the benches, the generator. Ctrl+C is theirs to take. */
function runProgram(root: string, path: readonly string[], args: readonly string[]): Promise<boolean> {
  const program = join(root, ...path);
  if (!existsSync(program)) throw new RefusedError('Cette commande n’existe que dans une copie de travail du projet.');
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, ...args], { stdio: 'inherit' });
    const forward = () => child.kill('SIGINT');
    process.on('SIGINT', forward);
    child.once('error', reject);
    child.once('exit', (code) => {
      process.off('SIGINT', forward);
      resolve(code === 0);
    });
  });
}

async function dispatch(
  line: CommandLine,
  argv: readonly string[],
  programs: Programs,
  root: string,
  print: (value: object | string) => void,
): Promise<boolean> {
  const [command, verb] = line.words;
  switch (command === 'patients' ? `patients ${verb ?? ''}` : command) {
    case 'init':
      await init(line, programs, print);
      return true;
    case 'patients import':
      return importPatients(line, programs, print);
    case 'patients list':
      await printPatients(line, programs, print);
      return true;
    case 'vsm':
      await writeVsm(line, programs);
      return true;
    case 'document':
      await writeDocument(line, programs);
      return true;
    case 'outbox':
      await outbox(line, programs, print);
      return true;
    case 'trace':
      await writeTrace(line, programs, print);
      return true;
    case 'audit':
      return audit(line, programs, print);
    case 'check':
      return check(line, programs, print);
    case 'backup':
      return backup(line, programs, print);
    case 'restore':
      return restore(line, print);
    case 'seed':
      return runProgram(root, ['fixtures', 'generator', 'seed.ts'], argv.slice(1));
    case 'bench':
      return runProgram(root, ['scripts', 'bench.js'], line.words.slice(1));
    case 'sandbox':
      return runProgram(root, ['fixtures', 'sandbox', 'main.ts'], argv.slice(1));
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
  const print = (value: object | string) =>
    terminal.out(`${typeof value === 'string' ? value : JSON.stringify(value)}\n`);
  try {
    const line = readCommandLine(argv);
    if (line.help || line.words.length === 0) {
      terminal.out(help(line.words.slice(0, line.words[0] === 'patients' ? 2 : 1).join(' ') || undefined));
      return line.help ? 0 : 2;
    }
    return (await dispatch(line, argv, programs, root, print)) ? 0 : 1;
  } catch (error) {
    terminal.error(`${error instanceof UsageError ? error.message : sentenceOf(error)}\n`);
    return error instanceof UsageError ? 2 : 1;
  }
}
