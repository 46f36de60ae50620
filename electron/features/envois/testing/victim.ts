import { DOCTOR } from '../../../record/testing.ts';
import { openRecord } from '../../../record/index.ts';
import { engineRecord } from '../engine-record.ts';
import { SendingEngine } from '../engine.ts';
import type { ChannelSender } from '../sender.ts';

/**
 * A process to be killed: it opens the base named by its environment and sends. The peer is the parent, told by IPC what arrives; the process
 * stops dead at the point asked, and the parent kills it there.
 */
const point = process.env['HYGIE_VICTIM_POINT'] ?? '';
const stop = async (here: string): Promise<void> => {
  if (here !== point) return;
  process.send?.({ at: here });
  await new Promise(() => setInterval(() => undefined, 1000));
};

const store = await openRecord({
  directory: process.env['HYGIE_VICTIM_BASE'] ?? '',
  key: Buffer.from(process.env['HYGIE_VICTIM_KEY'] ?? '', 'hex'),
  workerPath: `${import.meta.dirname}/record-worker.ts`,
  actor: DOCTOR,
});
const sender = (idempotent: boolean): ChannelSender => ({
  idempotent,
  send: async (job) => {
    await stop('pris');
    process.send?.({ received: job.identifiantExterne });
    await stop('reçu');
    return {
      kind: 'envoye',
      destinataires: job.destinataires.map((adresse) => ({
        adresse,
        accepte: true,
        temporaire: false,
        code: null,
        detail: null,
      })),
      code: null,
    };
  },
});
const real = engineRecord(store, DOCTOR);
const record = {
  ...real,
  finir: async (fin: Parameters<typeof real.finir>[0]) => {
    await real.finir(fin);
    await stop('fini');
  },
};
new SendingEngine({ record, senders: { dmp: sender(true), 'mssante-confrere': sender(false) } }).start();
