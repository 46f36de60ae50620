import { element } from '../../xml/index.ts';
import type { Markup } from '../../xml/index.ts';
import { narrativeSentence } from '../narrative.ts';
import { CCD, CI_SIS_SECTION, PCC, SHARED_SECTIONS, sectionOf } from '../section.builder.ts';
import type { SectionKind } from '../section.builder.ts';

/** Sections that the CI-SIS lets a doctor write in words alone. */
const FREE_TEXT = {
  commentaire: [
    ['2.16.840.1.113883.10.12.201', '1.3.6.1.4.1.19376.1.4.1.2.16', `${CI_SIS_SECTION}.73`],
    '55112-7',
    'Commentaire',
  ],
  motif: [[`${PCC}.3.1`, `${CI_SIS_SECTION}.127`], '42349-1', 'Raison de la recommandation'],
  resultats: SHARED_SECTIONS.resultats,
  // FR-Antecedents-medicaux asks for coded entries: without them, its code alone, and no template that would be a promise.
  antecedents: [[], '11348-0', 'Antécédents médicaux'],
  suites: [[`${CCD}.10`, `${PCC}.3.36`, `${CI_SIS_SECTION}.158`], '18776-5', 'Plan de soins'],
} as const satisfies Readonly<Record<string, SectionKind>>;
export type FreeTextSection = keyof typeof FREE_TEXT;

/** Said in the place of what was left empty: a model wants the section, and nobody says what is in it. */
export const NOTHING_SAID = 'Non renseigné.';

/** One section whose text is the doctor's own, line by line. */
export function freeTextSection(name: FreeTextSection, title: string, texte: string, sectionId: string): Markup {
  return sectionOf(
    FREE_TEXT[name],
    sectionId,
    title,
    element('text', {}, narrativeSentence({ cle: name, texte: texte.trim() === '' ? NOTHING_SAID : texte.trim() })),
  );
}
