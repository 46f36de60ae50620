import type { SrvRecord } from 'node:dns';
import { Resolver } from 'node:dns/promises';
import type { MailServer } from './mail-server.ts';

/** What the domain of a mailbox says of its mail services; null: it names none that we can use. */
export interface DiscoveredServers {
  readonly submission: MailServer | null;
  readonly imap: MailServer | null;
  /** Services that it names under TLS from the first byte, which are not used: Hygie speaks STARTTLS. */
  readonly implicitTlsOnly: readonly ('submission' | 'imap')[];
}

/** The name servers could not be asked, or did not answer. */
export class DiscoveryError extends Error {
  constructor(options?: { cause?: unknown }) {
    super('Les serveurs de noms ne répondent pas.', options);
    this.name = 'DiscoveryError';
  }
}

const NOTHING_THERE = new Set(['ENOTFOUND', 'ENODATA']);
const HOST = /^(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i;

/** The first by priority, then by weight (RFC 2782); null when the service is said to be absent (`.`), or named wrongly. */
function best(records: readonly SrvRecord[]): MailServer | null {
  const [first] = records
    .filter(({ name, port }) => HOST.test(name) && port > 0)
    .toSorted((one, other) => one.priority - other.priority || other.weight - one.weight);
  return first === undefined ? null : { host: first.name.toLowerCase(), port: first.port };
}

/**
 * Mail services of a domain by SRV (RFC 6186, RFC 8314; Référentiel socle MSSanté #2, ECO.1.1.9). What is found is only proposed: the certificate check of
 * each connection is what protects from forged names.
 * @param servers name servers to ask (`127.0.0.1:5300`); none: those of the system
 * @throws DiscoveryError
 */
export async function discoverMailServers(
  domain: string,
  servers: readonly string[] = [],
  timeoutMs = 3_000,
): Promise<DiscoveredServers> {
  const resolver = new Resolver({ timeout: timeoutMs, tries: 2 });
  if (servers.length > 0) resolver.setServers([...servers]);
  const ask = async (service: string): Promise<MailServer | null> => {
    try {
      return best(await resolver.resolveSrv(`_${service}._tcp.${domain}`));
    } catch (cause) {
      if (NOTHING_THERE.has((cause as { code?: string }).code ?? '')) return null;
      throw new DiscoveryError({ cause });
    }
  };
  const [submission, submissions, imap, imaps] = await Promise.all([
    ask('submission'),
    ask('submissions'),
    ask('imap'),
    ask('imaps'),
  ]);
  const implicitTlsOnly: ('submission' | 'imap')[] = [];
  if (submission === null && submissions !== null) implicitTlsOnly.push('submission');
  if (imap === null && imaps !== null) implicitTlsOnly.push('imap');
  return { submission, imap, implicitTlsOnly };
}
