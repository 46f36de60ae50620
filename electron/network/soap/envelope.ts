import { child, children, element, textOf } from '../../formats/xml/index.ts';
import type { Markup, XmlElement } from '../../formats/xml/index.ts';

export const SOAP_12 = 'http://www.w3.org/2003/05/soap-envelope';
const SOAP_11 = 'http://schemas.xmlsoap.org/soap/envelope/';
const WSA = 'http://www.w3.org/2005/08/addressing';
const WSSE = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd';

export interface EnvelopeParts {
  readonly action: string;
  readonly to: string;
  /** `urn:uuid:…`, new for each call. */
  readonly messageId: string;
  /** The one assertion of the security header, laid as it was signed. */
  readonly security: Markup;
  readonly body: Markup;
}

/** SOAP 1.2 envelope with WS-Addressing and its security header (CI-SIS, Transport synchrone). */
export function soapEnvelope({ action, to, messageId, security, body }: EnvelopeParts): Markup {
  const must = { 'soap:mustUnderstand': 'true' };
  return element(
    'soap:Envelope',
    { 'xmlns:soap': SOAP_12, 'xmlns:wsa': WSA },
    element(
      'soap:Header',
      {},
      element('wsa:MessageID', {}, messageId),
      element('wsa:To', must, to),
      element('wsa:ReplyTo', {}, element('wsa:Address', {}, `${WSA}/anonymous`)),
      element('wsa:Action', must, action),
      element('wsse:Security', { 'xmlns:wsse': WSSE, ...must }, security),
    ),
    element('soap:Body', {}, body),
  );
}

/** A SOAP fault, as the peer worded it. `code` is the most precise one: the subcode when there is one, without prefix. */
export interface SoapFault {
  readonly code: string;
  readonly reason: string;
  /** True when the peer says that it is its own failure (Receiver, Server), not ours. */
  readonly receiver: boolean;
}

export interface Envelope {
  readonly relatesTo: string | null;
  readonly action: string | null;
  /** First child of the body; null when it is empty or a fault. */
  readonly body: XmlElement | null;
  readonly fault: SoapFault | null;
}

const withoutPrefix = (name: string): string => name.trim().slice(name.trim().lastIndexOf(':') + 1);

function readFault(fault: XmlElement): SoapFault {
  const namespace = fault.namespace;
  if (namespace === SOAP_11) {
    const code = withoutPrefix(textOf(child(fault, '', 'faultcode')));
    return { code, reason: textOf(child(fault, '', 'faultstring')).trim(), receiver: code.startsWith('Server') };
  }
  const code = child(fault, namespace, 'Code');
  let subcode = child(code, namespace, 'Subcode');
  for (let deeper = child(subcode, namespace, 'Subcode'); deeper; deeper = child(deeper, namespace, 'Subcode'))
    subcode = deeper;
  const main = withoutPrefix(textOf(child(code, namespace, 'Value')));
  return {
    code: withoutPrefix(textOf(child(subcode, namespace, 'Value'))) || main,
    reason: textOf(child(child(fault, namespace, 'Reason'), namespace, 'Text')).trim(),
    receiver: main === 'Receiver',
  };
}

/** Reads an envelope, SOAP 1.2 or 1.1; null when the document is something else. */
export function readEnvelope(root: XmlElement): Envelope | null {
  if (root.local !== 'Envelope' || (root.namespace !== SOAP_12 && root.namespace !== SOAP_11)) return null;
  const header = child(root, root.namespace, 'Header');
  const body = child(root, root.namespace, 'Body');
  if (body === null) return null;
  const fault = child(body, root.namespace, 'Fault');
  const addressing = (local: string): string | null => {
    const found = child(header, WSA, local);
    return found && textOf(found).trim();
  };
  return {
    relatesTo: addressing('RelatesTo'),
    action: addressing('Action'),
    body: fault ? null : (children(body)[0] ?? null),
    fault: fault && readFault(fault),
  };
}
