import type { ModeleStructure } from '../structured-writing.ts';

/** Facts of the record that a section may start from; what is recorded is never typed twice [72]. */
export type Depuis =
  | 'pathologies'
  | 'antecedents'
  | 'traitements'
  | 'allergies'
  | 'facteurs'
  | 'vigilance'
  | 'derniere-note'
  | 'note-du-jour'
  | 'mesures'
  | 'resultats-recents'
  | 'coordonnees'
  | 'entourage'
  | 'ald';

export interface SectionRedigee {
  readonly id: string;
  readonly titre: string;
  readonly obligatoire: boolean;
  /** What it is filled with when the document is started; the doctor corrects it. */
  readonly depuis: readonly Depuis[];
  /** Rows of the field. */
  readonly hauteur: number;
}

/** A type of document that a practice writes. One file each; `index.ts` lists them. */
export interface TypeRedige {
  readonly id: string;
  /** In menus and as the document's first title. */
  readonly titre: string;
  /** JDV_J07-XdsTypeCode-CISIS (ANS, 27/09/2024): code, its system and its label. */
  readonly code: string;
  readonly codeSystem: '2.16.840.1.113883.6.1' | '1.2.250.1.213.1.1.4.12';
  readonly label: string;
  /** Model of the CI-SIS that it follows; left out where there is none, or where a practice does not have what the model asks for: level 1, as a PDF/A. */
  readonly modele?: ModeleStructure;
  /** `menu`: an entry of « Saisir un document »; `autres`: under « Autres prescriptions »; `formulaire`: printed as a plain annex [72]. */
  readonly place: 'menu' | 'autres' | 'courrier' | 'certificat' | 'formulaire';
  readonly sections: readonly SectionRedigee[];
  /** Lines of drugs. */
  readonly lignes: boolean;
  /** Lines of requests, with the word for one; null when it has none. */
  readonly demandes: string | null;
  readonly destinataire: boolean;
  readonly format: 'A4' | 'A5';
  /** Printed above the signature: what this paper is not. */
  readonly mention: string | null;
}

export const LOINC = '2.16.840.1.113883.6.1';
export const TRE_A04 = '1.2.250.1.213.1.1.4.12';

/** A section, with what is usual left out. */
export function section(
  id: string,
  titre: string,
  options: { readonly depuis?: readonly Depuis[]; readonly obligatoire?: boolean; readonly hauteur?: number } = {},
): SectionRedigee {
  return {
    id,
    titre,
    depuis: options.depuis ?? [],
    obligatoire: options.obligatoire ?? false,
    hauteur: options.hauteur ?? 3,
  };
}
