import { expect, test, vi } from 'vitest';
import { contract, type MethodName } from '../../shared/contract/index.ts';
import { HygieError } from '../../shared/errors.ts';
import { createDispatcher, type Handlers } from './dispatcher.ts';

function dispatcher(overrides: Partial<Handlers>, unlocked = true) {
  const refuse = () => Promise.reject(new Error('not in this test'));
  const handlers = Object.fromEntries((Object.keys(contract) as MethodName[]).map((name) => [name, refuse]));
  const report = vi.fn();
  const call = createDispatcher({
    handlers: { ...handlers, ...overrides } as Handlers,
    isUnlocked: () => unlocked,
    validateOutputs: true,
    report,
  });
  return { call, report };
}

test('a method outside the contract is refused, inherited names included', async () => {
  const { call } = dispatcher({});
  for (const name of ['nothing', 'toString', '__proto__', 42, null]) {
    expect(await call(name, {})).toMatchObject({ ok: false, error: { code: 'INVALID_INPUT' } });
  }
});

test('while locked, only the methods meant for it answer', async () => {
  const { call } = dispatcher({}, false);
  for (const [name, definition] of Object.entries(contract)) {
    const answer = await call(name, {});
    if (!definition.lockedToo) expect(answer, name).toMatchObject({ ok: false, error: { code: 'LOCKED' } });
  }
});

test('an input that does not fit never reaches the handler', async () => {
  const handler = vi.fn();
  const { call } = dispatcher({ 'patients.lire': handler });
  expect(await call('patients.lire', { patientId: "1' OR 1=1" })).toMatchObject({
    ok: false,
    error: { code: 'INVALID_INPUT' },
  });
  expect(handler).not.toHaveBeenCalled();
});

test('a known error crosses with its sentence; an unknown one is reported and hidden', async () => {
  const { call, report } = dispatcher({
    'agenda.jour': () => Promise.reject(new HygieError('DISK_FULL')),
    'patients.chercher': () => Promise.reject(new Error('secret path /home/x')),
  });
  expect(await call('agenda.jour', { date: '2026-01-02' })).toMatchObject({ ok: false, error: { code: 'DISK_FULL' } });
  const hidden = await call('patients.chercher', { texte: 'a' });
  expect(hidden).toMatchObject({ ok: false, error: { code: 'INTERNAL' } });
  expect(JSON.stringify(hidden)).not.toContain('secret');
  expect(report).toHaveBeenCalledOnce();
});
