import { HygieError } from '../../../shared/errors.ts';
import type { HandlersFor, RecordAccess } from '../session/index.ts';
import type { BdpmOrder, BdpmRead } from './bdpm.task.ts';
import { importDrugs, muteSignal, unmuteSignal } from './commands.ts';
import { readDrug, readDrugBase, searchDrugs } from './repository.ts';
import { readSignals } from './signals.repository.ts';

type Method = `medicaments.${'base' | 'chercher' | 'lire' | 'signaux' | 'accepter' | 'rappeler' | 'importer'}`;

/** `read` runs in the format worker. */
export function medicamentsHandlers(
  access: RecordAccess,
  read: (order: BdpmOrder) => Promise<BdpmRead>,
): HandlersFor<Method> {
  return {
    'medicaments.base': (input) => access.query(readDrugBase, input),
    'medicaments.chercher': (input) => access.query(searchDrugs, input),
    'medicaments.lire': (input) => access.query(readDrug, input),
    'medicaments.signaux': (input) => access.query(readSignals, input),
    'medicaments.accepter': (input) => access.execute(muteSignal, input),
    'medicaments.rappeler': (input) => access.execute(unmuteSignal, input),
    'medicaments.importer': async ({ date, fichiers, force }) => {
      const { drugs, ignored, ignores, complete } = await read({ fichiers });
      if (!complete)
        throw new HygieError('INVALID_INPUT', 'Le fichier CIS_bdpm.txt manque : c’est la liste des spécialités.');
      const made = await access.execute(importDrugs, { date, drugs, ignored, force });
      return { ...made, ignores: [...ignores] };
    },
  };
}
