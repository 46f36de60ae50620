/** Wrong words on the command line: exit 2, with the usage line. */
export class UsageError extends Error {}

/** Refused or incomplete, with a readable reason: exit 1. */
export class RefusedError extends Error {}

/** Nobody reads the answer any more (`| head -1`): the reading stops there, and it is no failure. */
export class NobodyReadsError extends Error {}

export interface CommandUsage {
  /** Its own words, one line for each way to write it. The options it takes are read from there. */
  readonly lines: readonly string[];
  /** How many words it takes, its own name included. */
  readonly words: readonly [least: number, most: number];
}

export const COMMANDS: Readonly<Record<string, CommandUsage>> = {
  init: { lines: ['hygie init --base DIR [--practice FICHIER.json] [--json]'], words: [1, 1] },
  'patients import': { lines: ['hygie patients import FICHIER.json --base DIR [--json]'], words: [3, 3] },
  'patients list': { lines: ['hygie patients list --base DIR [--json]'], words: [2, 2] },
  seed: { lines: ['hygie seed --base DIR --size S|M|L --seed N [--json]'], words: [1, 1] },
  import: { lines: ['hygie import CHEMIN… --base DIR [--white-list FICHIER.xml] --json'], words: [2, 100_000] },
  results: { lines: ['hygie results --base DIR --patient INS|ID --json'], words: [1, 1] },
  vsm: {
    lines: ['hygie vsm --base DIR --patient INS|ID --author IDNAT --out FICHIER.xml [--pdf FICHIER.pdf]'],
    words: [1, 1],
  },
  document: { lines: ['hygie document --base DIR --id ID --out FICHIER'], words: [1, 1] },
  outbox: { lines: ['hygie outbox --base DIR [--json]', 'hygie outbox retry ID --base DIR [--json]'], words: [1, 3] },
  trace: { lines: ['hygie trace --base DIR --out DOSSIER [--json]'], words: [1, 1] },
  'audit list': { lines: ['hygie audit list --base DIR [--json]'], words: [2, 2] },
  'audit verify': { lines: ['hygie audit verify --base DIR [--json]'], words: [2, 2] },
  check: { lines: ['hygie check --base DIR [--json]'], words: [1, 1] },
  backup: { lines: ['hygie backup --base DIR --to FICHIER [--json]'], words: [1, 1] },
  restore: { lines: ['hygie restore FICHIER --base DIR [--json]'], words: [2, 2] },
  bench: { lines: ['hygie bench [NOM…] --json'], words: [1, 100] },
  sandbox: { lines: ['hygie sandbox [--port-base N] [--fault NOM]…'], words: [1, 1] },
};

const GROUPS = ['patients', 'audit'];

/** Name of the command that these words ask for, as COMMANDS writes it; it may not exist. */
export function commandOf(words: readonly string[]): string {
  const [first = '', second = ''] = words;
  return GROUPS.includes(first) ? `${first} ${second}`.trim() : first;
}

const ACCESS = `La base s’ouvre par la carte (--pin-fd N) ou par son code de récupération (--recovery-fd N) : N est un descripteur
ouvert en lecture, par exemple « --recovery-fd 3 3< fichier ». Aucun secret ne passe par un argument.
Fin : 0 fait ; 1 refusé ou incomplet, la raison est dite ; 2 commande mal écrite.`;

/** Usage of one command, of a group of commands, or of all of them. */
export function help(command = ''): string {
  const named = Object.entries(COMMANDS).filter(([name]) => name === command || name.startsWith(`${command} `));
  const shown = named.length > 0 ? named.map(([, usage]) => usage) : Object.values(COMMANDS);
  const lines = shown.flatMap((usage) => usage.lines.map((line) => `  ${line}`));
  return `Usage :\n${lines.join('\n')}\n\n${ACCESS}\n`;
}
