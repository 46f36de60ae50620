import { ZipFile } from 'yazl';
import { documentEntryFromCda, submitObjectsRequest, timeStamp } from '../xds/index.ts';
import type { Author, Coded, Masks, SubmittedDocument } from '../xds/index.ts';
import { element, xmlFile } from '../xml/index.ts';

export interface XdmSender {
  /** Submitting professional and structure, as the metadata of the set say them. */
  readonly author: Author;
  /** Who answers for the message: a mail address. */
  readonly contact: string;
  readonly software: { readonly nom: string; readonly version: string; readonly oid: string };
}

export interface XdmContent {
  /** CDA documents in their final bytes, of one patient; their masks are told to the recipient too. */
  readonly documents: readonly { readonly cda: Uint8Array; readonly masks: Masks }[];
  readonly setUniqueId: string;
  readonly title: string;
  readonly sender: XdmSender;
  readonly now: Date;
}

/** The documents do not belong together. The message is French. */
export class XdmContentError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'XdmContentError';
  }
}

/** JDV_J59; the only context of a practice. */
const CONSULTATION: Coded = { code: '07', scheme: '1.2.250.1.213.2.2', label: 'Consultations ou soins externes' };
const FOLDER = 'IHE_XDM/SUBSET01';

/** ISO 9660 names: eight characters, capitals and digits. */
const documentName = (index: number): string => `DOC${String(index + 1).padStart(4, '0')}.XML`;

function metadata(content: XdmContent): Uint8Array {
  const documents: SubmittedDocument[] = content.documents.map(({ cda, masks }, index) => ({
    id: `Document${index + 1}`,
    entry: documentEntryFromCda(cda, masks),
    uri: documentName(index),
  }));
  const [first, ...others] = documents;
  if (!first) throw new XdmContentError('Un envoi doit contenir au moins un document.');
  const { patientId } = first.entry;
  if (others.some(({ entry }) => entry.patientId.value !== patientId.value || entry.patientId.oid !== patientId.oid))
    throw new XdmContentError(
      'Un envoi ne concerne qu’un seul patient : les documents choisis n’ont pas la même identité.',
    );
  const request = submitObjectsRequest({
    id: 'SubmissionSet01',
    set: {
      uniqueId: content.setUniqueId,
      sourceId: content.sender.software.oid,
      submissionTime: timeStamp(content.now),
      title: content.title,
      comments: null,
      author: content.sender.author,
      contentType: CONSULTATION,
      patientId,
    },
    documents,
    associations: [],
  });
  return xmlFile(request);
}

/** README.TXT is 7-bit ASCII with CRLF line ends (IHE ITI-32): accents are taken off, what is left of other letters too. */
function ascii(lines: readonly string[]): Uint8Array {
  const bare = (line: string): string =>
    line
      .replace(/[œŒ]/g, 'oe')
      .replace(/[æÆ]/g, 'ae')
      .replace(/[‘’]/g, "'")
      .normalize('NFD')
      .replace(/[^ -~]/g, '');
  return new TextEncoder().encode(lines.map((line) => `${bare(line)}\r\n`).join(''));
}

function readme({ sender, documents }: XdmContent): Uint8Array {
  const { author, contact, software } = sender;
  return ascii([
    'Documents de sante echanges par messagerie securisee (IHE XDM).',
    '',
    `Emetteur : ${author.person.given} ${author.person.family} (${author.person.id})`,
    ...(author.institution ? [`Structure : ${author.institution.name} (${author.institution.id})`] : []),
    `Contact : ${contact}`,
    `Logiciel : ${software.nom} ${software.version}`,
    '',
    'INDEX.HTM',
    'README.TXT',
    'IHE_XDM/',
    '  SUBSET01/',
    '    METADATA.XML',
    ...documents.map((_, index) => `    ${documentName(index)}`),
  ]);
}

function index({ sender, documents, title }: XdmContent): Uint8Array {
  const { institution, person } = sender.author;
  const organisation = institution?.name ?? `${person.given} ${person.family}`;
  const links = [...documents.map((_, at) => `${FOLDER}/${documentName(at)}`), 'README.TXT'].map((href) =>
    element('li', {}, element('a', { href }, href)),
  );
  const page = element(
    'html',
    { xmlns: 'http://www.w3.org/1999/xhtml', 'xml:lang': 'fr' },
    element('head', {}, element('title', {}, title)),
    element(
      'body',
      {},
      element('h1', {}, title),
      element('p', {}, `Organisation émettrice : ${organisation}`),
      element('ul', {}, links),
    ),
  );
  const doctype =
    '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML Basic 1.0//EN" "http://www.w3.org/TR/xhtml-basic/xhtml-basic10.dtd">\n';
  return new TextEncoder().encode(`<?xml version="1.0" encoding="UTF-8"?>\n${doctype}${page.text}`);
}

/**
 * IHE XDM archive of one submission set (ITI-32, CI-SIS « Échange de documents de santé »), the metadata of each document read from the document itself as for
 * the DMP, plus its URI. The same content at the same time gives the same bytes.
 * @throws XdmContentError, CdaMetadataError
 */
export async function writeXdmArchive(content: XdmContent): Promise<Uint8Array> {
  const described = metadata(content);
  const zip = new ZipFile();
  const options = { mtime: content.now, mode: 0o100644 };
  zip.addBuffer(Buffer.from(index(content)), 'INDEX.HTM', options);
  zip.addBuffer(Buffer.from(readme(content)), 'README.TXT', options);
  const folder = { mtime: content.now, mode: 0o040755 };
  zip.addEmptyDirectory('IHE_XDM', folder);
  zip.addEmptyDirectory(FOLDER, folder);
  zip.addBuffer(Buffer.from(described), `${FOLDER}/METADATA.XML`, options);
  content.documents.forEach(({ cda }, at) => zip.addBuffer(Buffer.from(cda), `${FOLDER}/${documentName(at)}`, options));
  zip.end();
  const chunks: Buffer[] = [];
  for await (const chunk of zip.outputStream as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}
