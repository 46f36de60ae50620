import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Ins } from '../../../../shared/domain/ins.ts';
import type { IdNat, StructureId } from '../../../../shared/ids.ts';
import { TestAuthority } from '../../../formats/xades/testing/certificates.ts';
import type { TestCertificate } from '../../../formats/xades/testing/certificates.ts';
import { softwareCertificateTransport } from '../../../network/https-software-certificate.ts';
import { readMultipart } from '../../../network/soap/mtom.ts';
import { createDmpClient } from '../index.ts';
import type { DmpClient, DmpExchange, DmpPatient, DmpSettings } from '../index.ts';
import type { DmpClientOptions } from '../settings.ts';

export interface Received {
  readonly service: string;
  readonly contentType: string;
  readonly bytes: Buffer;
  /** The SOAP envelope, wherever it was. */
  readonly envelope: string;
}

/** What the peer does with a request: answers this body in an envelope, or anything else by itself. */
export type Behaviour = string | ((request: IncomingMessage, response: ServerResponse, received: Received) => void);

export const INS: Ins = { matricule: '260058815400233', oid: '1.2.250.1.213.1.4.10' };
export const QUALIFIED: DmpPatient = { ins: INS, statutIdentite: 'qualifiee' };
/** The author of the test letter. */
export const DOCTOR = {
  idNat: '899700000000' as IdNat,
  nom: 'MODELE',
  prenom: 'Paul',
  profession: '10',
  specialite: 'SM54',
};
export const STRUCTURE = { idNat: '499700000000000' as StructureId, nom: 'Cabinet du Dr Modèle', secteur: 'SA07' };

/** A peer on loopback that says what each test wants of it, and keeps what it received. What a DMP would judge is the simulator's work, not its own. */
export class ScriptedDmp {
  readonly received: Received[] = [];
  readonly exchanges: DmpExchange[] = [];
  behaviour: Behaviour = '';
  readonly authority = new TestAuthority('AC TEST ORGANISATIONS');
  readonly card: TestCertificate;
  readonly organisation: TestCertificate;
  readonly #tls: TestCertificate;
  readonly #client: TestCertificate;
  #server: ReturnType<typeof createServer> | null = null;
  #base = '';

  constructor() {
    const names = ['subjectAltName=DNS:localhost,IP:127.0.0.1', 'extendedKeyUsage=serverAuth'];
    this.#tls = this.authority.issue('/C=FR/CN=localhost', names);
    this.#client = this.authority.issue(`/C=FR/O=CABINET/OU=${STRUCTURE.idNat}/CN=client.test`, [
      'extendedKeyUsage=clientAuth',
    ]);
    this.card = this.authority.issue(`/C=FR/title=Médecin/CN=${DOCTOR.idNat}+SN=MODELE+GN=Paul`, [
      'keyUsage=nonRepudiation',
    ]);
    this.organisation = this.authority.organisationSignature(STRUCTURE.idNat);
  }

  async start(): Promise<void> {
    const { certificate: cert, key } = this.#tls;
    const mutual = { cert, key, ca: this.authority.root, requestCert: true, rejectUnauthorized: true };
    this.#server = createServer(mutual, (request, response) => void this.#answer(request, response));
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    this.#base = `https://localhost:${(this.#server.address() as AddressInfo).port}/si-dmp-server/v2/services`;
  }

  stop(): void {
    this.#server?.closeAllConnections();
    this.#server?.close();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const bytes = Buffer.concat(chunks);
    const contentType = request.headers['content-type'] ?? '';
    const root = contentType.startsWith('multipart') ? readMultipart(contentType, bytes).root : bytes;
    const service = request.url?.split('/').at(-1) ?? '';
    const received = { service, contentType, bytes, envelope: new TextDecoder().decode(root) };
    this.received.push(received);
    if (typeof this.behaviour === 'function') this.behaviour(request, response, received);
    else response.writeHead(200, { 'content-type': 'application/soap+xml' }).end(envelope(this.behaviour, received));
  }

  /** Options of a client of this peer, in indirect mode unless said otherwise. */
  options(settings: Partial<DmpSettings> = {}, others: Partial<DmpClientOptions> = {}): DmpClientOptions {
    const mode = settings.mode ?? 'indirect';
    const { certificate, key } = this.#client;
    return {
      transport: softwareCertificateTransport({
        trust: { roots: [this.authority.root], revocationLists: [] },
        client: { format: 'pem', certificate, key, passphrase: null },
      }),
      settings: {
        baseUrl: this.#base,
        mode,
        vihfVersion: '3.0',
        signDirectVihf: false,
        lps: { nom: 'Hygie', version: '0.1.0', id: 'INSTALL-1', homologation: 'SANS-NUMERO', oid: '2.25.7' },
        signatureHash: 'sha1',
        test: true,
        timeoutMs: 2000,
        ...settings,
      },
      practitioner: DOCTOR,
      structure: STRUCTURE,
      signer: (mode === 'direct' ? this.card : this.organisation).signer,
      authenticatedAt: new Date('2026-01-05T08:00:00Z'),
      clock: () => new Date('2026-01-05T08:30:12Z'),
      newId: () => randomUUID(),
      keepExchange: (exchange) => void this.exchanges.push(exchange),
      ...others,
    };
  }

  client(settings: Partial<DmpSettings> = {}, others: Partial<DmpClientOptions> = {}): DmpClient {
    return createDmpClient(this.options(settings, others));
  }
}

/** An answer in its envelope, related to the request received. */
export function envelope(body: string, { envelope: request }: Received): string {
  const messageId = /<wsa:MessageID>([^<]*)</.exec(request)?.[1] ?? '';
  return `<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" xmlns:w="http://www.w3.org/2005/08/addressing"><s:Header><w:RelatesTo>${messageId}</w:RelatesTo></s:Header><s:Body>${body}</s:Body></s:Envelope>`;
}

const RS = 'urn:oasis:names:tc:ebxml-regrep:xsd:rs:3.0';
const STATUS = 'urn:oasis:names:tc:ebxml-regrep:ResponseStatusType';

export const SUCCESS = `<rs:RegistryResponse xmlns:rs="${RS}" status="${STATUS}:Success"/>`;

export function failure(errorCode: string, codeContext: string): string {
  const severity = 'urn:oasis:names:tc:ebxml-regrep:ErrorSeverityType:Error';
  const error = `<rs:RegistryError errorCode="${errorCode}" codeContext="${codeContext}" location="" severity="${severity}"/>`;
  return `<rs:RegistryResponse xmlns:rs="${RS}" status="${STATUS}:Failure"><rs:RegistryErrorList>${error}</rs:RegistryErrorList></rs:RegistryResponse>`;
}

export interface ExistenceAnswer {
  readonly patientStatus?: string;
  readonly authorization?: string;
  readonly queryResponse?: string;
  readonly ins?: string;
  readonly acknowledgement?: string;
  readonly closing?: string;
}

/** PRPA_IN201308UV02 as the DMP writes it. */
export function existenceAnswer(how: ExistenceAnswer = {}): string {
  const { patientStatus = 'active', authorization = 'VALIDE', queryResponse = 'OK', ins = INS.matricule } = how;
  const acknowledgement = how.acknowledgement ?? '<acknowledgement typeCode="AA"/>';
  const subject = `<subject typeCode="SUBJ"><registrationEvent><statusCode code="completed"/>${how.closing ?? ''}<subject1><patient><id root="1.2.250.1.213.1.4.2" extension="1234567890123456789012"/><id root="${INS.oid}" extension="${ins}"/><statusCode code="${patientStatus}"/><patientPerson><name><given>CAMILLE</given><family qualifier="SP">USAGE</family><family qualifier="BR">EXEMPLE</family></name></patientPerson><subjectOf><administrativeObservation><code code="RATTACHEMENT_ENS" codeSystem="1.2.250.1.213.4.1.2.3"/><value xsi:type="BL" value="true"/></administrativeObservation></subjectOf></patient></subject1></registrationEvent></subject>`;
  return `<PRPA_IN201308UV02 xmlns="urn:hl7-org:v3" ITSVersion="XML_1.0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><id root="1"/><attentionLine><keyWordText code="AUTORISATION"/><value xsi:type="CV" code="${authorization}"/></attentionLine><attentionLine><keyWordText code="STATUT_MT"/><value xsi:type="BL" value="false"/></attentionLine>${acknowledgement}<controlActProcess>${queryResponse === 'OK' ? subject : ''}<queryAck><queryId root="1"/><queryResponseCode code="${queryResponse}"/></queryAck></controlActProcess></PRPA_IN201308UV02>`;
}
