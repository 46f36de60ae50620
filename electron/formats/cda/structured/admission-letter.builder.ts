import { element } from '../../xml/index.ts';
import { cdaFile } from '../header.builder.ts';
import { OID } from '../terminology.ts';
import { hl7Timestamp } from '../time.ts';
import { addresseeLine } from './addressee.ts';
import { freeTextSection } from './free-text.section.ts';
import { ADMISSION_DRUGS, allergiesSection, drugsSection } from './listed.section.ts';
import type { StructuredSource } from './source.ts';

/** Main act of a letter about a stay (HL7 ActCode). */
export const HOSPITAL_STAY = {
  code: 'IMP',
  displayName: 'Hospitalisation (établissement, y compris HAD)',
  codeSystem: OID.actCode,
} as const;

/**
 * CDA R2 level 3 of the letter of admission (CI-SIS, LDL-EES 2022.01) [167]. The stay has not begun: its act starts with the letter, and no end is made up.
 * @throws CdaInputError when an identifier, a date or the sector of activity cannot be written
 */
export function buildAdmissionLetter(source: StructuredSource): Uint8Array {
  const { header, content, replaced, newId } = source;
  const text = (name: string): string => content.textes[name] ?? '';
  const optional = (name: 'antecedents' | 'resultats', title: string) =>
    text(name).trim() === '' ? null : freeTextSection(name, title, text(name), newId());
  return cdaFile(
    header,
    {
      templateIds: [{ root: '1.2.250.1.213.1.1.1.21', extension: '2022.01' }],
      code: header.type,
      title: header.title,
      act: HOSPITAL_STAY,
      actPeriod: { low: hl7Timestamp(header.now), high: null },
      recipients: header.recipients,
      replaced,
      namesMedecinTraitant: true,
    },
    element(
      'structuredBody',
      {},
      freeTextSection('motif', 'Motif d’hospitalisation', `${addresseeLine(content)}${text('motif')}`, newId()),
      optional('antecedents', 'Antécédents'),
      drugsSection(ADMISSION_DRUGS, 'Traitements en cours', text('traitements'), newId),
      allergiesSection('Allergies et intolérances', text('allergies'), newId),
      // FR-Commentaire-non-code is compulsory: the points to watch are what a letter adds.
      freeTextSection('commentaire', 'Points de vigilance', text('vigilance'), newId()),
      optional('resultats', 'Résultats récents'),
    ),
  );
}
