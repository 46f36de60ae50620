import { expect, test } from 'vitest';
import { ariaShortcut, matchesShortcut, type KeyPress } from './keyboard.ts';

const press = (key: string, part: Partial<KeyPress> = {}): KeyPress => ({
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  key,
  code: '',
  ...part,
});

test('modifiers must all match', () => {
  expect(matchesShortcut(press('k', { ctrlKey: true }), 'Ctrl+K')).toBe(true);
  expect(matchesShortcut(press('K', { ctrlKey: true, shiftKey: true }), 'Ctrl+K')).toBe(false);
  expect(matchesShortcut(press('k'), 'Ctrl+K')).toBe(false);
  expect(matchesShortcut(press('F2'), 'F2')).toBe(true);
  expect(matchesShortcut(press('Tab', { ctrlKey: true, shiftKey: true }), 'Ctrl+Maj+Tab')).toBe(true);
});

test('digits are those of the physical key: a French keyboard types « & » without shift', () => {
  expect(matchesShortcut(press('&', { altKey: true, code: 'Digit1' }), 'Alt+1')).toBe(true);
  expect(matchesShortcut(press('1', { altKey: true, code: 'Numpad1' }), 'Alt+1')).toBe(true);
  expect(matchesShortcut(press('é', { altKey: true, code: 'Digit2' }), 'Alt+1')).toBe(false);
});

test('shortcuts are told to screen readers in their own words', () => {
  expect(ariaShortcut('Ctrl+Maj+Entrée')).toBe('Control+Shift+Enter');
});
