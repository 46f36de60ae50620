import { resolve } from 'node:path';
import { backupBase, checkBase, listAudit, restoreBackup, verifyAudit } from '../../record/index.ts';
import { instantOf } from '../../../shared/domain/civil-date.ts';
import type { CommandLine } from './arguments.ts';
import { besideWindow, withBase, type Programs } from './open-base.ts';
import { help, UsageError } from './usage.ts';

type Print = (value: object | string) => void;

/** `audit list`: the journal, latest first. */
function list(line: CommandLine, programs: Programs, print: Print): Promise<boolean> {
  return withBase(line, programs, async (store, actor) => {
    let avant: number | null = null;
    for (;;) {
      const rows: Awaited<ReturnType<typeof listAudit.run>> = await store.query(listAudit, { avant }, actor);
      for (const row of rows) print(row);
      const last = rows.at(-1);
      if (last === undefined) return true;
      avant = last.numero;
    }
  });
}

/** `audit list` and `audit verify`; the second names the first broken link and is false when there is one. It runs beside the window. */
export function audit(line: CommandLine, programs: Programs, print: Print): Promise<boolean> {
  if (line.words[1] === 'list') return list(line, programs, print);
  if (line.words[1] !== 'verify') throw new UsageError(help('audit'));
  return besideWindow(line, programs, async ({ db }) => {
    const verdict = await verifyAudit(db);
    print(verdict);
    return verdict.ok;
  });
}

/** `check`: integrity of the base, its documents and its journal; beside the window. */
export function check(line: CommandLine, programs: Programs, print: Print): Promise<boolean> {
  return besideWindow(line, programs, async (_record, key) => {
    const report = await checkBase({ directory: line.directory, key, nativeBinding: programs.nativeBinding });
    print(report);
    return report.ok;
  });
}

/** `backup`: one encrypted file, while the base is in use. */
export function backup(line: CommandLine, programs: Programs, print: Print): Promise<boolean> {
  const target = resolve(line.need('to'));
  return besideWindow(line, programs, async (_record, key) => {
    const now = instantOf(new Date());
    print(await backupBase({ directory: line.directory, key, target, now, nativeBinding: programs.nativeBinding }));
    return true;
  });
}

/** `restore`: into a new folder; says which cards open it. */
export async function restore(line: CommandLine, print: Print): Promise<boolean> {
  const file = line.words[1];
  if (file === undefined) throw new UsageError(help('restore'));
  print(await restoreBackup({ file: resolve(file), directory: line.directory }));
  return true;
}
