import type { LabResult } from '../../../../shared/domain/biology.ts';
import { at, attribute, child, children } from '../../xml/index.ts';
import type { XmlElement } from '../../xml/index.ts';
import { V3 } from '../namespaces.ts';
import { cleanText, readPersonName } from '../read-values.ts';
import { frenchOf, localOf } from './moments.ts';
import type { NarrativeWords } from './narrative-words.ts';
import { computedFlag, readRanges } from './ranges.ts';
import { readValues } from './values.ts';

const LOINC = '2.16.840.1.113883.6.1';
/** Laboratory Observation of IHE PALM, and the same of the CI-SIS (FR-Resultat-examens-de-biologie-element-clinique-pertinent). */
const RESULT: ReadonlySet<string> = new Set(['1.3.6.1.4.1.19376.1.3.1.6', '1.2.250.1.213.1.1.3.80']);
const SPECIMEN_COLLECTION: ReadonlySet<string> = new Set(['1.3.6.1.4.1.19376.1.3.1.2', '1.2.250.1.213.1.1.3.77']);
const COMMENT: ReadonlySet<string> = new Set(['1.3.6.1.4.1.19376.1.5.3.1.4.2', '1.2.250.1.213.1.1.3.32']);

/** No laboratory writes so many: beyond, the file is read no further, and that is said. */
export const MAX_RESULTS = 5_000;

/** A result, with what only a display of the report needs. */
export interface PlacedResult {
  readonly result: LabResult;
  /** Element it was read from, for what hangs below it (previous values). */
  readonly observation: XmlElement;
  /** Section that holds its entry. */
  readonly section: XmlElement;
}

export interface Results {
  readonly placed: readonly PlacedResult[];
  /** Earliest collection of a sample, ISO local; null when no entry says it. */
  readonly sampledAt: string | null;
  readonly truncated: boolean;
}

/** What an entry or a group says for everything that it holds. */
interface Around {
  readonly section: XmlElement;
  readonly title: string | null;
  readonly groups: readonly string[];
  readonly validation: string | null;
  readonly comments: readonly string[];
  readonly time: string | null;
}

export function hasTemplate(element: XmlElement, roots: ReadonlySet<string>): boolean {
  for (const node of element.children) {
    if (node.kind !== 'element' || node.local !== 'templateId' || node.namespace !== V3) continue;
    if (roots.has(attribute(node, 'root') ?? '')) return true;
  }
  return false;
}

/** effectiveTime of an act: its moment, or the first known end of its interval. */
export function timeOf(act: XmlElement): string | null {
  const time = child(act, V3, 'effectiveTime');
  return (
    attribute(time, 'value') ??
    attribute(child(time, V3, 'low'), 'value') ??
    attribute(child(time, V3, 'high'), 'value')
  );
}

/** « Dr Jean DE SANTS, 04/01/2021 11:20 » of the participant AUTHEN of an act; null when it has none. */
function validationOf(act: XmlElement): string | null {
  const participant = children(act, V3, 'participant').find((one) => attribute(one, 'typeCode') === 'AUTHEN');
  if (participant === undefined) return null;
  const name = readPersonName(at(participant, V3, 'participantRole', 'playingEntity'));
  const time = child(participant, V3, 'time');
  const moment = frenchOf(
    attribute(time, 'value') ??
      attribute(child(time, V3, 'high'), 'value') ??
      attribute(child(time, V3, 'low'), 'value'),
  );
  const person =
    name === null
      ? null
      : [name.suffix === 'DR' || name.prefix === 'DR' ? 'Dr' : null, name.given, name.family]
          .filter((part) => part !== null)
          .join(' ');
  const said = [person, moment].filter((part) => part !== null).join(', ');
  return said === '' ? null : said;
}

const STATUSES: Readonly<Record<string, string>> = {
  completed: 'F',
  active: 'P',
  aborted: 'X',
  cancelled: 'X',
  nullified: 'D',
};

function codesOf(observation: XmlElement): Pick<LabResult, 'code' | 'loinc' | 'loincOrigine'> {
  const code = child(observation, V3, 'code');
  const given = code === null ? [] : [code, ...children(code, V3, 'translation')];
  const coded = given.filter((one) => (attribute(one, 'code') ?? '') !== '');
  const isLoinc = (one: XmlElement): boolean => attribute(one, 'codeSystem') === LOINC;
  const loinc = attribute(coded.find(isLoinc) ?? null, 'code');
  const local = coded.find((one) => !isLoinc(one)) ?? null;
  return { code: attribute(local, 'code'), loinc, loincOrigine: loinc === null ? null : 'cda' };
}

/** Reads one result observation. `rang` is its place in the report. */
export function readResult(observation: XmlElement, around: Around, rang: number, words: NarrativeWords): LabResult {
  const value = readValues(observation, words);
  const { low2, high2, ...range } = readRanges(observation, value.unit, words);
  const codes = codesOf(observation);
  const status = attribute(child(observation, V3, 'statusCode'), 'code');
  return {
    rang,
    section: around.title,
    label: words.label(child(observation, V3, 'code')) ?? codes.loinc ?? codes.code ?? 'Examen sans libellé',
    ...codes,
    ...value,
    ...range,
    interpretation: attribute(child(observation, V3, 'interpretationCode'), 'code'),
    computed: computedFlag({ ...value, ...range }),
    status: status === null ? 'F' : (STATUSES[status] ?? status),
    date: localOf(timeOf(observation)) ?? localOf(around.time),
    low2: value.value2 === null ? null : low2,
    high2: value.value2 === null ? null : high2,
    validation: validationOf(observation) ?? around.validation,
    comment: [...commentsOf(observation, words), ...around.comments].join('\n') || null,
    groupe: [...around.groups],
  };
}

function isComment(act: XmlElement): boolean {
  return act.local === 'act' && (hasTemplate(act, COMMENT) || attribute(child(act, V3, 'code'), 'code') === '48767-8');
}

/** Comments hung on an act: entryRelationship SUBJ of a result, component of a group. */
function commentsOf(parent: XmlElement, words: NarrativeWords): string[] {
  return children(parent, V3)
    .filter(({ local }) => local === 'entryRelationship' || local === 'component')
    .flatMap((link) => children(link, V3, 'act'))
    .filter(isComment)
    .flatMap((act) => words.text(child(act, V3, 'text')) ?? []);
}

/** Words of a group: the germ of an isolate, the name of a panel. */
function groupOf(organizer: XmlElement, words: NarrativeWords): string | null {
  const germ = at(organizer, V3, 'specimen', 'specimenRole', 'specimenPlayingEntity');
  return (
    words.label(child(germ, V3, 'code')) ??
    cleanText(child(germ, V3, 'name')) ??
    words.label(child(organizer, V3, 'code'))
  );
}

class ResultWalk {
  readonly placed: PlacedResult[] = [];
  truncated = false;
  #sampled: string | null = null;
  readonly #words: NarrativeWords;

  constructor(words: NarrativeWords) {
    this.#words = words;
  }

  get sampledAt(): string | null {
    return this.#sampled;
  }

  section(section: XmlElement, parents: readonly string[]): void {
    const title =
      cleanText(child(section, V3, 'title')) ??
      (parents.length === 0 ? this.#words.label(child(section, V3, 'code')) : null);
    const titles = title === null || parents.at(-1) === title ? parents : [...parents, title];
    const [chapter = null, ...groups] = titles;
    for (const node of children(section, V3)) {
      if (node.local === 'component') {
        for (const inner of children(node, V3, 'section')) this.section(inner, titles);
      } else if (node.local === 'entry') {
        this.#below(node, { section, title: chapter, groups, validation: null, comments: [], time: null });
      }
    }
  }

  #below(link: XmlElement, around: Around): void {
    for (const act of children(link, V3)) {
      if (act.local === 'observation') this.#observation(act, around);
      else if (act.local === 'organizer' || act.local === 'act') this.#group(act, around);
      else if (act.local === 'procedure' && hasTemplate(act, SPECIMEN_COLLECTION)) this.#collection(act);
    }
  }

  #collection(procedure: XmlElement): void {
    const time = localOf(timeOf(procedure));
    if (time !== null && (this.#sampled === null || time < this.#sampled)) this.#sampled = time;
  }

  #group(act: XmlElement, around: Around): void {
    const organizer = act.local === 'organizer';
    const group = organizer ? groupOf(act, this.#words) : null;
    this.#links(act, {
      ...around,
      groups: group === null || around.groups.at(-1) === group ? around.groups : [...around.groups, group],
      validation: validationOf(act) ?? around.validation,
      comments: organizer ? [...around.comments, ...commentsOf(act, this.#words)] : around.comments,
      time: timeOf(act) ?? around.time,
    });
  }

  #observation(observation: XmlElement, around: Around): void {
    if (hasTemplate(observation, RESULT)) {
      if (this.placed.length >= MAX_RESULTS) {
        this.truncated = true;
        return;
      }
      const result = readResult(observation, around, this.placed.length + 1, this.#words);
      this.placed.push({ result, observation, section: around.section });
    }
    this.#links(observation, around);
  }

  /** Previous values (entryRelationship REFR) are the history of another report: never results of this one. */
  #links(act: XmlElement, around: Around): void {
    for (const link of children(act, V3)) {
      if (link.local === 'component') this.#below(link, around);
      else if (link.local === 'entryRelationship' && attribute(link, 'typeCode') !== 'REFR') this.#below(link, around);
    }
  }
}

/**
 * Every result of a report of biology, in the order of the document (CI-SIS, volet CR-BIO 2021.01, 2023.01, 2024.01: one reading for the three).
 * @param body structuredBody of the document
 */
export function readResults(body: XmlElement, words: NarrativeWords): Results {
  const walk = new ResultWalk(words);
  for (const component of children(body, V3, 'component')) {
    for (const section of children(component, V3, 'section')) walk.section(section, []);
  }
  return { placed: walk.placed, sampledAt: walk.sampledAt, truncated: walk.truncated };
}
