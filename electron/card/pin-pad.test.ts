import { afterEach, expect, test } from 'vitest';
import { openBench, pin, triesOf, type BenchOptions, type CardBench } from './testing/bench.ts';

const open: CardBench[] = [];
/** A reader with its own keys, a card in it; `seconds`: how long it waits for a code. */
async function padBench(seconds = 20): Promise<CardBench> {
  const environment: BenchOptions['environment'] = (reader) => ({
    ...reader.environment,
    CPS_SHIM_PAVE_SECONDES: String(seconds),
  });
  const made = openBench({ card: null, environment });
  open.push(made);
  await made.until(({ view }) => view().etat === 'sans-carte');
  made.reader.pinPad(true);
  made.reader.insert('medecin');
  await made.until(({ view }) => view().etat === 'carte');
  return made;
}
afterEach(() => {
  for (const each of open.splice(0)) each.dispose();
});

/** Somebody types as soon as the reader asks. */
async function typed({ reader }: CardBench, code: string): Promise<void> {
  await expect.poll(() => reader.padWaits(), { interval: 20 }).toBe(true);
  reader.typeOnPad(code);
}

test('with a reader that has its own keys the code is typed there, and none is taken from here', async () => {
  const bench = await padBench();
  const { service, reader } = bench;
  expect(service.view()).toMatchObject({ etat: 'carte', codeAuLecteur: true, refus: null });
  const here = pin('1234');
  expect(await service.login(here, false)).toMatchObject({ outcome: 'pin-format' });
  expect(here.every((byte) => byte === 0)).toBe(true);
  expect(reader.tries('medecin')).toBe(3);

  const [login] = await Promise.all([service.login(pin(''), false), typed(bench, '1234')]);
  expect(login).toMatchObject({ outcome: 'ok', holder: { pinPad: true } });
  expect((await service.authSignature(Buffer.from('message'))).length).toBeGreaterThan(0);
  expect(bench.printed()).toBe('');
});

test('a wrong code typed on the reader costs one try; the last one is asked for twice before the reader is asked', async () => {
  const bench = await padBench();
  const { service, reader } = bench;
  const [login] = await Promise.all([service.login(pin(''), false), typed(bench, '0000')]);
  expect(login).toEqual({ outcome: 'wrong-pin', triesLeft: 2 });
  reader.setTries('medecin', 1);
  await bench.until((each) => triesOf(each) === 1);
  expect(await service.login(pin(''), false)).toEqual({ outcome: 'last-try-needs-confirmation' });
  expect(reader.padWaits()).toBe(false);
  const [last] = await Promise.all([service.login(pin(''), true), typed(bench, '1234')]);
  expect(last).toMatchObject({ outcome: 'ok' });
});

test('cancelled, forgotten or pulled out: said as such, and no try is used', async () => {
  const bench = await padBench(1);
  const { service, reader } = bench;
  const [cancelled] = await Promise.all([service.login(pin(''), false), typed(bench, 'annuler')]);
  expect(cancelled).toMatchObject({ outcome: 'refused', message: expect.stringContaining('annulée') as string });
  expect(await service.login(pin(''), false)).toEqual(cancelled);
  const removed = service.login(pin(''), false);
  await expect.poll(() => reader.padWaits(), { interval: 20 }).toBe(true);
  reader.remove();
  expect(await removed).toMatchObject({ outcome: 'refused', message: expect.stringContaining('retirée') as string });
  expect(reader.tries('medecin')).toBe(3);
});

test('a reader without keys still takes the code from here, and an empty one is not a try', async () => {
  const made = openBench();
  open.push(made);
  await made.until(({ view }) => view().etat === 'carte');
  expect(made.service.view()).toMatchObject({ codeAuLecteur: false });
  expect(await made.service.login(pin(''), false)).toMatchObject({ outcome: 'pin-format' });
  expect(await made.login('1234')).toMatchObject({ outcome: 'ok' });
});
