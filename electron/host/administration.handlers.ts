import { statSync } from 'node:fs';
import { join } from 'node:path';
import { instantOf } from '../../shared/domain/civil-date.ts';
import { HygieError } from '../../shared/errors.ts';
import type { HandlersFor } from '../features/session/index.ts';
import { readSlots } from '../record/index.ts';
import type { HostOptions } from './host.ts';

type Needed = Pick<
  HostOptions,
  'installation' | 'baseDirectory' | 'card' | 'modules' | 'certificateStore' | 'versions' | 'now'
>;

/** The certificate store of the user's session (NSS on Linux), changed only with the user's agreement. */
export interface CertificateStore {
  readonly directory: string;
  holds(modulePath: string): boolean;
  /** Throws an Error with a French message. */
  add(modulePath: string): Promise<void>;
}

function sizeOf(directory: string): number {
  const database = readSlots(directory)?.database;
  if (database === undefined) return 0;
  try {
    return statSync(join(directory, database)).size;
  } catch {
    return 0;
  }
}

/** [7] What Administration shows before login: no patient, no secret, and no path that the window could choose. */
export function administrationHandlers(
  options: Needed,
): HandlersFor<'administration.diagnostic' | 'administration.choisirModule' | 'administration.inscrireModule'> {
  const { installation, baseDirectory, card, modules, certificateStore, versions, now } = options;
  let chosen = modules.find((each) => each.present)?.chemin ?? null;
  return {
    'administration.diagnostic': () =>
      Promise.resolve({
        version: versions.hygie,
        electron: versions.electron,
        test: installation.test,
        modules: modules.map((each) => ({ ...each, choisi: each.chemin === chosen })),
        carte: card.view(),
        base: {
          existe: readSlots(baseDirectory) !== null,
          dossier: baseDirectory,
          tailleOctets: sizeOf(baseDirectory),
        },
        magasin:
          certificateStore === null || chosen === null
            ? null
            : { dossier: certificateStore.directory, module: chosen, inscrit: certificateStore.holds(chosen) },
        horloge: instantOf(now()),
      }),
    'administration.inscrireModule': async () => {
      if (certificateStore === null || chosen === null) throw new HygieError('NOT_FOUND');
      await certificateStore.add(chosen).catch((cause: Error) => {
        throw new HygieError('CARD_PROBLEM', cause.message, { cause });
      });
      return {};
    },
    'administration.choisirModule': ({ nom }) => {
      const wanted = modules.find((each) => each.nom === nom && each.present);
      if (wanted === undefined) throw new HygieError('NOT_FOUND', 'Ce module n’est pas installé sur cet ordinateur.');
      chosen = wanted.chemin;
      card.useModule(wanted.chemin);
      return Promise.resolve({});
    },
  };
}
