import { z } from 'zod';

const Received = z.object({
  traces: z.array(
    z.object({ transaction: z.string(), ins: z.string().optional(), mode: z.string().optional(), result: z.string() }),
  ),
  documents: z.array(
    z.object({ uniqueId: z.string(), kind: z.string(), status: z.string(), ins: z.string(), title: z.string() }),
  ),
});
const Seen = z.array(z.object({ uniqueId: z.string(), title: z.string(), confidentiality: z.array(z.string()) }));
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

  /** A file of the organisations' authority, e.g. `structure-auth.p12`; its passphrase is the bac à sable's. */
  async authority(name: string): Promise<{ name: string; mimeType: string; buffer: Buffer }> {
    const response = await fetch(`${this.base.replace(/\/$/, '')}/authority/${name}`);
    if (!response.ok) throw new Error(`authority ${name}: ${response.status}`);
    return { name, mimeType: 'application/octet-stream', buffer: Buffer.from(await response.arrayBuffer()) };
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

  /** What a professional is to a patient's DMP. */
  async dmpSituation(ins: string, situation: string, professional: string): Promise<void> {
    await this.ask('POST', `/dmp/patients/${ins}`, { situation, professional });
  }

  /** Documents of a patient that the DMP shows to this professional, by the very rule of TD3.1. */
  async dmpSeenBy(ins: string, professional: string): Promise<z.infer<typeof Seen>> {
    return Seen.parse(await this.ask('GET', `/dmp/seen/${ins}/${professional}`));
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

  /** Pro Santé Connect: lives of its tokens in seconds, and what it does wrong. */
  async psc(order: { access?: number; refresh?: number; fault?: string | null }): Promise<void> {
    await this.ask('POST', '/psc/reglages', order);
  }

  /** Pro Santé Connect ends every session. */
  async endPscSessions(): Promise<void> {
    await this.ask('DELETE', '/psc/sessions');
  }

  async clearFaults(): Promise<void> {
    await this.ask('DELETE', '/dmp/faults');
    await this.ask('DELETE', '/mssante/faults');
  }
}
