import { LIENS, type ElementSection } from '../../../../shared/domain/medical.ts';

/** How one field of an element is typed and shown. */
export type FieldSpec =
  | { readonly name: string; readonly label: string; readonly kind: 'date' }
  | {
      readonly name: string;
      readonly label: string;
      readonly kind: 'text';
      readonly large?: boolean;
      readonly max: number;
    }
  | { readonly name: 'libelle'; readonly label: string; readonly kind: 'coded' }
  | { readonly name: 'posologie'; readonly label: string; readonly kind: 'dosage' }
  | {
      readonly name: string;
      readonly label: string;
      readonly kind: 'choice';
      readonly options: readonly (readonly [value: string, text: string])[];
      readonly start: string;
    };

export interface SectionSpec {
  readonly section: ElementSection;
  readonly titre: string;
  /** One element, for messages: « Pathologie ajoutée ». */
  readonly un: string;
  readonly feminin: boolean;
  /** What « absence affirmée » says of this section. */
  readonly absence: string;
  /** [67] A single box instead of two answers. */
  readonly caseUnique?: boolean;
  readonly fields: readonly FieldSpec[];
}

const same = (values: readonly string[]) => values.map((value) => [value, value] as const);
const debut: FieldSpec = { name: 'debut', label: 'Début', kind: 'date' };
const fin: FieldSpec = { name: 'fin', label: 'Fin', kind: 'date' };
const observation: FieldSpec = {
  name: 'type',
  label: 'Type d’observation',
  kind: 'choice',
  options: same(['Diagnostic', 'Symptôme', 'Constatation', 'Problème']),
  start: 'Diagnostic',
};

/** [63]–[69] [83] [85] The sections made of elements, in the order of the screen. */
export const SECTIONS: readonly SectionSpec[] = [
  {
    section: 'pathologies',
    titre: 'Pathologies chroniques actives',
    un: 'Pathologie',
    feminin: true,
    absence: 'Aucune pathologie chronique',
    fields: [debut, observation, { name: 'libelle', label: 'Pathologie', kind: 'coded' }, fin],
  },
  {
    section: 'antecedentsMedicaux',
    titre: 'Antécédents médicaux',
    un: 'Antécédent médical',
    feminin: false,
    absence: 'Aucun antécédent médical',
    fields: [debut, observation, { name: 'libelle', label: 'Antécédent', kind: 'coded' }, fin],
  },
  {
    section: 'antecedentsChirurgicaux',
    titre: 'Antécédents chirurgicaux',
    un: 'Intervention',
    feminin: true,
    absence: 'Aucun antécédent chirurgical',
    fields: [
      { name: 'date', label: 'Date', kind: 'date' },
      { name: 'libelle', label: 'Intervention', kind: 'text', large: true, max: 300 },
    ],
  },
  {
    section: 'traitements',
    titre: 'Traitements',
    un: 'Traitement',
    feminin: false,
    absence: 'Pas de traitement au long cours',
    caseUnique: true,
    fields: [
      { name: 'libelle', label: 'Médicament', kind: 'text', large: true, max: 300 },
      { name: 'posologie', label: 'Posologie', kind: 'dosage' },
      debut,
      fin,
    ],
  },
  {
    section: 'allergies',
    titre: 'Allergies et intolérances',
    un: 'Allergie',
    feminin: true,
    absence: 'Aucune allergie ni intolérance connue',
    fields: [
      debut,
      fin,
      { name: 'libelle', label: 'Diagnostic', kind: 'text', max: 300 },
      {
        name: 'type',
        label: 'Type',
        kind: 'choice',
        options: same([
          'Allergie',
          'Allergie médicamenteuse',
          'Allergie alimentaire',
          'Intolérance médicamenteuse',
          'Intolérance alimentaire',
          'Intolérance',
        ]),
        start: 'Allergie',
      },
      { name: 'manifestation', label: 'Manifestation', kind: 'text', max: 200 },
      {
        name: 'severite',
        label: 'Sévérité',
        kind: 'choice',
        options: [['', 'Non précisée'], ...same(['légère', 'modérée', 'sévère'])],
        start: '',
      },
      { name: 'agent', label: 'Agent', kind: 'text', max: 200 },
    ],
  },
  {
    section: 'toxiques',
    titre: 'Exposition à des toxiques',
    un: 'Exposition',
    feminin: true,
    absence: 'Aucune exposition à un toxique',
    fields: [debut, fin, { name: 'libelle', label: 'Toxique', kind: 'text', large: true, max: 300 }],
  },
  {
    section: 'antecedentsFamiliaux',
    titre: 'Antécédents familiaux',
    un: 'Antécédent familial',
    feminin: false,
    absence: 'Aucun antécédent familial',
    fields: [
      debut,
      { name: 'lien', label: 'Parent', kind: 'choice', options: Object.entries(LIENS), start: 'FAMMEMB' },
      observation,
      { name: 'libelle', label: 'Antécédent', kind: 'coded' },
    ],
  },
];
