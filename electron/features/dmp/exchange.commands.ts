import type { Instant } from '../../../shared/domain/civil-date.ts';
import { defineCommand, defineQuery } from '../../record/index.ts';
import type { DmpExchange } from './settings.ts';

/** An exchange as it crosses to the record's thread. */
export type ExchangeToKeep = Omit<DmpExchange, 'at'> & { readonly at: Instant };

/** [135] Keeps one exchange with the DMP, as sent and received. */
export const keepExchange = defineCommand({
  name: 'dmp.garderEchange',
  run: async (db, { at, transaction, url, request, response, error }: ExchangeToKeep, context) => {
    await db
      .insertInto('dmp_exchanges')
      .values({
        le: at,
        transactionName: transaction,
        url,
        requestType: request.contentType,
        requestHash: context.documents.put(request.bytes).hash,
        status: response?.status ?? null,
        responseType: response?.contentType ?? null,
        responseHash: response === null ? null : context.documents.put(response.bytes).hash,
        error,
      })
      .execute();
    return {};
  },
  audit: ({ transaction, response }) => ({
    action: 'dmp.echange',
    patientId: null,
    detail: { transaction, statut: response?.status ?? null },
  }),
});

export interface KeptExchange {
  readonly numero: number;
  readonly le: string;
  readonly transaction: string;
  readonly url: string;
  readonly requestType: string;
  readonly request: Uint8Array;
  readonly status: number | null;
  readonly responseType: string | null;
  readonly response: Uint8Array | null;
  readonly error: string | null;
}

/** Exchanges after a number, oldest first, at most fifty with their bytes. */
export const readExchanges = defineQuery({
  name: 'dmp.echanges',
  run: async (db, { apres }: { apres: number }, context): Promise<KeptExchange[]> => {
    const rows = await db
      .selectFrom('dmp_exchanges')
      .selectAll()
      .where('key', '>', apres)
      .orderBy('key')
      .limit(50)
      .execute();
    return rows.map((row) => ({
      numero: row.key,
      le: row.le,
      transaction: row.transactionName,
      url: row.url,
      requestType: row.requestType,
      request: context.documents.get(row.requestHash),
      status: row.status,
      responseType: row.responseType,
      response: row.responseHash === null ? null : context.documents.get(row.responseHash),
      error: row.error,
    }));
  },
});
