import type { ElementSection } from '../../../shared/domain/medical.ts';
import type { Random } from './random.ts';

/** Rows as lists of values, in the order of the columns that commands.ts names. */
export type Row = readonly (string | number | null)[];

export interface SeededRows {
  readonly notes: Row[];
  readonly noteVersions: Row[];
  readonly elements: Row[];
  readonly elementVersions: Row[];
  readonly documents: Row[];
  readonly provenances: Row[];
}

export interface SeedActor {
  readonly idNat: string;
  readonly nom: string;
}

/** A stored content that documents of the seed share. */
export interface SeedContent {
  /** Keyed hash, hexadecimal. */
  readonly hash: string;
  readonly taille: number;
}

const WORDS =
  'patient vu ce jour pour suivi examen clinique sans particularité tension correcte traitement poursuivi revoir dans trois mois bilan demandé apyrétique auscultation libre pas de signe de gravité conseils donnés'.split(
    ' ',
  );
const REASONS = ['Suivi', 'Renouvellement', 'Toux', 'Douleur', 'Certificat', 'Vaccination', 'Fatigue', 'Contrôle'];
const SECTIONS: readonly ElementSection[] = [
  'pathologies',
  'antecedentsMedicaux',
  'antecedentsMedicaux',
  'antecedentsChirurgicaux',
  'traitements',
  'allergies',
];
const TYPES: readonly (readonly [string, string])[] = [
  ['11488-4', 'CR de consultation'],
  ['11502-2', 'CR de biologie'],
  ['18748-4', 'CR d’imagerie'],
  ['57833-6', 'Prescription de médicaments'],
];
const DAY = 86_400_000;

const words = (random: Random, count: number): string =>
  Array.from({ length: count }, () => random.pick(WORDS)).join(' ');

/** Within the last ten years, in working hours. */
function pastInstant(random: Random, today: number): string {
  return new Date(
    today - random.between(1, 3_650) * DAY + random.between(8, 18) * 3_600_000 + random.between(0, 3_599_999),
  ).toISOString();
}

function elementValue(
  random: Random,
  section: ElementSection,
  date: string,
  labels: readonly { code: string; libelle: string; edition: string }[],
) {
  const known = labels.length === 0 ? null : random.pick(labels);
  const libelle = known?.libelle ?? `Élément d’essai ${random.between(1, 400)}`;
  const code = known === null ? null : { system: 'CIM-10', ...known };
  switch (section) {
    case 'antecedentsChirurgicaux':
      return { date, libelle: `Intervention d’essai ${random.between(1, 60)}` };
    case 'traitements':
      return {
        debut: date,
        fin: null,
        libelle: `Médicament d’essai ${random.between(1, 200)}`,
        posologie: `${random.between(1, 3)} par jour`,
      };
    case 'allergies':
      return {
        debut: date,
        fin: null,
        libelle: 'Allergie d’essai',
        type: 'Allergie',
        manifestation: '',
        severite: '',
        agent: `Agent d’essai ${random.between(1, 30)}`,
      };
    default:
      return { debut: date, fin: section === 'antecedentsMedicaux' ? date : null, type: 'Diagnostic', libelle, code };
  }
}

export interface RecordShape {
  readonly rank: number;
  readonly patientId: string;
  readonly notes: number;
  readonly elements: number;
  readonly documents: number;
}

/** The record of one patient: its notes signed, its elements written once, its documents sharing a few contents of real sizes. */
export function addRecord(
  rows: SeededRows,
  random: Random,
  shape: RecordShape,
  by: SeedActor,
  today: number,
  contents: readonly SeedContent[],
  labels: readonly { code: string; libelle: string; edition: string }[],
): void {
  const { patientId } = shape;
  for (let index = 0; index < shape.notes; index += 1) {
    const id = random.uuid(shape.rank);
    const at = pastInstant(random, today);
    const motif = random.pick(REASONS);
    const texte = words(random, random.between(15, 120));
    const [poids, taille] = random.next() < 0.5 ? [random.between(45, 110), random.between(150, 190)] : [null, null];
    const [systolique, diastolique] =
      random.next() < 0.6 ? [random.between(105, 165), random.between(60, 95)] : [null, null];
    rows.notes.push([id, patientId, by.idNat, by.nom, at, motif, texte, poids, taille, systolique, diastolique]);
    rows.noteVersions.push([
      id,
      at,
      by.idNat,
      by.nom,
      JSON.stringify({ motif, texte, poids, taille, systolique, diastolique }),
    ]);
  }
  for (let index = 0; index < shape.elements; index += 1) {
    const id = random.uuid(shape.rank);
    const at = pastInstant(random, today);
    const section = random.pick(SECTIONS);
    // Most problems of ten years are over: they left the list and stay in the history.
    const statut = random.next() < 0.25 || index < 4 ? 'actif' : 'retire';
    const valeur = JSON.stringify(elementValue(random, section, at.slice(0, 10), labels));
    rows.elements.push([id, patientId, section, statut, valeur, by.idNat, by.nom, at]);
    rows.elementVersions.push([id, patientId, section, statut, valeur, at, by.idNat, by.nom, random.uuid(shape.rank)]);
  }
  for (let index = 0; index < shape.documents; index += 1) {
    const id = random.uuid(shape.rank);
    const at = pastInstant(random, today);
    const [typeCode, type] = random.pick(TYPES);
    const content = random.pick(contents);
    const outside = random.next() < 0.8;
    const author = outside ? 'Laboratoire d’essai' : by.nom;
    const titre = `${type} du ${at.slice(8, 10)}/${at.slice(5, 7)}/${at.slice(0, 4)}`;
    rows.documents.push([
      id,
      patientId,
      at,
      typeCode,
      type,
      titre,
      outside ? null : by.idNat,
      author,
      outside ? 'messagerie' : 'local',
      content.hash,
      content.taille,
    ]);
    rows.provenances.push([id, outside ? 'messagerie' : 'fait ici', at]);
  }
}

/** Puts the rows of many patients in the order of time, as they come in a practice: one patient's rows do not lie side by side. */
export function inOrderOfTime(rows: SeededRows): void {
  const by = (list: Row[], column: number) => list.sort((a, b) => (String(a[column]) < String(b[column]) ? -1 : 1));
  by(rows.notes, 4);
  by(rows.elements, 7);
  by(rows.documents, 2);
}
