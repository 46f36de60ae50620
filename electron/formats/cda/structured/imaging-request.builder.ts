import type { Demande, Redaction } from '../../../../shared/domain/redaction.ts';
import { modaliteOf } from '../../../../shared/domain/structured-writing.ts';
import { element } from '../../xml/index.ts';
import type { Markup } from '../../xml/index.ts';
import { cdaFile } from '../header.builder.ts';
import { CdaInputError } from '../input-error.ts';
import { cdValue, coded, id, originalText, status, templates, textReference } from '../markup.ts';
import { cellId, narrativeTable, rowId } from '../narrative.ts';
import { CCD, CI_SIS_SECTION, PCC, sectionOf } from '../section.builder.ts';
import { ans, loinc } from '../terminology.ts';
import type { Coded } from '../terminology.ts';
import { hl7Timestamp } from '../time.ts';
import { NOTHING_SAID } from './free-text.section.ts';
import { simpleObservation } from './simple-observation.entry.ts';
import type { StructuredSource } from './source.ts';

const COLUMNS = ['Modalité', 'Acte demandé', 'Précision', 'Urgent', 'ALD'] as const;
const ACTS = 'actes';
const HISTORY = 'historique';
const QUESTION = 'justification';
const EDUCATION = 'information';

const said = (texte: string | undefined): string => ((texte ?? '').trim() === '' ? NOTHING_SAID : (texte ?? '').trim());
const yesNo = (value: boolean): string => (value ? 'Oui' : 'Non');

function modality(demande: Demande): Coded {
  const found = modaliteOf(demande.modalite);
  if (found === null) throw new CdaInputError('La modalité d’un acte d’imagerie manque : rien n’a été structuré.');
  return { code: found.code, displayName: found.libelle, codeSystem: found.systeme };
}

/** FR-DICOM-observation: one block of history, in the doctor's words. The record's own words hold medical and surgical history together. */
function historyObservation(code: Coded, ownId: string): Markup {
  const target = cellId(HISTORY, 1, 'Antécédents médicaux et chirurgicaux');
  return element(
    'entry',
    {},
    element(
      'observation',
      { classCode: 'OBS', moodCode: 'EVN' },
      templates('2.16.840.1.113883.10.20.6.2.13', '1.2.250.1.213.1.1.3.150'),
      id(ownId),
      coded('code', code),
      textReference(target),
      status('completed'),
      cdValue(null, target),
      element('targetSiteCode', { nullFlavor: 'NA' }),
    ),
  );
}

/** FR-DICOM-informations-cliniques with the reason of the request and the history. */
function clinicalSection(textes: Redaction['textes'], newId: () => string): Markup {
  const question = sectionOf(
    [['1.2.840.10008.9.7', `${CI_SIS_SECTION}.211`], '55115-0', 'Demande'],
    newId(),
    'Question posée',
    element(
      'text',
      {},
      narrativeTable({ cle: QUESTION, colonnes: ['Question posée'], lignes: [[said(textes.question)]] }),
    ),
  );
  const history = sectionOf(
    [['2.16.840.1.113883.10.20.22.2.39', `${CI_SIS_SECTION}.213`], '11329-0', 'Historique médical'],
    newId(),
    'Renseignements cliniques',
    element(
      'text',
      {},
      narrativeTable({
        cle: HISTORY,
        colonnes: ['Antécédents médicaux et chirurgicaux', 'Allergies'],
        lignes: [[said(textes.renseignements), said(textes.allergies)]],
      }),
    ),
    historyObservation(loinc('11348-0', 'Antécédents médicaux'), newId()),
    historyObservation(loinc('47519-4', 'Antécédents chirurgicaux'), newId()),
  );
  return sectionOf(
    [['1.2.840.10008.9.2', `${CI_SIS_SECTION}.205`], '55752-0', 'Informations cliniques'],
    newId(),
    'Informations cliniques',
    element('text', {}),
    question,
    history,
  );
}

/** FR-Education-du-patient: whether the risks were told is not asked of the doctor here, and is not said. */
function educationSection(newId: () => string): Markup {
  const column = 'Le patient a-t-il été informé des risques ?';
  return sectionOf(
    [[`${PCC}.1.9.38`, `${PCC}.1.9.39`, `${CI_SIS_SECTION}.107`], '34895-3', 'Education du patient'],
    newId(),
    'Information du patient',
    element('text', {}, narrativeTable({ cle: EDUCATION, colonnes: [column], lignes: [[NOTHING_SAID]] })),
    element(
      'entry',
      {},
      simpleObservation({
        kinds: [],
        id: newId(),
        code: ans('MED-1130', "Le patient a-t-il été informé des risques relatifs à l'examen d'imagerie médicale ?"),
        target: cellId(EDUCATION, 1, column),
        at: null,
        value: element('value', { 'xsi:type': 'BL', nullFlavor: 'NASK' }),
      }),
    ),
  );
}

/** FR-Demande-d-examen-ou-de-suivi. The part of the body stays in the doctor's words, to which the entry points. */
function requestEntry(demande: Demande, row: number): Markup {
  const cell = (column: (typeof COLUMNS)[number]): string => cellId(ACTS, row, column);
  const comment =
    demande.precision.trim() === ''
      ? null
      : element(
          'entryRelationship',
          { typeCode: 'SUBJ', inversionInd: true },
          element(
            'act',
            { classCode: 'ACT', moodCode: 'EVN' },
            templates('2.16.840.1.113883.10.20.1.40', `${PCC}.4.2`, '1.2.250.1.213.1.1.3.32'),
            coded('code', loinc('48767-8', 'Commentaire')),
            textReference(cell('Précision')),
            status('completed'),
          ),
        );
  return element(
    'entry',
    {},
    element(
      'observation',
      { classCode: 'OBS', moodCode: 'INT' },
      templates(`${PCC}.1.20.3.1`, `${CCD}.25`, '1.2.250.1.213.1.1.3.27', '1.2.250.1.213.1.1.3.27.3'),
      id(demande.id),
      coded('code', modality(demande), originalText(cell('Modalité'))),
      textReference(rowId(ACTS, row)),
      status('active'),
      element('effectiveTime', { nullFlavor: 'NASK' }),
      demande.urgent
        ? coded(
            'priorityCode',
            { code: 'UR', displayName: 'Urgent', codeSystem: '2.16.840.1.113883.5.7' },
            originalText(cell('Urgent')),
          )
        : null,
      element('targetSiteCode', { nullFlavor: 'OTH' }, originalText(cell('Acte demandé'))),
      comment,
    ),
  );
}

function actsSection(demandes: readonly Demande[], newId: () => string): Markup {
  return sectionOf(
    [[`${CCD}.10`, `${PCC}.3.36`, `${CI_SIS_SECTION}.158`, `${CI_SIS_SECTION}.158.3`], '18776-5', 'Plan de soins'],
    newId(),
    'Actes d’imagerie demandés',
    element(
      'text',
      {},
      narrativeTable({
        cle: ACTS,
        colonnes: COLUMNS,
        lignes: demandes.map((each) => [
          modality(each).displayName,
          each.libelle,
          each.precision.trim(),
          yesNo(each.urgent),
          yesNo(each.ald),
        ]),
      }),
    ),
    demandes.map((each, index) => requestEntry(each, index + 1)),
  );
}

/**
 * CDA R2 level 3 of a request for imaging (CI-SIS, IMG-DA-IMG 2024.01).
 * @throws CdaInputError when the modality of an act is missing, or the header cannot be written
 */
export function buildImagingRequest(source: StructuredSource): Uint8Array {
  const { header, content, replaced, newId } = source;
  return cdaFile(
    header,
    {
      templateIds: [{ root: '1.2.840.10008.9.20' }, { root: '1.2.250.1.213.1.1.1.47', extension: '2024.01' }],
      code: header.type,
      title: header.title,
      act: loinc('55115-0', "Demande d'acte d'imagerie"),
      actPeriod: { low: hl7Timestamp(header.now), high: null },
      recipients: header.recipients,
      replaced,
      namesMedecinTraitant: false,
    },
    element(
      'structuredBody',
      {},
      clinicalSection(content.textes, newId),
      educationSection(newId),
      actsSection(content.demandes, newId),
    ),
  );
}
