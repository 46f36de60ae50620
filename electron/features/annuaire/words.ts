import { comparableName } from '../../../shared/domain/patient.ts';
import type { DirectoryEntryRow } from '../../record/index.ts';

/** Keys of one extraction: the next one is laid beside it under the next numbers. */
export const GENERATION = 10_000_000;
export const LAST_OF = GENERATION - 1;

type Named = Pick<
  DirectoryEntryRow,
  | 'nom'
  | 'prenom'
  | 'profession'
  | 'specialite'
  | 'structure'
  | 'service'
  | 'commune'
  | 'codePostal'
  | 'adresse'
  | 'idNat'
>;

/** What an entry is found by, comparable: who, calling, place. */
export function wordsOf(row: Named): { nom: string; metier: string; lieu: string } {
  const join = (...parts: (string | null)[]): string => comparableName(parts.filter((part) => part !== null).join(' '));
  return {
    nom: join(row.nom, row.prenom, row.adresse.split('@')[0] ?? '', row.idNat),
    metier: join(row.profession, row.specialite, row.service),
    lieu: join(row.commune, row.codePostal, row.structure),
  };
}

/** True when one slip separates two words: a letter more, less, changed, or two swapped; two slips in a long word. */
export function nearly(a: string, b: string): boolean {
  const allowed = Math.min(a.length, b.length) >= 8 ? 2 : 1;
  if (Math.abs(a.length - b.length) > allowed) return false;
  let [before, previous] = [[] as number[], Array.from({ length: b.length + 1 }, (_, index) => index)];
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const same = a[row - 1] === b[column - 1];
      let best = Math.min(
        (previous[column] ?? 9) + 1,
        (current[column - 1] ?? 9) + 1,
        (previous[column - 1] ?? 9) + (same ? 0 : 1),
      );
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1])
        best = Math.min(best, (before[column - 2] ?? 9) + 1);
      current.push(best);
    }
    if (Math.min(...current) > allowed) return false;
    [before, previous] = [previous, current];
  }
  return (previous[b.length] ?? 9) <= allowed;
}
