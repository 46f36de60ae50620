import { randomUUID } from 'node:crypto';
import { saveSource, setFolder } from '../features/sources/index.ts';
import type { Actor, RecordStore } from '../record/index.ts';
import type { InstalledSource } from './installation.ts';

/** Sets up the roads of a first base, so that what the bac à sable drops comes in from the first minute. */
export async function setUpSources(
  store: RecordStore,
  actor: Actor,
  sources: readonly InstalledSource[],
): Promise<void> {
  for (const { dossier, ...source } of sources) {
    const id = randomUUID();
    const settings = { ...source, id, actif: true, charset: null, expediteur: null, silenceJours: null };
    await store.execute(saveSource, settings, actor);
    if (dossier !== null) await store.execute(setFolder, { id, lequel: 'dossier', chemin: dossier }, actor);
  }
}
