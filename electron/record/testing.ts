import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createHmac } from 'node:crypto';
import type { IdNat, StructureId } from '../../shared/ids.ts';
import type { Actor } from './define.ts';
import { createBase } from './keys/base.ts';
import type { CardForSlot } from './keys/slots.ts';
import { openRecord, type OpenOptions, type RecordStore } from './store.ts';

/** Helpers of the record's tests and benches: real bases in temporary folders. Not imported by the product. */
export const WORKER_PATH = join(import.meta.dirname, '..', 'host', 'record-worker.ts');

export const DOCTOR: Actor = {
  idNat: '899700057294' as IdNat,
  nom: 'Dr Paul MEDECIN5729',
  structureId: '499700057294001' as StructureId,
};
export const COLLEAGUE: Actor = { ...DOCTOR, idNat: '899700057302' as IdNat, nom: 'Dr Anne MEDECIN5730' };

export function temporaryDirectory(): string {
  return mkdtempSync(join(tmpdir(), 'hygie-record-'));
}

/** A deterministic signer of the length of a 2048-bit RSA signature. Real cards are exercised by the card's own tests. */
export function softCard(cardId: string, secret = cardId): CardForSlot {
  return {
    cardId,
    idNat: DOCTOR.idNat,
    label: `Carte ${cardId}`,
    sign: (message) => {
      const blocks = Array.from({ length: 8 }, (_, index) =>
        createHmac('sha256', secret).update(message).update(String(index)).digest(),
      );
      return Promise.resolve(Buffer.concat(blocks));
    },
  };
}

export interface TestBase {
  readonly directory: string;
  readonly store: RecordStore;
  readonly key: Uint8Array;
  readonly recoveryCode: string;
  reopen(options?: Partial<OpenOptions>): Promise<RecordStore>;
  remove(): Promise<void>;
}

/** A fresh base, open. `reopen` closes it first. */
export async function testBase(options: Partial<OpenOptions> = {}): Promise<TestBase> {
  const directory = join(temporaryDirectory(), 'base');
  const { key, recoveryCode } = await createBase({ directory, now: new Date(), card: softCard('c1') });
  const open = (more: Partial<OpenOptions>) =>
    openRecord({ directory, key, workerPath: WORKER_PATH, actor: DOCTOR, ...options, ...more });
  const base = {
    directory,
    key,
    recoveryCode,
    store: await open({}),
    reopen: async (more: Partial<OpenOptions> = {}) => {
      await base.store.close();
      base.store = await open(more);
      return base.store;
    },
    remove: async () => {
      await base.store.close();
      rmSync(join(directory, '..'), { recursive: true, force: true });
    },
  };
  return base;
}
