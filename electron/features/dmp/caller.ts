import type { Ins } from '../../../shared/domain/ins.ts';
import { SMARTCARD, signedVihf, unsignedVihf } from '../../formats/vihf/index.ts';
import type { VihfContent } from '../../formats/vihf/index.ts';
import type { Markup } from '../../formats/xml/index.ts';
import type { HttpResponse } from '../../network/http.ts';
import { readSoapAnswer, SoapFaultError, soapRequest } from '../../network/soap/exchange.ts';
import type { SoapAnswer } from '../../network/soap/exchange.ts';
import type { Attachment } from '../../network/soap/mtom.ts';
import { DmpRefusalError } from './refusals.ts';
import { TRANSACTIONS } from './services.ts';
import type { Transaction } from './services.ts';
import type { DmpClientOptions, DmpExchange } from './settings.ts';

export interface DmpCall {
  readonly transaction: Transaction;
  /** Whose record is concerned; already allowed to leave. */
  readonly ins: Ins;
  readonly body: Markup;
  readonly attachments?: readonly Attachment[];
  readonly signal?: AbortSignal;
}

/**
 * Makes one call: a fresh assertion, the request, the exchange kept whatever happens, the answer read.
 * Rejects with NetworkError, SoapFaultError, SoapAnswerError or VihfError.
 */
export type DmpCaller = (call: DmpCall) => Promise<SoapAnswer>;

async function assertion(options: DmpClientOptions, ins: Ins): Promise<Markup> {
  const { settings, practitioner, structure, signer } = options;
  const content: VihfContent = {
    id: `_${options.newId()}`,
    version: settings.vihfVersion,
    mode: settings.mode,
    issuer: signer.certificate,
    professional: practitioner,
    structure,
    patient: ins,
    purpose: 'normal',
    reason: null,
    authenticatedAt: options.authenticatedAt,
    // The doctor logs in here by the card in both modes.
    authenticationContext: SMARTCARD,
    issuedAt: options.clock(),
    software: settings.lps,
  };
  if (settings.mode === 'direct' && !settings.signDirectVihf) return unsignedVihf(content);
  return await signedVihf(content, signer);
}

export function createCaller(options: DmpClientOptions): DmpCaller {
  const { settings, transport } = options;
  return async ({ transaction, ins, body, attachments, signal }) => {
    const { name, service, action } = TRANSACTIONS[transaction];
    const messageId = `urn:uuid:${options.newId()}`;
    const request = soapRequest({
      url: `${settings.baseUrl.replace(/\/+$/, '')}/${service}`,
      action,
      messageId,
      security: await assertion(options, ins),
      body,
      attachments: attachments ?? null,
      timeoutMs: settings.timeoutMs,
    });
    const at = options.clock();
    const keep = (response: DmpExchange['response'], error: string | null): void | Promise<void> => {
      const sent = { contentType: request.headers['content-type'] ?? '', bytes: request.body ?? new Uint8Array() };
      return options.keepExchange({ at, transaction: name, url: request.url, request: sent, response, error });
    };
    let response: HttpResponse;
    try {
      response = await transport.send(signal ? { ...request, signal } : request);
    } catch (error) {
      await keep(null, error instanceof Error ? error.message : String(error));
      throw error;
    }
    const contentType = response.headers['content-type'] ?? '';
    await keep({ status: response.status, contentType, bytes: response.body }, null);
    return readSoapAnswer(response, messageId);
  };
}

/** For calls whose only refusals are codes: a SOAP fault becomes the refusal that it names. */
export async function refusingFaults<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof SoapFaultError) throw new DmpRefusalError(error.fault.code, error.fault.reason);
    throw error;
  }
}
