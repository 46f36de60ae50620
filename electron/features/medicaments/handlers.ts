import { HygieError } from '../../../shared/errors.ts';
import type { HandlersFor, RecordAccess } from '../session/index.ts';
import { bdpmFileOf, decodeBdpm, parseBdpm, type BdpmFile } from './bdpm.parser.ts';
import { importDrugs, muteSignal, unmuteSignal } from './commands.ts';
import { readDrug, readDrugBase, searchDrugs } from './repository.ts';
import { readSignals } from './signals.repository.ts';

type Method = `medicaments.${'base' | 'chercher' | 'lire' | 'signaux' | 'accepter' | 'rappeler' | 'importer'}`;

export function medicamentsHandlers(access: RecordAccess): HandlersFor<Method> {
  return {
    'medicaments.base': (input) => access.query(readDrugBase, input),
    'medicaments.chercher': (input) => access.query(searchDrugs, input),
    'medicaments.lire': (input) => access.query(readDrug, input),
    'medicaments.signaux': (input) => access.query(readSignals, input),
    'medicaments.accepter': (input) => access.execute(muteSignal, input),
    'medicaments.rappeler': (input) => access.execute(unmuteSignal, input),
    'medicaments.importer': async (input) => {
      const files: Partial<Record<BdpmFile, string>> = {};
      const ignores: string[] = [];
      for (const { nom, base64 } of input.fichiers) {
        const file = bdpmFileOf(nom);
        if (file === null) ignores.push(nom);
        else files[file] = decodeBdpm(Buffer.from(base64, 'base64'));
      }
      if (files.CIS_bdpm === undefined)
        throw new HygieError('INVALID_INPUT', 'Le fichier CIS_bdpm.txt manque : c’est la liste des spécialités.');
      const { drugs, ignored } = parseBdpm(files);
      const made = await access.execute(importDrugs, { date: input.date, drugs, ignored, force: input.force });
      return { ...made, ignores };
    },
  };
}
