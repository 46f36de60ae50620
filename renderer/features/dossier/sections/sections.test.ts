import { expect, test } from 'vitest';
import { ELEMENT_SCHEMAS, type ElementSection } from '../../../../shared/domain/medical.ts';
import { composeDosage, readDosage } from './dosage.ts';
import { draftOfElement, emptyDraft, readDraft } from './element-draft.ts';
import { readPackYears } from './pack-years.ts';
import { SECTIONS, type SectionSpec } from './section-fields.ts';

const spec = (section: ElementSection): SectionSpec => {
  const found = SECTIONS.find((each) => each.section === section);
  if (found === undefined) throw new Error(section);
  return found;
};
const typed = (section: ElementSection, values: Record<string, string>) => {
  const empty = emptyDraft(spec(section));
  return { ...empty, values: { ...empty.values, ...values } };
};

test('every section of the contract has its form, with every field of its schema but the code', () => {
  expect(SECTIONS.map((each) => each.section).sort()).toEqual(Object.keys(ELEMENT_SCHEMAS).sort());
  for (const each of SECTIONS) {
    const names = Object.keys(ELEMENT_SCHEMAS[each.section].shape).filter((name) => name !== 'code');
    expect(each.fields.map((field) => field.name).sort(), each.section).toEqual(names.sort());
  }
});

test('an element with its label alone is accepted in every section', () => {
  for (const each of SECTIONS) {
    expect(readDraft(each, typed(each.section, { libelle: 'Essai' }), {}, null), each.section).toHaveProperty('value');
  }
});

test('errors are told field by field', () => {
  expect(readDraft(spec('pathologies'), typed('pathologies', {}), {}, null)).toEqual({
    errors: { libelle: 'obligatoire' },
  });
  const backwards = typed('traitements', { libelle: 'X', debut: '2014-07', fin: '2014-06-30' });
  expect(readDraft(spec('traitements'), backwards, {}, null)).toEqual({ errors: { fin: 'avant le début' } });
  const sameMonth = typed('traitements', { libelle: 'X', debut: '2014-07-10', fin: '2014-07' });
  expect(readDraft(spec('traitements'), sameMonth, {}, null)).toHaveProperty('value');
  expect(readDraft(spec('pathologies'), typed('pathologies', { libelle: 'X' }), { debut: 'fausse' }, null)).toEqual({
    errors: { debut: 'fausse' },
  });
});

test('an element changed without touching it is the same element', () => {
  const code = { system: 'CIM-10', code: 'E10', libelle: 'Diabète', edition: 'essai' } as const;
  const stored = { debut: '2014', fin: null, type: 'Diagnostic', libelle: 'Diabète', code, id: 'x', version: 3 };
  const draft = draftOfElement(spec('pathologies'), stored);
  expect(readDraft(spec('pathologies'), draft, {}, stored)).toEqual({
    value: { debut: '2014', fin: null, type: 'Diagnostic', libelle: 'Diabète', code },
  });
});

test('[66] the dosage is composed, and read back when it was', () => {
  expect(composeDosage({ de: '1', a: '3 injections', par: 'jour' })).toBe('1 à 3 injections par jour');
  expect(composeDosage({ de: '1 comprimé', a: '', par: '' })).toBe('1 comprimé');
  expect(composeDosage({ de: '', a: '', par: '' })).toBe('');
  expect(readDosage('1 à 3 injections par jour')).toEqual({ de: '1', a: '3 injections', par: 'jour' });
  expect(readDosage('le matin')).toBeNull();
});

test('pack-years', () => {
  expect(readPackYears('12,5')).toEqual({ value: { valeur: 12.5, unite: '{pack}/a' }, error: null });
  expect(readPackYears('beaucoup').error).not.toBeNull();
  expect(readPackYears('')).toEqual({ value: null, error: null });
});
