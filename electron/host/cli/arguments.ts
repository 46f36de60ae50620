import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { help, UsageError } from './usage.ts';

const OPTIONS = {
  base: { type: 'string' },
  practice: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean' },
  size: { type: 'string' },
  seed: { type: 'string' },
  patient: { type: 'string' },
  author: { type: 'string' },
  out: { type: 'string' },
  pdf: { type: 'string' },
  id: { type: 'string' },
  to: { type: 'string' },
  'pin-fd': { type: 'string' },
  'recovery-fd': { type: 'string' },
  'port-base': { type: 'string' },
  fault: { type: 'string', multiple: true },
} as const;

export interface CommandLine {
  readonly words: readonly string[];
  readonly values: Readonly<Partial<Record<Exclude<keyof typeof OPTIONS, 'json' | 'help' | 'fault'>, string>>>;
  readonly faults: readonly string[];
  readonly json: boolean;
  readonly help: boolean;
  /** Folder of the base. */
  readonly directory: string;
  /** A value that the command cannot do without. Throws UsageError. */
  need(name: keyof CommandLine['values']): string;
}

/** Where the window keeps its base when nobody says otherwise. */
function defaultDirectory(): string {
  const configuration = process.env['XDG_CONFIG_HOME'] ?? join(homedir(), '.config');
  const folders: Readonly<Record<string, string>> = {
    win32: process.env['APPDATA'] ?? homedir(),
    darwin: join(homedir(), 'Library', 'Application Support'),
  };
  return join(folders[process.platform] ?? configuration, 'Hygie', 'base');
}

/** Reads the command line. Throws UsageError on an unknown option or a missing value. */
export function readCommandLine(argv: readonly string[]): CommandLine {
  let parsed;
  try {
    parsed = parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : ''}\n${help(argv[0])}`);
  }
  const { fault, json, help: wantsHelp, ...values } = parsed.values;
  const [command] = parsed.positionals;
  return {
    words: parsed.positionals,
    values,
    faults: fault ?? [],
    json: json ?? false,
    help: wantsHelp ?? false,
    directory: resolve(values.base ?? defaultDirectory()),
    need(name) {
      const value = values[name];
      if (value === undefined) throw new UsageError(`--${name} manque.\n${help(command)}`);
      return value;
    },
  };
}
