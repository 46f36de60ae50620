import { z } from 'zod';

const Received = z.object({
  traces: z.array(z.object({ transaction: z.string(), ins: z.string().optional(), result: z.string() })),
  documents: z.array(
    z.object({ uniqueId: z.string(), kind: z.string(), status: z.string(), ins: z.string(), title: z.string() }),
  ),
});
const Mailbox = z.array(z.object({ folder: z.string(), raw: z.string(), subject: z.string() }));

/** The bac à sable as a test drives it: what it received, what a mailbox holds, the faults it is to make. */
export class SandboxControl {
  private readonly base: string;

  constructor(base = process.env['HYGIE_CONTROL'] ?? '') {
    this.base = base;
  }

  private async ask(method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown): Promise<unknown> {
    const response = await fetch(`${this.base.replace(/\/$/, '')}${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response.json();
  }

  /** Everything as at the start: documents, authorisations, mailboxes, faults. */
  async reset(): Promise<void> {
    await this.ask('POST', '/reset');
  }

  /** The laboratory sends a report: by secure mail, or as a file whose path comes back. */
  async laboratorySends(order: {
    patient: string;
    scenario: string;
    voie: 'mssante' | 'hprim';
    maintenant?: string;
  }): Promise<string> {
    return z.object({ objet: z.string() }).parse(await this.ask('POST', '/laboratoire/envoyer', order)).objet;
  }

  /** Somebody writes to a mailbox of the operator; the message arrives as the network gives it. */
  async writes(from: string, to: string, raw: string): Promise<void> {
    await this.ask('POST', '/mssante/inject', {
      from,
      to: [to],
      raw: Buffer.from(raw.replace(/\r?\n/g, '\r\n')).toString('base64'),
    });
  }

  async dmpReceived(): Promise<z.infer<typeof Received>> {
    return Received.parse(await this.ask('GET', '/dmp/received'));
  }

  /** Messages of a mailbox, as IMAP gives them; `raw` decoded. */
  async mailbox(address: string): Promise<z.infer<typeof Mailbox>> {
    const messages = Mailbox.parse(await this.ask('GET', `/mssante/mailbox/${encodeURIComponent(address)}`));
    return messages.map((message) => ({ ...message, raw: Buffer.from(message.raw, 'base64').toString('utf8') }));
  }

  async dmpFault(fault: {
    kind: string;
    transaction?: string;
    code?: string;
    latencyMs?: number;
    times?: number | 'forever';
  }): Promise<void> {
    await this.ask('POST', '/dmp/faults', fault);
  }

  async mailFault(fault: {
    kind: string;
    code?: string;
    target?: string;
    latencyMs?: number;
    times?: number | 'forever';
  }): Promise<void> {
    await this.ask('POST', '/mssante/faults', fault);
  }

  async clearFaults(): Promise<void> {
    await this.ask('DELETE', '/dmp/faults');
    await this.ask('DELETE', '/mssante/faults');
  }
}
