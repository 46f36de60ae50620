import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Incoming } from '../reception/index.ts';
import { baseForTests, DOCTOR } from '../testing.ts';
import { saveSource, setFolder } from './commands.ts';
import { createSources } from './sources.service.ts';

const base = baseForTests({ beforeAll, afterAll });

test('a night’s backlog comes in one passage, a batch at a time; what the third batch could not keep stays in the folder', async () => {
  const { store } = base();
  const folder = mkdtempSync(join(tmpdir(), 'hygie-depots-'));
  const id = randomUUID();
  const common = { actif: true, mode: 'indirect' as const, charset: null, expediteur: null, silenceJours: null };
  await store.execute(
    saveSource,
    { ...common, id, voie: 'hprim', nom: 'Laboratoire', sftp: null, secret: null },
    DOCTOR,
  );
  await store.execute(setFolder, { id, lequel: 'dossier', chemin: folder }, DOCTOR);
  for (let rank = 0; rank < 200; rank += 1) writeFileSync(join(folder, `${rank}.hpr`), `fichier ${rank}`);
  const kept: Incoming[] = [];
  let told = 0;
  let full = true;
  let now = Date.parse('2026-03-02T10:00:00Z');
  const sources = createSources({
    execute: (command, input) => store.execute(command, input, DOCTOR),
    query: (query, input) => store.query(query, input, DOCTOR),
    intake: (files) => {
      if (full && kept.length >= 128) throw new Error('disk full');
      kept.push(...files);
      return Promise.resolve();
    },
    now: () => new Date(now),
    changed: () => (told += 1),
    report: () => undefined,
  });
  const waiting = () => readdirSync(folder).filter((name) => name.endsWith('.hpr')).length;
  try {
    // Seen once, then unchanged for long enough.
    expect(await sources.collect(id)).toBe(0);
    now += 5_000;
    expect(await sources.collect(id)).toBe(128);
    expect(waiting()).toBe(72);
    expect(told).toBeGreaterThanOrEqual(3);
    full = false;
    await sources.collect(id);
    now += 5_000;
    await sources.collect(id);
    expect(waiting()).toBe(0);
    expect(new Set(kept.map(({ nom }) => nom)).size).toBe(200);
    expect(kept).toHaveLength(200);
  } finally {
    await sources.stop();
    rmSync(folder, { recursive: true });
  }
});
