import type { VsmModel, VsmSection } from '../../../shared/domain/vsm-model.ts';

/** What changed between two versions, one French line each. */
export interface VsmDifference {
  readonly ajouts: string[];
  readonly retraits: string[];
  readonly changements: string[];
}

/** A line of a table by column, so that a column that appears (« Fin ») does not make every line look new. */
type Line = ReadonlyMap<string, string>;

/** Columns that name what a line is about; two lines of the same name are the same thing, changed. */
const NAMING = ['Libellé', 'Intervention', 'Médicament', 'Diagnostic', 'Toxique', 'Facteur'];

function linesOf(section: VsmSection | undefined): Line[] {
  if (section === undefined) return [];
  return section.lignes.map((cells) => new Map(section.colonnes.map((column, index) => [column, cells[index] ?? ''])));
}

const signature = (line: Line): string =>
  JSON.stringify([...line].filter(([, value]) => value !== '').sort(([a], [b]) => (a < b ? -1 : 1)));
const nameOf = (line: Line): string =>
  [...line]
    .filter(([column]) => NAMING.includes(column) || column === 'Lien')
    .map(([, value]) => value)
    .join(', ');
const words = (line: Line): string => [...line.values()].filter((value) => value !== '').join(', ');
const quoted = (text: string): string => (text === '' ? 'rien' : `« ${text} »`);

/** Takes out of `from` the first element that `matches`; null when none does. */
function take<T>(from: T[], matches: (one: T) => boolean): T | null {
  const index = from.findIndex(matches);
  return index < 0 ? null : (from.splice(index, 1)[0] ?? null);
}

function changesOf(before: Line, after: Line): string[] {
  const columns = [...new Set([...before.keys(), ...after.keys()])];
  return columns.flatMap((column) => {
    const [old, now] = [before.get(column) ?? '', after.get(column) ?? ''];
    return old === now ? [] : [`${column.toLocaleLowerCase('fr')} ${quoted(old)} devient ${quoted(now)}`];
  });
}

function compareSection(previous: VsmSection | undefined, current: VsmSection | undefined, into: VsmDifference): void {
  const titre = current?.titre ?? previous?.titre ?? '';
  const gone = linesOf(previous);
  const fresh: Line[] = [];
  for (const line of linesOf(current)) {
    if (take(gone, (one) => signature(one) === signature(line)) === null) fresh.push(line);
  }
  for (const line of fresh) {
    const before = take(gone, (one) => nameOf(one) === nameOf(line));
    if (before === null) into.ajouts.push(`${titre} : ${words(line)}`);
    else into.changements.push(`${titre} : ${nameOf(line)}, ${changesOf(before, line).join(', ')}`);
  }
  into.retraits.push(...gone.map((line) => `${titre} : ${words(line)}`));

  const [said, says] = [previous?.texte ?? '', current?.texte ?? ''];
  if (says !== '' && said !== says) {
    into.changements.push(
      said === '' ? `${titre} : maintenant ${quoted(says)}` : `${titre} : ${quoted(said)} devient ${quoted(says)}`,
    );
  }
}

function compareFields(
  whose: string,
  previous: VsmModel['patient'],
  current: VsmModel['patient'],
  into: VsmDifference,
): void {
  const old = new Map(previous.map(({ libelle, valeur }) => [libelle, valeur]));
  for (const { libelle, valeur } of current) {
    const before = old.get(libelle);
    old.delete(libelle);
    if (before === undefined) into.ajouts.push(`${whose}, ${libelle} : ${valeur}`);
    else if (before !== valeur)
      into.changements.push(`${whose}, ${libelle} : ${quoted(before)} devient ${quoted(valeur)}`);
  }
  for (const [libelle, valeur] of old) into.retraits.push(`${whose}, ${libelle} : ${valeur}`);
}

/** What the current version says that the previous one did not, and the reverse. The day of the document does not count. */
export function vsmDifference(previous: VsmModel, current: VsmModel): VsmDifference {
  const difference: VsmDifference = { ajouts: [], retraits: [], changements: [] };
  compareFields('Patient', previous.patient, current.patient, difference);
  compareFields('Auteur', previous.auteur, current.auteur, difference);
  const before = new Map(previous.sections.map((section) => [section.cle, section]));
  for (const section of current.sections) {
    compareSection(before.get(section.cle), section, difference);
    before.delete(section.cle);
  }
  for (const section of before.values()) compareSection(section, undefined, difference);
  return difference;
}
