import { useEffect, useMemo, useState } from 'react';
import type { z } from 'zod';
import type { Input } from '../../shared/contract/index.ts';
import { createAutosave, trackAutosave } from './autosave.ts';
import { call } from './client.ts';

/** What is being typed and is not in the record yet: its kind, whose record, and what in it. */
export type DraftKey = Input<'brouillons.oublier'>;

const nameOf = ({ genre, patientId, sujet }: DraftKey) => JSON.stringify([genre, patientId, sujet]);

/** Newest contents this window knows of; what it writes is here at once, so that a view that comes back never reads an older one. */
const known = new Map<string, string>();

/** Once, when the window opens for a doctor (a lock reloads it): what was left unfinished. Without it the window still opens. */
export async function loadDrafts(): Promise<void> {
  const kept = await call('brouillons.lire', {}).catch(() => []);
  for (const each of kept) known.set(nameOf(each), each.contenu);
}

/** The contents kept under this key; null when there are none or they no longer read. */
export function readDraft<T>(key: DraftKey, schema: z.ZodType<T>): T | null {
  const text = known.get(nameOf(key));
  if (text === undefined) return null;
  try {
    return schema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

export interface Draft<T> {
  /** What was left unfinished when this view opened; null: nothing. */
  readonly start: T | null;
  /** Written at each pause and at least every 1.5 s. */
  keep(value: T): void;
  /** Written into the record, or given up. */
  forget(): void;
}

/**
 * Keeps what is typed in a view through a lock, a card pulled out or a kill. The key must not change while the view stands.
 */
export function useDraft<T>(key: DraftKey, schema: z.ZodType<T>): Draft<T> {
  const [start] = useState(() => readDraft(key, schema));
  const name = nameOf(key);
  const autosave = useMemo(
    () =>
      createAutosave<string | null>({
        save: async (contenu) => {
          const [genre, patientId, sujet] = JSON.parse(name) as [DraftKey['genre'], DraftKey['patientId'], string];
          const of = { genre, patientId, sujet };
          const { modifieLe } =
            contenu === null
              ? await call('brouillons.oublier', of)
              : await call('brouillons.garder', { ...of, contenu });
          return modifieLe;
        },
      }),
    [name],
  );
  useEffect(() => {
    const release = trackAutosave(autosave);
    return () => void autosave.flush().finally(release);
  }, [autosave]);
  return useMemo(
    () => ({
      start,
      keep: (value) => {
        const text = JSON.stringify(value);
        if (known.get(name) === text) return;
        known.set(name, text);
        autosave.change(text);
      },
      forget: () => {
        // Nothing was ever kept: nothing to forget.
        if (!known.delete(name)) return;
        autosave.change(null);
        void autosave.flush();
      },
    }),
    [autosave, name, start],
  );
}
