import { expect, test } from 'vitest';
import { remises } from './former-mail.repository.ts';

const former = [
  { messageId: 'm2', le: '2026-03-02T00:00:00.000Z', destinataires: ['a@x.mssante.fr'] },
  { messageId: 'm1', le: '2026-03-01T00:00:00.000Z', destinataires: ['a@x.mssante.fr', 'b@x.mssante.fr'] },
];

test('each recipient is told of the last message they took, somebody new of none', () => {
  expect(remises(['A@x.mssante.fr', 'b@x.mssante.fr', 'c@x.mssante.fr'], former)).toEqual([
    { destinataires: ['A@x.mssante.fr'], remplace: former[0] },
    { destinataires: ['b@x.mssante.fr'], remplace: former[1] },
    { destinataires: ['c@x.mssante.fr'], remplace: null },
  ]);
  expect(remises(['c@x.mssante.fr'], [])).toEqual([{ destinataires: ['c@x.mssante.fr'], remplace: null }]);
});
