import { parseFrenchDate } from './civil-date.ts';
import type { Redaction } from './redaction.ts';

/** Models of the CI-SIS that a document written here follows (CDA R2 level 3), with the version that is written. */
export const MODELES = {
  'EP-MED-DM': 'eP-MED-DM 2024.01',
  'LDL-EES': 'LDL-EES 2022.01',
  'LDL-SES': 'LDL-SES 2022.01',
  'IMG-DA': 'IMG-DA-IMG 2024.01',
} as const;
export type ModeleStructure = keyof typeof MODELES;

/** Sentences that a document starts from when the record says nothing, or affirms an absence: what is coded is told apart by them, word for word. */
export const PHRASES = {
  nonRenseigne: 'Non renseigné dans le dossier.',
  pasDeTraitement: 'Pas de traitement au long cours (affirmé).',
  pasDAllergie: 'Pas d’allergie ni d’intolérance connue (affirmé).',
} as const;

/**
 * Modalities of an imaging request (JDV_Modalite_demandeActeImagerie_CISIS). Scintigraphy and PET are left out: their model also wants the function studied, coded, which
 * is not asked here.
 */
export const MODALITES: readonly { readonly code: string; readonly libelle: string; readonly systeme: string }[] = [
  { code: 'MED-1126', libelle: 'Radiographie sans contraste', systeme: '1.2.250.1.213.1.1.4.322' },
  { code: 'MED-1127', libelle: 'Radiographie avec contraste', systeme: '1.2.250.1.213.1.1.4.322' },
  { code: 'MED-1128', libelle: 'Échographie sans contraste', systeme: '1.2.250.1.213.1.1.4.322' },
  { code: 'MED-1129', libelle: 'Échographie avec contraste', systeme: '1.2.250.1.213.1.1.4.322' },
  { code: 'CT', libelle: 'Scanner/TDM', systeme: '1.2.840.10008.2.16.4' },
  { code: 'MR', libelle: 'IRM', systeme: '1.2.840.10008.2.16.4' },
  { code: 'MG', libelle: 'Mammographie', systeme: '1.2.840.10008.2.16.4' },
  { code: 'C63334', libelle: 'Radiologie interventionnelle', systeme: '2.16.840.1.113883.3.26.1.1' },
  { code: 'OT', libelle: 'Autre technique d’imagerie', systeme: '1.2.840.10008.2.16.4' },
];
export const modaliteOf = (code: string | undefined) => MODALITES.find((each) => each.code === code) ?? null;

const BULLET = /^\s*[–—•*-]\s+/;

/**
 * Items of a text. With bullets, one each, what follows without a bullet belonging to the one above; without any bullet, one a line. Never cuts inside a line: the words
 * stay the doctor's.
 */
export function itemsOf(texte: string): string[] {
  const lines = texte.split('\n').filter((line) => line.trim() !== '');
  const bulleted = lines.some((line) => BULLET.test(line));
  const items: string[] = [];
  for (const line of lines) {
    const words = line.replace(BULLET, '').trim();
    const last = items.length - 1;
    if (!bulleted || BULLET.test(line) || last < 0) items.push(words);
    else items[last] = `${items[last] ?? ''} ${words}`;
  }
  return items.filter((item) => item !== '');
}

const DENIED =
  /^(?:(?:pas|aucune?|sans|n[ée]ant|absence|jamais|stop|ras)(?![\p{L}\p{N}])|[0∅ø]+$|non(?=$|[\s.,;:])|(?:arr[êe]t|suspen|interromp))/iu;

/** Whether an item begins by denying or stopping what it names (« pas de… », « aucune… », « arrêt de… »). */
export const denies = (item: string): boolean => DENIED.test(item.trim());

export interface Sejour {
  /** Civil dates. */
  readonly entree: string;
  readonly sortie: string;
}

/** The two whole dates of a stay, jj/mm/aaaa, in their order; null when the text does not hold exactly two, or turns time back. */
export function sejourOf(texte: string): Sejour | null {
  const dates = (texte.match(/\d{1,2}\/\d{1,2}\/\d{4}/g) ?? []).map(parseFrenchDate);
  const [entree, sortie] = dates;
  if (dates.length !== 2 || !entree || !sortie || entree > sortie) return null;
  return { entree, sortie };
}

/**
 * What a document lacks to be structured, in words for the doctor; empty when nothing does. It never keeps from signing: the document then leaves as a PDF alone
 * (level 1), and says why.
 */
export function manquesStructure(
  modele: ModeleStructure,
  { textes, demandes }: Pick<Redaction, 'textes' | 'demandes'>,
): string[] {
  if (modele === 'IMG-DA')
    return demandes
      .filter(({ modalite }) => modaliteOf(modalite) === null)
      .map(({ libelle }) => `la modalité de « ${libelle} »`);
  if (modele !== 'LDL-SES') return [];
  return [
    ...((textes.motif ?? '').trim() === '' ? ['le motif d’hospitalisation'] : []),
    ...(sejourOf(textes.dates ?? '') === null ? ['les dates d’entrée et de sortie, écrites jj/mm/aaaa'] : []),
  ];
}
