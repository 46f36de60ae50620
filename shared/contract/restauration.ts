import { z } from 'zod';
import { Instant } from '../domain/civil-date.ts';
import { command, query } from './define.ts';
import { UnlockOutcome } from './session.ts';

const Sauvegarde = z.object({
  /** Name that the host gave it; no path comes from the window. */
  nom: z.string().max(200),
  faiteLe: Instant,
  octets: z.number(),
  /** Cards and codes that open it, as it says itself. */
  ouvertePar: z.array(z.string()),
});

/** The way back from the login screen when the base no longer opens: a backup, and what proves the right to open it. */
export const restauration = {
  /** Backups of the practice's own folder, latest first. */
  'restauration.sauvegardes': query({ input: z.object({}), output: z.array(Sauvegarde), lockedToo: true }),
  /** The system's own dialog; null when it was closed without a choice. */
  'restauration.choisirFichier': command({ input: z.object({}), output: Sauvegarde.nullable(), lockedToo: true }),
  /** Makes the base again from a backup, then opens it; the base that was there is kept aside, whole. */
  'restauration.restaurer': command({
    input: z.object({
      nom: z.string().max(200),
      preuve: z.discriminatedUnion('par', [
        z.object({ par: z.literal('carte'), pin: z.string().min(1).max(16), confirmeDernierEssai: z.boolean() }),
        z.object({ par: z.literal('code'), code: z.string().max(200) }),
      ]),
    }),
    output: UnlockOutcome,
    lockedToo: true,
    audit: 'session',
  }),
};
