import { createHash } from 'node:crypto';
import type { LabResult } from '../../../shared/domain/biology.ts';
import { comparableName } from '../../../shared/domain/patient.ts';
import type { ReadReport } from '../received.ts';

/** Parts joined without any chance that two lists give one text, then hashed: no patient data stands in a key. */
function hashOf(parts: readonly (string | number | null)[]): string {
  return createHash('sha256').update(JSON.stringify(parts), 'utf8').digest('hex');
}

const squeezed = (text: string | null): string => (text ?? '').normalize('NFC').replace(/\s+/g, ' ').trim();
const bytesHash = (bytes: Uint8Array | null): string | null =>
  bytes === null ? null : createHash('sha256').update(bytes).digest('hex');

/** The patient as the sender writes it, comparable: INS when there is one, else names and birth dates. */
function traits({ identity }: ReadReport): string {
  if (identity === null) return '';
  if (identity.ins !== null) return `${identity.ins.oid}|${identity.ins.matricule}`;
  const firstNames = comparableName(identity.prenoms ?? identity.premierPrenom ?? '');
  return [comparableName(identity.nom), firstNames, ...identity.datesNaissance].join('|');
}

function resultParts(result: LabResult): (string | number | null)[] {
  const { label, code, text, value, comparator, unit, low, high, rangeText, interpretation, status, comment } = result;
  const { value2, unit2, low2, high2, groupe, section, date } = result;
  const words = [label, code, text, unit, rangeText, interpretation, status, comment, unit2, section, ...groupe];
  return [...words.map(squeezed), comparator, date, value, low, high, value2, low2, high2];
}

/**
 * Hash of what a report says (K2): the same for the same content whatever its charset, line ends, blanks and file. A report that says nothing
 * readable by us (a PDF, a CDA without results nor text) is its own bytes and identifier. 64 hexadecimal digits.
 */
export function normalisedHash(report: ReadReport): string {
  const { document, results, text, status, kind } = report;
  const says = results.length > 0 || squeezed(text) !== '';
  const own = says ? [] : [document.uniqueId, bytesHash(document.pdf), bytesHash(document.bytes), document.title];
  return hashOf([
    traits(report),
    squeezed(document.orderNumber),
    document.date,
    squeezed(document.senderCode ?? document.organisation).toUpperCase(),
    kind,
    status,
    squeezed(text),
    ...results.flatMap(resultParts),
    ...own,
  ]);
}

/** What tells apart two results of one report: the local code, else the label, under its group. */
function codeOf(result: LabResult): string {
  return [...result.groupe, squeezed(result.code) || comparableName(result.label)].join('/');
}

const codesOf = (report: ReadReport): Set<string> => new Set(report.results.map(codeOf));

/**
 * Key shared by the partial, final and corrected reports of one order (K3): sender, its order number and the patient's traits; without an order
 * number, sender, date, traits and the codes of the results. Null when there is nothing to tell orders apart by.
 */
export function orderKey(report: ReadReport): string | null {
  const { senderCode, organisation, orderNumber, date } = report.document;
  const sender = squeezed(senderCode ?? organisation).toUpperCase();
  const who = traits(report);
  if (sender === '' || who === '') return null;
  const order = squeezed(orderNumber).toUpperCase();
  if (order !== '') return hashOf(['order', sender, order, who]);
  if (date === null || report.results.length === 0) return null;
  return hashOf(['codes', sender, date, who, ...[...codesOf(report)].sort()]);
}

/**
 * Key of the same report by another road (HPRIM and CDA of one order): order number, patient of the record, day of the sample or of the order.
 * Senders write their codes and names differently by each road, so neither is in it. Null without an order number or a day.
 */
export function renditionKey(report: ReadReport, patientId: string): string | null {
  const order = squeezed(report.document.orderNumber).toUpperCase();
  const day = (report.document.sampledAt ?? report.document.date)?.slice(0, 10) ?? null;
  return order === '' || day === null ? null : hashOf(['rendition', order, patientId, day]);
}

/** What a report is to an earlier one of the same order. */
export type Relation = 'same' | 'replaces' | 'complements' | 'older';

const pendingOf = (report: ReadReport): number => report.results.filter(({ status }) => status === 'P').length;

/**
 * Relation of `next`, just arrived, to `previous`, of the same `orderKey`. It replaces it when it brings at least its codes, complements it when it brings
 * others; it is older when it says so itself: a partial after a final (mails cross), an earlier date, or more pending results.
 */
export function relationOf(previous: ReadReport, next: ReadReport): Relation {
  if (normalisedHash(previous) === normalisedHash(next)) return 'same';
  const [before, after] = [codesOf(previous), codesOf(next)];
  const covers = [...before].every((code) => after.has(code));
  if (next.status === 'corrected') return covers ? 'replaces' : 'complements';
  const shared = [...after].some((code) => before.has(code));
  const earlier = (next.document.date ?? '9999') < (previous.document.date ?? '0000');
  const lessFinal = next.status === 'partial' && previous.status !== 'partial';
  const morePending = next.status === previous.status && pendingOf(next) > pendingOf(previous);
  if (
    (shared || after.size === 0) &&
    (lessFinal || earlier || (morePending && [...after].every((code) => before.has(code))))
  )
    return 'older';
  return covers ? 'replaces' : 'complements';
}
