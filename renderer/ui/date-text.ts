import { formatCivilDate, parseFrenchDate } from '../../shared/domain/civil-date.ts';

/** What a typed date means: nothing, a date, or an error told in French. */
export type TypedDate =
  | { readonly kind: 'empty' }
  | { readonly kind: 'date'; readonly iso: string; readonly shown: string }
  | { readonly kind: 'error'; readonly message: string };

/** Reads a typed date; `whole` refuses 07/2014 and 2014. */
export function readTypedDate(text: string, whole: boolean): TypedDate {
  if (text.trim() === '') return { kind: 'empty' };
  const iso = parseFrenchDate(text);
  if (iso === null) {
    const shortYear = /\D\d{2}$/.test(text.trim());
    return {
      kind: 'error',
      message: shortYear ? 'Année sur quatre chiffres (14 : 1914 ou 2014 ?)' : 'Cette date n’existe pas (jj/mm/aaaa)',
    };
  }
  if (whole && iso.length < 10) return { kind: 'error', message: 'Date complète attendue (jj/mm/aaaa)' };
  return { kind: 'date', iso, shown: formatCivilDate(iso) };
}
