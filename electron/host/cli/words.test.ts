import { tmpdir } from 'node:os';
import { describe, expect, test, vi } from 'vitest';
import { CHEMIN, expectReadable, hygie } from './testing/practice.ts';
import { COMMANDS } from './usage.ts';

vi.setConfig({ testTimeout: 120_000 });

describe('words', () => {
  test('every command has its help, and none opens anything', async () => {
    const named = await Promise.all(Object.keys(COMMANDS).map((name) => hygie([...name.split(' '), '--help'])));
    for (const [rank, ran] of named.entries()) {
      expect(ran.code).toBe(0);
      expect(ran.out).toContain(`hygie ${Object.keys(COMMANDS)[rank]}`);
    }
  });

  test.each([
    [['nope']],
    [[]],
    [['check', '--nope']],
    [['check', '--seed', '3']],
    [['check', 'more']],
    [['check', '--base']],
    [['patients']],
    [['patients', 'import']],
    [['audit', 'erase']],
    [['vsm', '--patient', CHEMIN]],
    [['restore']],
    [['seed', '--size', 'XXL', '--seed', '1']],
    [['outbox', 'retry']],
    [['document', '--id', 'x', '--out', 'y']],
    [['check', '--recovery-fd', 'x']],
    [['check', '--recovery-fd', '77']],
    [['check']],
    [['check', '--pin-fd', '3', '--recovery-fd', '3']],
    [['bench', '--fault', 'x']],
    [['sandbox', '--state', 'x']],
  ])('%j is wrong usage: 2, with the usage line', async (args) => {
    const ran = await hygie(args, { env: { HOME: tmpdir() } });
    expect(ran).toMatchObject({ code: 2, out: '' });
    expectReadable(ran);
    expect(ran.err).toMatch(/Usage :|--recovery-fd/);
  });
});
