import { createContext, useContext } from 'react';
import type { SessionView } from '../../shared/contract/session.ts';

export type OpenSessionView = Extract<SessionView, { etat: 'ouverte' }>;
export type LockedSessionView = Extract<SessionView, { etat: 'verrouillee' }>;

export const SessionContext = createContext<OpenSessionView | null>(null);

/** Who is logged in. Only below the unlocked frame. */
export function useSession(): OpenSessionView {
  const session = useContext(SessionContext);
  if (session === null) throw new Error('useSession below the login screen');
  return session;
}
