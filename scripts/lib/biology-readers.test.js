import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCda } from '../../electron/formats/cda/read/index.ts';
import { arbitraryBioReport } from '../../fixtures/records/arbitrary-bio-reports.ts';
import { composeCrBio } from '../../fixtures/sandbox/laboratoire/cr-bio.ts';
import { readDemoPatients } from '../../fixtures/sandbox/laboratoire/patients.ts';
import { SCENARIOS, play } from '../../fixtures/sandbox/laboratoire/scenarios.ts';
import { leaves, readMail } from '../../fixtures/sandbox/mssante/mail.ts';
import { readZip } from '../../fixtures/sandbox/mssante/zip.ts';
import { Random } from '../../fixtures/sandbox/lib/random.ts';
import { extractResults } from './independent-bio.js';

/** The product's reader and the independent one, result by result. */
const FIELDS = [
  ...['loinc', 'code', 'label', 'kind', 'value', 'text', 'comparator', 'unit'],
  ...['low', 'high', 'interpretation', 'date'],
];
const only = (results) => results.map((result) => Object.fromEntries(FIELDS.map((field) => [field, result[field]])));
const byProduct = (bytes) => only(readCda(bytes).reports.flatMap(({ results }) => results));
const byReferee = (bytes) => only(extractResults(bytes));

const root = join(import.meta.dirname, '..', '..');
const [patient] = readDemoPatients(join(root, 'fixtures', 'demo'));
const examples = join(root, '..', 'shared', 'ans-cda', 'ExemplesCDA');
const reports = existsSync(examples) ? readdirSync(examples).filter((name) => /^BIO-.*\.xml$/.test(name)) : [];

describe('biology reports read twice, by two readers that share nothing', () => {
  test.skipIf(reports.length === 0)(
    'official examples (skipped without the published ones beside the checkout)',
    () => {
      let count = 0;
      for (const name of reports) {
        const bytes = readFileSync(join(examples, name));
        const expected = byReferee(bytes);
        expect(byProduct(bytes), name).toEqual(expected);
        count += expected.length;
      }
      expect(count).toBeGreaterThanOrEqual(70);
    },
  );

  test.each(SCENARIOS)('what the laboratory of the bac à sable sends: %s', (scenario) => {
    const wish = { patient, scenario, road: 'mssante', now: new Date('2026-11-23T09:00:00Z'), order: 'R1' };
    const { sending } = play({ ...wish, random: new Random(`deux lectures/${scenario}`) });
    const archive = leaves(readMail(sending.message)).find((part) => part.type === 'application/zip');
    const documents =
      archive === undefined ? [] : readZip(archive.body).filter(({ name }) => name.endsWith('DOC0001.XML'));
    for (const { bytes } of documents) expect(byProduct(bytes)).toEqual(byReferee(bytes));
  });

  test('any report that it can write', () => {
    fc.assert(
      fc.property(arbitraryBioReport(patient), (report) => {
        const bytes = composeCrBio(report, null);
        const expected = byReferee(bytes);
        expect(expected.length).toBeGreaterThan(0);
        expect(byProduct(bytes)).toEqual(expected);
      }),
      { numRuns: 80, seed: 20261123 },
    );
  });
});
