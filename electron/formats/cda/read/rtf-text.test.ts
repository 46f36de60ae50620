import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rtfText } from './rtf-text.ts';

const read = (rtf: string | Buffer): string => rtfText(typeof rtf === 'string' ? Buffer.from(rtf, 'latin1') : rtf);

test.each([
  ['the set of the file', String.raw`{\rtf1\ansi\ansicpg1250 Dvo\'f8\'e1k}`, 'Dvořák'],
  ['Macintosh', String.raw`{\rtf1\mac caf\'8e}`, 'café'],
  ['a PC', String.raw`{\rtf1\pca caf\'82}`, 'café'],
  [
    'the set of a font, in its group only',
    String.raw`{\rtf1\ansi{\fonttbl{\f0\fnil Arial;}{\f1\fnil\fcharset204 Arial CYR;}}\f0 \'e9 {\f1 \'cf\'ee} \'e9}`,
    'é По é',
  ],
  ['two bytes a character', String.raw`{\rtf1\ansi{\fonttbl{\f2\fcharset128 MS;}}{\f2 \'93\'fa\'96\'7b}}`, '日本'],
  ['characters by their number, once', String.raw`{\rtf1\ansi\uc2 \u945 \'3f\'3f\uc0 \u946 b}`, 'αβb'],
  ['hidden text', String.raw`{\rtf1 vu{\v cach\'e9}\v encore\v0  fin}`, 'vu fin'],
  ['bare binary', '{\\rtf1 avant\\bin6 {}\\par après}', 'avant après'],
  [
    'pictures, objects and unknown destinations',
    String.raw`{\rtf1 a{\pict 0102}{\object{\*\objdata 00}}{\*\inconnu x}b}`,
    'ab',
  ],
])('%s', (_what, rtf, text) => {
  expect(read(rtf.replace('après', 'apr\xe8s'))).toBe(text);
});

test('hostile files: deep, cut, endless; nothing throws nor takes long', () => {
  const started = performance.now();
  expect(read(`{\\rtf1 ${'{'.repeat(300_000)}fin`)).toBe('fin');
  expect(read(`{\\rtf1 a\\bin99999999999 suite}`)).toBe('a');
  expect(read('{\\rtf1 a\\')).toBe('a');
  expect(read(Buffer.alloc(5_000_000, 'x')).length).toBe(5_000_000);
  expect(performance.now() - started).toBeLessThan(4000);
  fc.assert(
    fc.property(
      fc.array(
        fc.constantFrom(
          '{',
          '}',
          '\\',
          "\\'",
          '\\u-1 ',
          '\\uc9 ',
          '\\bin3',
          '\\f1 ',
          '\\fcharset128',
          '\\v ',
          '\\*',
          'é',
          '9',
          '\n',
          '\\pca',
        ),
        { maxLength: 60 },
      ),
      (pieces) => {
        expect(typeof read(`{\\rtf1 ${pieces.join('')}`)).toBe('string');
      },
    ),
    { numRuns: 2000 },
  );
});
