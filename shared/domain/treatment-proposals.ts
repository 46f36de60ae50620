import { z } from 'zod';
import { ElementId } from '../ids.ts';
import { durationOf } from './amounts.ts';
import type { ElementValue } from './medical.ts';
import { comparableName } from './patient.ts';
import type { LigneOrdonnance } from './redaction.ts';

/** One change that a prescription suggests to the treatments of the record. */
export const PropositionTraitement = z.object({
  /** Line of the prescription, or the treatment that it no longer holds. */
  cle: z.uuid(),
  genre: z.enum(['ajouter', 'modifier', 'arreter']),
  libelle: z.string(),
  posologie: z.string(),
  /** The treatment as the record has it; null for one to add. */
  actuel: z
    .object({ id: ElementId, version: z.int().positive(), libelle: z.string(), posologie: z.string() })
    .nullable(),
  /** Ticked before the doctor has said anything. */
  proposee: z.boolean(),
});
export type PropositionTraitement = z.infer<typeof PropositionTraitement>;

export type TraitementActuel = ElementValue<'traitements'> & { readonly id: ElementId; readonly version: number };

const DAYS = { d: 1, wk: 7, mo: 30, a: 365 } as const;
/** From this duration on, a line is a treatment of the record rather than that of an episode. */
const LASTING_DAYS = 28;

/** Whether a line is meant to last: its duration says so, or it is renewed, or it belongs to the long-term condition. */
function lasts({ duree, renouvellements, ald }: LigneOrdonnance): boolean {
  const duration = durationOf(duree);
  if (duration !== null && duration.value * DAYS[duration.unit] >= LASTING_DAYS) return true;
  return renouvellements > 0 || (ald && duration === null);
}

/** Words of a line without what is in brackets: the salt « (CHLORHYDRATE DE) », the brand. */
const bare = (libelle: string) => libelle.replace(/\([^()]*\)/g, ' ');
const wordsOf = (libelle: string) => comparableName(bare(libelle));
/** Doses of a line, as numbers: « 2,5 » is not « 2 ». */
const dosesOf = (libelle: string) =>
  (bare(libelle).match(/\d+(?:[.,]\d+)?/g) ?? []).map((each) => Number(each.replace(',', '.'))).join(' ');
/** A release that changes the drug: never left out by one of two lines that are the same. */
const isProlonged = (libelle: string) => /\b(LP|L P|LIBERATION (PROLONGEE|MODIFIEE)|RETARD)\b/.test(wordsOf(libelle));
/** « AMLODIPINE 5 mg + VALSARTAN 80 mg » has two. */
const partsOf = (libelle: string) => bare(libelle).split('+').length;
/** What is before the dose: the substance, or the brand, as far as words tell. */
const substanceOf = (libelle: string) =>
  wordsOf(libelle)
    .replace(/(?:^| )\d.*$/, '')
    .trim();
/** Nothing of a dosage is like anything else: « ½ », « / », « < » are kept. */
const dosageOf = (posologie: string) => posologie.normalize('NFC').toUpperCase().replace(/\s+/g, ' ').trim();

const beginsWith = (text: string, beginning: string) =>
  beginning !== '' && (text === beginning || text.startsWith(`${beginning} `));

/** The same line, whole; or one that only leaves out the end (« METFORMINE 1000 mg » of « METFORMINE 1000 mg, comprimé »). */
function sameWords(one: string, other: string): boolean {
  if (dosesOf(one) !== dosesOf(other) || isProlonged(one) !== isProlonged(other)) return false;
  const [a, b] = [wordsOf(one), wordsOf(other)];
  return beginsWith(a, b) || beginsWith(b, a);
}

/** The same substance in the same company, whatever its dose. */
function sameSubstance(one: string, other: string): boolean {
  const substance = substanceOf(one);
  return substance !== '' && substance === substanceOf(other) && partsOf(one) === partsOf(other);
}

type Same = (ligne: LigneOrdonnance, traitement: TraitementActuel) => boolean;

/** Pairs each line with the treatment that it is, when one and only one can be meant on each side; the surest resemblance first. */
function paired(
  lignes: readonly LigneOrdonnance[],
  traitements: readonly TraitementActuel[],
  resemblances: readonly Same[],
): Map<LigneOrdonnance, TraitementActuel> {
  const pairs = new Map<LigneOrdonnance, TraitementActuel>();
  const taken = new Set<TraitementActuel>();
  for (const same of resemblances) {
    const lines = lignes.filter((ligne) => !pairs.has(ligne));
    const free = traitements.filter((each) => !taken.has(each));
    for (const ligne of lines) {
      const meant = free.filter((each) => same(ligne, each));
      const [only] = meant;
      if (only === undefined || meant.length > 1) continue;
      if (lines.filter((each) => same(each, only)).length > 1) continue;
      pairs.set(ligne, only);
      taken.add(only);
    }
  }
  return pairs;
}

const namedAs = ({ libelle, marque }: LigneOrdonnance) =>
  (marque === '' ? libelle : `${libelle} (${marque})`).slice(0, 300);

/**
 * What a signed prescription changes in the treatments of the record, for a doctor to choose from: lines to add, doses that changed, treatments that it no longer
 * holds. An episode's line (a few days) and a stop are proposed unticked: a prescription that leaves a treatment out does not say that it ended. Empty when there is
 * nothing worth a doctor's look: no lasting line that is new or changed, and no lasting line at all beside what is left out.
 * @param day civil date of the prescription: a treatment whose end is later is still going on
 * @param specialities name of the speciality that a line was chosen from, by CIS: a treatment may be known by its brand
 */
export function treatmentProposals(
  traitements: readonly TraitementActuel[],
  lignes: readonly LigneOrdonnance[],
  day: string,
  specialities: ReadonlyMap<string, string> = new Map(),
): PropositionTraitement[] {
  const current = traitements.filter(({ fin }) => fin === null || fin > day);
  const brandOf = ({ cis, marque }: LigneOrdonnance) => marque || (specialities.get(cis ?? '') ?? '');
  const byBrand: Same = (ligne, { libelle }) => sameSubstance(brandOf(ligne), libelle);
  const pairs = paired(lignes, current, [
    (ligne, { libelle }) => sameWords(ligne.libelle, libelle),
    (ligne, { libelle }) => sameSubstance(ligne.libelle, libelle),
    byBrand,
  ]);
  const proposals = lignes.flatMap((ligne): PropositionTraitement[] => {
    const actuel = pairs.get(ligne);
    const said = { cle: ligne.id, libelle: namedAs(ligne), posologie: ligne.posologie, proposee: lasts(ligne) };
    if (actuel === undefined) return [{ ...said, genre: 'ajouter', actuel: null }];
    const { id, version, libelle, posologie } = actuel;
    const sameDrug =
      sameWords(libelle, ligne.libelle) || (byBrand(ligne, actuel) && dosesOf(libelle) === dosesOf(brandOf(ligne)));
    if (sameDrug && dosageOf(posologie) === dosageOf(ligne.posologie)) return [];
    return [{ ...said, genre: 'modifier', actuel: { id, version, libelle, posologie } }];
  });
  const kept = new Set(pairs.values());
  const stops = current
    .filter((each) => each.fin === null && !kept.has(each))
    .map(({ id, version, libelle, posologie }): PropositionTraitement => {
      const actuel = { id, version, libelle, posologie };
      return { cle: id, genre: 'arreter', libelle, posologie, actuel, proposee: false };
    });
  const renews = [...pairs.keys()].some(lasts);
  const worthALook = proposals.some(({ proposee }) => proposee) || (renews && stops.length > 0);
  return worthALook ? [...proposals, ...stops] : [];
}
