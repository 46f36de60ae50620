/** Wrong words on the command line: exit 2, with the usage line. */
export class UsageError extends Error {}

/** Refused or incomplete, with a readable reason: exit 1. */
export class RefusedError extends Error {}

export const USAGE: Readonly<Record<string, string>> = {
  init: 'hygie init --base DIR [--practice FICHIER.json] [--json]',
  'patients import': 'hygie patients import FICHIER.json --base DIR [--json]',
  'patients list': 'hygie patients list --base DIR [--json]',
  seed: 'hygie seed --base DIR --size S|M|L --seed N',
  vsm: 'hygie vsm --base DIR --patient INS|ID --author IDNAT --out FICHIER.xml [--pdf FICHIER.pdf]',
  document: 'hygie document --base DIR --id ID --out FICHIER',
  outbox: 'hygie outbox --base DIR [--json] | hygie outbox retry ID --base DIR',
  trace: 'hygie trace --base DIR --out DOSSIER',
  audit: 'hygie audit list|verify --base DIR [--json]',
  check: 'hygie check --base DIR [--json]',
  backup: 'hygie backup --base DIR --to FICHIER',
  restore: 'hygie restore FICHIER --base DIR',
  bench: 'hygie bench [NOM…] --json',
  sandbox: 'hygie sandbox [--port-base N] [--fault NOM]…',
};

const ACCESS = `La base s'ouvre par la carte (--pin-fd N) ou par son code de récupération (--recovery-fd N). Aucun secret ne passe par un argument.`;

export function help(command?: string): string {
  const lines = command !== undefined && USAGE[command] ? [USAGE[command]] : Object.values(USAGE);
  return `Usage :\n${lines.map((line) => `  ${line}`).join('\n')}\n\n${ACCESS}\n`;
}
