import { createHash } from 'node:crypto';
import { ZipFile } from 'yazl';
import { letterCda } from '../../xds/testing/letter.ts';

export const FOLDER = 'IHE_XDM/SUBSET01';
export const WHITE_LIST = {
  generatedOn: null,
  domains: new Set(['medecin.test.mssante.fr', 'hopital.test.mssante.fr', 'patient.mssante.fr']),
};
export const OPTIONS = { now: new Date('2026-03-02T10:00:00Z'), whiteList: WHITE_LIST, test: true };
export const TEST_OID = '1.2.250.1.213.1.4.10';
export const INS = '260058815400233';
export const OTHER_INS = '148085121599955';

export type Files = Readonly<Record<string, string | Uint8Array>>;

export async function zipOf(files: Files): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, content] of Object.entries(files)) zip.addBuffer(Buffer.from(content), name, { mode: 0o100644 });
  zip.end();
  const chunks: Buffer[] = [];
  for await (const chunk of zip.outputStream as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** What the metadata say of one document, each part of which a test can set wrong. */
export interface DocumentFields {
  readonly cda: Uint8Array;
  readonly name: string;
  readonly patientId: string;
  readonly info: readonly string[];
  readonly hash: string;
  readonly size: number;
  readonly action: string | null;
}

export const cx = (ins = INS, oid = TEST_OID): string => `${ins}^^^&${oid}&ISO^NH`;

export function documentFields(changes: Partial<DocumentFields> = {}): DocumentFields {
  const cda = changes.cda ?? letterCda();
  return {
    cda,
    name: 'DOC0001.XML',
    patientId: cx(),
    info: [
      'PID-5|EXEMPLE^CAMILLE^CAMILLE ANNE^^^^L',
      'PID-5|D’USAGE^CAMILLE^^^^^D',
      'PID-7|19600512',
      'PID-8|F',
      'PID-11|^^^^^^BDL^^88154',
    ],
    hash: createHash('sha1').update(cda).digest('hex').toUpperCase(),
    size: cda.length,
    action: null,
    ...changes,
  };
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

/** METADATA.XML by hand, apart from our own writer. */
export function metadataOf(documents: readonly DocumentFields[], setPatientId = documents[0]?.patientId ?? ''): string {
  const slot = (name: string, ...values: readonly string[]): string =>
    `<rim:Slot name="${name}"><rim:ValueList>${values.map((value) => `<rim:Value>${escaped(value)}</rim:Value>`).join('')}</rim:ValueList></rim:Slot>`;
  const identifier = (scheme: string, value: string): string =>
    value === '' ? '' : `<rim:ExternalIdentifier identificationScheme="urn:uuid:${scheme}" value="${escaped(value)}"/>`;
  const entries = documents.map(
    (one, index) =>
      `<rim:ExtrinsicObject id="D${index + 1}" mimeType="${one.name.endsWith('PDF') ? 'application/pdf' : 'text/xml'}">` +
      slot('URI', one.name) +
      slot('hash', one.hash) +
      slot('size', String(one.size)) +
      slot('sourcePatientInfo', ...one.info) +
      (one.action === null ? '' : slot('urn:action:extraMetadataSlot', one.action)) +
      identifier('58a6f841-87b3-4a3e-92fd-a8ffeff98427', one.patientId) +
      identifier('2e82c1f6-a085-4c72-9da3-8640a32e42ab', `2.25.${index + 1}`) +
      '</rim:ExtrinsicObject>',
  );
  return (
    '<lcm:SubmitObjectsRequest xmlns:lcm="urn:oasis:names:tc:ebxml-regrep:xsd:lcm:3.0" xmlns:rim="urn:oasis:names:tc:ebxml-regrep:xsd:rim:3.0"><rim:RegistryObjectList>' +
    `<rim:RegistryPackage id="SS">${identifier('6b5aea1a-874d-4603-a4bc-96a0a7b38446', setPatientId)}</rim:RegistryPackage>` +
    `${entries.join('')}</rim:RegistryObjectList></lcm:SubmitObjectsRequest>`
  );
}

export interface ArchiveChanges {
  readonly documents?: readonly DocumentFields[];
  readonly metadata?: (xml: string) => string;
  readonly setPatientId?: string;
  readonly files?: (files: Files) => Files;
}

export async function archive(changes: ArchiveChanges = {}): Promise<Buffer> {
  const documents = changes.documents ?? [documentFields()];
  const xml = metadataOf(documents, changes.setPatientId);
  const files: Files = {
    'INDEX.HTM': '<html/>',
    'README.TXT': 'ESSAI\r\n',
    [`${FOLDER}/METADATA.XML`]: (changes.metadata ?? ((text) => text))(xml),
    ...Object.fromEntries(documents.map(({ name, cda }) => [`${FOLDER}/${name}`, cda])),
  };
  return zipOf((changes.files ?? ((all) => all))(files));
}

export interface Part {
  readonly type: string;
  readonly name?: string;
  readonly body: Uint8Array | string;
  /** Written as it is, without base64. */
  readonly plain?: boolean;
  readonly headers?: readonly string[];
}

const base64 = (bytes: Uint8Array): string =>
  (
    Buffer.from(bytes)
      .toString('base64')
      .match(/.{1,76}/g) ?? []
  ).join('\r\n');

const partText = ({ type, name, body, plain = false, headers = [] }: Part): string =>
  [
    `Content-Type: ${type}`,
    ...(name === undefined ? [] : [`Content-Disposition: attachment; filename="${name}"`]),
    ...(plain ? [] : ['Content-Transfer-Encoding: base64']),
    ...headers,
    '',
    plain ? Buffer.from(body).toString('latin1') : base64(Buffer.from(body)),
  ].join('\r\n');

export interface MessageChanges {
  readonly from?: string;
  /** Replaces the headers from From on; raw, in Latin 1. */
  readonly headers?: readonly string[];
  readonly type?: string;
  readonly parts?: readonly Part[];
  readonly end?: string;
}

export const SENDER = 'Dr Paul MODELE <paul.modele@medecin.test.mssante.fr>';

/** Bytes of a message made by hand. */
export function message({
  from = SENDER,
  headers = [],
  type,
  parts = [],
  end = '--b--\r\n',
}: MessageChanges = {}): Buffer {
  const lines = [
    ...(from === '' ? [] : [`From: ${from}`]),
    'To: cabinet@medecin.test.mssante.fr',
    ...headers,
    'MIME-Version: 1.0',
    `Content-Type: ${type ?? 'multipart/mixed'}; boundary="b"`,
    '',
    ...parts.map((part) => `--b\r\n${partText(part)}`),
    end,
  ];
  return Buffer.from(lines.join('\r\n'), 'latin1');
}

export const TEXT: Part = { type: 'text/plain; charset=utf-8', body: 'Bonjour,\r\nvoici le document.\r\n' };

export const zipPart = (bytes: Uint8Array, name = 'IHE_XDM.zip'): Part => ({
  type: 'application/zip',
  name,
  body: bytes,
});

export async function exchangeMessage(changes: ArchiveChanges = {}, around: MessageChanges = {}): Promise<Buffer> {
  return message({ parts: [TEXT, zipPart(await archive(changes))], ...around });
}
