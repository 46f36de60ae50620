import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { HygieError } from '../../shared/errors.ts';
import type { HandlersFor, SessionService } from '../features/session/index.ts';
import { readBackupNotice, type BackupSummary, type RecordStore } from '../record/index.ts';

export interface RestorationOptions {
  readonly session: SessionService<RecordStore>;
  /** Folder of the practice's own backups. */
  readonly backupDirectory: string;
  /** The system's own dialog; null when nothing was chosen. */
  readonly chooseBackup: () => Promise<string | null>;
}

type Offered = BackupSummary & { readonly nom: string };

function filesOf(directory: string): string[] {
  try {
    return readdirSync(directory).filter((name) => name.endsWith('.sauvegarde'));
  } catch {
    // No backup was ever made here.
    return [];
  }
}

/** The way back from the login screen when the base no longer opens. The window names a backup; only the host knows where it lies. */
export function restorationHandlers(
  options: RestorationOptions,
): HandlersFor<`restauration.${'sauvegardes' | 'choisirFichier' | 'restaurer'}`> {
  const { session, backupDirectory, chooseBackup } = options;
  /** Files offered to the window, by the name it was given. */
  const offered = new Map<string, string>();
  const offer = async (file: string): Promise<Offered> => {
    const summary = await readBackupNotice(file);
    offered.set(basename(file), file);
    return { nom: basename(file), ...summary };
  };
  const lockedOnly = () => {
    if (session.isUnlocked())
      throw new HygieError('NOT_ALLOWED', 'Verrouillez Hygie avant de restaurer une sauvegarde.');
  };
  return {
    'restauration.sauvegardes': async () => {
      const found = await Promise.all(
        // One that does not read is not offered; the others are.
        filesOf(backupDirectory).map((name) => offer(join(backupDirectory, name)).catch(() => null)),
      );
      return found.filter((each) => each !== null).sort((a, b) => (a.faiteLe < b.faiteLe ? 1 : -1));
    },
    'restauration.choisirFichier': async () => {
      lockedOnly();
      const file = await chooseBackup();
      return file === null ? null : offer(file);
    },
    'restauration.restaurer': async ({ nom, preuve }) => {
      lockedOnly();
      const file = offered.get(nom);
      if (file === undefined) throw new HygieError('NOT_FOUND', 'Choisissez d’abord une sauvegarde.');
      return preuve.par === 'carte'
        ? session.restoreWithCard(file, preuve.pin, preuve.confirmeDernierEssai)
        : session.restoreWithRecoveryCode(file, preuve.code);
    },
  };
}
