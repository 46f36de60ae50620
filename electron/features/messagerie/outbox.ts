import { MailSession } from '../../network/imap.ts';
import { submitMail } from '../../network/smtp.ts';
import { HygieError } from '../../../shared/errors.ts';
import type { PatientId } from '../../../shared/ids.ts';
import type { Issue } from '../envois/index.ts';
import { accessTo, type CompteOuvert } from './account.ts';
import { isCitizen } from './compose.ts';
import { issueDe } from './outcome.ts';
import {
  beginSending,
  nextToSend,
  noteCopied,
  noteOutcome,
  recoverOutbox,
  type OutboxItem,
} from './outbox.commands.ts';
import { confreresEmpeches, patientOppose, type PatientAdresse } from './rules.ts';
import type { RecordPort } from './sync-folder.ts';

export interface OutboxPorts extends RecordPort {
  account(): Promise<CompteOuvert | null>;
  patient(patientId: PatientId): Promise<PatientAdresse>;
  changed(): void;
  trace(action: 'soumission' | 'copie', detail: Record<string, string | number | boolean | null>): void;
  report(what: string, error: unknown): void;
  now(): Date;
}

const FIRST_PAUSE = 30_000;
const LONGEST_PAUSE = 15 * 60_000;
/** Longest sleep: a retry that is due, or a clock that jumped, is seen at the latest then. */
const BEAT = 30_000;

/** What leaves the mailbox by the doctor's own composition. One message at a time; an unknown outcome is never sent again by itself. */
export class Outbox {
  readonly #ports: OutboxPorts;
  readonly #stopping = new AbortController();
  #running: Promise<void> | null = null;
  #wake: (() => void) | null = null;
  #woken = false;

  constructor(ports: OutboxPorts) {
    this.#ports = ports;
  }

  start(): void {
    this.#running ??= this.#live();
  }

  wake(): void {
    this.#woken = true;
    this.#wake?.();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#wake?.();
    await this.#running;
  }

  async #live(): Promise<void> {
    const { signal } = this.#stopping;
    let recovered = false;
    while (!signal.aborted) {
      try {
        if (!recovered) await this.#ports.execute(recoverOutbox, {});
        recovered = true;
        await this.#round();
      } catch (error) {
        if (!signal.aborted) this.#ports.report('boîte d’envoi', error);
      }
      if (signal.aborted) break;
      await new Promise<void>((resolve) => {
        if (this.#woken) return resolve();
        const timer = setTimeout(resolve, BEAT);
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      this.#woken = false;
      this.#wake = null;
    }
  }

  async #round(): Promise<void> {
    const { query } = this.#ports;
    const { signal } = this.#stopping;
    for (;;) {
      signal.throwIfAborted();
      const item = await query(nextToSend, { quoi: 'a-envoyer', apres: 0 });
      if (item === null) break;
      await this.#send(item);
    }
    const first =
      (await query(nextToSend, { quoi: 'a-copier', apres: 0 })) ??
      (await query(nextToSend, { quoi: 'inconnus', apres: 0 }));
    if (first !== null) await this.#copyAndLook();
  }

  async #send(item: OutboxItem): Promise<void> {
    const { execute, account, now, changed, trace } = this.#ports;
    const { parti } = await execute(beginSending, { messageKey: item.messageKey });
    if (!parti) return;
    changed();
    const started = now().getTime();
    const issue = await this.#submit(item, await account());
    const pause = Math.min(FIRST_PAUSE * 2 ** Math.min(item.tentatives, 10), LONGEST_PAUSE);
    const prochaineTentative = new Date(now().getTime() + pause).toISOString();
    await execute(noteOutcome, { messageKey: item.messageKey, issue, prochaineTentative });
    trace('soumission', {
      message: item.messageId,
      destinataires: item.to.length,
      resultat: issue.kind,
      code: issue.code,
      dureeMs: now().getTime() - started,
    });
    changed();
  }

  async #submit(item: OutboxItem, account: CompteOuvert | null): Promise<Issue> {
    const refused = (explication: string, conseil: string): Issue => ({
      kind: 'refuse',
      destinataires: [],
      code: null,
      explication,
      conseil,
    });
    if (account === null || account.compte.adresse.toLowerCase() !== item.de.toLowerCase())
      return refused(
        'La boîte de ce message n’est plus réglée. Rien n’est parti.',
        'Vérifiez le compte dans « Réglages ».',
      );
    if (item.patientId !== null) {
      // Who objected since it was frozen is heard.
      const known = await this.#ports.patient(item.patientId as PatientId);
      const opposed = item.to.every(isCitizen) ? patientOppose(known) : confreresEmpeches(known);
      if (opposed !== null) return refused(opposed, 'Rien n’est parti.');
    }
    try {
      const { soumission } = accessTo(account);
      const envelope = { from: item.de, to: item.to, identifier: item.messageId.split('@')[0] ?? null };
      return issueDe(await submitMail(soumission, envelope, item.bytes, this.#stopping.signal), item.to);
    } catch (error) {
      if (!(error instanceof HygieError)) throw error;
      return refused(error.detail ?? error.message, 'Vérifiez le compte dans « Réglages », puis relancez.');
    }
  }

  /** Copies what was sent to « Éléments envoyés », and looks there for a proof of what nobody knows. A failure waits for the next beat. */
  async #copyAndLook(): Promise<void> {
    const { query, execute, account, changed, trace, report } = this.#ports;
    const opened = await account();
    if (opened === null) return;
    // What left from another mailbox waits for it: nothing of it is filed, nor proved, in this one.
    const isFrom = ({ de }: OutboxItem) => de.toLowerCase() === opened.compte.adresse.toLowerCase();
    let session: MailSession | null = null;
    try {
      session = await MailSession.open(accessTo(opened).imap, this.#stopping.signal);
      const sent = await session.sentFolder();
      for (let apres = 0; ;) {
        const item = await query(nextToSend, { quoi: 'a-copier', apres });
        if (item === null) break;
        apres = item.messageKey;
        if (!isFrom(item)) continue;
        const result = await session.appendIfAbsent(sent, item.messageId, item.bytes, this.#ports.now());
        await execute(noteCopied, { messageKey: item.messageKey, preuve: false });
        trace('copie', { message: item.messageId, resultat: result });
      }
      for (let apres = 0; ;) {
        const item = await query(nextToSend, { quoi: 'inconnus', apres });
        if (item === null) break;
        apres = item.messageKey;
        if (isFrom(item) && (await session.findByMessageId(sent, item.messageId)).length > 0)
          await execute(noteCopied, { messageKey: item.messageKey, preuve: true });
      }
      changed();
    } catch (error) {
      if (!this.#stopping.signal.aborted) report('copie des envoyés', error);
    } finally {
      await session?.close();
    }
  }
}
