import { expect, test } from 'vitest';
import { liftLongText } from './long-text.ts';
import { parseXml, textOf } from './index.ts';

const run = `${'QUJD'.repeat(1400)}\r\n${'REVG'.repeat(200)}=`;

test('a long run of base64 stands aside and comes back, line ends as the parser gives them', () => {
  const source = `<a>x<b>${run}</b><c>${run}</c></a>`;
  expect(liftLongText(source).text.length).toBeLessThan(60);
  const { root } = parseXml(source);
  expect(textOf(root)).toBe(`x${(run + run).replaceAll('\r\n', '\n')}`);
});

test.each([
  ['an entity', `<a>${run}&amp;</a>`, `${run}&`],
  ['the private character', `<a>\ue000${run}</a>`, `\ue000${run}`],
  ['a placeholder of somebody else', `<a><b>${run}</b>\ue0000\ue000</a>`, `${run}\ue0000\ue000`],
  ['CDATA', `<a><![CDATA[>${run}<]]></a>`, `>${run}<`],
])('a run beside %s is read as it is', (_, source, expected) => {
  expect(textOf(parseXml(source).root)).toBe(expected.replaceAll('\r\n', '\n'));
});

test('inside a comment and an instruction it is the same text too', () => {
  const { root, before } = parseXml(`<?p >${run}<?><a><!-- >${run}< --></a>`);
  expect(before).toMatchObject([{ kind: 'instruction', body: `>${run}<`.replaceAll('\r\n', '\n') }]);
  expect(root.children).toMatchObject([{ kind: 'comment', value: ` >${run}< `.replaceAll('\r\n', '\n') }]);
});
