import { createHash } from 'node:crypto';
import type { LabResult } from '../../../shared/domain/biology.ts';
import { comparableName } from '../../../shared/domain/patient.ts';
import type { IdentiteRecue } from '../../../shared/domain/reception.ts';
import { normalisedHash } from '../../formats/hprim/keys.ts';
import type { StoredReport } from './stored-report.ts';

const digest = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex');

/** Orders are written with blanks, zeros in front or dashes by one road and not by the other. */
const order = (number: string): string =>
  number
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '')
    .replace(/^0+(?=.)/, '');

/**
 * What a result is called in its report: the sender's code, else its label in its section; under its isolate or panel, since an antibiogram names each antibiotic
 * once an isolate.
 */
export const codeOf = ({
  code,
  label,
  section,
  groupe,
}: Pick<LabResult, 'code' | 'label' | 'section' | 'groupe'>): string => {
  const own = code !== null && code.trim() !== '' ? `c:${code.trim()}` : `l:${section ?? ''}/${comparableName(label)}`;
  return [...groupe, own].join('/');
};

/**
 * Key K3, within one patient: the order's number; without one, the sender, the date and the set of codes. null for what cannot be recognised so (a letter without
 * a number).
 */
export function orderKey(report: StoredReport): string | null {
  const { orderNumber, senderCode, date } = report.document;
  const number = orderNumber === null ? '' : order(orderNumber);
  if (number !== '') return `ordre:${number}`;
  if (report.results.length === 0 || senderCode === null) return null;
  return `sans:${digest([senderCode, date, [...new Set(report.results.map(codeOf))].sort()])}`;
}

/** Key K2: the content whatever the charset and the ends of lines; null where the bytes themselves say it (CDA, PDF). */
export function contentKey(report: StoredReport, identity: IdentiteRecue | null): string | null {
  if (report.format !== 'hprim' && report.format !== 'text') return null;
  if (report.results.length === 0 && report.text === null) return null;
  return normalisedHash({ ...report, identity, document: { ...report.document, bytes: null, pdf: null } });
}

/** What is compared of two reports of one order. */
export interface Rendition {
  readonly structured: boolean;
  readonly cda: boolean;
  readonly status: 'partial' | 'final' | 'corrected' | null;
  readonly sender: string | null;
  readonly day: string;
  /** That of the report, and of its samples: a file is dated from one, a CDA from the other. */
  readonly days: ReadonlySet<string>;
  readonly date: string;
  /** Code of each result and what it says, comparable. */
  readonly values: ReadonlyMap<string, string>;
  /** The same by analyte, for reports of different formats. */
  readonly byAnalyte: ReadonlyMap<string, string>;
  readonly pending: number;
}

/**
 * What a fresh report is to one already in the record. « same »: another rendition of it, nothing new. « replaces »: the former goes to the history. « older »: it
 * goes to the history itself. « merges »: both stay, the newest value of a same code stands. « beside »: nothing in common but the order.
 */
export type Relation = 'same' | 'replaces' | 'older' | 'merges' | 'beside';

const agrees = (all: ReadonlyMap<string, string>, others: ReadonlyMap<string, string>): boolean =>
  [...all].every(([key, value]) => others.get(key) === value);

export function relationOf(fresh: Rendition, former: Rendition): Relation {
  if (fresh.cda !== former.cda) return otherRendition(fresh, former);
  if (fresh.sender !== former.sender) return 'beside';
  if (fresh.values.size === 0) return fresh.status === 'corrected' && former.values.size === 0 ? 'replaces' : 'beside';
  const common = [...fresh.values.keys()].filter((code) => former.values.has(code));
  if (common.length === 0) return 'beside';
  if (isOlder(fresh, former)) return 'older';
  return common.length === former.values.size ? 'replaces' : 'merges';
}

/** A partial never overrides a final; else, within one format, the report's date, then what is still pending, says which came first. */
function isOlder(fresh: Rendition, former: Rendition): boolean {
  const [partial, formerPartial] = [fresh.status === 'partial', former.status === 'partial'];
  if (partial !== formerPartial) return partial;
  if (fresh.status === 'corrected') return false;
  if (fresh.cda === former.cda && fresh.day !== former.day) return fresh.day < former.day;
  return fresh.pending > former.pending;
}

/** One report by two roads: the same order, a day in common. Structured CDA is preferred; a value that only the other has is never dropped. */
function otherRendition(fresh: Rendition, former: Rendition): Relation {
  if (![...fresh.days].some((day) => former.days.has(day))) return 'beside';
  if (fresh.values.size === 0) return 'same';
  if (former.values.size === 0) return 'replaces';
  if (agrees(fresh.byAnalyte, former.byAnalyte) && !fresh.cda) return 'same';
  const common = [...fresh.byAnalyte.keys()].some((key) => former.byAnalyte.has(key));
  if (!common) return 'beside';
  if (isOlder(fresh, former)) return 'older';
  return [...former.byAnalyte.keys()].every((key) => fresh.byAnalyte.has(key)) ? 'replaces' : 'merges';
}
