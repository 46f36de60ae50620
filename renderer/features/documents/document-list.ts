import type { DocumentLine } from '../../../shared/contract/dossier.ts';
import { comparableName } from '../../../shared/domain/patient.ts';
import { formatInstantDate } from '../../lib/dates.ts';
import { ENVOIS, originOf } from './labels.ts';

/** [36] The seven columns of DéMo, and the state of the sending. */
export const COLUMNS = ['origine', 'msg', 'date', 'nom', 'type', 'signataire', 'etablissement', 'envoi'] as const;
export type Column = (typeof COLUMNS)[number];

export const COLUMN_TITLES: Readonly<Record<Column, string>> = {
  origine: 'Origine',
  msg: 'Msg',
  date: 'Date',
  nom: 'Nom',
  type: 'Type',
  signataire: 'Signataire',
  etablissement: 'Établ.',
  envoi: 'Envoi',
};

/** What a column shows, as text: what it is filtered by. */
export const CELLS: Readonly<Record<Column, (line: DocumentLine) => string>> = {
  origine: originOf,
  msg: (line) => (line.messageId === null ? '' : 'message'),
  date: (line) => formatInstantDate(line.date),
  nom: (line) => line.nom,
  type: (line) => line.type,
  signataire: (line) => line.signataire,
  etablissement: (line) => line.etablissement,
  envoi: (line) => ENVOIS[line.envoi],
};

export interface Order {
  readonly column: Column;
  readonly descending: boolean;
}

export type Filters = Readonly<Partial<Record<Column, string>>>;

const COLLATOR = new Intl.Collator('fr', { sensitivity: 'base', numeric: true });

/** True for what arrived and nobody has seen [38]. */
export const isNew = (line: Pick<DocumentLine, 'recuLe' | 'vuLe' | 'remplacePar'>) =>
  line.recuLe !== null && line.vuLe === null && line.remplacePar === null;

/** Lines that every filter keeps, in the order asked; equal ones stay latest first. */
export function shownLines(lines: readonly DocumentLine[], filters: Filters, order: Order): DocumentLine[] {
  const wanted = COLUMNS.flatMap((column) => {
    const text = filters[column]?.trim() ?? '';
    return text === '' ? [] : [{ column, text: comparableName(text) }];
  });
  const kept = lines.filter((line) =>
    wanted.every(({ column, text }) =>
      column === 'date'
        ? CELLS.date(line).includes(filters.date?.trim() ?? '')
        : comparableName(CELLS[column](line)).includes(text),
    ),
  );
  const way = order.descending ? -1 : 1;
  if (order.column === 'date') return kept.sort((a, b) => (a.date < b.date ? -way : a.date > b.date ? way : 0));
  const cell = CELLS[order.column];
  return kept.sort((a, b) => COLLATOR.compare(cell(a), cell(b)) * way);
}
