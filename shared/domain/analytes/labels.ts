const KNOWN = new Map<string, string>();
const KNOWN_MAX = 4000;

/** What a label is compared by: no accents, lower case, every other character one blank (« Œstradiol » and « oestradiol » are one). */
export function labelKey(label: string): string {
  const known = KNOWN.get(label);
  if (known !== undefined) return known;
  const key = label
    .slice(0, 200)
    .replace(/[œŒ]/g, 'oe')
    .replace(/[æÆ]/g, 'ae')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
  // The same few hundred labels come back in every report: the table is bounded, emptied when a strange sender fills it.
  if (KNOWN.size >= KNOWN_MAX) KNOWN.clear();
  KNOWN.set(label, key);
  return key;
}

/** Words that say the ordinary sample (blood) and nothing about the analyte. */
const ORDINARY = /\b(?:sanguine?s?|seriques?|plasmatiques?|serum|plasma)\b/g;

const tidy = (key: string): string => key.replace(ORDINARY, ' ').replace(/ +/g, ' ').trim();

/** A label that starts so is about something else than the analyte it names. */
const NEVER = /^(?:rapport|ratio|aspect|commentaires?|anticorps|ac anti|anti)\b/;

/**
 * In parentheses, these make another quantity of what stands before (ionised calcium, indirect bilirubin, glucose two hours after a load).
 * choix: a list of prudence, à vérifier: what is not mapped keeps its own label and its own curve.
 */
const QUALIFIES =
  /\b(?:ionisee?|libre|indirecte?|biodisponible|vldl|d2|d3|non conjuguee?|ultra ?filtrable|actif|active|anti|t ?\d+|\d+ ?(?:h|min|mn|heures?|minutes?)|post ?prandiale?s?|selles?|frottis)\b/;

/** Urine, cerebrospinal fluid, punctures: the same words there mean other analytes, with other values. */
const OTHER_FLUID =
  /\b(?:urin\w*|ecbu|cytobacteriologique des|miction|diurese|24h|24 h|lcr|cephalo ?rachidien|cerebro ?spinal|ponction|liquides?|ascite|pleural|articulaire|synovial|amniotique|sperm\w*|selles|copro\w*|salive|salivaire|sueur|expectoration|lavage)\b/;

/** True when words (a section, a label) are about another sample than blood. */
export function isOtherFluid(words: string | null): boolean {
  return words !== null && words !== '' && OTHER_FLUID.test(labelKey(words));
}

/** True when a label may not be read by its words, unless the table holds exactly these words. */
export function isNeverRead(label: string): boolean {
  return NEVER.test(labelKey(label));
}

/**
 * The keys to look a label up by, best first: whole, with its dots removed (T.S.H.), without its parentheses, then the parenthesis alone.
 * When the parenthesis changes the quantity, the label is only looked up whole.
 */
export function lookupKeys(label: string): string[] {
  const short = label.slice(0, 200);
  const whole = [labelKey(short), labelKey(short.replaceAll('.', ''))];
  const keys = [...whole, ...whole.map(tidy)];
  const open = short.indexOf('(');
  const close = short.indexOf(')', open);
  if (open >= 0 && close > open) {
    const inside = short.slice(open + 1, close);
    const outside = `${short.slice(0, open)} ${short.slice(close + 1)}`;
    if (!QUALIFIES.test(labelKey(inside))) {
      keys.push(...[outside, outside.replaceAll('.', '')].flatMap((each) => [labelKey(each), tidy(labelKey(each))]));
      const alone = [labelKey(inside), labelKey(inside.replaceAll('.', ''))];
      keys.push(...alone.filter((key) => key.length >= 2));
    }
  }
  return [...new Set(keys)].filter((key) => key !== '');
}
