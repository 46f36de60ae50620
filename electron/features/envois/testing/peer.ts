import type { Issue, JobPris } from '../job.ts';
import type { ChannelSender } from '../sender.ts';

export type Comportement = 'accepte' | 'refuse' | 'un-refuse' | 'en-panne' | 'coupe-avant' | 'coupe-apres';

const motif = { code: 'X', explication: 'essai', conseil: 'essai' };

/** A peer outside of us: it outlives our crashes, and counts what it received. */
export class Peer {
  /** External id then recipient (or « lot »), each time its bytes were taken in. */
  readonly received: string[] = [];
  readonly contents = new Map<string, string>();
  behaviour: Comportement = 'accepte';
  /** Called once the job is claimed, before and after the peer takes it: where the tests kill. */
  beforeTaking: (job: JobPris) => Promise<void> | void = () => undefined;
  afterTaking: (job: JobPris) => Promise<void> | void = () => undefined;
  proofs = false;
  copies = 0;
  readonly idempotent: boolean;

  constructor(idempotent: boolean) {
    this.idempotent = idempotent;
  }

  count(prefix: string): number {
    return this.received.filter((line) => line.startsWith(prefix)).length;
  }

  sender(): ChannelSender {
    return {
      idempotent: this.idempotent,
      send: async (job, contenu) => await this.#send(job, contenu),
      lookup: async (job) => (this.proofs && this.count(job.identifiantExterne) > 0 ? 'recu' : 'pas-de-preuve'),
      copy: async () => {
        this.copies += 1;
      },
    };
  }

  async #send(job: JobPris, contenu: Uint8Array): Promise<Issue> {
    const behaviour = this.behaviour;
    await this.beforeTaking(job);
    if (behaviour === 'en-panne' || behaviour === 'coupe-avant') return { kind: 'pas-maintenant', ...motif };
    if (behaviour === 'refuse') return { kind: 'refuse', destinataires: [], ...motif };
    const text = new TextDecoder().decode(contenu);
    const known = this.contents.get(job.identifiantExterne);
    if (known !== undefined && known !== text) throw new Error('other bytes under the same identifier');
    const taken =
      job.destinataires.length === 0
        ? ['lot']
        : behaviour === 'un-refuse'
          ? job.destinataires.slice(1)
          : job.destinataires;
    // A peer that recognises the set keeps it once.
    if (!(this.idempotent && known !== undefined))
      for (const who of taken) this.received.push(`${job.identifiantExterne} ${who}`);
    this.contents.set(job.identifiantExterne, text);
    await this.afterTaking(job);
    if (behaviour === 'coupe-apres') return { kind: 'inconnu', ...motif };
    const destinataires = job.destinataires.map((adresse) => {
      const accepte = taken.includes(adresse);
      return { adresse, accepte, temporaire: false, code: accepte ? null : '550', detail: null };
    });
    return { kind: 'envoye', destinataires, code: null };
  }
}
