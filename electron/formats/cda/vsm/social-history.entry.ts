import type { DossierMedical, FacteursDeRisque } from '../../../../shared/domain/medical.ts';
import { element } from '../../xml/index.ts';
import type { Markup } from '../../xml/index.ts';
import { cdValue, coded, id, period, status, templates, textReference } from '../markup.ts';
import { loinc, snomed } from '../terminology.ts';
import type { Coded } from '../terminology.ts';
import { riskFactorLines } from './model.ts';
import { cellId, rowId } from '../narrative.ts';

const SOCIAL_HISTORY = [
  '2.16.840.1.113883.10.20.1.33',
  '1.3.6.1.4.1.19376.1.5.3.1.4.13',
  '1.3.6.1.4.1.19376.1.5.3.1.4.13.4',
  '1.2.250.1.213.1.1.3.52',
];

/** JDV_SocialHistoryCodes, by risk factor. */
const FACTORS: Readonly<Record<keyof FacteursDeRisque, Coded>> = {
  tabac: loinc('72166-2', 'Statut tabagique'),
  tabacQuantite: loinc('74011-8', 'Consommation tabagique'),
  sedentarite: loinc('73985-4', 'Exercice physique'),
  enolisme: loinc('74013-4', "Consommation d'alcool"),
  regime: loinc('81663-7', 'Régime'),
  drogue: loinc('11343-1', 'Consommation de drogue non médicales'),
  autre: loinc('11345-6', 'Autre élément social'),
};

/** choix: exposure to a toxic agent, at work or elsewhere, is « Exposition à risque » of the value set; à vérifier. */
const TOXIC_EXPOSURE = loinc('92944-8', 'Exposition à risque');

function observation(observationId: string, code: Coded, row: string, time: Markup, value: Markup): Markup {
  return element(
    'entry',
    {},
    element(
      'observation',
      { classCode: 'OBS', moodCode: 'EVN' },
      templates(...SOCIAL_HISTORY),
      id(observationId),
      coded('code', code),
      textReference(row),
      status('completed'),
      time,
      value,
    ),
  );
}

/**
 * FR-Habitus-Mode-de-vie, one per factor that was answered; a factor never asked has its line and no entry. The value points at the whole line,
 * « Sédentarité, Non »: the answer alone would say the opposite under « Exercice physique ».
 */
export function riskFactorEntries(facteurs: FacteursDeRisque, newId: () => string): Markup[] {
  const untimed = element('effectiveTime', { nullFlavor: 'NA' });
  return riskFactorLines(facteurs).flatMap(({ cle }, index) => {
    const value = facteurs[cle];
    if (value === null) return [];
    const row = rowId('facteursDeRisque', index + 1);
    const written =
      typeof value === 'object'
        ? element('value', { 'xsi:type': 'PQ', value: value.valeur, unit: value.unite })
        : cdValue(cle === 'sedentarite' && value === 'oui' ? snomed('415510005', 'mode de vie sédentaire') : null, row);
    return [observation(newId(), FACTORS[cle], row, untimed, written)];
  });
}

/** Exposures to a toxic agent, with their dates. */
export function toxicEntries(elements: DossierMedical['toxiques']['elements']): Markup[] {
  return elements.map(({ id: elementId, debut, fin }, index) =>
    observation(
      elementId,
      TOXIC_EXPOSURE,
      rowId('toxiques', index + 1),
      period(debut, fin ?? undefined, { 'xsi:type': 'IVL_TS' }),
      cdValue(null, cellId('toxiques', index + 1, 'Toxique')),
    ),
  );
}
