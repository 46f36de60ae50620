import { z } from 'zod';
import { Instant } from '../domain/civil-date.ts';

/** How the mailbox that is set stands. */
export const EtatMessagerie = z.object({
  /** `sans-compte`: no mailbox is set up for this doctor. */
  etat: z.enum(['connecte', 'synchronisation', 'hors-ligne', 'sans-compte']),
  adresse: z.string().nullable(),
  /** Live notices from the server, else it is asked every five minutes. */
  enDirect: z.boolean(),
  horsLigneDepuis: Instant.nullable(),
  derniereSynchronisation: Instant.nullable(),
  /** In French, and what to do. */
  raison: z.string().nullable(),
  prochainEssai: Instant.nullable(),
  /** Gestures made here that the server does not know yet. */
  enAttente: z.int(),
  /** First synchronisation: how far. */
  avancement: z.object({ recus: z.int(), total: z.int() }).nullable(),
  /** Date of the white list; null: only `.mssante.fr` is accepted. */
  listeBlanche: z.string().nullable(),
  tailleMaximale: z.int(),
});
export type EtatMessagerie = z.infer<typeof EtatMessagerie>;
