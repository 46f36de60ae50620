import { expect, test } from 'vitest';
import { abnormalMark, abnormalWords, rangeText, valueText } from './result-text.ts';

test('a value is shown as it was written, its bound before it', () => {
  expect(valueText({ kind: 'numeric', value: 5.6, text: '5.60', comparator: null })).toBe('5,60');
  expect(valueText({ kind: 'numeric', value: 0.5, text: '0,5', comparator: '<' })).toBe('< 0,5');
  expect(valueText({ kind: 'numeric', value: 0.5, text: '<0.5', comparator: '<' })).toBe('<0,5');
  expect(valueText({ kind: 'text', value: null, text: 'Absence', comparator: null })).toBe('Absence');
  expect(valueText({ kind: 'text', value: null, text: null, comparator: null })).toBe('—');
});

test('ranges may have one side, or words', () => {
  expect(rangeText({ low: 3.5, high: 5.1, rangeText: null })).toBe('3,5 – 5,1');
  expect(rangeText({ low: null, high: 5, rangeText: null })).toBe('≤ 5');
  expect(rangeText({ low: 60, high: null, rangeText: null })).toBe('≥ 60');
  expect(rangeText({ low: null, high: null, rangeText: 'selon le cycle' })).toBe('selon le cycle');
});

test('abnormal is said by a sign and by words, the laboratory’s flag first', () => {
  expect(abnormalMark({ interpretation: 'H', computed: null })).toBe('↑');
  expect(abnormalMark({ interpretation: 'LL', computed: null })).toBe('↓↓');
  expect(abnormalMark({ interpretation: null, computed: 'L' })).toBe('↓');
  expect(abnormalMark({ interpretation: 'N', computed: 'H' })).toBe('');
  expect(abnormalWords({ interpretation: 'A', computed: null })).toBe('anormal');
  expect(abnormalWords({ interpretation: 'HH', computed: null })).toBe('critique, au-dessus des valeurs de référence');
});
