import { z } from 'zod';
import { ElementId, IdNat, NoteId, PatientId } from '../ids.ts';
import { Instant, PartialDate } from './civil-date.ts';

/** Three states wherever the medicine needs it: not recorded, absence affirmed, present. */
export const EtatSection = z.enum(['non-renseigne', 'absence-affirmee', 'present']);
export type EtatSection = z.infer<typeof EtatSection>;

/** Sections made of dated elements. */
export const ElementSection = z.enum([
  'pathologies',
  'antecedentsMedicaux',
  'antecedentsChirurgicaux',
  'traitements',
  'allergies',
  'toxiques',
  'antecedentsFamiliaux',
]);
export type ElementSection = z.infer<typeof ElementSection>;

/** Sections made of a text. */
export const TexteSection = z.enum(['risquesProfessionnels', 'pointsDeVigilance']);
export type TexteSection = z.infer<typeof TexteSection>;

export const SectionName = z.enum([...ElementSection.options, ...TexteSection.options, 'facteursDeRisque']);
export type SectionName = z.infer<typeof SectionName>;

/** A code of a terminology with the edition it was taken from; free text stays beside it. */
export const Code = z.object({
  system: z.literal('CIM-10'),
  code: z.string().regex(/^[A-Z]\d{2}(\.\d{1,3})?(\+\d{1,2})?$/),
  libelle: z.string().max(300),
  edition: z.string().max(60),
});
export type Code = z.infer<typeof Code>;

const libelle = z.string().trim().min(1, 'obligatoire').max(300);

/** [63] [64] Pathology or medical history. */
export const Probleme = z.object({
  debut: PartialDate.nullable(),
  fin: PartialDate.nullable(),
  /** Observation type as DéMo words it: Diagnostic, Symptôme, Constatation… */
  type: z.enum(['Diagnostic', 'Symptôme', 'Constatation', 'Problème']),
  libelle,
  code: Code.nullable(),
});
/** [65] Intervention. */
export const Intervention = z.object({ date: PartialDate.nullable(), libelle });
/** [66] Treatment, free text for now. */
export const Traitement = z.object({
  debut: PartialDate.nullable(),
  fin: PartialDate.nullable(),
  libelle,
  posologie: z.string().max(300),
});
/** [68] Allergy or intolerance, seven columns. */
export const Allergie = z.object({
  debut: PartialDate.nullable(),
  fin: PartialDate.nullable(),
  /** Diagnosis as the doctor words it. */
  libelle,
  type: z.enum([
    'Allergie',
    'Allergie médicamenteuse',
    'Allergie alimentaire',
    'Intolérance médicamenteuse',
    'Intolérance alimentaire',
    'Intolérance',
  ]),
  manifestation: z.string().max(200),
  severite: z.enum(['', 'légère', 'modérée', 'sévère']),
  agent: z.string().max(200),
});
/** [83] Exposure to a toxic agent. */
export const Toxique = z.object({ debut: PartialDate.nullable(), fin: PartialDate.nullable(), libelle });
/** HL7 RoleCode of a relative, with its French word. */
export const LIENS = {
  MTH: 'Mère',
  FTH: 'Père',
  SIS: 'Sœur',
  BRO: 'Frère',
  DAU: 'Fille',
  SON: 'Fils',
  GRMTH: 'Grand-mère',
  GRFTH: 'Grand-père',
  AUNT: 'Tante',
  UNCLE: 'Oncle',
  FAMMEMB: 'Famille',
} as const;
export const Lien = z.enum(Object.keys(LIENS) as [keyof typeof LIENS, ...(keyof typeof LIENS)[]]);
/** [85] Family history. */
export const AntecedentFamilial = z.object({
  debut: PartialDate.nullable(),
  lien: Lien,
  type: Probleme.shape.type,
  libelle,
  code: Code.nullable(),
});

export const ELEMENT_SCHEMAS = {
  pathologies: Probleme,
  antecedentsMedicaux: Probleme,
  antecedentsChirurgicaux: Intervention,
  traitements: Traitement,
  allergies: Allergie,
  toxiques: Toxique,
  antecedentsFamiliaux: AntecedentFamilial,
} as const satisfies Record<ElementSection, z.ZodType>;
export type ElementValue<S extends ElementSection = ElementSection> = z.infer<(typeof ELEMENT_SCHEMAS)[S]>;

const stored = { id: ElementId, version: z.int().positive(), auteur: IdNat, modifieLe: Instant };
const elementSection = <S extends z.core.$ZodLooseShape>(value: z.ZodObject<S>) =>
  z.object({ etat: EtatSection, elements: z.array(value.extend(stored)) });
const texteSection = z.object({ etat: EtatSection, texte: z.string().max(4000) });

/** One risk factor: said yes, said no, or never asked. */
export const OuiNon = z.enum(['oui', 'non']).nullable();
/** [82] Risk factors of the way of life, as DéMo lists them. */
export const FacteursDeRisque = z.object({
  tabac: OuiNon,
  /** Tobacco in pack-years ({pack}/a), when it was said. */
  tabacQuantite: z.object({ valeur: z.number().nonnegative().max(500), unite: z.literal('{pack}/a') }).nullable(),
  sedentarite: OuiNon,
  enolisme: OuiNon,
  regime: OuiNon,
  drogue: OuiNon,
  autre: z.string().max(500).nullable(),
});
export type FacteursDeRisque = z.infer<typeof FacteursDeRisque>;
export const FACTEURS_NON_RENSEIGNES: FacteursDeRisque = {
  tabac: null,
  tabacQuantite: null,
  sedentarite: null,
  enolisme: null,
  regime: null,
  drogue: null,
  autre: null,
};

/** The structured record of one patient, as the VSM reads it. */
export const DossierMedical = z.object({
  pathologies: elementSection(Probleme),
  antecedentsMedicaux: elementSection(Probleme),
  antecedentsChirurgicaux: elementSection(Intervention),
  traitements: elementSection(Traitement),
  allergies: elementSection(Allergie),
  facteursDeRisque: FacteursDeRisque,
  toxiques: elementSection(Toxique),
  risquesProfessionnels: texteSection,
  antecedentsFamiliaux: elementSection(AntecedentFamilial),
  pointsDeVigilance: texteSection,
});
export type DossierMedical = z.infer<typeof DossierMedical>;

/** A problem of the structured record that a note is about, with its words of that day (the line may change or leave later) and what the note says of it alone. */
export const ProblemeAborde = z.object({
  id: ElementId,
  libelle: z.string().min(1).max(300),
  /** Empty in the notes of before, and where the note's own text says it all. */
  texte: z.string().max(20_000).default(''),
});
export type ProblemeAborde = z.infer<typeof ProblemeAborde>;

/** What a consultation note holds. Measures: kg, cm, mmHg; null when not measured. */
export const NoteContent = z.object({
  motif: z.string().max(200),
  texte: z.string().max(50_000),
  poids: z.number().positive().max(400).nullable(),
  taille: z.number().positive().max(260).nullable(),
  systolique: z.int().min(30).max(300).nullable(),
  diastolique: z.int().min(10).max(200).nullable(),
  /** Empty in the notes of before. */
  problemes: z.array(ProblemeAborde).max(20).default([]),
});
export type NoteContent = z.infer<typeof NoteContent>;
export const EMPTY_NOTE: NoteContent = {
  motif: '',
  texte: '',
  poids: null,
  taille: null,
  systolique: null,
  diastolique: null,
  problemes: [],
};

export const Note = NoteContent.extend({
  id: NoteId,
  patientId: PatientId,
  auteur: IdNat,
  auteurNom: z.string(),
  commenceeLe: Instant,
  /** null while it is a draft. */
  signeeLe: Instant.nullable(),
  /** 1 for the first signed text; each amendment adds one and keeps the former. */
  version: z.int().positive(),
  modifieeLe: Instant,
});
export type Note = z.infer<typeof Note>;

/** Whether somebody wrote something: words or a measure. Problems that are only linked say nothing yet. */
export function isWritten(note: NoteContent): boolean {
  const words = [note.motif, note.texte, ...note.problemes.map(({ texte }) => texte)];
  const measures = [note.poids, note.taille, note.systolique, note.diastolique];
  return words.some((text) => text.trim() !== '') || measures.some((value) => value !== null);
}

/** Body mass index in kg/m², one decimal; null when a measure is missing. */
export function bodyMassIndex(note: { poids: number | null; taille: number | null }): number | null {
  if (note.poids === null || note.taille === null) return null;
  return Math.round((note.poids / (note.taille / 100) ** 2) * 10) / 10;
}
