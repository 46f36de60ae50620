import { analyteOf, secondValueGap } from '../../../shared/domain/analytes/index.ts';
import type { LabResult } from '../../../shared/domain/biology.ts';
import type { ReadDocument, ReadReport } from '../received.ts';
import { readBody, type PlacedResult } from './body.ts';
import { displayText } from './display-text.ts';
import { readHeader, type Header } from './header.ts';
import { MAX_WARNINGS } from './limits.ts';
import type { Message } from './messages.ts';
import { samplingDate } from './sampling.ts';
import { kindOf, reportStatus } from './status.ts';

/** One message read. */
export interface BuiltReport {
  readonly report: ReadReport;
  readonly header: Header['state'];
  /** Its text is still enciphered (Apicrypt). */
  readonly encrypted: boolean;
}

/** LOINC type of a laboratory report in the French set of document types. */
const BIOLOGY_TYPE = {
  typeCode: '11502-2',
  type: 'CR d’examens biologiques',
  title: 'Compte rendu d’examens biologiques',
};
const TITLES = {
  letter: 'Courrier',
  imaging: 'Compte rendu d’imagerie',
  other: 'Document',
  biology: BIOLOGY_TYPE.title,
};
/** The laboratory rounds its second expression; beyond this share the two disagree. */
const GAP = 0.03;

function toResult(placed: PlacedResult, rang: number, date: string | null): LabResult {
  const { section, groupe, ...line } = placed;
  const found = analyteOf({ ...line, loinc: null, section });
  const loinc = found?.loinc ?? null;
  return {
    ...line,
    rang,
    section,
    groupe: [...groupe],
    loinc,
    loincOrigine: loinc === null ? null : 'libelle',
    date,
    validation: null,
  };
}

const hasLetters = (lines: readonly string[]): boolean => lines.some((line) => /\p{L}/u.test(line));

function documentOf(
  header: Header,
  kind: ReadReport['kind'],
  sampledAt: string | null,
  bytes: Uint8Array | null,
): ReadDocument {
  const biology = kind === 'biology';
  return {
    bytes,
    mediaType: 'text/plain',
    pdf: null,
    typeCode: biology ? BIOLOGY_TYPE.typeCode : null,
    type: biology ? BIOLOGY_TYPE.type : null,
    title: TITLES[kind],
    date: header.orderDate ?? sampledAt?.slice(0, 10) ?? null,
    sampledAt,
    author: header.sender.name,
    authorId: null,
    organisation: header.sender.name,
    senderCode: header.sender.code,
    recipient: header.recipient.name || header.recipient.code,
    orderNumber: header.orderNumber,
    uniqueId: null,
    setId: null,
    versionNumber: null,
    replaces: [],
    confidentiality: { masquePs: false, invisiblePatient: false },
  };
}

const unique = (warnings: readonly string[]): string[] => [...new Set(warnings)].slice(0, MAX_WARNINGS);

function headOf(message: Message): string[] {
  const end = message.lines.findIndex(({ kind }) => kind !== 'text' && kind !== 'blank');
  return (end < 0 ? message.lines : message.lines.slice(0, end)).map(({ text }) => text);
}

const noHeader = (today: string): Header => readHeader([], today);

/** Text of one message alone, so that a file about several people never enters a record whole. */
function ownBytes(message: Message): Uint8Array {
  return new TextEncoder().encode(`${message.lines.map(({ text }) => text).join('\r\n')}\r\n`);
}

/**
 * One message as a report. `alone` is true when it is the whole file, whose bytes then are the document's. `today` is the civil date in France.
 */
export function buildReport(message: Message, rank: number, today: string, alone: boolean): BuiltReport {
  const header = message.headless ? noHeader(today) : readHeader(headOf(message), today);
  const body = readBody(message.lines.slice(header.length));
  const shown = hasLetters(body.freeText) ? body.freeText : body.tex;
  const text = displayText([...shown, ...(body.unknown.length > 0 ? ['', ...body.unknown] : [])]);
  const birthDates = header.identity?.datesNaissance ?? [];
  const sampling = samplingDate([...body.freeText, ...body.tex], header.orderDate, { today, birthDates });
  const kind = kindOf(body.results.length > 0, shown.slice(0, 15));
  const results = body.results.map((placed, index) => toResult(placed, index + 1, sampling.at));
  const gaps = results.filter((result) => (secondValueGap(result) ?? 0) > GAP);
  const allText = [...body.freeText, ...body.tex].join('\n');
  const statuses = results.map(({ status }) => status);
  const warnings = [
    ...message.warnings,
    ...header.warnings,
    ...(header.state === 'none' ? ['Message sans en-tête : patient inconnu.'] : []),
    ...body.warnings,
    ...sampling.warnings,
    ...gaps.map(({ rang }) => `Ligne ${rang} : les deux expressions du résultat diffèrent de plus de 3 %.`),
  ];
  const report: ReadReport = {
    rank,
    format: 'hprim',
    kind,
    identity: header.identity,
    status: reportStatus(kind === 'biology' && statuses.length === 0 ? ['F'] : statuses, allText),
    document: documentOf(header, kind, sampling.at, alone ? null : ownBytes(message)),
    results,
    text: text === '' ? null : text,
    warnings: unique(warnings),
  };
  return { report, header: header.state, encrypted: /^\s*\$APICRYPT/i.test(text) };
}
