import { createWhiteList, LARGEST_LIST, type ReadWhiteList, type WhiteListService } from '../features/espace/index.ts';
import type { RecordAccess } from '../features/session/index.ts';
import { NetworkError } from '../network/http.ts';
import { softwareCertificateTransport } from '../network/https-software-certificate.ts';
import { CERTIFICATE_SENTENCES } from '../network/tls-trust.ts';

export interface OpenWhiteListOptions {
  readonly access: RecordAccess;
  /** The format worker. */
  readonly read: (bytes: Uint8Array) => Promise<ReadWhiteList>;
  /** Revocation lists (PEM) of MSSanté's authorities as they are now; null when one is missing. */
  readonly revocationLists: (roots: readonly string[]) => readonly string[] | null;
  readonly now: () => Date;
}

/** The white list of whoever is logged in, fetched under the authorities of MSSanté. */
export function openWhiteList({ access, read, revocationLists, now }: OpenWhiteListOptions): WhiteListService {
  return createWhiteList({
    execute: (command, input) => access.execute(command, input),
    query: (query, input) => access.query(query, input),
    now,
    read,
    transport: (roots) => {
      const lists = revocationLists(roots);
      if (lists === null) throw new NetworkError('tls', { reason: CERTIFICATE_SENTENCES['liste-de-revocation'] });
      const trust = { roots, revocationLists: lists };
      return softwareCertificateTransport({ trust, client: null, maxAnswerBytes: LARGEST_LIST });
    },
  });
}
