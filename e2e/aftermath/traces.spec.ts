import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'playwright/test';
import { ZipFile } from 'yazl';
import { z } from 'zod';
import { root } from '../../scripts/lib/paths.js';
import { TYPED } from '../pages/typed.ts';
import { filesUnder, findHidden, findTexts } from '../support/traces.ts';

const Demo = z.object({
  patients: z.array(z.object({ nomNaissance: z.string(), ins: z.string(), statutIdentite: z.string() })),
});
const { patients } = Demo.parse(
  JSON.parse(fs.readFileSync(path.join(root, 'fixtures', 'demo', 'demo-patients.json'), 'utf8')),
);
const suite = () => process.env['HYGIE_SUITE'] ?? '';

/** Names long enough not to appear by chance in encrypted bytes, and numbers with and without their key. */
const names = [...new Set(patients.map((patient) => patient.nomNaissance).filter((name) => name.length >= 6))];
const numbers = (some: typeof patients) => some.map(({ ins }) => ins.slice(0, 13));
const SECRETS = [...names, ...numbers(patients), ...TYPED];

/** Numbers that must never leave: their identity is not qualified. */
const KEPT = numbers(patients.filter((patient) => patient.statutIdentite !== 'qualifiee'));

/** The bac à sable's own state, what it was told, and the installation's settings are not the doctor's machine. */
const notTheDoctors = (relative: string) =>
  ['sandbox', 'sandbox-cards', 'sandbox.json', 'sandbox.log'].includes(relative) ||
  path.basename(relative) === 'installation.json';

function planted(bytes: Buffer, name: string): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'hygie-temoin-'));
  fs.writeFileSync(path.join(folder, name), bytes);
  return folder;
}

function search(folder: string): { searched: number; found: ReturnType<typeof findTexts> } {
  let searched = 0;
  const found = [...filesUnder(folder, notTheDoctors)].flatMap((file) => {
    searched += 1;
    return findTexts(fs.readFileSync(file), SECRETS, path.relative(folder, file));
  });
  return { searched, found };
}

test('nothing of a patient is left on the disk in the clear: profiles, bases, temporary folders, logs, crash dumps', async () => {
  test.setTimeout(180_000);
  // The search must bite: a name in UTF-16, as Chromium writes texts, deep in a binary file.
  const control = planted(
    Buffer.concat([Buffer.alloc(5000, 0xa5), Buffer.from('M. DESMAUX', 'utf16le'), Buffer.alloc(70)]),
    'leveldb.log',
  );
  expect(search(control).found).toEqual([{ file: 'leveldb.log', text: 'DESMAUX', encoding: 'utf16le' }]);
  fs.rmSync(control, { recursive: true });

  const { searched, found } = search(suite());
  expect(found).toEqual([]);
  console.log(`${searched} files searched for ${SECRETS.length} texts in two encodings`);
});

function zipOf(content: string): Promise<Buffer> {
  const zip = new ZipFile();
  zip.addBuffer(Buffer.from(content), 'IHE_XDM/SUBSET01/DOC00001.XML');
  zip.end();
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    zip.outputStream.on('data', (chunk: Buffer) => chunks.push(chunk));
    zip.outputStream.on('end', () => resolve(Buffer.concat(chunks)));
    zip.outputStream.on('error', reject);
  });
}

test('no number of an identity that is not qualified left the machine, in any byte the bac à sable received', async () => {
  test.setTimeout(180_000);
  expect(KEPT).toHaveLength(3);
  // The search must bite: a number inside a compressed archive inside a mail part in base64.
  const [first = ''] = KEPT;
  const archive = await zipOf(`<id root="1.2.250.1.213.1.4.10" extension="${first}05"/>${'<a/>'.repeat(500)}`);
  const lines = archive.toString('base64').replace(/(.{76})/g, '$1\r\n');
  const mail = Buffer.from(`Content-Transfer-Encoding: base64\r\n\r\n${lines}\r\n--partie--\r\n`);
  expect(mail.includes(first)).toBe(false);
  expect(findHidden(mail, KEPT).map(({ text }) => text)).toEqual([first]);

  const state = path.join(suite(), 'sandbox');
  const wire = ['wire', 'wire-passe'].flatMap((name) => {
    const folder = path.join(state, name);
    return fs.existsSync(folder) ? [...filesUnder(folder, () => false)] : [];
  });
  const found = wire.flatMap((file) => findHidden(fs.readFileSync(file), KEPT, path.relative(state, file)));
  expect(found).toEqual([]);
  console.log(`${wire.length} requests searched for ${KEPT.length} numbers`);
});
