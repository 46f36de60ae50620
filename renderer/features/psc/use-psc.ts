import type { EtatPsc } from '../../../shared/contract/psc.ts';
import { sentenceOf } from '../../lib/client.ts';
import { useHygieCommand, useHygieQuery } from '../../lib/queries.ts';

export interface Psc {
  readonly state: EtatPsc | undefined;
  /** What the last try said; null while another is made. */
  readonly problem: string | null;
  readonly busy: boolean;
  readonly connect: () => void;
  readonly cancel: () => void;
  readonly disconnect: () => void;
}

/** The session of the doctor who is logged in, and the gestures it takes. */
export function usePsc(): Psc {
  const state = useHygieQuery('psc.etat', {}).data;
  const refreshes = ['psc.etat'] as const;
  const connect = useHygieCommand('psc.connecter', { refreshes });
  const cancel = useHygieCommand('psc.annuler', { refreshes });
  const disconnect = useHygieCommand('psc.deconnecter', { refreshes });
  const waiting = state?.etat === 'attente';
  const failed = connect.isError ? sentenceOf(connect.error) : null;
  return {
    state,
    problem: waiting ? null : (state?.raison ?? failed),
    busy: connect.isPending && !waiting,
    connect: () => connect.mutate({}),
    cancel: () => cancel.mutate({}),
    disconnect: () => disconnect.mutate({}),
  };
}
