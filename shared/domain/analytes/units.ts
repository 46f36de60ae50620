import { parseTable } from './csv.ts';
import { UNITS_CSV } from './units.data.ts';

/** A unit as a laboratory may write it, understood. */
export interface Unit {
  readonly canonical: string;
  readonly ucum: string;
  /** Units of one kind convert by the ratio of their `toBase`; nothing else does without the analyte. */
  readonly kind: string;
  readonly toBase: number;
}

/** Writings that the table does not list, each with one it does. Hormones and IgE: U and UI are one unit there (WHO standards). */
const MORE_WRITINGS: Readonly<Record<string, string>> = {
  'mu/l': 'mui/l',
  'µu/ml': 'µui/ml',
  'uu/ml': 'µui/ml',
  'mu/ml': 'mui/ml',
  'ku/l': 'kui/l',
  'u[iu]/ml': 'µui/ml',
  "mmol/mold'hb": 'mmol/mol',
  'mmol/molhb': 'mmol/mol',
  µm3: 'fl',
  um3: 'fl',
  u3: 'fl',
  'µ^3': 'fl',
  'ml/mn/1.73m2': 'ml/min/1.73m2',
  'ml/min/1.73': 'ml/min/1.73m2',
  'ml/mn/1.73': 'ml/min/1.73m2',
  'ml/min/{1.73_m2}': 'ml/min/1.73m2',
  secondes: 's',
  seconde: 's',
  secs: 's',
  'mm/1h': 'mm/h',
  mm1h: 'mm/h',
  'mm/1ereh': 'mm/h',
  'mm/heure': 'mm/h',
  'g/100ml': 'g/dl',
  'millions/mm3': '10^6/mm3',
  'mill/mm3': '10^6/mm3',
  'million/mm3': '10^6/mm3',
  'milliers/mm3': '10^3/mm3',
  'giga/litre': '10^9/l',
  'tera/litre': '10^12/l',
  'téra/l': '10^12/l',
  'téra/litre': '10^12/l',
  'ng/mlfeu': 'ng/ml',
  'ngfeu/ml': 'ng/ml',
  'µg/lfeu': 'µg/l',
  'µgfeu/l': 'µg/l',
  'ug/l{feu}': 'µg/l',
  'ng/ml{feu}': 'ng/ml',
  'mg/lfeu': 'mg/l',
  'pg/cell': 'pg',
};

/** Powers of ten are written in many ways (10^9, 10*9, 10**9, 10e9, 10⁹, x10^9). */
const POWER = /^[x×]?10(?:\^|\*{1,2}|e|exp|puissance)?(\d{1,2})(?=\/)/;
const SUPERSCRIPTS: Readonly<Record<string, string>> = { '²': '2', '³': '3', '⁶': '6', '⁹': '9', '¹': '1' };

/** Case-insensitive writing of a unit: one micro sign, no blanks, one way for powers, superscripts as digits. */
function writing(text: string): string {
  let clean = text
    .replace(/[\s\u00a0\u202f]+/g, '')
    .replace(/μ/g, 'µ')
    .replace(/[¹²³⁶⁹]/g, (sign) => SUPERSCRIPTS[sign] ?? sign)
    .toLowerCase();
  // A stray bracket at either end is a laboratory's slip (« g/l) »).
  if (clean.startsWith('(') && clean.endsWith(')')) clean = clean.slice(1, -1);
  else if (clean.endsWith(')') && !clean.includes('(')) clean = clean.slice(0, -1);
  else if (clean.startsWith('(') && !clean.includes(')')) clean = clean.slice(1);
  return clean.replace(POWER, '10^$1').replaceAll(',', '.');
}

const GRAM_PER_LITRE = 'g/l';

function buildTable(): { byWriting: ReadonlyMap<string, Unit>; giga: Unit | null } {
  const byWriting = new Map<string, Unit>();
  const ucums: [string, Unit][] = [];
  let giga: Unit | null = null;
  for (const row of parseTable(UNITS_CSV)) {
    const { alias = '', canonical = '', ucum = '', kind = '', to_base: toBase = '' } = row;
    const unit: Unit = { canonical, ucum, kind, toBase: Number(toBase) };
    if (alias === 'G/L') giga = unit;
    else if (!byWriting.has(writing(alias))) byWriting.set(writing(alias), unit);
    ucums.push([writing(ucum), unit], [writing(canonical), unit]);
  }
  for (const [key, unit] of ucums) if (!byWriting.has(key)) byWriting.set(key, unit);
  for (const [alias, other] of Object.entries(MORE_WRITINGS)) {
    const unit = byWriting.get(writing(other));
    if (unit !== undefined && !byWriting.has(writing(alias))) byWriting.set(writing(alias), unit);
  }
  return { byWriting, giga };
}

const TABLE = buildTable();
const LONGEST = 40;
const KNOWN = new Map<string, readonly Unit[]>();
const KNOWN_MAX = 2000;

function understand(text: string): readonly Unit[] {
  const key = writing(text);
  const unit = TABLE.byWriting.get(key) ?? TABLE.byWriting.get(key.replaceAll('.', ''));
  if (key !== GRAM_PER_LITRE || TABLE.giga === null || unit === undefined) return unit === undefined ? [] : [unit];
  return text.includes('G') ? [TABLE.giga, unit] : [unit, TABLE.giga];
}

/** What a unit may mean, likeliest first: one meaning, two for « g/L » (grams or giga, told apart by the analyte), none when unknown. */
export function unitMeanings(text: string | null): readonly Unit[] {
  if (text === null || text === '' || text.length > LONGEST) return [];
  const known = KNOWN.get(text);
  if (known !== undefined) return known;
  const meanings = understand(text);
  if (KNOWN.size >= KNOWN_MAX) KNOWN.clear();
  KNOWN.set(text, meanings);
  return meanings;
}

/** The unit that a writing means by itself: « G/L » giga, « g/L » grams; null when it is not in the table. */
export function unitOf(text: string | null): Unit | null {
  return unitMeanings(text)[0] ?? null;
}
