import { CdaInputError } from '../input-error.ts';
import { coded, id, status, templates, textReference } from '../markup.ts';
import { CI_SIS_SECTION, sectionOf } from '../section.builder.ts';
import { loinc } from '../terminology.ts';
import { element } from '../../xml/index.ts';
import type { Markup } from '../../xml/index.ts';

const TITLE = 'Copie du document';
const MEDIA_ID = 'copie-pdf';
const LABEL_ID = 'copie-titre';

/** FR-Document-PDF-copie: the paper itself, beside what is structured of it. */
export function pdfCopySection(pdf: Uint8Array, newId: () => string): Markup {
  if (new TextDecoder('latin1').decode(pdf.subarray(0, 5)) !== '%PDF-') {
    throw new CdaInputError('La copie PDF du document n’est pas un PDF : aucun document n’a été produit.');
  }
  const base64 = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength).toString('base64');
  return sectionOf(
    [[`${CI_SIS_SECTION}.243`], '55108-5', TITLE],
    newId(),
    TITLE,
    element(
      'text',
      {},
      element('paragraph', {}, element('content', { ID: LABEL_ID }, 'Copie PDF du document')),
      element('renderMultiMedia', { referencedObject: MEDIA_ID }),
    ),
    element(
      'entry',
      {},
      element(
        'organizer',
        { classCode: 'CLUSTER', moodCode: 'EVN' },
        templates('1.2.250.1.213.1.1.3.18'),
        id(newId()),
        coded('code', loinc('55107-7', 'Document attaché')),
        status('completed'),
        element(
          'component',
          {},
          element(
            'observation',
            { classCode: 'OBS', moodCode: 'EVN' },
            templates('1.3.6.1.4.1.19376.1.5.3.1.4.13', '1.2.250.1.213.1.1.3.48', '1.2.250.1.213.1.1.3.48.18'),
            id(newId()),
            coded('code', loinc('69764-9', 'Type de document')),
            textReference(LABEL_ID),
            status('completed'),
            element('effectiveTime', { nullFlavor: 'NA' }),
            element('value', {
              'xsi:type': 'CD',
              code: '55108-5',
              displayName: TITLE,
              codeSystem: '2.16.840.1.113883.6.1',
            }),
          ),
        ),
        element(
          'component',
          {},
          element(
            'observationMedia',
            { classCode: 'OBS', moodCode: 'EVN', ID: MEDIA_ID },
            element('value', { mediaType: 'application/pdf', representation: 'B64' }, base64),
          ),
        ),
      ),
    ),
  );
}
