import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { DossierView } from '../../../shared/contract/dossier.ts';
import type { DossierMedical } from '../../../shared/domain/medical.ts';
import type { PatientId } from '../../../shared/ids.ts';
import { call, type CallError } from '../../lib/client.ts';
import { queryKey } from '../../lib/queries.ts';

/** Records opened since the window was unlocked: reading one again is not another opening in the journal. */
const opened = new Set<PatientId>();

/** The record as the host has it: opened (and journalled) once, then read again when a topic says that it changed. */
export function useDossier(patientId: PatientId): UseQueryResult<DossierView, CallError> {
  return useQuery<DossierView, CallError>({
    queryKey: queryKey('dossier.ouvrir', { patientId }),
    queryFn: async () => {
      const view = await call(opened.has(patientId) ? 'dossier.relire' : 'dossier.ouvrir', { patientId });
      opened.add(patientId);
      return view;
    },
  });
}

/** The record left the window: opening it again is a new opening. */
export function forgetOpened(patientId: PatientId): void {
  opened.delete(patientId);
}

/**
 * Puts the structured record that a write returned in the place of the one shown; resolves once the views hold it.
 * The cache tells its readers in a later task: whoever lets go of a typed value before would show, and write again, the former one.
 */
export function useShowMedical(patientId: PatientId): (medical: DossierMedical) => Promise<void> {
  const client = useQueryClient();
  return useCallback(
    async (medical) => {
      const key = queryKey('dossier.ouvrir', { patientId });
      client.setQueryData<DossierView>(key, (view) => (view === undefined ? view : { ...view, medical }));
      // Histories and summaries are read again when they are next shown.
      for (const method of ['dossier.historique', 'vsm.apercu'] as const) {
        void client.invalidateQueries({ queryKey: [method] });
      }
      await new Promise((resolve) => setTimeout(resolve, 0));
    },
    [client, patientId],
  );
}
