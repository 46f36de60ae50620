import { crc32, deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { ZipFile } from 'yazl';
import { beforeAll, describe, expect, test } from 'vitest';
import { letterCda } from '../xds/testing/letter.ts';
import { XmlRefusedError } from '../xml/index.ts';
import {
  ArchiveRefusedError,
  DEFAULT_ARCHIVE_LIMITS,
  looksLikeZip,
  readXdmArchive,
  readZip,
  writeXdmArchive,
} from './index.ts';
import type { ArchiveLimits } from './index.ts';

const MASKS = { masquePs: false, invisiblePatient: false };
let archive: Uint8Array;
beforeAll(async () => {
  const person = {
    id: '899700000000',
    oid: '1.2.250.1.71.4.2.1',
    family: 'MODELE',
    given: 'Paul',
    kind: 'professional',
  } as const;
  archive = await writeXdmArchive({
    documents: [{ cda: letterCda(), masks: MASKS }],
    setUniqueId: '2.25.1001',
    title: 'Lettre',
    sender: {
      author: { person, institution: null, role: null, specialty: null },
      contact: 'paul.modele@medecin.test.mssante.fr',
      software: { nom: 'Hygie', version: '0.1.0', oid: '2.25.7' },
    },
    now: new Date('2026-01-05T08:30:12Z'),
  });
});

type Files = Readonly<Record<string, string | Uint8Array>>;

async function zipOf(files: Files, mode = 0o100644): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, content] of Object.entries(files)) zip.addBuffer(Buffer.from(content), name, { mode });
  zip.end();
  const chunks: Buffer[] = [];
  for await (const chunk of zip.outputStream as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function refusal(bytes: Uint8Array, limits: Partial<ArchiveLimits> = {}): Promise<string> {
  try {
    await readXdmArchive(bytes, { ...DEFAULT_ARCHIVE_LIMITS, ...limits });
    return 'accepted';
  } catch (error) {
    if (error instanceof ArchiveRefusedError) return `${error.reason} ${error.message}`;
    throw error;
  }
}

async function metadataOf(): Promise<string> {
  const file = (await readZip(archive)).find(({ name }) => name.endsWith('METADATA.XML'));
  return new TextDecoder().decode(file?.bytes);
}

describe('reading', () => {
  test('what we write, document for document', async () => {
    expect(looksLikeZip(archive)).toBe(true);
    const read = await readXdmArchive(archive);
    expect(read?.others.map(({ name }) => name)).toEqual(['INDEX.HTM', 'README.TXT']);
    expect(read?.sets).toHaveLength(1);
    const [set] = read?.sets ?? [];
    expect(set).toMatchObject({
      folder: 'IHE_XDM/SUBSET01',
      uniqueId: '2.25.1001',
      patientId: { value: '260058815400233' },
    });
    const [document] = set?.documents ?? [];
    expect(document?.problem).toBeNull();
    expect(Buffer.from(document?.file?.bytes ?? []).equals(Buffer.from(letterCda()))).toBe(true);
  });

  test('names in other case, other prefixes, capital hash, no declaration, leading blanks', async () => {
    const text = (await metadataOf())
      .replace(/^<\?xml[^>]*>\s*/, '  \n')
      .replace(/(<\/?|xmlns:)rim\b/g, '$1ns2')
      .replace(/<ns2:Value>([0-9a-f]{40})</, (_, hash: string) => `<ns2:Value>${hash.toUpperCase()}<`);
    const read = await readXdmArchive(
      await zipOf({ 'ihe_xdm/subset01/metadata.xml': text, 'ihe_xdm/subset01/doc0001.xml': letterCda() }),
    );
    expect(read?.sets[0]?.documents[0]?.problem).toBeNull();
  });

  test('a document that is missing or altered is said, the archive is still read', async () => {
    const text = await metadataOf();
    const folder = 'IHE_XDM/SUBSET01';
    const missing = await readXdmArchive(await zipOf({ [`${folder}/METADATA.XML`]: text }));
    expect(missing?.sets[0]?.documents[0]).toMatchObject({ file: null, problem: 'DOCUMENT_MANQUANT' });
    const altered = letterCda({ 'D’USAGE': 'D’USAGF' });
    const changed = await readXdmArchive(
      await zipOf({ [`${folder}/METADATA.XML`]: text, [`${folder}/DOC0001.XML`]: altered }),
    );
    expect(changed?.sets[0]?.documents[0]?.problem).toBe('INTEGRITE');
  });

  test('a zip that is no exchange of documents is none', async () => {
    expect(await readXdmArchive(await zipOf({ 'photo.jpg': 'x' }))).toBeNull();
    expect(looksLikeZip(new Uint8Array([1, 2]))).toBe(false);
  });

  test('metadata that are not what they say, or carry a DOCTYPE', async () => {
    expect(await refusal(await zipOf({ 'METADATA.XML': '<a/>' }))).toContain('métadonnées');
    const hostile = zipOf({ 'METADATA.XML': '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>' });
    await expect(readXdmArchive(await hostile)).rejects.toThrow(XmlRefusedError);
  });
});

/** One local entry and one central entry, each field of which a test can set wrong. */
interface Forged {
  readonly name?: string;
  readonly content?: Buffer;
  readonly declaredSize?: number;
  readonly method?: number;
  readonly flags?: number;
  readonly mode?: number;
  readonly crc?: number;
  readonly repeated?: number;
}

function forge(forged: Forged): Buffer {
  const {
    name = 'METADATA.XML',
    content = Buffer.from('<a/>'),
    method = 8,
    flags = 0,
    mode = 0o100644,
    repeated = 1,
  } = forged;
  const packed = method === 8 ? deflateRawSync(content) : content;
  const sizes = (buffer: Buffer, at: number): void => {
    buffer.writeUInt32LE(forged.crc ?? crc32(content), at);
    buffer.writeUInt32LE(packed.length, at + 4);
    buffer.writeUInt32LE(forged.declaredSize ?? content.length, at + 8);
    buffer.writeUInt16LE(name.length, at + 12);
  };
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(20, 4);
  local.writeUInt16LE(flags, 6);
  local.writeUInt16LE(method, 8);
  sizes(local, 14);
  const centrals = Array.from({ length: repeated }, (_, index) => {
    const unique = repeated === 1 ? name : `${name.slice(0, -1)}${index}`;
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE((3 << 8) | 20, 4);
    central.writeUInt16LE(20, 6);
    central.writeUInt16LE(flags, 8);
    central.writeUInt16LE(method, 10);
    sizes(central, 16);
    central.writeUInt32LE((mode << 16) >>> 0, 38);
    return Buffer.concat([central, Buffer.from(unique)]);
  });
  const head = Buffer.concat([local, Buffer.from(name), packed]);
  const directory = Buffer.concat(centrals);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(repeated, 8);
  end.writeUInt16LE(repeated, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(head.length, 16);
  return Buffer.concat([head, directory, end]);
}

describe('the whole archive is refused', () => {
  test.each<[string, Forged]>([
    ['a name that climbs', { name: '../METADATA.XML' }],
    ['an absolute name', { name: '/METADATA.XML' }],
    ['a backslash', { name: 'a\\METADATA.XML' }],
    ['a drive', { name: 'C:METADATA.XML' }],
    ['a NUL', { name: 'a\0METADATA.XML' }],
    ['an encrypted entry', { flags: 1 }],
    ['an unknown method', { method: 12 }],
    ['a symbolic link', { mode: 0o120777 }],
    ['more bytes than declared', { content: Buffer.alloc(5000), declaredSize: 10 }],
    ['fewer bytes than declared', { content: Buffer.alloc(10), declaredSize: 5000 }],
    ['two entries over the same bytes', { repeated: 2 }],
  ])('%s', async (_, forged) => {
    expect(await refusal(forge(forged))).toMatch(/^ARCHIVE_REFUSEE L’archive n’a pas été ouverte/);
  });

  test('the forged archive without any fault is opened', async () => {
    expect(await refusal(forge({}))).toContain('métadonnées');
  });

  test('a wrong checksum is damage', async () => {
    expect(await refusal(forge({ crc: 1 }))).toContain('ARCHIVE_ILLISIBLE');
  });

  test('limits: archive, files, number, total, ratio, sets, names that differ by case only', async () => {
    const bomb = await zipOf({ 'METADATA.XML': Buffer.alloc(3_000_000) });
    expect(await refusal(bomb)).toContain('anormalement compressé');
    const two = await zipOf({ 'METADATA.XML': 'x'.repeat(600), 'b.xml': 'y'.repeat(600) });
    expect(await refusal(two, { maxArchive: 100 })).toContain('dépasse la taille');
    expect(await refusal(two, { maxEntries: 1 })).toContain('trop de fichiers');
    expect(await refusal(two, { maxFile: 500 })).toContain('un fichier dépasse');
    expect(await refusal(two, { maxTotal: 1000 })).toContain('son contenu dépasse');
    expect(await refusal(await zipOf({ 'a.xml': '1', 'A.XML': '2' }))).toContain('même nom');
    const sets = Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`IHE_XDM/SUBSET0${i}/METADATA.XML`, '<a/>']));
    expect(await refusal(await zipOf(sets))).toContain('trop de lots');
  });

  test('whatever the bytes: read, refused, or not XML, nothing else', async () => {
    const length = archive.length;
    await fc.assert(
      fc.asyncProperty(
        fc.nat(length - 1),
        fc.integer({ min: 1, max: 255 }),
        fc.nat(length),
        async (at, change, cut) => {
          const altered = Buffer.from(archive);
          altered[at] = (altered[at] ?? 0) ^ change;
          for (const bytes of [altered, altered.subarray(0, cut)]) {
            await readXdmArchive(bytes).catch((error: unknown) => {
              if (!(error instanceof ArchiveRefusedError) && !(error instanceof XmlRefusedError)) throw error;
            });
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});
