import { comparableName } from '../../../shared/domain/patient.ts';

export interface Line {
  readonly cis: string | null;
  readonly libelle: string;
}

/** What the drug base knows of a line. */
export interface Known {
  readonly cis: string;
  readonly nom: string;
  readonly substances: readonly { readonly code: string; readonly substance: string }[];
}

export interface Found {
  readonly signal: string;
  readonly genre: 'allergie' | 'meme-substance';
  readonly texte: string;
  readonly source: string;
}

/** Shorter words (« type », « sel ») would match anything. */
const LEAST = 5;

const wordsOf = (text: string) =>
  new Set(
    comparableName(text)
      .split(' ')
      .filter((word) => word.length >= LEAST),
  );

/** Words that name a form or a salt, not a substance: they are in half of the base. */
const COMMON = wordsOf(
  'comprime comprimes pellicule gelule gelules solution injectable poudre buvable sachet liberation prolongee enfants adultes nourrissons chlorhydrate sodium sodique potassium acide calcium magnesium anhydre monohydrate dihydrate trihydrate maleate tartrate sulfate phosphate acetate citrate fumarate mesilate microgrammes milligrammes grammes flacon seringue stylo pommade creme allergie intolerance hypersensibilite',
);

function shared(a: ReadonlySet<string>, b: ReadonlySet<string>): string | null {
  for (const word of a) if (b.has(word) && !COMMON.has(word)) return word;
  return null;
}

/**
 * Compares words, and nothing more: an allergy whose agent is named in a line's name or substances; two lines with the same substance. Families of substances are not
 * known here, so that silence never means « sans danger », and the screen says so.
 */
export function findSignals(options: {
  readonly lines: readonly Line[];
  readonly known: ReadonlyMap<string, Known>;
  readonly allergies: readonly { readonly libelle: string; readonly agent: string }[];
  readonly treatments: readonly { readonly libelle: string }[];
  readonly baseDate: string | null;
}): Found[] {
  const { lines, known, allergies, treatments } = options;
  const base =
    options.baseDate === null ? 'le texte des lignes' : `la base publique des médicaments du ${options.baseDate}`;
  const found = new Map<string, Found>();
  const add = (one: Found) => {
    if (!found.has(one.signal)) found.set(one.signal, one);
  };
  const drugs = lines.map((line) => {
    const drug = line.cis === null ? undefined : known.get(line.cis);
    const text =
      drug === undefined ? line.libelle : `${drug.nom} ${drug.substances.map(({ substance }) => substance).join(' ')}`;
    return { line, drug, words: wordsOf(text) };
  });
  for (const { line, words } of drugs) {
    for (const allergy of allergies) {
      const word = shared(wordsOf(`${allergy.agent} ${allergy.libelle}`), words);
      if (word === null) continue;
      add({
        signal: `allergie:${word}:${comparableName(line.libelle)}`.slice(0, 200),
        genre: 'allergie',
        texte: `« ${line.libelle} » et l’allergie ou intolérance notée « ${allergy.libelle} »`,
        source: `Dossier du patient, comparé à ${base}`,
      });
    }
  }
  const names = (code: string) =>
    drugs.flatMap(({ drug }) => drug?.substances ?? []).find((each) => each.code === code)?.substance ?? code;
  const bySubstance = new Map<string, string[]>();
  for (const { line, drug } of drugs)
    for (const code of new Set(drug?.substances.map((each) => each.code) ?? []))
      bySubstance.set(code, [...(bySubstance.get(code) ?? []), line.libelle]);
  for (const [code, labels] of bySubstance) {
    if (labels.length < 2) continue;
    add({
      signal: `meme-substance:${code}`,
      genre: 'meme-substance',
      texte: `Même substance (${names(code)}) : ${labels.map((label) => `« ${label} »`).join(' et ')}`,
      source: base,
    });
  }
  for (const { line, drug } of drugs) {
    if (drug === undefined) continue;
    for (const treatment of treatments) {
      // The renewal of the same treatment is not a duplicate.
      if (comparableName(treatment.libelle) === comparableName(line.libelle)) continue;
      const words = wordsOf(treatment.libelle);
      const same = drug.substances.find(({ substance }) => shared(wordsOf(substance), words) !== null);
      if (same === undefined) continue;
      add({
        signal: `meme-substance:${same.code}`,
        genre: 'meme-substance',
        texte: `Même substance (${same.substance}) : « ${line.libelle} » et le traitement en cours « ${treatment.libelle} »`,
        source: `Dossier du patient, comparé à ${base}`,
      });
    }
  }
  return [...found.values()];
}
