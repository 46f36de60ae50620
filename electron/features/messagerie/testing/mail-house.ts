import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { ImapFlow } from 'imapflow';
import { readIncoming } from '../../reception/read.task.ts';
import { createReception } from '../../reception/index.ts';
import type { Actor, RecordStore } from '../../../record/index.ts';
import { readPatient } from '../../patients/index.ts';
import type { CompteOuvert } from '../account.ts';
import { readForMailbox } from '../mail.task.ts';
import { createMailbox, type Mailbox, type MailboxOptions } from '../mailbox.ts';

const WHITE_LIST = resolve('fixtures/demo/liste-blanche-exemple.xml');

export const USER = 'paul.medecin5729@medecin.test.mssante.fr';
export const PASSWORD = 'secret';

export interface MailServerOfTest {
  readonly port: number;
  readonly root: string;
}

export function accountOf(server: MailServerOfTest, actor: Actor, change: Partial<CompteOuvert> = {}): CompteOuvert {
  return {
    compte: {
      proprietaire: actor.idNat,
      adresse: USER,
      soumission: { hote: '127.0.0.1', port: 1 },
      imap: { hote: '127.0.0.1', port: server.port },
      authentification: 'mot-de-passe',
      nil: 'TEST-0001',
    },
    secret: PASSWORD,
    accessToken: () => Promise.reject(new Error('no token here')),
    trust: { roots: [server.root], revocationLists: [] },
    ...change,
  };
}

export interface House {
  readonly mailbox: Mailbox;
  readonly changes: { patients: string[][] };
  readonly traces: { action: string; detail: Record<string, unknown> }[];
  readonly reports: unknown[];
}

/** A mailbox and a reception over an open base, as the host puts them together; files are read here instead of in a worker. */
export function openHouse(
  store: RecordStore,
  actor: Actor,
  account: () => Promise<CompteOuvert | null>,
  change: Partial<MailboxOptions> = {},
): House {
  const changes = { patients: [] as string[][] };
  const traces: House['traces'] = [];
  const reports: unknown[] = [];
  const whiteList = readFileSync(WHITE_LIST, 'utf8');
  const reception = createReception({
    execute: (command, input) => store.execute(command, input, actor),
    query: (query, input) => store.query(query, input, actor),
    read: (order) => readIncoming(order),
    settings: () => Promise.resolve({ test: true, whiteList }),
    now: () => new Date(),
    changed: () => undefined,
    report: (what, error) => reports.push([what, error]),
  });
  const mailbox = createMailbox({
    execute: (command, input) => store.execute(command, input, actor),
    query: (query, input) => store.query(query, input, actor),
    account,
    patient: (patientId) => store.query(readPatient, { patientId }, actor),
    read: (order) => Promise.resolve(readForMailbox(order)),
    whiteList: () => Promise.resolve(whiteList),
    resumeReception: () => reception.resume(),
    changed: (patients) => changes.patients.push([...patients]),
    trace: (action, detail) => traces.push({ action, detail }),
    report: (what, error) => reports.push([what, error]),
    now: () => new Date(),
    random: () => 0.5,
    ...change,
  });
  return { mailbox, changes, traces, reports };
}

/** Another client of the same mailbox. */
export async function otherClient(server: MailServerOfTest, user = USER): Promise<ImapFlow> {
  const client = new ImapFlow({
    host: '127.0.0.1',
    port: server.port,
    secure: false,
    doSTARTTLS: true,
    tls: { ca: server.root, servername: 'localhost' },
    auth: { user, pass: PASSWORD },
    logger: false,
  });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

let serial = 0;
/** A plain message with a text, and a number of its own. */
export function plainMail(
  change: { subject?: string; text?: string; from?: string; id?: string; headers?: string[] } = {},
): Buffer {
  serial += 1;
  return Buffer.from(
    [
      `From: Dr_Zoe_CONFRERE <${change.from ?? 'zoe.confrere@medecin.test.mssante.fr'}>`,
      `To: <${USER}>`,
      `Subject: ${change.subject ?? `Message ${serial}`}`,
      `Date: ${new Date(1_780_000_000_000 + serial * 1000).toUTCString()}`,
      `Message-ID: <${change.id ?? `m${serial}.${process.pid}@medecin.test.mssante.fr`}>`,
      ...(change.headers ?? []),
      'MIME-Version: 1.0',
      'Content-Type: text/plain; charset=utf-8',
      'Content-Transfer-Encoding: 8bit',
      '',
      change.text ?? `Bonjour, message ${serial}.`,
      '',
    ].join('\r\n'),
  );
}

/** Waits until `ready` answers something, 10 s unless said. */
export async function until<T>(
  ready: () => Promise<T | null | false | undefined>,
  what: string,
  most = 10_000,
): Promise<T> {
  const end = Date.now() + most;
  for (;;) {
    const found = await ready();
    if (found !== null && found !== false && found !== undefined) return found;
    if (Date.now() > end) throw new Error(`never came: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
