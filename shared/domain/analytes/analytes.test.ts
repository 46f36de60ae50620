import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ANALYTES_CSV } from './analytes.data.ts';
import {
  analyteByLoinc,
  analyteOf,
  ANALYTES,
  axisValue,
  curvePlace,
  labelKey,
  searchAnalytes,
  unitOf,
} from './index.ts';
import { secondValueGap } from './index.ts';
import { UNITS_CSV } from './units.data.ts';

const reference = join(import.meta.dirname, '../../../../shared/data');
const thereIsReference = existsSync(join(reference, 'analytes.csv'));

const sought = (label: string, unit: string | null, section: string | null = null) =>
  analyteOf({ label, unit, section, loinc: null });
const loincOf = (label: string, unit: string | null, section: string | null = null) =>
  sought(label, unit, section)?.loinc ?? null;
const row = (loinc: string) => {
  const analyte = analyteByLoinc(loinc);
  if (analyte === null) throw new Error(`${loinc} absent`);
  return analyte;
};

describe('tables', () => {
  test.skipIf(!thereIsReference)(
    'are the reference data, word for word (../shared is there only in the workshop)',
    () => {
      const same = (name: string) =>
        readFileSync(join(reference, name), 'utf8').trim().replaceAll('UNVERIFIED', 'à vérifier');
      expect(ANALYTES_CSV).toBe(same('analytes.csv'));
      expect(UNITS_CSV).toBe(same('units.csv'));
    },
  );

  test('hold 95 analytes whose three units are all known', () => {
    expect(ANALYTES).toHaveLength(95);
    for (const { loinc, unitSi, unitConv, axisUnit, factor } of ANALYTES) {
      for (const unit of [unitSi, unitConv, axisUnit])
        if (unit !== '') expect(unitOf(unit), `${loinc} ${unit}`).not.toBeNull();
      expect(factor).toBeGreaterThan(0);
    }
  });

  test('find every synonym of every analyte again with its units', () => {
    for (const analyte of ANALYTES)
      for (const synonym of analyte.synonyms)
        for (const unit of [analyte.unitSi, analyte.unitConv])
          expect(sought(synonym, unit)?.analyte.loinc, synonym).toBe(analyte.loinc);
  });
});

describe('units', () => {
  test.each([
    ['g/l', 'g/L'],
    ['g/L', 'g/L'],
    ['G/L', 'G/L'],
    [' G / l ', 'G/L'],
    ['µmol/L', 'µmol/L'],
    ['μmol/l', 'µmol/L'],
    ['UMOL/L', 'µmol/L'],
    ['10^9/L', 'G/L'],
    ['10*9/L', 'G/L'],
    ['x10⁹/L', 'G/L'],
    ['10e12/L', 'T/L'],
    ['g/l)', 'g/L'],
    ['mL/min/1,73 m²', 'mL/min/1,73m²'],
    ['m[IU]/L', 'mUI/L'],
    ['U.I./L', 'UI/L'],
    ['/mm³', '/mm3'],
  ])('%s is %s', (alias, canonical) => expect(unitOf(alias)?.canonical).toBe(canonical));
  test.each(['', 'furlong', 'g/furlong', 'x'.repeat(10_000)])('nothing is made of %s', (alias) =>
    expect(unitOf(alias)).toBeNull(),
  );
});

describe('the analyte of a label', () => {
  test.each([
    ['Glycémie à jeun :', 'g/L', '1558-6'],
    ['GLYCEMIE A JEUN', 'mmol/L', '40193-5'],
    ['Glycémie', 'g/l', '2345-7'],
    ['T.S.H.', 'mUI/L', '3016-3'],
    ['V.G.M.', 'fL', '30428-7'],
    ['Potassium (K)', 'mmol/l', '2823-3'],
    ['K', 'mEq/L', '2823-3'],
    ['Créatinine sanguine', 'µmol/L', '14682-9'],
    ['Sodium plasmatique', 'mmol/L', '2951-2'],
    ['Transaminases (ASAT)', 'UI/L', '1920-8'],
    ['Œstradiol', 'ng/L', '2243-4'],
    ['Leucocytes', 'g/l', '6690-2'],
    ['Hémoglobine', 'g/dL', '718-7'],
    ['HbA1c', '%', '4548-4'],
    ['INR', null, '6301-6'],
    ['DFG (CKD-EPI)', 'ml/min/1.73m2', '62238-1'],
    ['Rapport albumine/créatinine', 'mg/mmol', '30000-4'],
  ])('%s in %s is %s', (label, unit, loinc) => expect(loincOf(label, unit)).toBe(loinc));

  test.each([
    ['DFG', 'mL/min/1,73m²', null],
    ['Clairance', 'mL/min', null],
    ['Clairance de la créatinine', 'mL/min', null],
    ['Potassium', 'g/L', null],
    ['Potassium', null, null],
    ['Polynucléaires neutrophiles', '%', null],
    ['Calcium (ionisé)', 'mmol/L', null],
    ['Bilirubine (indirecte)', 'mg/L', null],
    ['Glucose (urines)', 'g/L', null],
    ['Glucose', 'g/L', 'BIOCHIMIE URINAIRE'],
    ['Glucose', 'g/L', 'LIQUIDE CÉPHALO-RACHIDIEN'],
    ['Leucocytes', '/mm3', 'ECBU'],
    ['Leucocytes', '/mL', null],
    ['Anticorps anti (TSH)', 'UI/L', null],
    ['Rapport (sodium)', 'mmol/L', null],
    ['Aspect (hématies)', 'T/L', null],
  ])('%s in %s (section %s) is nothing certain', (label, unit, section) =>
    expect(loincOf(label, unit, section)).toBeNull(),
  );

  test('a urinary analyte keeps its code in the section of urines', () =>
    expect(loincOf('Créatinine urinaire', 'mmol/L', 'URINES')).toBe('14683-7'));

  test('a percentage with its count is that count by its second expression, without a code of its own', () => {
    const found = analyteOf({ label: 'Lymphocytes', unit: '%', unit2: '/mm3', section: null, loinc: null });
    expect(found).toMatchObject({ expression: 'second', loinc: null, analyte: { loinc: '26474-7' } });
  });

  test('any words are answered, or not, without an error', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), fc.string(), (label, unit, section) => {
        sought(label, unit, section);
        labelKey(label);
        searchAnalytes(label);
      }),
    );
  });
});

describe('the axis', () => {
  test.each([
    ['14749-6', 5.05, 'mmol/L', 0.909797],
    ['14749-6', 0.91, 'g/L', 0.91],
    ['59261-8', 53, 'mmol/mol', 7.000274],
    ['59261-8', 7, '%', 7],
    ['14682-9', 10, 'mg/L', 88.403],
    ['718-7', 138, 'g/L', 13.8],
    ['6690-2', 6200, '/mm3', 6.2],
    ['6690-2', 6.2, 'g/l', 6.2],
    ['789-8', 4.5, 'M/mm3', 4.5],
    ['1751-7', 42, 'G/L', 42],
    ['4544-3', 0.42, 'L/L', 42],
    ['48065-7', 0.5, 'mg/L', 500],
    ['28540-3', 33.5, '%', 33.5],
    ['2823-3', 4.1, 'mEq/L', 4.1],
    ['68438-1', 75, 'nmol/L', 30.048077],
    ['6301-6', 2.5, null, 2.5],
  ])('%s: %d %s is %d', (loinc, value, unit, axis) => expect(axisValue(row(loinc), value, unit)).toBeCloseTo(axis, 5));

  test.each([
    ['14749-6', 'UI/L'],
    ['2842-3', 'mUI/L'],
    ['2276-4', 'pmol/L'],
    ['14749-6', null],
    ['718-7', 'mmol/L'],
    ['6301-6', 's'],
  ])('%s in %s is not converted', (loinc, unit) => expect(axisValue(row(loinc), 1, unit)).toBeNull());

  test('there and back through both units gives the value again', () => {
    fc.assert(
      fc.property(fc.constantFrom(...ANALYTES), fc.double({ min: 0.01, max: 1e4, noNaN: true }), (analyte, value) => {
        const si = analyte.factor * value + analyte.offset;
        const [one, other] = [axisValue(analyte, value, analyte.unitConv), axisValue(analyte, si, analyte.unitSi)];
        expect(one).not.toBeNull();
        expect(Math.abs((one ?? 0) - (other ?? Infinity))).toBeLessThanOrEqual(1e-6 * Math.max(1, Math.abs(one ?? 0)));
      }),
    );
  });
});

const base = {
  label: 'Glycémie',
  code: 'GLU',
  loinc: null,
  loincOrigine: null,
  section: null,
  status: 'F',
  value: 1,
  unit: 'g/L',
  low: 0.7,
  high: 1.1,
  value2: null,
  unit2: null,
  low2: null,
  high2: null,
} as const;

describe('the curve of a result', () => {
  test('two laboratories, two units, fasting or not: one curve', () => {
    const a = curvePlace(base, 'A');
    const b = curvePlace({ ...base, label: 'GLYCEMIE A JEUN', unit: 'mmol/L', value: 5.5507 }, 'B');
    expect(a).toMatchObject({ curve: '14749-6', axe: 1, loinc: '2345-7', loincOrigine: 'libelle', bas: 0.7 });
    expect(b).toMatchObject({ curve: '14749-6', loinc: '40193-5' });
    expect(b.axe).toBeCloseTo(1, 6);
  });

  test('what is not certain stays with its sender, its code and its unit', () => {
    expect(curvePlace({ ...base, label: 'Truc', code: ' X1 ' }, 'Labo').curve).toBe('LABO|X1|g/L');
    expect(curvePlace({ ...base, label: 'Truc', code: null, unit: null }, null).curve).toBe('|truc|');
  });

  test('an antibiotic stays with its germ', () => {
    const mic = { ...base, label: 'Amoxicilline', code: 'AMX', unit: 'µg/mL' };
    const [one, other] = ['Escherichia coli', 'Proteus mirabilis'].map(
      (germ) => curvePlace({ ...mic, groupe: [germ] }, 'L').curve,
    );
    expect(one).toBe('L|escherichia coli/AMX|mg/L');
    expect(other).not.toBe(one);
  });

  test('a code learned for the sender wins, and a code outside the table has its own curve by unit', () => {
    expect(curvePlace({ ...base, label: 'Truc', unit: 'mmol/L' }, 'L', '2823-3')).toMatchObject({
      curve: '2823-3',
      loincOrigine: 'apprise',
    });
    expect(curvePlace({ ...base, loinc: '99999-9', loincOrigine: 'cda' }, 'L').curve).toBe('99999-9|g/L');
  });

  test('the absolute count of a leucocyte is drawn, not its percentage; what was not done is not drawn', () => {
    const formula = { ...base, label: 'Lymphocytes', value: 54, unit: '%', value2: 1577, unit2: '/mm3' };
    expect(curvePlace(formula, 'L')).toMatchObject({ curve: '26474-7', axe: 1.577, loinc: null });
    expect(curvePlace({ ...base, status: 'X' }, 'L').axe).toBeNull();
  });

  test('the second expression of the laboratory is compared, not used', () => {
    expect(secondValueGap({ ...base, value: 0.91, value2: 5.05, unit2: 'mmol/L' })).toBeLessThan(0.006);
    expect(secondValueGap({ ...base, value: 0.91, value2: 50.5, unit2: 'mmol/L' })).toBeGreaterThan(1);
    expect(secondValueGap(base)).toBeNull();
  });
});

test('the search of a human finds by words and by code', () => {
  expect(searchAnalytes('glyc').map(({ loinc }) => loinc)).toContain('14749-6');
  expect(searchAnalytes('TSH')[0]?.loinc).toBe('3016-3');
  expect(searchAnalytes('2823-3')[0]?.loinc).toBe('2823-3');
  expect(searchAnalytes('')).toEqual([]);
});
