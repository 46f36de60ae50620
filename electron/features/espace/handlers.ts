import type { Output } from '../../../shared/contract/index.ts';
import { HygieError } from '../../../shared/errors.ts';
import { domainOf } from '../../formats/mime/index.ts';
import { DiscoveryError, discoverMailServers, type DiscoveredServers } from '../../network/mail-discovery.ts';
import type { MailServer } from '../../network/mail-server.ts';
import type { HandlersFor } from '../session/index.ts';
import type { WhiteListService } from './white-list.service.ts';

type Method = `espace.${'listeBlanche' | 'actualiser' | 'importer' | 'trouverServeurs'}`;

export interface EspaceHandlersOptions {
  readonly whiteList: WhiteListService;
  /** The native dialog: name and bytes of the file chosen; null when the doctor gives up. */
  readonly chooseFile: () => Promise<{ readonly name: string; readonly bytes: Uint8Array } | null>;
  /** Name servers of a test installation; none: those of the system. */
  readonly nameServers: readonly string[];
  readonly changed: () => void;
}

const SILENT = 'Les serveurs de noms ne répondent pas. Saisissez ce que votre opérateur vous a donné.';
const NAMES = { submission: 'd’envoi', imap: 'de réception' } as const;

/** What the doctor reads of a service that was not found; null when both are there. */
function remarkOf(domain: string, found: DiscoveredServers): string | null {
  const missing = (['submission', 'imap'] as const).filter((service) => found[service] === null);
  if (missing.length === 0) return null;
  const [only] = missing;
  const which =
    missing.length === 2 ? 'ni serveur d’envoi ni serveur de réception' : `pas de serveur ${NAMES[only ?? 'imap']}`;
  const why = found.implicitTlsOnly.length === 0 ? '' : ' (il en indique un sans STARTTLS, que Hygie n’utilise pas)';
  return `Le domaine ${domain} n’indique ${which}${why}. Saisissez ce que votre opérateur vous a donné.`;
}

const hostOf = (server: MailServer | null): Output<'espace.trouverServeurs'>['imap'] =>
  server === null ? null : { hote: server.host, port: server.port };

/** The espace de confiance: who may be written to, and where a mailbox is. */
export function espaceHandlers({
  whiteList,
  chooseFile,
  nameServers,
  changed,
}: EspaceHandlersOptions): HandlersFor<Method> {
  return {
    'espace.listeBlanche': () => whiteList.state(),
    'espace.actualiser': async ({ url }) => {
      const state = await whiteList.refresh(url.trim());
      changed();
      return state;
    },
    'espace.importer': async () => {
      const file = await chooseFile();
      if (file === null) return null;
      const state = await whiteList.take(file.bytes);
      changed();
      return state;
    },
    'espace.trouverServeurs': async ({ adresse }) => {
      const domain = domainOf(adresse.trim())?.toLowerCase() ?? '';
      if (!/^[a-z0-9.-]{1,253}$/.test(domain))
        throw new HygieError('INVALID_INPUT', 'L’adresse MSSanté est incomplète.');
      try {
        const found = await discoverMailServers(domain, nameServers);
        return {
          soumission: hostOf(found.submission),
          imap: hostOf(found.imap),
          remarque: remarkOf(domain, found),
        };
      } catch (error) {
        if (!(error instanceof DiscoveryError)) throw error;
        return { soumission: null, imap: null, remarque: SILENT };
      }
    },
  };
}
