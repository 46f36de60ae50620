import { z } from 'zod';
import { Instant } from '../domain/civil-date.ts';
import { command, query } from './define.ts';
import { Hote } from './reglages.ts';

/** The white list of the espace de confiance MSSanté as it is kept: where it comes from, how old it is, and what the last try said. */
export const EtatListeBlanche = z.object({
  url: z.string(),
  /** `aucune`: only the domains in .mssante.fr are accepted. */
  origine: z.enum(['aucune', 'installation', 'fichier', 'adresse']),
  /** As the list says it; null when it says nothing, or was not read yet. */
  genereeLe: z.string().nullable(),
  /** When Hygie took it. */
  prisLe: Instant.nullable(),
  domaines: z.int().nullable(),
  /** The last try failed: the list kept stays in use. */
  echec: z.object({ le: Instant, raison: z.string() }).nullable(),
});
export type EtatListeBlanche = z.infer<typeof EtatListeBlanche>;

export const espace = {
  'espace.listeBlanche': query({ input: z.object({}), output: EtatListeBlanche }),
  /** Fetches the list at this address, over HTTPS and the authorities of MSSanté; when it cannot be had, the last good one stays and `echec` says why. */
  'espace.actualiser': command({
    input: z.object({ url: z.string().max(300) }),
    output: EtatListeBlanche,
    audit: 'session',
  }),
  /** The same from a file that the doctor chooses; null when they give up. */
  'espace.importer': command({ input: z.object({}), output: EtatListeBlanche.nullable(), audit: 'session' }),
  /** What the domain of an address says of its mail services (DNS SRV). Nothing is kept: it is proposed. */
  'espace.trouverServeurs': query({
    input: z.object({ adresse: z.string().max(200) }),
    output: z.object({
      soumission: Hote.nullable(),
      imap: Hote.nullable(),
      /** In French; what is not there, and why. */
      remarque: z.string().nullable(),
    }),
  }),
};
