import { searchAnalytes } from '../../../shared/domain/analytes/index.ts';
import type { HandlersFor, RecordAccess } from '../session/index.ts';
import { associateAnalyte } from './commands.ts';
import { readCurves } from './curves.repository.ts';
import { readReport, readTable } from './table.repository.ts';

type Method = `biologie.${'courbes' | 'tableau' | 'rapport' | 'associer' | 'chercherAnalyte'}`;

export function biologieHandlers(access: RecordAccess): HandlersFor<Method> {
  return {
    'biologie.courbes': (input) => access.query(readCurves, input),
    'biologie.tableau': (input) => access.query(readTable, input),
    'biologie.rapport': (input) => access.query(readReport, input),
    'biologie.associer': (input) => access.execute(associateAnalyte, input),
    'biologie.chercherAnalyte': ({ texte }) =>
      Promise.resolve(
        searchAnalytes(texte).map(({ loinc, libelle, axisUnit }) => ({ loinc, libelle, unite: axisUnit })),
      ),
  };
}
