import type { Coded } from './model.ts';
import { CLASS_LABELS, CLASS_OF_TYPE } from './type-classes.data.ts';
import { OID } from './vocabulary.ts';

/** Class of a type of document, null when the table does not know the type. */
export function classOfType(typeCode: string): Coded | null {
  const code = CLASS_OF_TYPE.get(typeCode);
  return code === undefined ? null : { code, scheme: OID.classes, label: CLASS_LABELS[code] ?? code };
}

const CONFIDENTIALITY: Readonly<Record<string, Coded>> = {
  N: { code: 'N', scheme: OID.confidentiality, label: 'Normal' },
  R: { code: 'R', scheme: OID.confidentiality, label: 'Restreint' },
  V: { code: 'V', scheme: OID.confidentiality, label: 'Très restreint' },
};

export const MASQUE_PS: Coded = {
  code: 'MASQUE_PS',
  scheme: OID.visibility,
  label: 'Masqué aux professionnels de santé',
};
export const INVISIBLE_PATIENT: Coded = {
  code: 'INVISIBLE_PATIENT',
  scheme: OID.visibility,
  label: 'Non visible par le patient',
};

/** The two restrictions of visibility that a doctor may tick. */
export interface Masks {
  readonly masquePs: boolean;
  readonly invisiblePatient: boolean;
}

/** Confidentiality codes of an entry (JDV_J08): that of the document, N by default, always first; the masks beside it, never instead. */
export function confidentialityCodes(documentCode: string, masks: Masks): Coded[] {
  const own = CONFIDENTIALITY[documentCode] ?? { code: 'N', scheme: OID.confidentiality, label: 'Normal' };
  return [own, ...(masks.masquePs ? [MASQUE_PS] : []), ...(masks.invisiblePatient ? [INVISIBLE_PATIENT] : [])];
}

const LEVEL_1_SCHEME = '1.3.6.1.4.1.19376.1.2.3';

/** Format of a document with an unstructured body, by its media type (JDV_J10). */
const LEVEL_1: Readonly<Record<string, Coded>> = {
  'application/pdf': {
    code: 'urn:ihe:iti:xds-sd:pdf:2008',
    scheme: LEVEL_1_SCHEME,
    label: 'Document à corps non structuré en Pdf/A-1',
  },
  'text/plain': {
    code: 'urn:ihe:iti:xds-sd:text:2008',
    scheme: LEVEL_1_SCHEME,
    label: 'Document à corps non structuré en texte brut',
  },
  'text/rtf': {
    code: 'urn:ihe:iti-fr:xds-sd:rtf:2010',
    scheme: LEVEL_1_SCHEME,
    label: 'Document à corps non structuré en RTF',
  },
  'image/jpeg': {
    code: 'urn:ihe:iti-fr:xds-sd:jpeg:2010',
    scheme: LEVEL_1_SCHEME,
    label: 'Document à corps non structuré en image JPEG',
  },
  'image/tiff': {
    code: 'urn:ihe:iti-fr:xds-sd:tiff:2010',
    scheme: LEVEL_1_SCHEME,
    label: 'Document à corps non structuré en image TIFF',
  },
};

/** Format of a structured document, by the OID of its type's template. */
const LEVEL_3: Readonly<Record<string, Coded>> = {
  '1.2.250.1.213.1.1.1.13': {
    code: 'urn:asip:ci-sis:vsm:2012',
    scheme: '1.2.250.1.213.1.1.4.2.282',
    label: 'Synthèse médicale (VSM)',
  },
  '1.2.250.1.213.1.1.1.51': {
    code: 'urn:ihe:pcc:ips:2020',
    scheme: LEVEL_1_SCHEME,
    label: 'Synthèse médicale (IPS-FR)',
  },
  '1.2.250.1.213.1.1.1.55': {
    code: 'urn:ihe:lab:xd-lab:2008',
    scheme: LEVEL_1_SCHEME,
    label: 'CR d’examens biologiques',
  },
  '1.2.250.1.213.1.1.1.39': {
    code: 'urn:ihe:pharm:pre:2010',
    scheme: LEVEL_1_SCHEME,
    label: 'Prescription de médicaments',
  },
  '1.2.250.1.213.1.1.1.54': {
    code: 'urn:ihe:pharm:dis:2010',
    scheme: LEVEL_1_SCHEME,
    label: 'Dispensation de médicaments',
  },
  '1.2.250.1.213.1.1.1.29': {
    code: 'urn:asip:ci-sis:ldl-ses:2017',
    scheme: '1.2.250.1.213.1.1.4.2.282',
    label: 'Lettre de liaison à la sortie',
  },
  '1.2.250.1.213.1.1.1.21': {
    code: 'urn:asip:ci-sis:ldl-ees:2017',
    scheme: '1.2.250.1.213.1.1.4.2.282',
    label: 'Lettre de liaison à l’entrée',
  },
  '1.2.250.1.213.1.1.1.47': {
    code: 'urn:ans:ci-sis:img-da:2022',
    scheme: '1.2.250.1.213.1.1.4.2.282',
    label: 'Demande d’actes d’imagerie',
  },
};

/** Format of a document: by its unstructured body's media type, else by the first template known; null when neither says. */
export function formatOf(bodyMediaType: string | null, templates: readonly string[]): Coded | null {
  if (bodyMediaType !== null) return LEVEL_1[bodyMediaType] ?? null;
  for (const template of templates) {
    const format = LEVEL_3[template];
    if (format) return format;
  }
  return null;
}
