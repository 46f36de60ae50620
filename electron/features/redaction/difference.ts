import type { DifferenceOrdonnance } from '../../../shared/contract/redaction.ts';
import type { Instant } from '../../../shared/domain/civil-date.ts';
import { comparableName } from '../../../shared/domain/patient.ts';
import type { LigneOrdonnance } from '../../../shared/domain/redaction.ts';

const keyOf = (ligne: LigneOrdonnance) => ligne.cis ?? comparableName(ligne.libelle);
const said = (ligne: LigneOrdonnance) =>
  [ligne.posologie, ligne.duree, ligne.quantite].filter((part) => part !== '').join(', ');

/** Lines added, stopped and changed since the previous prescription; the same drug is told by its CIS, else by its words. */
export function prescriptionDifference(
  former: readonly LigneOrdonnance[],
  formerDate: Instant,
  current: readonly LigneOrdonnance[],
): DifferenceOrdonnance {
  const before = new Map(former.map((ligne) => [keyOf(ligne), ligne]));
  const after = new Map(current.map((ligne) => [keyOf(ligne), ligne]));
  return {
    precedenteLe: formerDate,
    ajoutees: current.filter((ligne) => !before.has(keyOf(ligne))).map(({ libelle }) => libelle),
    arretees: former.filter((ligne) => !after.has(keyOf(ligne))).map(({ libelle }) => libelle),
    changees: current.flatMap((ligne) => {
      const same = before.get(keyOf(ligne));
      if (same === undefined || said(same) === said(ligne)) return [];
      return [{ libelle: ligne.libelle, avant: said(same), apres: said(ligne) }];
    }),
  };
}
