import { formatCivilDate } from '../../../shared/domain/civil-date.ts';
import {
  LIENS,
  type ElementSection,
  type ElementValue,
  type FacteursDeRisque,
  type SectionName,
} from '../../../shared/domain/medical.ts';

function period(value: { debut?: string | null; fin?: string | null; date?: string | null }): string {
  const start = value.debut ?? value.date ?? null;
  const end = value.fin ?? null;
  if (start !== null && end !== null) return ` (${formatCivilDate(start)} – ${formatCivilDate(end)})`;
  if (start !== null) return ` (${formatCivilDate(start)})`;
  return end === null ? '' : ` (jusqu’au ${formatCivilDate(end)})`;
}

/** One element in one line, for the history. */
export function describeElement(value: ElementValue<ElementSection>): string {
  const parts: string[] = [value.libelle];
  if ('code' in value && value.code !== null) parts.push(`[${value.code.code}]`);
  if ('lien' in value) parts.unshift(`${LIENS[value.lien]} :`);
  if ('posologie' in value && value.posologie !== '') parts.push(`— ${value.posologie}`);
  if ('agent' in value) {
    const more = [value.type, value.agent, value.manifestation, value.severite].filter((text) => text !== '');
    parts.push(`— ${more.join(', ')}`);
  }
  return parts.join(' ') + period(value);
}

const FACTEURS = {
  tabac: 'Tabac',
  sedentarite: 'Sédentarité',
  enolisme: 'Énolisme',
  regime: 'Régime',
  drogue: 'Drogue',
} as const;

export function describeFacteurs(facteurs: FacteursDeRisque): string {
  const said = Object.entries(FACTEURS).flatMap(([name, label]) => {
    const answer = facteurs[name as keyof typeof FACTEURS];
    return answer === null ? [] : [`${label} : ${answer}`];
  });
  if (facteurs.tabacQuantite !== null) said.push(`${facteurs.tabacQuantite.valeur} paquets-année`);
  if (facteurs.autre !== null && facteurs.autre !== '') said.push(facteurs.autre);
  return said.length === 0 ? 'Non renseigné' : said.join(' ; ');
}

/** What a section said, for the history: its state, its text or its risk factors. */
export function describeSection(section: SectionName, etat: string, valeurJson: string | null): string {
  if (valeurJson !== null && section === 'facteursDeRisque')
    return describeFacteurs(JSON.parse(valeurJson) as FacteursDeRisque);
  if (etat === 'absence-affirmee') return 'Absence affirmée';
  const text = valeurJson === null ? '' : (JSON.parse(valeurJson) as string);
  return text === '' ? 'Non renseigné' : text;
}
