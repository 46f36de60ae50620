import type { FacteursDeRisque } from '../../../../shared/domain/medical.ts';

interface PackYears {
  readonly value: FacteursDeRisque['tabacQuantite'];
  readonly error: string | null;
}

/** « 12,5 » → 12.5 pack-years ({pack}/a, UCUM); nothing typed → not recorded. */
export function readPackYears(text: string): PackYears {
  const clean = text.trim().replace(',', '.');
  if (clean === '') return { value: null, error: null };
  const valeur = Number(clean);
  if (!/^\d+(\.\d+)?$/.test(clean) || valeur > 500) return { value: null, error: 'nombre entre 0 et 500' };
  return { value: { valeur, unite: '{pack}/a' }, error: null };
}
