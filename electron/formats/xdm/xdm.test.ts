import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { readXdm } from '../../../fixtures/sandbox/mssante/xdm.ts';
import { letterCda } from '../xds/testing/letter.ts';
import { schemaErrors, schemasAreThere } from '../xds/testing/referee.ts';
import { writeXdmArchive, XdmContentError } from './index.ts';
import type { XdmContent } from './index.ts';

const VISIBLE = { masquePs: false, invisiblePatient: false };
const second = letterCda({ '2.25.145012345678901234567890123456789012': '2.25.42', 'D’USAGE': 'D’ŒUVRE' });
const folder = mkdtempSync(join(tmpdir(), 'hygie-xdm-'));
const unzipIsThere = spawnSync('unzip', ['-v']).status === 0;

function content(changes: Partial<XdmContent> = {}): XdmContent {
  return {
    documents: [
      { cda: letterCda(), masks: VISIBLE },
      { cda: second, masks: { masquePs: true, invisiblePatient: false } },
    ],
    setUniqueId: '2.25.1001',
    title: 'Lettre d’adressage & suite',
    sender: {
      author: {
        person: { id: '899700000000', oid: '1.2.250.1.71.4.2.1', family: 'MODÈLE', given: 'Zoé', kind: 'professional' },
        institution: { id: '499700000000000', name: 'Cabinet de l’Œuvre' },
        role: null,
        specialty: null,
      },
      contact: 'zoe.modele@medecin.test.mssante.fr',
      software: { nom: 'Hygie', version: '0.1.0', oid: '2.25.7' },
    },
    now: new Date('2026-01-05T08:30:12Z'),
    ...changes,
  };
}

describe.skipIf(!unzipIsThere)('[146] [148] archive of an exchange by secure mail, as unzip sees it', () => {
  const archive = join(folder, 'IHE_XDM.zip');
  const file = (name: string): Buffer => readFileSync(join(folder, 'out', name));
  beforeAll(async () => {
    writeFileSync(archive, await writeXdmArchive(content()));
    spawnSync('unzip', ['-q', '-o', archive, '-d', join(folder, 'out')]);
  });

  test('is whole, with the layout and the 8.3 names of ITI-32', () => {
    expect(spawnSync('unzip', ['-t', archive]).stdout.toString()).toContain('No errors detected');
    const names = spawnSync('unzip', ['-Z1', archive]).stdout.toString().trim().split('\n');
    expect(names).toEqual([
      'INDEX.HTM',
      'README.TXT',
      'IHE_XDM/',
      'IHE_XDM/SUBSET01/',
      'IHE_XDM/SUBSET01/METADATA.XML',
      'IHE_XDM/SUBSET01/DOC0001.XML',
      'IHE_XDM/SUBSET01/DOC0002.XML',
    ]);
  });

  test('holds the documents byte for byte, hash and size agree', () => {
    const metadata = file('IHE_XDM/SUBSET01/METADATA.XML').toString('utf8');
    for (const [name, cda] of [
      ['DOC0001.XML', letterCda()],
      ['DOC0002.XML', second],
    ] as const) {
      expect(file(`IHE_XDM/SUBSET01/${name}`).equals(Buffer.from(cda))).toBe(true);
      expect(metadata).toContain(`<rim:Value>${createHash('sha1').update(cda).digest('hex')}</rim:Value>`);
      expect(metadata).toContain(`<rim:Slot name="size"><rim:ValueList><rim:Value>${cda.length}</rim:Value>`);
      expect(metadata).toContain(`<rim:Slot name="URI"><rim:ValueList><rim:Value>${name}</rim:Value>`);
    }
    expect(metadata).not.toContain('repositoryUniqueId');
  });

  test('README is 7-bit ASCII with CRLF line ends, INDEX is well formed and links to it', () => {
    const readme = file('README.TXT').toString('latin1');
    expect(readme).toMatch(/^[ -~\r\n]*$/);
    expect(readme.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect(readme).toContain('Zoe MODELE (899700000000)');
    expect(readme).toContain("Cabinet de l'oeuvre (499700000000000)");
    const checked = spawnSync('xmllint', ['--nonet', '--noout', join(folder, 'out/INDEX.HTM')]);
    expect(checked.status).toBe(0);
    expect(file('INDEX.HTM').toString('utf8')).toContain('<a href="README.TXT">');
  });

  test.skipIf(!schemasAreThere)('METADATA.XML validates', () => {
    expect(schemaErrors('nist-v3/lcm.xsd', file('IHE_XDM/SUBSET01/METADATA.XML'))).toBe('');
  });
});

test('the operator’s own reader, written apart, takes it and finds the same patient and documents', async () => {
  const read = readXdm(Buffer.from(await writeXdmArchive(content())));
  expect(read.patient).toMatchObject({ ins: '260058815400233', oid: '1.2.250.1.213.1.4.10' });
  expect(read.traits).toEqual({ birthName: 'EXEMPLE', firstName: 'CAMILLE', birthDate: '19600512', sex: 'F' });
  expect(read.qualified).toBe(true);
  expect(read.documents.map(({ masks }) => masks)).toEqual([['N'], ['N', 'MASQUE_PS']]);
});

test('the same content at the same time gives the same bytes', async () => {
  const [first, again] = [await writeXdmArchive(content()), await writeXdmArchive(content())];
  expect(Buffer.from(first).equals(Buffer.from(again))).toBe(true);
});

test('[147] without an INS the patient is known by the sender’s own number', async () => {
  const cda = letterCda({ '<id root="1.2.250.1.213.1.4.10" extension="260058815400233"/>': '' });
  const archive = await writeXdmArchive(content({ documents: [{ cda, masks: VISIBLE }] }));
  const file = join(folder, 'sans-ins.zip');
  writeFileSync(file, archive);
  const metadata = spawnSync('unzip', ['-p', file, 'IHE_XDM/SUBSET01/METADATA.XML']).stdout.toString();
  expect(metadata).toContain('value="D-17^^^&amp;2.25.99&amp;ISO^PI"');
  expect(metadata).not.toContain('260058815400233');
});

test('documents of two patients, or none, make no archive', async () => {
  const other = letterCda({ '260058815400233': '148085121599955' });
  const mixed = content({
    documents: [
      { cda: letterCda(), masks: VISIBLE },
      { cda: other, masks: VISIBLE },
    ],
  });
  await expect(writeXdmArchive(mixed)).rejects.toThrow(XdmContentError);
  await expect(writeXdmArchive(content({ documents: [] }))).rejects.toThrow('au moins un document');
});
