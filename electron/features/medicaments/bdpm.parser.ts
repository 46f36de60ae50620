/**
 * Reads the files of the Base de données publique des médicaments (ANSM, base-donnees-publique.medicaments.gouv.fr, « Contenu et format des fichiers »):
 * tab-separated, without header nor quotes, windows-1252 or UTF-8 according to the file.
 */

export const BDPM_FILES = [
  'CIS_bdpm',
  'CIS_CIP_bdpm',
  'CIS_COMPO_bdpm',
  'CIS_GENER_bdpm',
  'CIS_CPD_bdpm',
  'CIS_MITM',
  'CIS_CIP_Dispo_Spec',
] as const;
export type BdpmFile = (typeof BDPM_FILES)[number];

export interface Drug {
  readonly cis: string;
  readonly nom: string;
  /** « AMOXICILLINE 1000 mg + ACIDE CLAVULANIQUE 125 mg ». */
  readonly dci: string;
  readonly substances: readonly Substance[];
  readonly forme: string;
  readonly voies: string;
  readonly statut: string;
  readonly commercialise: boolean;
  readonly titulaires: string;
  readonly surveillance: boolean;
  readonly atc: string | null;
  readonly groupeGenerique: string | null;
  readonly conditions: readonly string[];
  /** « Rupture de stock depuis le 31/03/2026 »; null when nothing is said. */
  readonly disponibilite: string | null;
  readonly presentations: readonly Presentation[];
}

export interface Substance {
  readonly code: string;
  readonly substance: string;
  readonly dose: string;
  readonly reference: string;
}

export interface Presentation {
  readonly cip13: string;
  readonly libelle: string;
  readonly commercialise: boolean;
  /** « 65 % »; null when it is not reimbursed. */
  readonly taux: string | null;
  /** Euros, dispensing fee included; null when the price is free or unknown. */
  readonly prix: number | null;
  /** Indications that the rate is tied to, as text. */
  readonly indications: string | null;
}

export interface DrugBase {
  readonly drugs: readonly Drug[];
  /** Lines that are not of the published layout: counted, never guessed. */
  readonly ignored: number;
}

/** Strict UTF-8, else windows-1252: the files of one publication do not share one charset. */
export function decodeBdpm(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** Name of the publication's file, whatever its path, case or extension; null for another. */
export function bdpmFileOf(name: string): BdpmFile | null {
  const base = (name.split(/[\\/]/).at(-1) ?? '').replace(/\.txt$/i, '').toLowerCase();
  return BDPM_FILES.find((file) => file.toLowerCase() === base) ?? null;
}

const CIS = /^\d{8}$/;

class Lines {
  ignored = 0;

  /** Fields of each line that has as many as the layout asks for and whose CIS is one. */
  *of(text: string | undefined, least: number, cisAt = 0): Generator<readonly string[]> {
    if (text === undefined) return;
    for (const line of text.split(/\r?\n/)) {
      if (line === '') continue;
      const fields = line.split('\t').map((field) => field.trim());
      if (fields.length < least || !CIS.test(fields[cisAt] ?? '')) this.ignored += 1;
      else yield fields;
    }
  }
}

function push<V>(map: Map<string, V[]>, key: string, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

/** « 1 234,56 » → 1234.56; null for nothing. */
function euros(text: string): number | null {
  // A price over a thousand is written « 1,234,56 »: only the last comma is the decimal one.
  const match = /^([\d,\s]*\d)(?:,(\d{2}))$/.exec(text);
  if (!match) return null;
  return Number(`${(match[1] ?? '').replace(/[,\s]/g, '')}.${match[2]}`);
}

const rate = (text: string) => (text === '' ? null : text.replace(/\s*%/g, ' %').replace(/;/g, ' ; '));

interface Compound extends Substance {
  readonly nature: string;
  readonly link: string;
}

const unaccented = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toUpperCase();
/** Numbers of a text as French writes them: « 1 000 », « 2,50 ». */
const numbersOf = (text: string) =>
  [...text.matchAll(/\d[\d ]*(?:,\d+)?/g)].map(([each]) => Number(each.replace(/ /g, '').replace(',', '.')));

/** « 1000 mg » is in « METFORMINE ARROW 1 000 mg, comprimé »; « 100 mg » is not. */
function isDoseOf(dose: string, nom: string): boolean {
  const [figure] = numbersOf(dose);
  return figure !== undefined && numbersOf(nom).includes(figure);
}

/** The therapeutic fraction (FT) stands for the substance (SA) of the same link number: it is the same whatever the salt, so that drugs are compared by it. */
function named(compounds: readonly Compound[]): Compound[] {
  const fractions = new Set(compounds.filter(({ nature }) => nature !== 'SA').map(({ link }) => link));
  const kept = compounds.filter(({ nature, link }) => nature !== 'SA' || !fractions.has(link));
  return kept.sort((a, b) => Number(a.link) - Number(b.link));
}

/**
 * What is prescribed of a drug: its salts, as far as the name of the speciality gives their dose and not that of the fraction (metformine 1000 mg is 780 mg of its base);
 * else the fraction.
 */
function prescribed(compounds: readonly Compound[], nom: string): Compound[] {
  return named(compounds).flatMap((fraction) => {
    const salts = compounds.filter(({ nature, link }) => nature === 'SA' && link === fraction.link);
    const bySalt = !isDoseOf(fraction.dose, nom) && salts.some(({ dose }) => isDoseOf(dose, nom));
    return fraction.nature !== 'SA' && bySalt ? salts : [fraction];
  });
}

function dciOf(substances: readonly Substance[]): string {
  const parts = substances.map(({ substance, dose }) => `${substance} ${dose}`.trim());
  return [...new Set(parts)].join(' + ');
}

/** A name, then its dose: « équivalant à 20 mg ATORVASTATINE » is not one. */
const DOSED = /^\p{L}.*\d\s*(?:[a-zµμ%]|UI)/iu;
/** Words that a substance is recognised by, whatever their order (« CLAVULANIQUE (ACIDE) »). */
const headsOf = (substance: string) =>
  unaccented(substance)
    .split(/[^A-Z]+/)
    .filter((word) => word.length >= 5);

/**
 * The common denomination and dose as the « répertoire des génériques » (ANSM) words them, the same for every speciality of a group: « AMLODIPINE (BESILATE D') équivalant
 * à AMLODIPINE 5 mg - AMLOR 5 mg, gélule » → « AMLODIPINE 5 mg ». null when the label does not name each substance of this drug with a dose: nothing is guessed.
 */
export function denominationOf(label: string, substances: readonly Substance[]): string | null {
  const [said = ''] = label.split(/\s+-\s*|-\s+/);
  const parts = said
    .split(/\s*\+\s*/)
    .map((part) => (part.split(/équivalant à/i).at(-1) ?? '').replace(/\s+/g, ' ').trim());
  if (parts.length !== new Set(substances.map(({ substance }) => substance)).size) return null;
  if (!parts.every((part) => DOSED.test(part))) return null;
  const words = unaccented(said);
  const all = substances.every(({ substance }) => headsOf(substance).some((head) => words.includes(head)));
  return all ? parts.join(' + ') : null;
}

const plain = (text: string) =>
  text
    .replace(/<br\s*\/?>/gi, '\n')
    .replace(/<[^>]*>/g, '')
    .trim();

/** Puts the files together, drug by drug. Only CIS_bdpm is compulsory: what a missing file would say is then not known. */
export function parseBdpm(files: Readonly<Partial<Record<BdpmFile, string>>>): DrugBase {
  const lines = new Lines();
  const compounds = new Map<string, Compound[]>();
  for (const [cis = '', , code = '', substance = '', dose = '', reference = '', nature = '', link = ''] of lines.of(
    files.CIS_COMPO_bdpm,
    8,
  ))
    push(compounds, cis, { code, substance, dose, reference, nature, link });
  const presentations = new Map<string, Presentation[]>();
  for (const fields of lines.of(files.CIS_CIP_bdpm, 12)) {
    const [cis = '', , libelle = '', statut = '', etat = '', , cip13 = '', , taux = '', sansFrais = '', prix = ''] =
      fields;
    if (!/^\d{13}$/.test(cip13)) {
      lines.ignored += 1;
      continue;
    }
    push(presentations, cis, {
      cip13,
      libelle,
      commercialise: /active/i.test(statut) && /^Déclaration de commercialisation/i.test(etat),
      taux: rate(taux),
      prix: euros(prix) ?? euros(sansFrais),
      indications: plain(fields[12] ?? '') || null,
    });
  }
  const groups = new Map<string, string>();
  for (const [, label = '', cis = ''] of lines.of(files.CIS_GENER_bdpm, 5, 2)) groups.set(cis, label);
  const conditions = new Map<string, string[]>();
  for (const [cis = '', condition = ''] of lines.of(files.CIS_CPD_bdpm, 2)) push(conditions, cis, condition);
  const atc = new Map<string, string>();
  for (const [cis = '', code = ''] of lines.of(files.CIS_MITM, 3)) atc.set(cis, code);
  const supply = new Map<string, string>();
  for (const [cis = '', , status = '', label = '', since = ''] of lines.of(files.CIS_CIP_Dispo_Spec, 5)) {
    // 1 « rupture », 2 « tension », 3 « arrêt »: what a prescriber must know; 4 says that it is available again.
    if (status !== '4') supply.set(cis, since === '' ? label : `${label} depuis le ${since}`);
  }
  const drugs = new Map<string, Drug>();
  for (const fields of lines.of(files.CIS_bdpm, 12)) {
    const [cis = '', nom = '', forme = '', voies = '', statut = '', , etat = ''] = fields;
    if (nom === '' || drugs.has(cis)) {
      lines.ignored += 1;
      continue;
    }
    const group = groups.get(cis) ?? null;
    const made = compounds.get(cis) ?? [];
    const substances = named(made).map(({ code, substance, dose, reference }) => ({
      code,
      substance,
      dose,
      reference,
    }));
    drugs.set(cis, {
      cis,
      nom,
      dci: (group === null ? null : denominationOf(group, substances)) ?? dciOf(prescribed(made, nom)),
      substances,
      forme,
      voies: voies.replace(/;/g, ', '),
      statut,
      commercialise: etat === 'Commercialisée' && /active/i.test(statut),
      titulaires: (fields[10] ?? '').replace(/;/g, ', ').trim(),
      surveillance: fields[11] === 'Oui',
      atc: atc.get(cis) ?? null,
      groupeGenerique: group,
      conditions: conditions.get(cis) ?? [],
      disponibilite: supply.get(cis) ?? null,
      presentations: presentations.get(cis) ?? [],
    });
  }
  return { drugs: [...drugs.values()], ignored: lines.ignored };
}
