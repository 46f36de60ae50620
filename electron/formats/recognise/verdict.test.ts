import { describe, expect, test } from 'vitest';
import { letterCda } from '../xds/testing/letter.ts';
import { buildMessage, messageFields } from '../../../fixtures/sandbox/testing/xdm-message.ts';
import { readFile } from './index.ts';
import {
  archive,
  cx,
  documentFields,
  exchangeMessage,
  INS,
  message,
  OPTIONS,
  OTHER_INS,
  TEST_OID,
  TEXT,
  zipOf,
  zipPart,
} from './testing/exchange.ts';
import type { ArchiveChanges, DocumentFields } from './testing/exchange.ts';

async function reasonOf(bytes: Uint8Array, options: Partial<typeof OPTIONS> = {}): Promise<string | null> {
  return (await readFile(bytes, { ...OPTIONS, ...options })).reason;
}
const oneDocument = (changes: Partial<DocumentFields>): ArchiveChanges => ({ documents: [documentFields(changes)] });

/** The letter about another patient, wholly coherent. */
const OTHER: Partial<DocumentFields> = {
  cda: letterCda({
    [INS]: OTHER_INS,
    EXEMPLE: 'AUTRE',
    'value="19600512"': 'value="19480818"',
    'code="F"': 'code="M"',
  }),
  name: 'DOC0002.XML',
  patientId: cx(OTHER_INS),
  info: ['PID-5|AUTRE^CAMILLE^CAMILLE ANNE^^^^L', 'PID-7|19480818', 'PID-8|M'],
};

describe('what may be filed without a human, as far as the message alone can say', () => {
  test('a clean exchange', async () => {
    const read = await readFile(await exchangeMessage(), OPTIONS);
    expect(read).toMatchObject({
      format: 'mail',
      outcome: 'read',
      reason: null,

      reportReasons: [null],
    });
    expect(read.reports[0]?.identity).toMatchObject({
      ins: { matricule: INS, oid: TEST_OID },
      nom: 'EXEMPLE',
      premierPrenom: 'CAMILLE',
    });
  });

  test('what the bac à sable sends, made apart', async () => {
    expect(await reasonOf(buildMessage(messageFields()))).toBeNull();
  });

  test.each<[string, ArchiveChanges]>([
    ['two documents of one patient', { documents: [documentFields(), documentFields({ name: 'DOC0002.XML' })] }],
    [
      'names in other case',
      { files: (all) => Object.fromEntries(Object.entries(all).map(([name, bytes]) => [name.toLowerCase(), bytes])) },
    ],
    ['a set without its own patientId', { setPatientId: '' }],
    ['replacement', oneDocument({ action: 'C' })],
    [
      'no used name, no place',
      oneDocument({ info: ['PID-5|EXEMPLE^CAMILLE^CAMILLE ANNE^^^^L', 'PID-7|19600512', 'PID-8|F'] }),
    ],
    [
      'a self-displaying CDA',
      oneDocument({
        cda: Buffer.from(
          `<?xml version="1.0"?><xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"><xsl:variable name="style">${'x'.repeat(100_000)}</xsl:variable><Contenu>${Buffer.from(
            letterCda(),
          )
            .toString()
            .replace(/^<\?xml[^>]*>/, '')}</Contenu></xsl:stylesheet>`,
        ),
      }),
    ],
    [
      'a PDF with its own metadata beside the CDA',
      { documents: [documentFields(), documentFields({ name: 'DOC0002.PDF', cda: Buffer.from('%PDF-1.4\n%%EOF\n') })] },
    ],
  ])('%s', async (_, changes) => {
    expect(await reasonOf(await exchangeMessage(changes))).toBeNull();
  });

  test('a demand of removal is said, never obeyed', async () => {
    const read = await readFile(await exchangeMessage(oneDocument({ action: 'D' })), OPTIONS);
    expect(read.reports[0]?.warnings).toContain('L’expéditeur demande que ce document soit retiré.');
  });
});

describe('conditions 1 to 3 and 7', () => {
  test.each<[string, string, ArchiveChanges]>([
    ['INS_ABSENT', 'own number of the sender', oneDocument({ patientId: 'D-17^^^&2.25.99&ISO^PI' })],
    ['INS_ABSENT', 'no patientId', oneDocument({ patientId: '' })],
    ['INS_ABSENT', 'the dead INS-C', oneDocument({ patientId: cx('0123456789012345678901', '1.2.250.1.213.1.4.2') })],
    ['INS_INVALIDE', 'wrong key', oneDocument({ patientId: cx('260058815400234') })],
    ['INS_INVALIDE', 'too short', oneDocument({ patientId: cx('2600588154002') })],
    [
      'INS_INVALIDE',
      'production INS on a test installation',
      oneDocument({ patientId: cx(INS, '1.2.250.1.213.1.4.8') }),
    ],
    ['SANS_INS_QUALIFIE', 'birth date missing', oneDocument({ info: ['PID-5|EXEMPLE^CAMILLE^^^^^L', 'PID-8|F'] })],
    [
      'SANS_INS_QUALIFIE',
      'only a used name',
      oneDocument({ info: ['PID-5|EXEMPLE^CAMILLE^^^^^D', 'PID-7|19600512', 'PID-8|F'] }),
    ],
    ['SANS_INS_QUALIFIE', 'no traits', oneDocument({ info: [] })],
    ['SANS_INS_QUALIFIE', 'only a PDF', oneDocument({ name: 'DOC0001.PDF', cda: Buffer.from('%PDF-1.4\n%%EOF\n') })],
    ['DISCORDANCE_CDA_METADATA', 'another INS inside', oneDocument({ cda: letterCda({ [INS]: OTHER_INS }) })],
    [
      'DISCORDANCE_CDA_METADATA',
      'no INS inside',
      oneDocument({ cda: letterCda({ [`<id root="${TEST_OID}" extension="${INS}"/>`]: '' }) }),
    ],
    ['DISCORDANCE_CDA_METADATA', 'another name inside', oneDocument({ cda: letterCda({ EXEMPLE: 'EXEMPLES' }) })],
    ['DISCORDANCE_CDA_METADATA', 'another sex inside', oneDocument({ cda: letterCda({ 'code="F"': 'code="M"' }) })],
    [
      'DISCORDANCE_CDA_METADATA',
      'another date inside',
      oneDocument({ cda: letterCda({ 'value="19600512"': 'value="19600521"' }) }),
    ],
    ['DISCORDANCE_CDA_METADATA', 'another place inside', oneDocument({ cda: letterCda({ '88154': '75056' }) })],
    ['DISCORDANCE_CDA_METADATA', 'the set names somebody else', { setPatientId: cx(OTHER_INS) }],
    ['PLUSIEURS_PATIENTS', 'two patients', { documents: [documentFields(), documentFields(OTHER)] }],
    ['INTEGRITE', 'altered', oneDocument({ hash: '0'.repeat(40) })],
    ['INTEGRITE', 'another size', oneDocument({ size: 12 })],
    [
      'DOCUMENT_MANQUANT',
      'absent',
      { files: (all) => Object.fromEntries(Object.entries(all).filter(([name]) => !name.endsWith('DOC0001.XML'))) },
    ],
    ['XML_REFUSE', 'DOCTYPE in the metadata', { metadata: (xml) => `<!DOCTYPE a [<!ENTITY x "y">]>${xml}` }],
    [
      'XML_REFUSE',
      'DOCTYPE in the CDA',
      oneDocument({ cda: letterCda({ '<ClinicalDocument ': '<!DOCTYPE a><ClinicalDocument ' }) }),
    ],
    ['XML_REFUSE', 'metadata cut', { metadata: (xml) => xml.slice(0, -40) }],
    ['XML_REFUSE', 'CDA cut', oneDocument({ cda: letterCda().subarray(0, 3000) })],
    ['ARCHIVE_ILLISIBLE', 'other XML as metadata', { metadata: () => '<a/>' }],
  ])('%s: %s', async (reason, _, changes) => {
    expect(await reasonOf(await exchangeMessage(changes))).toBe(reason);
  });

  test('two archives of two patients', async () => {
    const parts = [
      TEXT,
      zipPart(await archive()),
      zipPart(await archive({ documents: [documentFields(OTHER)] }), 'autre.zip'),
    ];
    expect(await reasonOf(message({ parts }))).toBe('PLUSIEURS_PATIENTS');
  });

  test('a production installation takes no test INS', async () => {
    expect(await reasonOf(await exchangeMessage(), { test: false })).toBe('INS_INVALIDE');
  });
});

/** Sets bytes at every place where a signature is found, at an offset from it. */
function patched(bytes: Buffer, signature: number, offset: number, write: (copy: Buffer, at: number) => void): Buffer {
  const copy = Buffer.from(bytes);
  for (let at = 0; at + 4 <= copy.length; at++) if (copy.readUInt32LE(at) === signature) write(copy, at + offset);
  return copy;
}
const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;

describe('archives', () => {
  test.each<[string, string, (zip: Buffer) => Buffer | Promise<Buffer>]>([
    ['ARCHIVE_ILLISIBLE', 'truncated', (zip) => zip.subarray(0, zip.length - 60)],
    ['ARCHIVE_ILLISIBLE', 'cut in the middle', (zip) => zip.subarray(0, zip.length / 2)],
    ['ARCHIVE_ILLISIBLE', 'cut to its first bytes', (zip) => zip.subarray(0, 40)],
    ['ARCHIVE_ILLISIBLE', 'not a zip at all', () => Buffer.from('perdu')],
    ['ARCHIVE_ILLISIBLE', 'empty', () => Buffer.alloc(0)],
    [
      'ARCHIVE_REFUSEE',
      'encrypted',
      (zip) =>
        patched(
          patched(zip, LOCAL, 6, (copy, at) => (copy[at] = 1)),
          CENTRAL,
          8,
          (copy, at) => (copy[at] = 1),
        ),
    ],
    [
      'ARCHIVE_REFUSEE',
      'lying on sizes',
      (zip) => patched(zip, CENTRAL, 24, (copy, at) => copy.writeUInt32LE(copy.readUInt32LE(at) - 1, at)),
    ],
    ['ARCHIVE_REFUSEE', 'overlapping', (zip) => patched(zip, CENTRAL, 42, (copy, at) => copy.writeUInt32LE(0, at))],
    [
      'ARCHIVE_REFUSEE',
      'traversal',
      (zip) => Buffer.from(zip.toString('latin1').replaceAll('README.TXT', '../../M.TX'), 'latin1'),
    ],
    ['ARCHIVE_REFUSEE', 'unknown method', (zip) => patched(zip, CENTRAL, 10, (copy, at) => copy.writeUInt16LE(12, at))],
    [
      'ARCHIVE_REFUSEE',
      'bomb',
      () => archive({ files: (all) => ({ ...all, 'BOMB.TXT': Buffer.alloc(30 * 1024 * 1024) }) }),
    ],
    ['ARCHIVE_REFUSEE', 'a zip in a zip', async (zip) => zipOf({ 'IHE_XDM.zip': zip })],
    ['SANS_METADONNEES', 'another zip', () => zipOf({ 'photo.jpg': 'x' })],
  ])('%s: %s', async (reason, _, change) => {
    const zip = await change(await archive());
    expect(await reasonOf(message({ parts: [TEXT, zipPart(zip)] }))).toBe(reason);
  });

  test('an ordinary zip beside a real archive does not hold it back, a damaged one does', async () => {
    const photo = zipPart(await zipOf({ 'photo.jpg': 'x' }), 'photos.zip');
    expect(await reasonOf(message({ parts: [TEXT, zipPart(await archive()), photo] }))).toBeNull();
    const damaged = zipPart((await archive()).subarray(0, 900), 'suite.zip');
    expect(await reasonOf(message({ parts: [TEXT, zipPart(await archive()), damaged] }))).toBe('ARCHIVE_ILLISIBLE');
  });

  test('given alone: the same verdict without a sender', async () => {
    expect(await readFile(await archive(), OPTIONS)).toMatchObject({
      format: 'xdm',
      outcome: 'read',
      reason: null,
    });
    expect(await readFile((await archive()).subarray(0, 900), OPTIONS)).toMatchObject({
      outcome: 'kept_raw',
      reason: 'ARCHIVE_ILLISIBLE',
    });
    expect(
      await readFile(
        patched(await archive(), CENTRAL, 10, (copy, at) => copy.writeUInt16LE(12, at)),
        OPTIONS,
      ),
    ).toMatchObject({
      outcome: 'refused',
      reason: 'ARCHIVE_REFUSEE',
    });
    expect(await readFile(await zipOf({ 'photo.jpg': 'x' }), OPTIONS)).toMatchObject({
      outcome: 'kept_raw',
      reason: 'FORMAT_INCONNU',
    });
  });

  test('is recognised whatever its name and its declared type', async () => {
    const part = { type: 'application/octet-stream', name: 'lettre.pdf', body: await archive() };
    expect(await reasonOf(message({ parts: [TEXT, part] }))).toBeNull();
  });
});
