import type { DossierMedical } from '../../../../shared/domain/medical.ts';
import type { VsmModel, VsmSection } from '../../../../shared/domain/vsm-model.ts';
import { element } from '../../xml/index.ts';
import type { Markup, MarkupChild } from '../../xml/index.ts';
import { narrativeSentence, narrativeTable, titledSentence } from '../narrative.ts';
import { CCD, CI_SIS_SECTION as CI_SIS, PCC, SHARED_SECTIONS, sectionOf } from '../section.builder.ts';
import { allergyEntry, noKnownAllergiesEntry } from './allergy.entry.ts';
import { familyHistoryEntry, noKnownFamilyHistoryEntry } from './family-history.entry.ts';
import { medicationEntry, noKnownMedicationsEntry } from './medication.entry.ts';
import { noKnownProblemsEntry, problemEntry } from './problem.entry.ts';
import { noKnownProceduresEntry, procedureEntry } from './procedure.entry.ts';
import type { VsmSectionName } from './sections.ts';
import { riskFactorEntries, toxicEntries } from './social-history.entry.ts';

/** templateIds, LOINC code and its label, in the order of the CI-SIS « VSM » volet. */
const SECTIONS = {
  synthese: [[`${CI_SIS}.29`], '46612-8', 'Conclusions de synthèse'],
  pathologiesAntecedentsAllergies: [[`${CI_SIS}.30`], '34117-2', 'Historique et physique'],
  pathologies: [[`${CCD}.11`, `${PCC}.3.6`, `${CI_SIS}.132`], '11450-4', 'Liste des problèmes actifs'],
  antecedentsMedicaux: [[`${PCC}.3.8`, `${CI_SIS}.134`], '11348-0', 'Antécédents médicaux'],
  antecedentsChirurgicaux: [
    [`${CCD}.12`, `${PCC}.3.11`, `${PCC}.3.12`, `${CI_SIS}.136`],
    '47519-4',
    'Historique des actes',
  ],
  allergies: SHARED_SECTIONS.allergies,
  facteursDeRisque: [[`${CI_SIS}.31`], '57207-3', 'Facteurs de risque'],
  habitus: [[`${CCD}.15`, `${PCC}.3.16`, `${PCC}.3.16.1`, `${CI_SIS}.141`], '29762-2', 'Habitus, Mode de vie'],
  risquesProfessionnels: [[`${PCC}.1.5.3.1`, `${CI_SIS}.74`], '10161-8', 'Facteurs de risques professionnels'],
  antecedentsFamiliaux: [
    [`${CCD}.4`, `${PCC}.3.14`, `${PCC}.3.15`, `${CI_SIS}.139`],
    '10157-6',
    'Historique des pathologies familiales',
  ],
  pointsDeVigilance: SHARED_SECTIONS.resultats,
  planDeTraitement: [[`${CI_SIS}.32`], '18776-5', 'Plan de traitement'],
  traitements: [[`${CCD}.8`, `${PCC}.3.19`, `${CI_SIS}.143`], '10160-0', 'Traitements'],
} as const;

interface SubSection {
  /** null when the parent's text speaks for it. */
  readonly markup: Markup | null;
  /** What the parent says when `markup` is null. */
  readonly silence: readonly VsmSection[];
}

/** Body of a VSM 1.4 or 2023.01: the same for both (their section rules are the same). */
export function vsmBody(dossier: DossierMedical, model: VsmModel, newId: () => string): Markup {
  const of = (name: VsmSectionName): VsmSection => {
    const found = model.sections.find(({ cle }) => cle === name);
    if (found === undefined) throw new RangeError(`section ${name} is not in the model`);
    return found;
  };

  const section = (name: keyof typeof SECTIONS, title: string, ...content: readonly MarkupChild[]): Markup =>
    sectionOf(SECTIONS[name], newId(), title, ...content);

  /**
   * One of the three states: lines with an entry each; absence affirmed, coded; not recorded, left to the parent's text so that nobody takes it for
   * an absence.
   */
  const subSection = (
    name: Exclude<VsmSectionName, 'facteursDeRisque' | 'toxiques' | 'pointsDeVigilance' | 'risquesProfessionnels'>,
    entries: () => MarkupChild,
    none: () => Markup,
  ): SubSection => {
    const described = of(name);
    switch (described.etat) {
      case 'present':
        return {
          markup: section(name, described.titre, element('text', {}, narrativeTable(described)), entries()),
          silence: [],
        };
      case 'absence-affirmee':
        return {
          markup: section(name, described.titre, element('text', {}, narrativeSentence(described)), none()),
          silence: [],
        };
      case 'non-renseigne':
        return { markup: null, silence: [described] };
    }
  };

  /** A parent carries a text exactly when one of its sub-sections is missing (« Modèles de contenus CDA », parent sections of the VSM). */
  const parent = (name: keyof typeof SECTIONS, title: string, ...parts: readonly SubSection[]): Markup => {
    const silences = parts.flatMap(({ silence }) => silence);
    return section(
      name,
      title,
      silences.length === 0 ? null : element('text', {}, silences.map(titledSentence)),
      parts.map(({ markup }) => markup),
    );
  };

  const wayOfLife = (): SubSection => {
    const factors = of('facteursDeRisque');
    const toxics = of('toxiques');
    if (factors.etat !== 'present' && toxics.etat !== 'present') return { markup: null, silence: [factors, toxics] };
    const told = [factors, toxics].map((one) =>
      one.etat === 'present' ? narrativeTable(one, one.titre) : titledSentence(one),
    );
    return {
      markup: section(
        'habitus',
        'Mode de vie',
        element('text', {}, told),
        factors.etat === 'present' ? riskFactorEntries(dossier.facteursDeRisque, newId) : null,
        toxicEntries(dossier.toxiques.elements),
      ),
      silence: [],
    };
  };

  const professionalRisks = (): SubSection => {
    const described = of('risquesProfessionnels');
    if (described.etat === 'non-renseigne') return { markup: null, silence: [described] };
    return {
      markup: section('risquesProfessionnels', described.titre, element('text', {}, narrativeSentence(described))),
      silence: [],
    };
  };

  const problems = (name: 'pathologies' | 'antecedentsMedicaux'): SubSection =>
    subSection(
      name,
      () => dossier[name].elements.map((one, index) => problemEntry(name, index + 1, one, newId())),
      () => noKnownProblemsEntry(name, newId),
    );

  const history = parent(
    'pathologiesAntecedentsAllergies',
    'Pathologies en cours, antécédents et allergies',
    problems('pathologies'),
    problems('antecedentsMedicaux'),
    subSection(
      'antecedentsChirurgicaux',
      () => dossier.antecedentsChirurgicaux.elements.map((one, index) => procedureEntry(index + 1, one)),
      () => noKnownProceduresEntry(newId),
    ),
    subSection(
      'allergies',
      () => dossier.allergies.elements.map((one, index) => allergyEntry(index + 1, one, newId)),
      () => noKnownAllergiesEntry(newId),
    ),
  );
  const risks = parent(
    'facteursDeRisque',
    'Facteurs de risque',
    wayOfLife(),
    professionalRisks(),
    subSection(
      'antecedentsFamiliaux',
      () => dossier.antecedentsFamiliaux.elements.map((one, index) => familyHistoryEntry(index + 1, one)),
      () => noKnownFamilyHistoryEntry(newId),
    ),
  );
  const treatment = parent(
    'planDeTraitement',
    'Traitement au long cours',
    subSection(
      'traitements',
      () => dossier.traitements.elements.map((one, index) => medicationEntry(index + 1, one)),
      () => noKnownMedicationsEntry(newId),
    ),
  );
  return element(
    'structuredBody',
    {},
    section('synthese', 'Pathologies en cours, antécédents, allergies et facteurs de risque', history, risks),
    section(
      'pointsDeVigilance',
      'Points de vigilance',
      element('text', {}, narrativeSentence(of('pointsDeVigilance'))),
    ),
    treatment,
  );
}
