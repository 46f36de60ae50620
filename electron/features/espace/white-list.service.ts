import { instantOf } from '../../../shared/domain/civil-date.ts';
import type { EtatListeBlanche } from '../../../shared/contract/espace.ts';
import { HygieError } from '../../../shared/errors.ts';
import { NetworkError, type HttpTransport } from '../../network/http.ts';
import type { Command, Query } from '../../record/index.ts';
import { readSettings, writeSettings, type Settings } from '../reglages/index.ts';
import type { ReadWhiteList } from './white-list.task.ts';

/** Where the ANS publishes it. */
const PUBLISHED = 'https://espacedeconfiance.mssante.fr/listeblanchemssante.xml';
/** The published file weighs about 6 MB. */
export const LARGEST_LIST = 24 * 1024 * 1024;
const TIMEOUT = 30_000;
const DAY = 24 * 3_600_000;

export interface WhiteListPorts {
  execute<I, O>(command: Command<I, O>, input: I): Promise<O>;
  query<I, O>(query: Query<I, O>, input: I): Promise<O>;
  /** The format worker; rejects with HygieError INVALID_INPUT and the reason. */
  read(bytes: Uint8Array): Promise<ReadWhiteList>;
  /** HTTPS under these authorities (PEM) and their revocation lists. Throws NetworkError when a list is missing. */
  transport(roots: readonly string[]): HttpTransport;
  now(): Date;
}

export interface WhiteListService {
  state(): Promise<EtatListeBlanche>;
  /** Whatever the network or the list does, the list kept stays in use and the failure stands beside it. @throws HygieError for an address that is not HTTPS */
  refresh(url: string): Promise<EtatListeBlanche>;
  /** A file that a human chose: neither its size nor its date is compared with the list kept. */
  take(bytes: Uint8Array): Promise<EtatListeBlanche>;
  /** At the login: the list of an address already set, once a day. */
  refreshIfOld(): Promise<void>;
}

type Kept = NonNullable<Settings['listeBlanche']>;

const isDated = (date: string | null): date is string => date !== null && /^\d{4}-\d{2}-\d{2}/.test(date);

/** Why a list that was fetched does not take the place of the one kept (choix : aucune règle publiée ; à vérifier). */
function doubtOf(read: ReadWhiteList, kept: Kept | null): string | null {
  if (kept === null || kept.domaines === null) return null;
  if (read.domaines * 2 < kept.domaines)
    return `elle a moins de la moitié des domaines de la liste gardée (${read.domaines} au lieu de ${kept.domaines})`;
  if (isDated(read.genereeLe) && isDated(kept.genereeLe) && read.genereeLe < kept.genereeLe)
    return 'elle est plus ancienne que la liste gardée';
  return null;
}

export function createWhiteList(ports: WhiteListPorts): WhiteListService {
  const { execute, query, now } = ports;

  const stateOf = ({ confiance, listeBlanche: kept }: Awaited<ReturnType<typeof settings>>): EtatListeBlanche => ({
    url: kept?.url ?? PUBLISHED,
    origine: confiance?.listeBlanche == null ? 'aucune' : (kept?.origine ?? 'installation'),
    genereeLe: kept?.genereeLe ?? null,
    prisLe: kept?.prisLe ?? null,
    domaines: kept?.domaines ?? null,
    echec: kept?.echec ?? null,
  });
  const settings = () => query(readSettings, {});

  async function keep(read: ReadWhiteList, origine: Kept['origine'], url: string): Promise<EtatListeBlanche> {
    const { confiance } = await settings();
    const { genereeLe, domaines, texte } = read;
    await execute(writeSettings, {
      settings: {
        confiance: { dmp: [], messagerie: [], ...confiance, listeBlanche: texte },
        listeBlanche: { url, origine, genereeLe, domaines, prisLe: instantOf(now()), echec: null },
      },
    });
    return stateOf(await settings());
  }

  /** The failure beside what is kept; an address that gave no list does not take the place of one that did. */
  async function noteFailure(url: string, raison: string): Promise<void> {
    const { listeBlanche } = await settings();
    const nothing = { origine: 'installation', genereeLe: null, domaines: null, prisLe: null } as const;
    const echec = { le: instantOf(now()), raison };
    await execute(writeSettings, { settings: { listeBlanche: { ...nothing, url, ...listeBlanche, echec } } });
  }

  async function fetchList(url: string, roots: readonly string[]): Promise<Uint8Array> {
    const headers = { accept: 'application/xml, text/xml' };
    const answer = await ports.transport(roots).send({ method: 'GET', url, headers, timeoutMs: TIMEOUT });
    if (answer.status !== 200) throw new HygieError('NETWORK', `le service a répondu « ${answer.status} »`);
    return answer.body;
  }

  /** The list of this address, judged; what is wrong is a sentence. */
  async function fetched(url: string): Promise<ReadWhiteList | string> {
    const { confiance, listeBlanche } = await settings();
    const roots = confiance?.messagerie ?? [];
    if (roots.length === 0) return 'les autorités de MSSanté ne sont pas réglées';
    try {
      const read = await ports.read(await fetchList(url, roots));
      return doubtOf(read, listeBlanche) ?? read;
    } catch (error) {
      if (error instanceof NetworkError)
        return error.kind === 'tls' ? 'la connexion sécurisée n’a pas pu être établie' : 'le service ne répond pas';
      if (error instanceof HygieError && error.code !== 'INTERNAL') return error.detail ?? error.message;
      throw error;
    }
  }

  async function refresh(url: string): Promise<EtatListeBlanche> {
    if (!URL.canParse(url) || new URL(url).protocol !== 'https:')
      throw new HygieError('INVALID_INPUT', 'L’adresse de la liste blanche commence par https://.');
    const found = await fetched(url);
    if (typeof found !== 'string') return keep(found, 'adresse', url);
    const { listeBlanche: held } = (await settings()).confiance ?? {};
    const rest =
      held == null
        ? 'Sans liste, seuls les domaines en .mssante.fr sont acceptés.'
        : 'La liste gardée reste en service.';
    const reason = `La liste blanche n’a pas été remplacée : ${found}. ${rest}`;
    await noteFailure(url, reason);
    return stateOf(await settings());
  }

  return {
    state: async () => stateOf(await settings()),
    refresh,
    take: async (bytes) => {
      if (bytes.length > LARGEST_LIST)
        throw new HygieError('INVALID_INPUT', 'Ce fichier est trop grand pour une liste blanche.');
      return keep(await ports.read(bytes), 'fichier', (await settings()).listeBlanche?.url ?? PUBLISHED);
    },
    refreshIfOld: async () => {
      const { listeBlanche } = await settings();
      if (listeBlanche === null || listeBlanche.url === '') return;
      const last = Math.max(
        Date.parse(listeBlanche.prisLe ?? '1970-01-01'),
        Date.parse(listeBlanche.echec?.le ?? '1970-01-01'),
      );
      if (now().getTime() - last < DAY) return;
      await refresh(listeBlanche.url);
    },
  };
}
