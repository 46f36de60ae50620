import { PHRASES, denies, itemsOf } from '../../../../shared/domain/structured-writing.ts';
import { element } from '../../xml/index.ts';
import type { Markup } from '../../xml/index.ts';
import { narrativeSentence, narrativeTable } from '../narrative.ts';
import { PCC, SHARED_SECTIONS, sectionOf } from '../section.builder.ts';
import type { SectionKind } from '../section.builder.ts';
import { allergyEntry, noKnownAllergiesEntry } from '../vsm/allergy.entry.ts';
import { medicationEntry, noKnownMedicationsEntry } from '../vsm/medication.entry.ts';
import { NOTHING_SAID } from './free-text.section.ts';

/** FR-Traitements-a-l-admission: only the parent of IHE PCC is declared, the one whose rules were read. */
export const ADMISSION_DRUGS: SectionKind = [[`${PCC}.3.20`], '42346-7', 'Traitements à l’admission'];
/** FR-Traitements-a-la-sortie. */
export const DISCHARGE_DRUGS: SectionKind = [
  [`${PCC}.3.22`, '1.2.250.1.213.1.1.2.146'],
  '10183-2',
  'Traitements à la sortie',
];

interface Listing {
  /** Key of the narrative, as the entries name it. */
  readonly cle: 'traitements' | 'allergies';
  readonly colonne: 'Médicament' | 'Diagnostic';
  /** The sentence that affirms that there is none. */
  readonly absence: string;
  readonly entry: (row: number, words: string) => Markup;
  readonly none: (known: boolean) => Markup;
}

/**
 * A section of the doctor's own lines, one entry each; an absence is coded as affirmed only by the very sentence that the record affirms it with, and what is not recorded
 * as not known. A line that denies or stops what it names is shown and has no entry: other software would take it for present.
 */
function listedSection(kind: SectionKind, title: string, texte: string, newId: () => string, listing: Listing): Markup {
  const { cle, colonne, absence, entry, none } = listing;
  const words = texte.trim();
  const items = itemsOf(words);
  const affirmed = words === absence;
  if (affirmed || words === PHRASES.nonRenseigne || items.every(denies)) {
    const sentence = items.length === 0 ? NOTHING_SAID : words;
    return sectionOf(
      kind,
      newId(),
      title,
      element('text', {}, narrativeSentence({ cle, texte: sentence })),
      none(affirmed),
    );
  }
  return sectionOf(
    kind,
    newId(),
    title,
    element('text', {}, narrativeTable({ cle, colonnes: [colonne], lignes: items.map((item) => [item]) })),
    items.map((item, index) => (denies(item) ? null : entry(index + 1, item))),
  );
}

/** Treatments as the letter lists them: each line with its dosage, dates unknown. */
export function drugsSection(kind: SectionKind, title: string, texte: string, newId: () => string): Markup {
  return listedSection(kind, title, texte, newId, {
    cle: 'traitements',
    colonne: 'Médicament',
    absence: PHRASES.pasDeTraitement,
    entry: (row, libelle) => medicationEntry(row, { id: newId(), libelle, debut: null, fin: null }),
    none: (known) => noKnownMedicationsEntry(newId, known),
  });
}

/** Allergies as the letter lists them, each in its own words. */
export function allergiesSection(title: string, texte: string, newId: () => string): Markup {
  return listedSection(SHARED_SECTIONS.allergies, title, texte, newId, {
    cle: 'allergies',
    colonne: 'Diagnostic',
    absence: PHRASES.pasDAllergie,
    entry: (row, libelle) =>
      allergyEntry(
        row,
        { id: newId(), libelle, debut: null, fin: null, type: null, manifestation: '', severite: '', agent: '' },
        newId,
      ),
    none: (known) => noKnownAllergiesEntry(newId, known),
  });
}
