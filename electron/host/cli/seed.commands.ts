import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { civilDateOf } from '../../../shared/domain/civil-date.ts';
import { importCim10, parseCim10, searchCim10 } from '../../features/cim10/index.ts';
import { listPatients } from '../../features/patients/index.ts';
import { readSettings } from '../../features/reglages/index.ts';
import { seedBase, VOLUMES, type SeedSize } from '../../features/seed/index.ts';
import type { Actor, RecordStore } from '../../record/index.ts';
import type { CommandLine } from './arguments.ts';
import { withBase, type Programs } from './open-base.ts';
import type { Talk } from './terminal.ts';
import { help, RefusedError, UsageError } from './usage.ts';

const SIZES = ['S', 'M', 'L'] as const satisfies readonly SeedSize[];

/** Subset of the CIM-10 that a checkout has; without it the invented problems have no code. */
async function bringCodes(store: RecordStore, actor: Actor, root: string): Promise<void> {
  const file = join(root, 'fixtures', 'cim10', 'cim10-mg.txt');
  const known = await store.query(searchCim10, { texte: 'hypertension', limite: 1 }, actor);
  if (known.resultats.length > 0 || !existsSync(file)) return;
  const { entries } = parseCim10(readFileSync(file));
  await store.execute(importCim10, { edition: 'ATIH 2009 (extrait)', entries }, actor);
}

/**
 * `seed`: an invented practice, the same for the same size and seed on a given day (its ten years end on that day). Invented patients never
 * join real ones: the base must hold no patient.
 */
export function seed(line: CommandLine, programs: Programs, root: string, talk: Talk): Promise<boolean> {
  const size = SIZES.find((each) => each === line.need('size'));
  const number = Number(line.need('seed'));
  if (size === undefined || !Number.isSafeInteger(number) || number < 0) throw new UsageError(help('seed'));
  return withBase(line, programs, async (store, actor) => {
    const { patients } = await store.query(listPatients, { apres: null, limite: 1 }, actor);
    if (patients.length > 0)
      throw new RefusedError('Cette base contient déjà des patients : le semis n’est fait que dans une base vide.');
    const settings = await store.query(readSettings, {}, actor);
    await bringCodes(store, actor, root);
    const made = await seedBase({
      store,
      actor,
      size,
      seed: number,
      doctors: (settings.medecins ?? []).map(({ idNat, nom, prenom }) => ({ idNat, nom: `Dr ${prenom} ${nom}` })),
      today: civilDateOf(new Date()),
      onProgress: (done, total) => {
        talk.progress(done, total, 'patients');
        talk.interrupted.throwIfAborted();
      },
    });
    const { notes, elements, documents, doctors } = VOLUMES[size];
    // About: each patient's share is drawn.
    await talk.note({ size, seed: number, patients: made.patients, doctors, about: { notes, elements, documents } });
    return true;
  });
}
