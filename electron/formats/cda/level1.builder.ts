import { element } from '../xml/index.ts';
import { cdaFile } from './header.builder.ts';
import type { CdaHeaderSource, Professional } from './header.builder.ts';
import { CdaInputError } from './input-error.ts';
import { loinc } from './terminology.ts';
import type { Coded } from './terminology.ts';

/** Documents that a practice writes as a PDF, with their type of JDV_J07 (XdsTypeCode). */
export const LEVEL1_TYPES = {
  'lettre-adressage': loinc('96349-6', "Lettre d'adressage"),
  consultation: loinc('11488-4', 'CR ou fiche de consultation ou de visite'),
  'certificat-medical': loinc('89601-9', 'Certificat médical'),
} as const satisfies Readonly<Record<string, Coded>>;
export type Level1Type = keyof typeof LEVEL1_TYPES;

export interface Level1Header extends CdaHeaderSource {
  /** One of the types above, or the code of another type of JDV_J07. */
  readonly type: Level1Type | Coded;
  readonly title: string;
  /** Colleagues the letter is for. */
  readonly recipients: readonly Professional[];
}

const PDF_MAGIC = '%PDF-';

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}

/**
 * CDA R2 level 1: the header of the CI-SIS around a PDF, which should be PDF/A-1 (CI-SIS, « Structuration minimale », corps non structuré).
 * @throws CdaInputError when the bytes are not a PDF, the title is empty, or the header cannot be written
 */
export function buildLevel1(source: { readonly header: Level1Header; readonly pdf: Uint8Array }): Uint8Array {
  const { header, pdf } = source;
  if (new TextDecoder('latin1').decode(pdf.subarray(0, PDF_MAGIC.length)) !== PDF_MAGIC) {
    throw new CdaInputError('Le fichier joint n’est pas un PDF : aucun document n’a été produit.');
  }
  const title = header.title.trim();
  if (title === '') throw new CdaInputError('Le document n’a pas de titre : donnez-en un avant de l’enregistrer.');
  return cdaFile(
    header,
    {
      templateIds: [{ root: '1.3.6.1.4.1.19376.1.2.20' }],
      code: typeof header.type === 'string' ? LEVEL1_TYPES[header.type] : header.type,
      title,
      act: loinc('34117-2', 'Historique et clinique'),
      recipients: header.recipients,
      namesMedecinTraitant: false,
    },
    element('nonXMLBody', {}, element('text', { mediaType: 'application/pdf', representation: 'B64' }, base64(pdf))),
  );
}
