import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { demoPractice, demoRecords } from '../../../fixtures/records/demo-sources.ts';
import { at, parseXml, textOf } from '../xml/index.ts';
import { CdaInputError, LEVEL1_TYPES, buildLevel1, readCdaHeader } from './index.ts';
import type { Level1Header, Level1Type } from './index.ts';
import { V3 } from './namespaces.ts';

const validator = join(import.meta.dirname, '../../../../shared/tools/validate-cda');
const validatorIsThere = existsSync(validator);
const pdf = new TextEncoder().encode('%PDF-1.4\n%%EOF\n');

function header(type: Level1Type, changes: Partial<Level1Header> = {}): Level1Header {
  const { doctors, structure } = demoPractice();
  const [owner, colleague] = doctors;
  const [record] = demoRecords();
  if (!owner || !colleague || !record) throw new Error('the demo practice is empty');
  return {
    patient: record.patient,
    patientLocalOid: '2.25.301',
    author: owner,
    structure,
    medecinTraitant: null,
    now: { instant: '2026-07-05T10:00:00.000Z', zoneOffsetMinutes: 120 },
    identifiers: { documentOid: '2.25.1', setId: '2.25.2', versionNumber: 1 },
    replaces: null,
    type,
    title: 'Lettre au Dr <Spécialiste> & confrère',
    recipients: [{ practitioner: colleague, structure }],
    ...changes,
  };
}

test('a letter holds its PDF to the byte, and its header reads back', () => {
  const bytes = buildLevel1({ header: header('lettre-adressage'), pdf });
  const read = readCdaHeader(bytes);
  expect(read.title).toBe('Lettre au Dr <Spécialiste> & confrère');
  expect(read.code).toEqual(LEVEL1_TYPES['lettre-adressage']);
  expect(read.effectiveTime).toBe('20260705120000+0200');
  expect(read.body).toEqual({ kind: 'media', mediaType: 'application/pdf' });
  expect(read.templateIds).toHaveLength(3);
  expect(read.patient).toMatchObject({
    birthName: 'CHEMIN',
    usedName: 'CHEMIN',
    birthGivenNames: 'Henri',
    gender: 'M',
    birthTime: '19480818',
  });
  expect(read.patient.address).toMatchObject({ lines: ["6 rue d'Arichon"], postalCode: '92100', city: 'BOULOGNE' });
  expect(read.patient.telecoms).toEqual([
    { value: 'tel:0144783409', use: 'H' },
    { value: 'tel:0613348334', use: 'MC' },
  ]);
  expect(read.authors[0]?.telecoms).toContainEqual({
    value: 'mailto:paul.medecin5729@medecin.test.mssante.fr',
    use: 'WP',
  });
  const text = textOf(at(parseXml(bytes).root, V3, 'component', 'nonXMLBody', 'text'));
  expect(new Uint8Array(Buffer.from(text, 'base64'))).toEqual(pdf);
});

test('refuses what would make a false document, in French', () => {
  const withHeader =
    (changes: Partial<Level1Header>): (() => Uint8Array) =>
    () =>
      buildLevel1({ header: header('consultation', changes), pdf });
  expect(() => buildLevel1({ header: header('consultation'), pdf: new TextEncoder().encode('PK') })).toThrow(
    CdaInputError,
  );
  expect(withHeader({ title: '  ' })).toThrow(/titre/);
  expect(withHeader({ patientLocalOid: 'local' })).toThrow(CdaInputError);
  expect(withHeader({ identifiers: { documentOid: '2.25.1', setId: '2.25.2', versionNumber: 0 } })).toThrow(
    CdaInputError,
  );
  expect(withHeader({ now: { instant: 'hier', zoneOffsetMinutes: 60 } })).toThrow(CdaInputError);
  expect(withHeader({ structure: { ...demoPractice().structure, secteur: 'SA99' } })).toThrow(/SA99/);
});

describe.skipIf(!validatorIsThere)('rules of the ANS (skipped without the shared reference material)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'level1-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  test('each type, with and without recipient, as a replacement too: 0 errors', () => {
    const files = (Object.keys(LEVEL1_TYPES) as Level1Type[]).flatMap((type, index) => {
      const name = join(folder, `${index}.xml`);
      const changes = index === 0 ? {} : { recipients: [], replaces: { documentId: '2.25.9', versionNumber: 1 } };
      writeFileSync(name, buildLevel1({ header: header(type, changes), pdf }));
      return [name];
    });
    for (const option of ['--quiet', '--every-rule']) {
      const { stdout } = spawnSync(validator, [option, ...files], { encoding: 'utf8' });
      expect(stdout).toContain(`${files.length} valid, 0 with errors`);
    }
  }, 120_000);
});
