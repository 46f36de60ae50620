import { crc32, inflateRawSync } from 'node:zlib';
import { fromBuffer } from 'yauzl';
import type { Entry, ZipFile } from 'yauzl';
import { ArchiveRefusedError } from './refused.ts';

/** What an archive from outside may cost (Réf#2, limits of reception). Bytes. */
export interface ArchiveLimits {
  readonly maxArchive: number;
  readonly maxEntries: number;
  readonly maxFile: number;
  readonly maxTotal: number;
  /** Produced bytes for one compressed, beyond `ratioFrom` bytes produced. */
  readonly maxRatio: number;
  readonly ratioFrom: number;
  readonly maxSets: number;
}

const MEGABYTE = 1024 * 1024;
export const DEFAULT_ARCHIVE_LIMITS: ArchiveLimits = {
  maxArchive: 25 * MEGABYTE,
  maxEntries: 200,
  maxFile: 32 * MEGABYTE,
  maxTotal: 64 * MEGABYTE,
  maxRatio: 200,
  ratioFrom: MEGABYTE,
  maxSets: 8,
};

/** A file of the archive, in memory only: its name never becomes a path. Folders are left out. */
export interface ArchiveFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const refuse = (detail: string, cause?: unknown): ArchiveRefusedError =>
  new ArchiveRefusedError('ARCHIVE_REFUSEE', detail, { cause });
const unreadable = (cause: unknown): ArchiveRefusedError =>
  cause instanceof ArchiveRefusedError
    ? cause
    : new ArchiveRefusedError('ARCHIVE_ILLISIBLE', 'elle est endommagée', { cause });

/** Central directory of the archive, with where the data of each entry starts. */
function readEntries(bytes: Buffer, limits: ArchiveLimits): Promise<{ entry: Entry; start: number }[]> {
  return new Promise((resolve, reject) => {
    const options = { lazyEntries: true, decodeStrings: true, strictFileNames: true, validateEntrySizes: true };
    fromBuffer(bytes, options, (error: Error | null, zip: ZipFile) => {
      if (error) {
        reject(unreadable(error));
        return;
      }
      const found: { entry: Entry; start: number }[] = [];
      const fail = (cause: unknown): void => {
        // Names with « .. », absolute or with a backslash are refused by the library itself.
        const dangerous = cause instanceof Error && /invalid|absolute|relative/i.test(cause.message);
        reject(dangerous ? refuse('un nom de fichier n’est pas permis', cause) : unreadable(cause));
      };
      zip.on('error', fail);
      zip.on('end', () => resolve(found));
      zip.on('entry', (entry: Entry) => {
        if (found.length >= limits.maxEntries) return fail(refuse('elle contient trop de fichiers'));
        zip.readLocalFileHeader(entry, { minimal: true }, (problem, header) => {
          if (problem) return fail(problem);
          found.push({ entry, start: header.fileDataStart });
          zip.readEntry();
        });
      });
      zip.readEntry();
    });
  });
}

function checkEntry(entry: Entry, limits: ArchiveLimits): void {
  if (entry.isEncrypted()) throw refuse('un fichier y est chiffré');
  if (entry.compressionMethod !== 0 && entry.compressionMethod !== 8)
    throw refuse('une méthode de compression n’est pas prise en charge');
  // Unix mode in the high half: anything but a file or a folder (a link, a device) is refused.
  const kind = (entry.externalFileAttributes >>> 16) & 0xf000;
  if (kind !== 0 && kind !== 0x8000 && kind !== 0x4000) throw refuse('elle contient un lien');
  if (/[:\\\0]/.test(entry.fileName)) throw refuse('un nom de fichier n’est pas permis');
  if (entry.uncompressedSize > limits.maxFile) throw refuse('un fichier dépasse la taille permise');
}

/** Two entries over the same bytes make a small archive that unfolds without end. */
function checkOverlaps(entries: readonly { entry: Entry; start: number }[]): void {
  const ranges = entries
    .map(({ entry, start }) => ({ from: entry.relativeOffsetOfLocalHeader, to: start + entry.compressedSize }))
    .sort((a, b) => a.from - b.from);
  ranges.forEach(({ from }, index) => {
    const before = ranges[index - 1];
    if (before && from < before.to) throw refuse('des fichiers s’y recouvrent');
  });
}

function produce(bytes: Buffer, entry: Entry, start: number, limits: ArchiveLimits): Uint8Array {
  const packed = bytes.subarray(start, start + entry.compressedSize);
  if (packed.length !== entry.compressedSize) throw unreadable(new Error('truncated'));
  let content: Uint8Array = packed;
  if (entry.compressionMethod === 8) {
    try {
      // Stops at the first byte beyond what was declared, which is within the limits.
      content = inflateRawSync(packed, { maxOutputLength: Math.max(1, entry.uncompressedSize) });
    } catch (cause) {
      const tooLong = cause instanceof RangeError;
      throw tooLong ? refuse('un fichier est plus long qu’annoncé', cause) : unreadable(cause);
    }
  }
  if (content.length !== entry.uncompressedSize) throw refuse('la taille d’un fichier n’est pas celle annoncée');
  if (content.length > limits.ratioFrom && content.length > entry.compressedSize * limits.maxRatio)
    throw refuse('un fichier est anormalement compressé');
  if (crc32(content) !== entry.crc32) throw unreadable(new Error('checksum'));
  return content;
}

/** True when the bytes start as a zip archive, whatever their name or announced type. */
export function looksLikeZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4;
}

/**
 * Every file of an archive from outside, or nothing of it: one dangerous entry refuses the whole.
 * @throws ArchiveRefusedError
 */
export async function readZip(
  archive: Uint8Array,
  limits: ArchiveLimits = DEFAULT_ARCHIVE_LIMITS,
): Promise<ArchiveFile[]> {
  if (archive.length > limits.maxArchive) throw refuse('elle dépasse la taille permise');
  const bytes = Buffer.from(archive.buffer, archive.byteOffset, archive.byteLength);
  const entries = await readEntries(bytes, limits);
  const names = new Set<string>();
  let declared = 0;
  for (const { entry } of entries) {
    checkEntry(entry, limits);
    const name = entry.fileName.normalize('NFC').toLowerCase();
    if (names.has(name)) throw refuse('deux fichiers y portent le même nom');
    names.add(name);
    declared += entry.uncompressedSize;
    if (declared > limits.maxTotal) throw refuse('son contenu dépasse la taille permise');
  }
  checkOverlaps(entries);
  return entries
    .filter(({ entry }) => !entry.fileName.endsWith('/'))
    .map(({ entry, start }) => ({ name: entry.fileName, bytes: produce(bytes, entry, start, limits) }));
}
