import { randomUUID } from 'node:crypto';
import { readExtraction, type ExtractionOrder } from '../features/annuaire/extraction.task.ts';
import { readWhiteList } from '../features/espace/white-list.task.ts';
import { readBdpm, type BdpmOrder } from '../features/medicaments/bdpm.task.ts';
import { readForMailbox, type MailOrder } from '../features/messagerie/mail.task.ts';
import { textOf, type TextOrder } from '../features/documents/text.task.ts';
import { sourceOf, viewDocument, type ViewOrder } from '../features/documents/view.task.ts';
import { makePaper, type PaperOrder } from '../features/redaction/redaction.task.ts';
import { readIncoming, type ReadOrder } from '../features/reception/read.task.ts';
import { makeVsm, type VsmOrder } from '../features/vsm/vsm.task.ts';

/** Long work on values and on bytes from outside: no base, no network, no card. Each task is named, and may be killed without harm. */
export const FORMAT_TASKS = {
  vsm: (order: VsmOrder) => makeVsm(order, randomUUID),
  bdpm: (order: BdpmOrder) => Promise.resolve(readBdpm(order)),
  'lire-document': (order: ViewOrder) => Promise.resolve(viewDocument(order)),
  'source-document': (order: ViewOrder) => Promise.resolve(sourceOf(order)),
  'texte-document': (order: TextOrder) => textOf(order),
  papier: (order: PaperOrder) => makePaper(order, randomUUID),
  annuaire: (order: ExtractionOrder) => readExtraction(order),
  'liste-blanche': (bytes: Uint8Array) => Promise.resolve(readWhiteList(bytes)),
  courrier: (order: MailOrder) => Promise.resolve(readForMailbox(order)),
  'lire-fichier': (order: ReadOrder) => readIncoming(order),
} as const;

export type FormatTasks = typeof FORMAT_TASKS;
export type FormatTask = keyof FormatTasks;
export type TaskOrder<T extends FormatTask> = Parameters<FormatTasks[T]>[0];
export type TaskResult<T extends FormatTask> = Awaited<ReturnType<FormatTasks[T]>>;
