import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { createAutosave, trackAutosave, type AutosaveState } from '../../../lib/autosave.ts';

interface Autosaved<T> {
  readonly value: T;
  readonly state: AutosaveState;
  change(next: T): void;
  flush(): void;
}

/**
 * A value edited here and written as it changes. While something is not on the disk, what the host says does not
 * replace what the doctor types; once it is, the host's value is the one shown (an undo, another window).
 */
export function useAutosaved<T>(stored: T, save: (value: T) => Promise<void>): Autosaved<T> {
  const [typed, setTyped] = useState<{ value: T } | null>(null);
  const latest = useRef(save);
  useEffect(() => {
    latest.current = save;
  }, [save]);
  const autosave = useMemo(
    () =>
      createAutosave<T>({
        save: async (value) => {
          await latest.current(value);
          return new Date().toISOString();
        },
      }),
    [],
  );
  useEffect(() => {
    const release = trackAutosave(autosave);
    return () => void autosave.flush().finally(release);
  }, [autosave]);
  const state = useSyncExternalStore(autosave.subscribe, autosave.state);
  const settled = state.kind === 'saved' || state.kind === 'clean';
  const value = typed !== null && !settled ? typed.value : stored;
  return {
    value,
    state,
    change: (next) => {
      setTyped({ value: next });
      autosave.change(next);
    },
    flush: () => void autosave.flush(),
  };
}
