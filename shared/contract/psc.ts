import { z } from 'zod';
import { Instant } from '../domain/civil-date.ts';
import { command, query } from './define.ts';

const Adresse = z.string().max(300);

/** Who the practice is to Pro Santé Connect. The client's secret has its own row, and never comes back to the window. */
export const ReglagesPsc = z.object({
  emetteur: Adresse,
  metadonnees: Adresse,
  clientId: z.string().max(200),
  /** Port of the way back from the browser; 0: the system chooses. */
  port: z.int().min(0).max(65_535),
});
export type ReglagesPsc = z.infer<typeof ReglagesPsc>;

export const EtatPsc = z.object({
  /** `sans-objet`: the mailbox logs in otherwise. `a-reconnecter`: there was a session, and it is over. */
  etat: z.enum(['sans-objet', 'non-regle', 'deconnecte', 'attente', 'connecte', 'a-reconnecter']),
  depuis: Instant.nullable(),
  /** End of the session if nothing renews it; null when Pro Santé Connect does not say. */
  jusqua: Instant.nullable(),
  /** Why there is none, or why it cannot be renewed just now: a French sentence. */
  raison: z.string().nullable(),
});
export type EtatPsc = z.infer<typeof EtatPsc>;

export const psc = {
  'psc.etat': query({ input: z.object({}), output: EtatPsc }),
  /** Opens the login page in the doctor's own browser, and waits for it without holding anything else. */
  'psc.connecter': command({ input: z.object({}), output: EtatPsc, audit: 'session' }),
  'psc.annuler': command({ input: z.object({}), output: EtatPsc }),
  'psc.deconnecter': command({ input: z.object({}), output: EtatPsc, audit: 'session' }),
};
