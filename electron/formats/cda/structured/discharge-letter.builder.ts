import { sejourOf } from '../../../../shared/domain/structured-writing.ts';
import { element } from '../../xml/index.ts';
import type { Markup } from '../../xml/index.ts';
import { cdaFile } from '../header.builder.ts';
import { CdaInputError } from '../input-error.ts';
import { cellId, narrativeTable } from '../narrative.ts';
import { CI_SIS_SECTION, PCC, sectionOf } from '../section.builder.ts';
import type { SectionKind } from '../section.builder.ts';
import { ans, snomed } from '../terminology.ts';
import { hl7Date, hl7Timestamp } from '../time.ts';
import { addresseeLine } from './addressee.ts';
import { HOSPITAL_STAY } from './admission-letter.builder.ts';
import { freeTextSection } from './free-text.section.ts';
import { DISCHARGE_DRUGS, drugsSection } from './listed.section.ts';
import { simpleObservation } from './simple-observation.entry.ts';
import type { StructuredSource } from './source.ts';

const STATUS: SectionKind = [[`${CI_SIS_SECTION}.35`, `${CI_SIS_SECTION}.35.1`], '33557-0', 'Etat d’achèvement'];
const STAY: SectionKind = [
  [`${PCC}.1.21.2.9`, '1.3.6.1.4.1.19376.1.7.3.1.1.13.7', `${CI_SIS_SECTION}.163`, `${CI_SIS_SECTION}.163.1`],
  '42545-4',
  'Evènements observés',
];

/** JDV_StatutDoc. A letter leaves once it is signed, so it is done (choix, à vérifier: « réalisé » rather than « approuvé »). */
const DONE = snomed('398166005', 'réalisé');

function statusSection(at: string, newId: () => string): Markup {
  return sectionOf(
    STATUS,
    newId(),
    'Statut du document',
    element('text', {}, narrativeTable({ cle: 'statut', colonnes: ['Statut'], lignes: [['Réalisé']] })),
    element(
      'entry',
      {},
      simpleObservation({
        kinds: ['16', '16.1'],
        id: newId(),
        code: ans('GEN-065', 'Statut du document'),
        target: cellId('statut', 1, 'Statut'),
        at,
        value: element('value', { 'xsi:type': 'CD', ...DONE }),
      }),
    ),
  );
}

/** FR-Resultats-evenements-LDL-SES: dates and summary of the stay. Ways in and out, transfusions… are not asked of the doctor: nothing is said of them. */
function staySection(dates: string, summary: string, at: string, newId: () => string): Markup {
  return sectionOf(
    STAY,
    newId(),
    'Synthèse médicale du séjour',
    element(
      'text',
      {},
      narrativeTable({
        cle: 'sejour',
        colonnes: ['Dates d’entrée et de sortie', 'Synthèse'],
        lignes: [[dates, summary]],
      }),
    ),
    element(
      'entry',
      {},
      simpleObservation({
        kinds: ['9'],
        id: newId(),
        code: ans('MED-142', 'Synthèse médicale'),
        target: cellId('sejour', 1, 'Synthèse'),
        at,
        value: element('value', { 'xsi:type': 'ST' }, summary),
      }),
    ),
  );
}

/**
 * CDA R2 level 3 of the liaison letter at the end of a stay (CI-SIS, LDL-SES 2022.01) [164], [165].
 * @throws CdaInputError when the dates of the stay cannot be read, or the header cannot be written
 */
export function buildDischargeLetter(source: StructuredSource): Uint8Array {
  const { header, content, replaced, newId } = source;
  const text = (name: string): string => (content.textes[name] ?? '').trim();
  const stay = sejourOf(text('dates'));
  if (stay === null) throw new CdaInputError('Les dates d’entrée et de sortie ne sont pas lisibles : jj/mm/aaaa.');
  const at = hl7Timestamp(header.now);
  return cdaFile(
    header,
    {
      templateIds: [{ root: '1.2.250.1.213.1.1.1.29', extension: '2022.01' }],
      code: header.type,
      title: header.title,
      act: HOSPITAL_STAY,
      actPeriod: { low: hl7Date(stay.entree), high: hl7Date(stay.sortie) },
      recipients: header.recipients,
      replaced,
      namesMedecinTraitant: true,
    },
    element(
      'structuredBody',
      {},
      statusSection(at, newId),
      freeTextSection('motif', 'Motif de l’hospitalisation', `${addresseeLine(content)}${text('motif')}`, newId()),
      staySection(text('dates'), text('synthese'), at, newId),
      drugsSection(DISCHARGE_DRUGS, 'Traitements à la sortie', text('traitements'), newId),
      freeTextSection('resultats', 'Résultats faits ou en attente', text('resultats'), newId()),
      freeTextSection('suites', 'Suites, conseils et surveillance', text('suites'), newId()),
      freeTextSection('commentaire', 'Remise au patient et envoi au médecin adresseur', text('remise'), newId()),
    ),
  );
}
