import { NS, readEntry, readSubmissionSet, sha1 } from '../xds/index.ts';
import type { PatientIdentifier, ReadEntry } from '../xds/index.ts';
import { child, children, parseXml } from '../xml/index.ts';
import { ArchiveRefusedError } from './refused.ts';
import { DEFAULT_ARCHIVE_LIMITS, readZip } from './zip.reader.ts';
import type { ArchiveFile, ArchiveLimits } from './zip.reader.ts';

export interface ReceivedDocument {
  readonly entry: ReadEntry;
  /** The file that the entry's URI names; null when the archive does not hold it. */
  readonly file: ArchiveFile | null;
  /** INTEGRITE: hash or size is missing or is not the file's. */
  readonly problem: 'DOCUMENT_MANQUANT' | 'INTEGRITE' | null;
}

export interface ReceivedSet {
  /** `IHE_XDM/SUBSET01`, as written. */
  readonly folder: string;
  readonly uniqueId: string | null;
  readonly patientId: PatientIdentifier | null;
  readonly title: string | null;
  readonly documents: readonly ReceivedDocument[];
}

export interface ReceivedArchive {
  readonly sets: readonly ReceivedSet[];
  /** Files that no entry describes (a readable PDF, README…), listed and never assigned. */
  readonly others: readonly ArchiveFile[];
}

const METADATA = /^(?:(.*)\/)?metadata\.xml$/i;

function readSet(file: ArchiveFile, folder: string, files: ReadonlyMap<string, ArchiveFile>): ReceivedSet {
  const { root } = parseXml(file.bytes);
  const list = child(root, NS.rim, 'RegistryObjectList');
  if (root.local !== 'SubmitObjectsRequest' || root.namespace !== NS.lcm || list === null)
    throw new ArchiveRefusedError('ARCHIVE_ILLISIBLE', 'ses métadonnées ne sont pas celles d’un échange de documents');
  const set = child(list, NS.rim, 'RegistryPackage');
  const about = set ? readSubmissionSet(set) : { uniqueId: null, patientId: null, title: null };
  const documents = children(list, NS.rim, 'ExtrinsicObject').map((object): ReceivedDocument => {
    const entry = readEntry(object);
    const named = entry.uri === null ? undefined : files.get(`${folder}/${entry.uri}`.toLowerCase().replace(/^\//, ''));
    if (!named) return { entry, file: null, problem: 'DOCUMENT_MANQUANT' };
    const agrees = entry.hash === sha1(named.bytes) && entry.size === named.bytes.length;
    return { entry, file: named, problem: agrees ? null : 'INTEGRITE' };
  });
  return { folder, ...about, documents };
}

/**
 * Reads an archive of an exchange by secure mail (IHE ITI-32), tolerant of how others write it, never of what could harm: nothing is written to disk, nothing in it
 * is opened further, its pages are not read.
 * @returns null when it is a zip archive without METADATA.XML, so not an exchange of documents
 * @throws ArchiveRefusedError; XmlRefusedError for metadata with a DOCTYPE, too deep, or not well formed
 */
export async function readXdmArchive(
  archive: Uint8Array,
  limits: ArchiveLimits = DEFAULT_ARCHIVE_LIMITS,
): Promise<ReceivedArchive | null> {
  const all = await readZip(archive, limits);
  const files = new Map(all.map((file) => [file.name.toLowerCase(), file]));
  const described = all.flatMap((file) => {
    const match = METADATA.exec(file.name);
    return match ? [{ file, folder: match[1] ?? '' }] : [];
  });
  if (described.length === 0) return null;
  if (described.length > limits.maxSets) throw new ArchiveRefusedError('ARCHIVE_REFUSEE', 'elle contient trop de lots');
  const sets = described.map(({ file, folder }) => readSet(file, folder, files));
  const used = new Set([
    ...described.map(({ file }) => file),
    ...sets.flatMap(({ documents }) => documents.map(({ file }) => file)),
  ]);
  return { sets, others: all.filter((file) => !used.has(file)) };
}
