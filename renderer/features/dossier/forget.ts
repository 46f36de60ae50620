import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { PatientId } from '../../../shared/ids.ts';
import { useShell } from '../../app/shell-store.ts';
import { inputPatient } from '../../lib/topics.ts';
import { forgetDraft } from './notes/note-draft.ts';
import { forgetOpened } from './use-dossier.ts';

/** Nothing read before the closing may be shown, or written over, at the next opening. */
function forgetRecord(client: QueryClient, patientId: PatientId): void {
  forgetDraft(patientId);
  forgetOpened(patientId);
  client.removeQueries({ predicate: ({ queryKey }) => inputPatient(queryKey[1]) === patientId });
}

/** A record that left the tabs was closed with its drafts on disk: opening it again is a new opening, read afresh. */
export function useForgetClosedRecords(): void {
  const client = useQueryClient();
  useEffect(
    () =>
      useShell.subscribe((state, before) => {
        if (state.onglets === before.onglets) return;
        const there = new Set(state.onglets.map((tab) => tab.patientId));
        for (const { patientId } of before.onglets) if (!there.has(patientId)) forgetRecord(client, patientId);
      }),
    [client],
  );
}
