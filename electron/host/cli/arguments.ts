import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { commandOf, COMMANDS, help, UsageError, type CommandUsage } from './usage.ts';

const OPTIONS = {
  base: { type: 'string' },
  practice: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean' },
  size: { type: 'string' },
  seed: { type: 'string' },
  patient: { type: 'string' },
  'white-list': { type: 'string' },
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
  /** Name of the command, as its usage writes it. */
  readonly command: string;
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

/** What Node says of a wrong option, in French. */
function sentenceOfParse(error: unknown): string {
  const said = error instanceof Error ? error.message : '';
  const option = /'(-[^' ]*)/.exec(said)?.[1];
  const code = (error as NodeJS.ErrnoException).code;
  if (option === undefined) return said;
  return code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION'
    ? `Option inconnue : ${option}.`
    : `Valeur manquante ou en trop pour ${option}.`;
}

/** Options that its usage shows, and those that open a base. */
function optionsOf({ lines }: CommandUsage): ReadonlySet<string> {
  const shown = [...lines.join(' ').matchAll(/--([a-z-]+)/g)].map(([, name]) => name ?? '');
  const opening = shown.includes('base') ? ['pin-fd', 'recovery-fd'] : [];
  return new Set([...shown, ...opening, 'help', 'json']);
}

function check(command: string, words: readonly string[], given: readonly string[]): void {
  const usage = COMMANDS[command];
  if (usage === undefined) throw new UsageError(`Commande inconnue : ${words.join(' ')}.\n${help(words[0])}`);
  const known = optionsOf(usage);
  const unknown = given.find((name) => !known.has(name));
  if (unknown !== undefined)
    throw new UsageError(`Option inconnue de cette commande : --${unknown}.\n${help(command)}`);
  const [least, most] = usage.words;
  if (words.length < least) throw new UsageError(`Il manque un mot.\n${help(command)}`);
  if (words.length > most) throw new UsageError(`Mot en trop : ${words[most]}.\n${help(command)}`);
}

/** Reads the command line. Throws UsageError on an unknown command or option, a missing value, a word too many. */
export function readCommandLine(argv: readonly string[]): CommandLine {
  let parsed;
  try {
    parsed = parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError(`${sentenceOfParse(error)}\n${help(commandOf(argv))}`);
  }
  const { json, help: wantsHelp, fault, ...values } = parsed.values;
  const words = parsed.positionals;
  const command = commandOf(words);
  if (wantsHelp !== true && words.length > 0) check(command, words, Object.keys(parsed.values));
  return {
    command,
    words,
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
