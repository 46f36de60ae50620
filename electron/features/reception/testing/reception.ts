import type { LabResult } from '../../../../shared/domain/biology.ts';
import type { IdentiteRecue } from '../../../../shared/domain/reception.ts';
import { readFile } from '../../../formats/recognise/index.ts';
import type { ReadDocument, ReadReport } from '../../../formats/received.ts';
import { createReception, type Incoming, type Reception } from '../index.ts';
import type { FileToSort } from '../sort.ts';
import type { RecordStore } from '../../../record/index.ts';
import { DOCTOR, type TestBase } from '../../testing.ts';

/** Helpers of the tests of reception. Not imported by the product: a reader that answers what each test says, on the real record. */
export function identity(change: Partial<IdentiteRecue> = {}): IdentiteRecue {
  return {
    ins: null,
    nom: 'CHEMIN',
    nomUtilise: null,
    premierPrenom: null,
    prenoms: 'HENRI',
    datesNaissance: ['1948-08-18'],
    sexe: null,
    lieuNaissanceInsee: null,
    adresse: [],
    numeroSecuriteSociale: null,
    identifiantEmetteur: 'LAB-77',
    ...change,
  };
}

/** The identity of a qualified patient as a CDA gives it. */
export const CHEMIN_QUALIFIE: IdentiteRecue = identity({
  ins: { matricule: '148085121599955', oid: '1.2.250.1.213.1.4.10' },
  premierPrenom: 'Henri',
  prenoms: 'Henri',
  sexe: 'M',
  lieuNaissanceInsee: '51215',
});

export function result(change: Partial<LabResult> = {}): LabResult {
  return {
    rang: 1,
    section: 'BIOCHIMIE',
    label: 'Potassium',
    code: 'K',
    loinc: null,
    loincOrigine: null,
    kind: 'numeric',
    value: 4.1,
    text: '4.1',
    comparator: null,
    unit: 'mmol/L',
    low: 3.5,
    high: 5.1,
    rangeText: null,
    interpretation: null,
    computed: 'N',
    status: 'F',
    date: '2026-03-16',
    value2: null,
    unit2: null,
    low2: null,
    high2: null,
    validation: null,
    comment: null,
    groupe: [],
    ...change,
  };
}

export function report(
  change: Partial<Omit<ReadReport, 'document'>> & { readonly document?: Partial<ReadDocument> } = {},
): ReadReport {
  const { document, ...rest } = change;
  return {
    rank: 1,
    format: 'hprim',
    kind: 'biology',
    identity: identity(),
    status: 'final',
    results: [result()],
    text: null,
    warnings: [],
    ...rest,
    document: {
      bytes: null,
      mediaType: rest.format === 'cda' ? 'text/xml' : 'text/plain',
      pdf: null,
      typeCode: '11502-2',
      type: 'CR d’examens biologiques',
      title: 'Compte rendu',
      date: '2026-03-16',
      sampledAt: null,
      author: 'Dr BIOLOGISTE',
      authorId: null,
      organisation: 'LABO DU PARC',
      senderCode: 'PARC',
      recipient: null,
      orderNumber: 'D-1',
      uniqueId: null,
      setId: null,
      versionNumber: null,
      replaces: [],
      confidentiality: { masquePs: false, invisiblePatient: false },
      ...document,
    },
  };
}

export function read(reports: readonly ReadReport[], change: Partial<FileToSort> = {}): FileToSort {
  return {
    format: reports[0]?.format ?? 'unknown',
    outcome: 'read',
    reason: null,
    warnings: [],
    reports: reports.map((each, index) => ({ ...each, rank: index + 1 })),
    charset: null,
    ...change,
  };
}

/** The service on a real record with the real readers, in this process. */
export function readingReception(store: Pick<RecordStore, 'execute' | 'query'>): Reception {
  return createReception({
    execute: (command, input) => store.execute(command, input, DOCTOR),
    query: (query, input) => store.query(query, input, DOCTOR),
    read: ({ bytes, options }) => readFile(bytes, { ...options, whiteList: null }),
    settings: () => Promise.resolve({ test: true, whiteList: null }),
    now: () => new Date(),
    changed: () => undefined,
    report: () => undefined,
  });
}

/** What the format worker answers for bytes that are the key of what a test has prepared. */
export interface TestReception extends Reception {
  /** Bytes whose reading gives this; a function is called at each reading. */
  bytesFor(lecture: FileToSort | (() => Promise<FileToSort>)): Uint8Array;
  file(lecture: FileToSort | (() => Promise<FileToSort>), change?: Partial<Incoming>): Incoming;
}

let files = 0;

export function testReception(base: () => TestBase): TestReception {
  const known = new Map<string, FileToSort | (() => Promise<FileToSort>)>();
  const service = createReception({
    execute: (command, input) => base().store.execute(command, input, DOCTOR),
    query: (query, input) => base().store.query(query, input, DOCTOR),
    read: async ({ bytes }) => {
      const lecture = known.get(Buffer.from(bytes).toString('utf8'));
      if (lecture === undefined) throw new Error('nothing is prepared for these bytes');
      return typeof lecture === 'function' ? lecture() : lecture;
    },
    settings: () => Promise.resolve({ test: true, whiteList: null }),
    now: () => new Date(),
    changed: () => undefined,
    report: () => undefined,
  });
  const bytesFor: TestReception['bytesFor'] = (lecture) => {
    const text = `fichier ${(files += 1)}`;
    known.set(text, lecture);
    return Buffer.from(text, 'utf8');
  };
  return {
    ...service,
    bytesFor,
    file: (lecture, change = {}) => ({ nom: `f${files}.hpr`, voie: 'hprim', bytes: bytesFor(lecture), ...change }),
  };
}
