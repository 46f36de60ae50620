import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { UnlockOutcome } from '../../../shared/contract/session.ts';
import { CallError, sentenceOf } from '../../lib/client.ts';
import { queryKey } from '../../lib/queries.ts';
import { messageOf, type LoginMessage } from './login-state.ts';

export interface Login {
  readonly busy: boolean;
  readonly message: LoginMessage | null;
  /** The choice that follows a good PIN; null otherwise. */
  readonly choice: Extract<UnlockOutcome, { resultat: 'choisir-situation' | 'choisir-remplace' }> | null;
  /** The base itself is why the last attempt failed: a backup is the way out. */
  readonly damaged: boolean;
  say(message: LoginMessage | null): void;
  /** Runs one attempt; the secret is in the closure of `attempt` for the time of the call, and nowhere else. */
  run(attempt: () => Promise<UnlockOutcome>): Promise<void>;
}

/** One attempt at a time, its message, and the choice it may lead to. */
export function useLogin(): Login {
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [message, say] = useState<LoginMessage | null>(null);
  const [damaged, setDamaged] = useState(false);
  const [choice, setChoice] = useState<Login['choice']>(null);
  const run = async (attempt: () => Promise<UnlockOutcome>) => {
    setBusy(true);
    say(null);
    try {
      const outcome = await attempt();
      say(messageOf(outcome));
      setChoice(outcome.resultat === 'choisir-situation' || outcome.resultat === 'choisir-remplace' ? outcome : null);
    } catch (error) {
      setChoice(null);
      if (error instanceof CallError && error.code === 'BASE_DAMAGED') setDamaged(true);
      say({ gravite: 'error', texte: sentenceOf(error) });
    } finally {
      setBusy(false);
      // The tries left, or the open session, come from the host and from nowhere else.
      await client.invalidateQueries({ queryKey: queryKey('session.etat', {}) });
    }
  };
  return { busy, message, choice, damaged, say, run };
}
