import type { Code, DossierMedical, EtatSection } from '../../../../shared/domain/medical.ts';

/** Control characters other than line ends, and the marks that reorder text (a pasted one could show a dose backwards). */
const UNSHOWABLE =
  // eslint-disable-next-line no-control-regex -- control characters are what it looks for
  /[\u0000-\u0009\u000b\u000c\u000e-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/g;
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Text of several lines as every rendering shows it: no control character, no blank at the ends of lines. */
export function displayText(text: string): string {
  return text
    .replace(/\r\n?|\u2028|\u2029/g, '\n')
    .replace(UNSHOWABLE, ' ')
    .replace(LONE_SURROGATE, '\ufffd')
    .split('\n')
    .map((line) => line.replace(/[ \u00a0]+/g, ' ').trim())
    .join('\n')
    .trim();
}

/** Text of one line. */
export function displayLine(text: string): string {
  return displayText(text).replace(/\s+/g, ' ');
}

/** Words of a compulsory field that holds nothing a document can show. */
const UNREADABLE = 'Texte illisible';

/** A compulsory line: says so when nothing of it can be shown. */
export const displayLabel = (text: string): string => displayLine(text) || UNREADABLE;
const label = displayLabel;
const codeLabel = (code: Code | null): Code | null => code && { ...code, libelle: displayLine(code.libelle) };

/** The record with every text as it will be shown, so that what is coded and what is read are the same words. Cleaning twice changes nothing. */
export function displayDossier(dossier: DossierMedical): DossierMedical {
  const each = <T>(section: { etat: EtatSection; elements: T[] }, clean: (one: T) => T): typeof section => ({
    ...section,
    elements: section.elements.map(clean),
  });
  const labelled = <T extends { libelle: string }>(one: T): T => ({ ...one, libelle: label(one.libelle) });
  const codedOnes = <T extends { libelle: string; code: Code | null }>(one: T): T => ({
    ...labelled(one),
    code: codeLabel(one.code),
  });
  const text = <T extends { texte: string }>(section: T): T => ({ ...section, texte: displayText(section.texte) });
  const factors = dossier.facteursDeRisque;
  return {
    pathologies: each(dossier.pathologies, codedOnes),
    antecedentsMedicaux: each(dossier.antecedentsMedicaux, codedOnes),
    antecedentsChirurgicaux: each(dossier.antecedentsChirurgicaux, labelled),
    traitements: each(dossier.traitements, (one) => ({ ...labelled(one), posologie: displayLine(one.posologie) })),
    allergies: each(dossier.allergies, (one) => ({
      ...labelled(one),
      manifestation: displayLine(one.manifestation),
      agent: displayLine(one.agent),
    })),
    facteursDeRisque: { ...factors, autre: displayLine(factors.autre ?? '') || null },
    toxiques: each(dossier.toxiques, labelled),
    risquesProfessionnels: text(dossier.risquesProfessionnels),
    antecedentsFamiliaux: each(dossier.antecedentsFamiliaux, codedOnes),
    pointsDeVigilance: text(dossier.pointsDeVigilance),
  };
}
