import { useShell } from '../../app/shell-store.ts';
import { forgetDraft } from './notes/note-draft.ts';
import { forgetOpened } from './use-dossier.ts';

// A record that left the tabs was closed with its drafts on disk: opening it again is a new opening, read afresh.
useShell.subscribe((state, before) => {
  if (state.onglets === before.onglets) return;
  const there = new Set(state.onglets.map((tab) => tab.patientId));
  for (const { patientId } of before.onglets) {
    if (there.has(patientId)) continue;
    forgetDraft(patientId);
    forgetOpened(patientId);
  }
});
