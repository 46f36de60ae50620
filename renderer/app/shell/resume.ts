import { useEffect, useState } from 'react';
import { call } from '../../lib/client.ts';
import { loadDrafts } from '../../lib/drafts.ts';
import { resumeStateOf, useShell } from '../shell-store.ts';

/** The card may be pulled out a moment after the focus moved. */
const KEEP_DELAY = 60;
/** A view loads its data before its fields exist. */
const FOCUS_PATIENCE = 15_000;

function fieldNamed(champ: string): HTMLElement | null {
  return document.querySelector<HTMLElement>(`[data-champ="${CSS.escape(champ)}"]`);
}

/** Puts the focus back where it was, as soon as that field is on the screen; gives up when the doctor has moved on. */
function refocus(champ: string): () => void {
  const there = fieldNamed(champ);
  if (there !== null) {
    there.focus();
    return () => undefined;
  }
  const stop = () => {
    observer.disconnect();
    clearTimeout(timer);
  };
  const observer = new MutationObserver(() => {
    const field = fieldNamed(champ);
    if (field === null) return;
    stop();
    const active = document.activeElement;
    // A dialog that opens takes the focus for itself, and gives it to its field.
    if (active === null || active === document.body || (active.contains(field) && active !== field)) field.focus();
  });
  const timer = setTimeout(stop, FOCUS_PATIENCE);
  observer.observe(document.body, { childList: true, subtree: true });
  return stop;
}

/**
 * Gives back the tabs, the view and the field that this doctor left, then keeps them at each change.
 * Returns false until the former state is in place, so that nothing overwrites it before.
 */
export function useResume(): boolean {
  const [ready, setReady] = useState(false);
  useEffect(() => {
    let stopFocus = () => undefined as void;
    let cancelled = false;
    const start = async () => {
      // Without its resume state the window still opens: on the home page.
      const [state] = await Promise.all([call('session.reprise', {}).catch(() => null), loadDrafts()]);
      if (cancelled) return;
      if (state !== null) {
        useShell.getState().restore(state);
        if (state.champ !== null) stopFocus = refocus(state.champ);
      }
      setReady(true);
    };
    void start();
    return () => {
      cancelled = true;
      stopFocus();
    };
  }, []);

  useEffect(() => {
    if (!ready) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let kept = JSON.stringify(resumeStateOf(useShell.getState()));
    const keep = () => {
      const state = resumeStateOf(useShell.getState());
      const text = JSON.stringify(state);
      if (text === kept) return;
      kept = text;
      // Comfort, not data: a failure here must not disturb the doctor; the next change tries again.
      call('session.garderReprise', state).catch(() => (kept = ''));
    };
    const unsubscribe = useShell.subscribe(() => {
      clearTimeout(timer);
      timer = setTimeout(keep, KEEP_DELAY);
    });
    const onFocus = (event: FocusEvent) => {
      const champ = event.target instanceof HTMLElement ? event.target.dataset['champ'] : undefined;
      if (champ !== undefined) useShell.getState().focused(champ);
    };
    document.addEventListener('focusin', onFocus);
    return () => {
      clearTimeout(timer);
      unsubscribe();
      document.removeEventListener('focusin', onFocus);
    };
  }, [ready]);
  return ready;
}
