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
const wordsOf = (libelle: string) => comparableName(libelle.replace(/\([^()]*\)/g, ' '));
/** What is before the dose: the substance, as far as words tell. */
const substanceOf = (libelle: string) =>
  wordsOf(libelle)
    .replace(/(?:^| )\d.*$/, '')
    .trim();
const beginsWith = (text: string, beginning: string) =>
  beginning !== '' && (text === beginning || text.startsWith(`${beginning} `));

/** The same line, whole; or one that only leaves out the end (« METFORMINE 1000 mg » of « METFORMINE 1000 mg, comprimé »). */
function sameWords(one: string, other: string): boolean {
  const [a, b] = [wordsOf(one), wordsOf(other)];
  return /\d/.test(a) === /\d/.test(b) && (beginsWith(a, b) || beginsWith(b, a));
}

function sameSubstance(one: string, other: string): boolean {
  const [a, b] = [substanceOf(one), substanceOf(other)];
  return beginsWith(a, b) || beginsWith(b, a);
}

/** Pairs each line with the treatment that it is, when one and only one can be meant on each side. */
function paired(
  lignes: readonly LigneOrdonnance[],
  traitements: readonly TraitementActuel[],
): Map<LigneOrdonnance, TraitementActuel> {
  const pairs = new Map<LigneOrdonnance, TraitementActuel>();
  const taken = new Set<TraitementActuel>();
  for (const same of [sameWords, sameSubstance]) {
    const lines = lignes.filter((ligne) => !pairs.has(ligne));
    const free = traitements.filter((each) => !taken.has(each));
    for (const ligne of lines) {
      const meant = free.filter((each) => same(ligne.libelle, each.libelle));
      const [only] = meant;
      if (only === undefined || meant.length > 1) continue;
      if (lines.filter((each) => same(each.libelle, only.libelle)).length > 1) continue;
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
 */
export function treatmentProposals(
  traitements: readonly TraitementActuel[],
  lignes: readonly LigneOrdonnance[],
): PropositionTraitement[] {
  const current = traitements.filter(({ fin }) => fin === null);
  const pairs = paired(lignes, current);
  const proposals = lignes.flatMap((ligne): PropositionTraitement[] => {
    const actuel = pairs.get(ligne);
    const said = { cle: ligne.id, libelle: namedAs(ligne), posologie: ligne.posologie, proposee: lasts(ligne) };
    if (actuel === undefined) return [{ ...said, genre: 'ajouter', actuel: null }];
    const { id, version, libelle, posologie } = actuel;
    const sameDose = comparableName(posologie) === comparableName(ligne.posologie);
    if (sameDose && sameWords(libelle, ligne.libelle)) return [];
    return [{ ...said, genre: 'modifier', actuel: { id, version, libelle, posologie } }];
  });
  const kept = new Set(pairs.values());
  const stops = current
    .filter((each) => !kept.has(each))
    .map(({ id, version, libelle, posologie }): PropositionTraitement => {
      const actuel = { id, version, libelle, posologie };
      return { cle: id, genre: 'arreter', libelle, posologie, actuel, proposee: false };
    });
  const renews = [...pairs.keys()].some(lasts);
  const worthALook = proposals.some(({ proposee }) => proposee) || (renews && stops.length > 0);
  return worthALook ? [...proposals, ...stops] : [];
}
