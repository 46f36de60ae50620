import type { DossierMedical, EtatSection, FacteursDeRisque } from '../../../../shared/domain/medical.ts';

/** Sections of a VSM in reading order, under the names of the structured record. */
export const VSM_SECTIONS = [
  'pathologies',
  'antecedentsMedicaux',
  'antecedentsChirurgicaux',
  'traitements',
  'allergies',
  'facteursDeRisque',
  'toxiques',
  'risquesProfessionnels',
  'antecedentsFamiliaux',
  'pointsDeVigilance',
] as const;
export type VsmSectionName = (typeof VSM_SECTIONS)[number];

export const NON_RENSEIGNE = 'Non renseigné';

/** Title of each section, and the sentence that affirms its absence; null where each line answers for itself. */
export const SECTION_WORDS: Readonly<
  Record<VsmSectionName, { readonly titre: string; readonly absence: string | null }>
> = {
  pathologies: { titre: 'Pathologies en cours', absence: 'aucune pathologie en cours' },
  antecedentsMedicaux: { titre: 'Antécédents médicaux', absence: 'aucun antécédent médical' },
  antecedentsChirurgicaux: { titre: 'Antécédents chirurgicaux', absence: 'aucun antécédent chirurgical' },
  traitements: { titre: 'Traitements au long cours', absence: 'aucun traitement au long cours' },
  allergies: { titre: 'Allergies et intolérances', absence: 'aucune allergie ni intolérance connue' },
  facteursDeRisque: { titre: 'Facteurs de risque', absence: null },
  toxiques: { titre: 'Exposition à un toxique', absence: 'aucune exposition à un toxique' },
  risquesProfessionnels: {
    titre: 'Facteurs de risque professionnels',
    absence: 'aucun facteur de risque professionnel',
  },
  antecedentsFamiliaux: { titre: 'Antécédents familiaux', absence: 'aucun antécédent familial' },
  pointsDeVigilance: { titre: 'Points de vigilance', absence: 'aucun point de vigilance' },
};

export function absenceSentence(name: VsmSectionName): string {
  return `Absence affirmée : ${SECTION_WORDS[name].absence ?? 'aucun'}`;
}

export function hasAnswer(facteurs: FacteursDeRisque): boolean {
  return Object.values(facteurs).some((answer) => answer !== null);
}

/**
 * State of a section of a record as `displayDossier` gives it : what a document may say of it. What is written wins over the flag: a record that affirmed an absence and holds an element is shown
 * with its element, and a « present » that holds nothing is not an answer.
 */
export function sectionState(dossier: DossierMedical, name: VsmSectionName): EtatSection {
  if (name === 'facteursDeRisque') return hasAnswer(dossier.facteursDeRisque) ? 'present' : 'non-renseigne';
  const section = dossier[name];
  const filled = 'elements' in section ? section.elements.length > 0 : section.texte !== '';
  if (filled) return 'present';
  return section.etat === 'absence-affirmee' ? 'absence-affirmee' : 'non-renseigne';
}
