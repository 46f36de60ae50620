import { element } from '../xml/index.ts';
import type { Markup, MarkupChild } from '../xml/index.ts';
import { coded, id, templates } from './markup.ts';
import { loinc } from './terminology.ts';

/** templateIds (parents first), LOINC code and its label, as the CI-SIS names a section. */
export type SectionKind = readonly [templates: readonly string[], code: string, label: string];

export const CI_SIS_SECTION = '1.2.250.1.213.1.1.2';
export const PCC = '1.3.6.1.4.1.19376.1.5.3.1';
export const CCD = '2.16.840.1.113883.10.20.1';

/** One section in schema order: what it is, its id, its title, then its text and entries as given. */
export function sectionOf(
  [roots, code, label]: SectionKind,
  sectionId: string,
  title: string,
  ...content: readonly MarkupChild[]
): Markup {
  const head = [templates(...roots), id(sectionId), coded('code', loinc(code, label)), element('title', {}, title)];
  return element('component', {}, element('section', {}, head, content));
}

/** Sections used by more than one model. */
export const SHARED_SECTIONS = {
  allergies: [[`${CCD}.2`, `${PCC}.3.13`, `${CI_SIS_SECTION}.137`], '48765-2', 'Allergies et hypersensibilités'],
  resultats: [[`${PCC}.3.27`, `${CI_SIS_SECTION}.150`], '30954-2', "Résultats d'examens"],
} as const satisfies Readonly<Record<string, SectionKind>>;
