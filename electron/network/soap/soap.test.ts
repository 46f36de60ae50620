import fc from 'fast-check';
import { cpSync, existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { attribute, element, find, parseXml, textOf } from '../../formats/xml/index.ts';
import { schemaErrors, SCHEMAS } from '../../formats/xds/testing/referee.ts';
import { readSoapAnswer, SoapAnswerError, SoapFaultError, soapRequest } from './exchange.ts';
import type { SoapCall } from './exchange.ts';
import { MultipartError, readContentType, readMultipart, writeMtom } from './mtom.ts';

const MESSAGE = 'urn:uuid:7c1f0d7e-0b42-4f0e-9f0a-2a6f5b0f6a01';
const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const decode = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes);

function call(changes: Partial<SoapCall> = {}): SoapCall {
  return {
    url: 'https://localhost/si-dmp-server/v2/services/repository',
    action: 'urn:ihe:iti:2007:RetrieveDocumentSet',
    messageId: MESSAGE,
    security: element('a', { xmlns: 'urn:a' }),
    body: element('b', { xmlns: 'urn:b' }, 'corps'),
    attachments: null,
    timeoutMs: 1000,
    ...changes,
  };
}

const soap = (body: string, header = ''): string =>
  `<e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope"><e:Header>${header}</e:Header><e:Body>${body}</e:Body></e:Envelope>`;
const answer = (body: string | Uint8Array, contentType = 'application/soap+xml; charset=UTF-8', status = 200) => ({
  status,
  headers: { 'content-type': contentType },
  body: typeof body === 'string' ? encode(body) : body,
});

describe('requests', () => {
  test('[139] SOAP 1.2 with WS-Addressing and one assertion', () => {
    const request = soapRequest(call());
    expect(request.headers['content-type']).toBe(
      'application/soap+xml; charset=UTF-8; action="urn:ihe:iti:2007:RetrieveDocumentSet"',
    );
    const { root } = parseXml(request.body ?? '');
    const wsa = (name: string): string => textOf(find(root, 'http://www.w3.org/2005/08/addressing', name));
    expect(wsa('MessageID')).toBe(MESSAGE);
    expect(wsa('Action')).toBe('urn:ihe:iti:2007:RetrieveDocumentSet');
    expect(wsa('To')).toBe('https://localhost/si-dmp-server/v2/services/repository');
    expect(wsa('ReplyTo')).toBe('http://www.w3.org/2005/08/addressing/anonymous');
    expect(attribute(find(root, 'urn:a', 'a'), 'xmlns')).toBeNull();
    expect(textOf(find(root, 'urn:b', 'b'))).toBe('corps');
  });

  test.skipIf(!existsSync(join(SCHEMAS, 'soap-1.2-envelope.xsd')))('the envelope validates', () => {
    const folder = mkdtempSync(join(tmpdir(), 'hygie-soap-'));
    cpSync(join(SCHEMAS, 'soap-1.2-envelope.xsd'), join(folder, 'soap.xsd'));
    cpSync(join(SCHEMAS, 'nist-v3/xml.xsd'), join(folder, 'xml.xsd'));
    expect(schemaErrors(join(folder, 'soap.xsd'), soapRequest(call()).body ?? '')).toBe('');
  });

  test('MTOM: documents travel as they are, and are read back whatever they hold', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 4 }), (documents) => {
        const attachments = documents.map((bytes, i) => ({
          contentId: `d ${i}@hygie`,
          contentType: 'text/xml',
          bytes,
        }));
        const { headers, body = new Uint8Array() } = soapRequest(call({ attachments }));
        const read = readMultipart(headers['content-type'] ?? '', body);
        expect(textOf(find(parseXml(read.root).root, 'urn:b', 'b'))).toBe('corps');
        attachments.forEach(({ contentId, bytes }) =>
          expect([...(read.parts.get(contentId) ?? [])]).toEqual([...bytes]),
        );
        expect(read.parts.size).toBe(documents.length + 1);
      }),
    );
    const bytes = encode('--séparateur');
    const attachments = [{ contentId: 'a', contentType: 'text/xml', bytes }];
    expect(() => writeMtom('', attachments, { boundary: 'séparateur', action: 'a' })).toThrow(RangeError);
  });
});

describe('answers, in each shape that servers give them', () => {
  const multipart = (root: string, cid: string, lineEnd = '\r\n'): Uint8Array =>
    encode(
      [
        'préambule',
        '--b',
        'Content-Type: application/xop+xml',
        'Content-ID: <r>',
        '',
        root,
        '--b',
        `Content-ID: ${cid}`,
        'Content-Transfer-Encoding: binary',
        '',
        'octets',
        '--b--',
        'fin',
      ].join(lineEnd),
    );
  const include = (href: string): string =>
    `<d xmlns="urn:d"><x:Include xmlns:x="http://www.w3.org/2004/08/xop/include" href="${href}"/></d>`;

  test('multipart with a reference, percent-encoded or not, whatever the line ends', () => {
    for (const lineEnd of ['\r\n', '\n'])
      for (const [href, cid] of [
        ['cid:a%40b', '<a@b>'],
        ['cid:a@b', '<a@b>'],
        ['cid:a%25b', '<a%25b>'],
        ['cid:a', 'a'],
      ] as const) {
        const read = readSoapAnswer(
          answer(multipart(soap(include(href)), cid, lineEnd), 'multipart/related; boundary=b; start="<r>"'),
          MESSAGE,
        );
        expect(decode(read.bytesOf(read.body) ?? undefined), `${href} ${cid}`).toBe('octets');
      }
  });

  test('plain SOAP with base64 inside, and a part that is missing', () => {
    const inline = readSoapAnswer(answer(soap('<d xmlns="urn:d">b2N0\n ZXRz</d>')), MESSAGE);
    expect(decode(inline.bytesOf(inline.body) ?? undefined)).toBe('octets');
    const missing = readSoapAnswer(answer(soap(include('cid:absent'))), MESSAGE);
    expect(missing.bytesOf(missing.body)).toBeNull();
  });

  test('a fault is a fault, plain or multipart, 1.2 or 1.1, with the code that matters', () => {
    const fault = (status: number, bytes: Uint8Array, type: string): SoapFaultError => {
      try {
        readSoapAnswer(answer(bytes, type, status), MESSAGE);
      } catch (error) {
        if (error instanceof SoapFaultError) return error;
        throw error;
      }
      throw new Error('a fault was expected');
    };
    const text = soap(
      '<e:Fault><e:Code><e:Value>e:Sender</e:Value><e:Subcode><e:Value>e:DMPInvalidCertificate</e:Value></e:Subcode></e:Code><e:Reason><e:Text xml:lang="fr">signataire refusé</e:Text></e:Reason></e:Fault>',
    );
    for (const [status, bytes, type] of [
      [500, encode(text), 'application/soap+xml'],
      [200, multipart(text, 'x'), 'multipart/related; boundary=b'],
    ] as const)
      expect(fault(status, bytes, type).fault).toEqual({
        code: 'DMPInvalidCertificate',
        reason: 'signataire refusé',
        receiver: false,
      });
    const old = `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><s:Fault><faultcode>s:Server</faultcode><faultstring>panne</faultstring></s:Fault></s:Body></s:Envelope>`;
    expect(fault(500, encode(old), 'text/xml').fault).toEqual({ code: 'Server', reason: 'panne', receiver: true });
  });

  test('what is no answer to this call is said, never taken for one', () => {
    const relates = '<w:RelatesTo xmlns:w="http://www.w3.org/2005/08/addressing">urn:uuid:autre</w:RelatesTo>';
    for (const body of ['', '<html/>', 'panne', soap(''), soap('<a/>', relates), '<!DOCTYPE a><a/>'])
      expect(() => readSoapAnswer(answer(body), MESSAGE), body).toThrow(SoapAnswerError);
    expect(() => readSoapAnswer(answer('x', 'multipart/related'), MESSAGE)).toThrow(SoapAnswerError);
    expect(readSoapAnswer(answer(soap('<a/>', relates.replace('urn:uuid:autre', MESSAGE))), MESSAGE).body.local).toBe(
      'a',
    );
  });

  test('hostile multipart: MultipartError and nothing else', () => {
    const type = 'multipart/related; boundary=b';
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('--b', '--b--', '\r\n', '\n', 'a: b', 'Content-ID: <x>', '\r\n\r\n', 'x'), {
          maxLength: 12,
        }),
        (bits) => {
          try {
            readMultipart(type, encode(bits.join('')));
          } catch (error) {
            expect(error).toBeInstanceOf(MultipartError);
          }
        },
      ),
    );
    const twice = '--b\r\nContent-ID: <a>\r\n\r\n1\r\n--b\r\nContent-ID: <a>\r\n\r\n2\r\n--b--';
    expect(() => readMultipart(type, encode(twice))).toThrow('même identifiant');
    expect(() => readMultipart(type, encode('--b\r\n\r\n1\r\n'.repeat(300) + '--b--'))).toThrow('trop de pièces');
  });

  test('parameters of a content type, quoted or not', () => {
    const { type, parameters } = readContentType(
      'Multipart/Related; boundary="a;\\"b"; START=<x>; type = "application/xop+xml"',
    );
    expect(type).toBe('multipart/related');
    expect(parameters.get('boundary')).toBe('a;"b');
    expect(parameters.get('start')).toBe('<x>');
    expect(parameters.get('type')).toBe('application/xop+xml');
  });
});
