import { resolve } from 'node:path';
import { backupBase, checkBase, listAudit, restoreBackup, verifyAudit } from '../../record/index.ts';
import { instantOf } from '../../../shared/domain/civil-date.ts';
import type { CommandLine } from './arguments.ts';
import { besideWindow, withBase, type Programs } from './open-base.ts';
import type { Talk } from './terminal.ts';

/** `audit list`: the journal, latest first. */
export function auditList(line: CommandLine, programs: Programs, talk: Talk): Promise<boolean> {
  return withBase(line, programs, async (store, actor) => {
    let avant: number | null = null;
    for (;;) {
      const rows: Awaited<ReturnType<typeof listAudit.run>> = await store.query(listAudit, { avant }, actor);
      for (const row of rows) await talk.print(row);
      const last = rows.at(-1);
      if (last === undefined) return true;
      talk.interrupted.throwIfAborted();
      avant = last.numero;
    }
  });
}

/** `audit verify`: names the first broken link, and is false when there is one. It runs beside the window. */
export function auditVerify(line: CommandLine, programs: Programs, talk: Talk): Promise<boolean> {
  return besideWindow(line, programs, async ({ db }) => {
    const verdict = await verifyAudit(db);
    await talk.print(verdict);
    return verdict.ok;
  });
}

/** `check`: integrity of the base, its documents and its journal; beside the window. */
export function check(line: CommandLine, programs: Programs, talk: Talk): Promise<boolean> {
  return besideWindow(line, programs, async (_record, key) => {
    const report = await checkBase({ directory: line.directory, key, nativeBinding: programs.nativeBinding });
    await talk.print(report);
    return report.ok;
  });
}

/** `backup`: one encrypted file, while the base is in use. */
export function backup(line: CommandLine, programs: Programs, talk: Talk): Promise<boolean> {
  const target = resolve(line.need('to'));
  return besideWindow(line, programs, async (_record, key) => {
    const now = instantOf(new Date());
    const { directory } = line;
    const { nativeBinding } = programs;
    const signal = talk.interrupted;
    await talk.note(await backupBase({ directory, key, target, now, nativeBinding, signal }));
    return true;
  });
}

/** `restore`: into a new folder; says which cards open it. */
export async function restore(line: CommandLine, talk: Talk): Promise<boolean> {
  const file = resolve(line.words[1] ?? '');
  await talk.note(await restoreBackup({ file, directory: line.directory, signal: talk.interrupted }));
  return true;
}
