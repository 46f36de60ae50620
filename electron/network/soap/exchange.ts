import { attribute, child, parseXml, textOf, XmlRefusedError } from '../../formats/xml/index.ts';
import type { Markup, XmlElement } from '../../formats/xml/index.ts';
import type { HttpRequest, HttpResponse } from '../http.ts';
import { readEnvelope, soapEnvelope } from './envelope.ts';
import type { SoapFault } from './envelope.ts';
import { MultipartError, plainContentId, readContentType, readMultipart, writeMtom } from './mtom.ts';
import type { Attachment } from './mtom.ts';

const XOP = 'http://www.w3.org/2004/08/xop/include';

export interface SoapCall {
  readonly url: string;
  readonly action: string;
  /** `urn:uuid:…` */
  readonly messageId: string;
  readonly security: Markup;
  readonly body: Markup;
  /** Documents sent beside the envelope; null for a plain SOAP message. */
  readonly attachments: readonly Attachment[] | null;
  readonly timeoutMs: number;
}

/** The HTTP request of a SOAP 1.2 call, MTOM when it carries documents. */
export function soapRequest(call: SoapCall): HttpRequest {
  const { url, action, messageId, security, body, timeoutMs } = call;
  const envelope = soapEnvelope({ action, to: url, messageId, security, body }).text;
  const accept = { accept: 'application/soap+xml, multipart/related, application/xop+xml' };
  if (call.attachments === null) {
    const headers = { ...accept, 'content-type': `application/soap+xml; charset=UTF-8; action="${action}"` };
    return { method: 'POST', url, headers, body: new TextEncoder().encode(envelope), timeoutMs };
  }
  const boundary = `MIMEBoundary_${messageId.replace(/[^0-9A-Za-z-]/g, '')}`;
  const { contentType, body: bytes } = writeMtom(envelope, call.attachments, { boundary, action });
  return { method: 'POST', url, headers: { ...accept, 'content-type': contentType }, body: bytes, timeoutMs };
}

/** What came back, when it is neither a fault nor an answer that can be read. */
export class SoapAnswerError extends Error {
  readonly status: number;
  constructor(status: number, reason: string, options?: { cause?: unknown }) {
    super(`Le service a renvoyé une réponse inattendue (HTTP ${status}) : ${reason}`, options);
    this.name = 'SoapAnswerError';
    this.status = status;
  }
}

export class SoapFaultError extends Error {
  readonly fault: SoapFault;
  constructor(fault: SoapFault) {
    super(fault.reason || fault.code);
    this.name = 'SoapFaultError';
    this.fault = fault;
  }
}

export interface SoapAnswer {
  /** First child of the body. */
  readonly body: XmlElement;
  /** Bytes of an element of the answer, sent beside it (XOP) or inside it (base64); null when its part is missing. */
  bytesOf(element: XmlElement): Uint8Array | null;
}

/**
 * Reads the answer to a call: plain SOAP or multipart, whatever the HTTP status, since servers send faults with either.
 * @throws SoapFaultError when the peer answers a fault; SoapAnswerError when what came back is no answer to that call
 */
export function readSoapAnswer(response: HttpResponse, messageId: string): SoapAnswer {
  const contentType = response.headers['content-type'] ?? '';
  const { type } = readContentType(contentType);
  let root: XmlElement;
  let parts: ReadonlyMap<string, Uint8Array> = new Map();
  try {
    if (type === 'multipart/related') {
      const message = readMultipart(contentType, response.body);
      parts = message.parts;
      root = parseXml(message.root).root;
    } else root = parseXml(response.body).root;
  } catch (cause) {
    if (cause instanceof MultipartError || cause instanceof XmlRefusedError)
      throw new SoapAnswerError(response.status, cause.message, { cause });
    throw cause;
  }
  const envelope = readEnvelope(root);
  if (envelope === null) throw new SoapAnswerError(response.status, 'ce n’est pas un message SOAP.');
  if (envelope.fault !== null) throw new SoapFaultError(envelope.fault);
  if (envelope.relatesTo !== null && envelope.relatesTo !== messageId)
    throw new SoapAnswerError(response.status, 'elle répond à une autre demande.');
  if (envelope.body === null) throw new SoapAnswerError(response.status, 'elle est vide.');
  return { body: envelope.body, bytesOf: (element) => bytesOf(element, parts) };
}

function bytesOf(element: XmlElement, parts: ReadonlyMap<string, Uint8Array>): Uint8Array | null {
  const include = child(element, XOP, 'Include');
  if (include === null) return Buffer.from(textOf(element).replace(/\s/g, ''), 'base64');
  return parts.get(plainContentId(attribute(include, 'href') ?? '')) ?? null;
}
