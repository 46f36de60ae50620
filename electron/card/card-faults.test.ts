import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createPublicKey, verify, X509Certificate } from 'node:crypto';
import { afterEach, expect, test } from 'vitest';
import type { TestReader } from '../../fixtures/sandbox/card/reader.ts';
import { nameOf, openBench, pin, refusalOf, triesOf, type BenchOptions, type CardBench } from './testing/bench.ts';

/** Long enough for no look to happen by itself during a test. */
const NO_POLL = 600_000;
const DAY = 86_400_000;

const open: CardBench[] = [];
function bench(options?: BenchOptions): CardBench {
  const made = openBench(options);
  open.push(made);
  return made;
}
afterEach(() => {
  for (const each of open.splice(0)) each.dispose();
});

test('a PIN typed for one card is never tried on the one that replaced it', async () => {
  const { reader, service, login } = bench({ pollMilliseconds: NO_POLL });
  await login();
  reader.insert('medecin2');
  expect(await service.login(pin('0000'), false)).toMatchObject({ outcome: 'refused' });
  expect([reader.tries('medecin'), reader.tries('medecin2')]).toEqual([3, 3]);
  expect(nameOf(service)).toBe('MEDECIN5730');
});

test('the tries are read again just before: another program may have used one', async () => {
  const { reader, service, until } = bench({ pollMilliseconds: NO_POLL });
  await until(() => triesOf(service) === 3);
  reader.setTries('medecin', 1);
  expect(await service.login(pin('0000'), false)).toEqual({ outcome: 'last-try-needs-confirmation' });
  expect(reader.tries('medecin')).toBe(1);
  reader.setTries('medecin', 0);
  expect(await service.login(pin('0000'), true)).toEqual({ outcome: 'blocked' });
});

test('a key pressed twice costs one try', async () => {
  const { reader, service, until } = bench();
  await until(() => triesOf(service) === 3);
  const outcomes = await Promise.all([service.login(pin('0000'), false), service.login(pin('0000'), false)]);
  expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(['refused', 'wrong-pin']);
  expect(reader.tries('medecin')).toBe(2);
});

test('whatever happens the bytes of the PIN are zeroed', async () => {
  const { reader, service, until } = bench();
  await until(() => triesOf(service) === 3);
  const typed = [pin('1234'), pin('0000'), pin('12'), pin('abcd')];
  for (const each of typed) await service.login(each, false);
  reader.remove();
  await until(() => refusalOf(service) === 'sans-carte');
  typed.push(pin('1234'));
  await service.login(typed.at(-1) ?? pin(), false);
  expect(typed.every((each) => each.every((byte) => byte === 0))).toBe(true);
});

test('the same card out and back between two looks is a new insertion: no login survives it', async () => {
  const { reader, service, login, until } = bench({ pollMilliseconds: NO_POLL });
  expect((await login()).outcome).toBe('ok');
  const signer = service.signer();
  reader.insert('medecin');
  await expect(signer.sign(new Uint8Array(3), 'sha256')).rejects.toMatchObject({ code: 'CARD_REMOVED' });
  expect(() => service.signer()).toThrow();
  await until(() => triesOf(service) === 3);
  expect((await login()).outcome).toBe('ok');
  expect((await service.signer().sign(new Uint8Array(3), 'sha256')).length).toBe(256);
});

test('a card pulled among many signatures: each one is good or says that the card left', async () => {
  const { reader, service, login } = bench();
  const outcome = await login();
  if (outcome.outcome !== 'ok') throw new Error(outcome.outcome);
  const key = createPublicKey(
    new X509Certificate(outcome.holder.sign.der).publicKey.export({ type: 'spki', format: 'pem' }),
  );
  const signer = service.signer();
  const data = new Uint8Array(2000).fill(7);
  let pulled = false;
  const results = await Promise.allSettled(
    Array.from({ length: 60 }, async (_, index) => {
      const signature = await signer.sign(data, 'sha256');
      if (index > 10 && !pulled) {
        pulled = true;
        reader.remove();
      }
      return signature;
    }),
  );
  const good = results.filter((each) => each.status === 'fulfilled');
  expect(good.every((each) => verify('sha256', data, key, each.value))).toBe(true);
  for (const each of results.filter((one) => one.status === 'rejected'))
    expect(each.reason).toMatchObject({ code: 'CARD_REMOVED' });
  expect(good.length).toBeGreaterThan(0);
});

test('with the usual look each second, a card taken out is known within two seconds', async () => {
  const { reader, service, login, until } = bench({ pollMilliseconds: 1000 });
  await login();
  const removed = performance.now();
  reader.remove();
  await until(() => refusalOf(service) === 'sans-carte');
  expect(performance.now() - removed).toBeLessThan(2000);
  await expect(service.authSignature(new Uint8Array(3))).rejects.toMatchObject({ code: 'CARD_REMOVED' });
});

test('the process killed while it is asked: an answer, then a new process, and the login is lost', async () => {
  const { service, login, until, kill, starts } = bench();
  await login();
  const asked = service.authSignature(new Uint8Array(300));
  kill();
  await asked.catch((error: unknown) => expect(error).toMatchObject({ code: 'CARD_REMOVED' }));
  await until(() => refusalOf(service) === 'sans-carte');
  await until(() => triesOf(service) === 3);
  expect(starts()).toBe(2);
  expect(() => service.signer()).toThrow();
});

test('a doctor signs as before with a renewed card, under the same national id', async () => {
  const { reader, login, until, service } = bench();
  const first = await login();
  reader.remove();
  await until(() => refusalOf(service) === 'sans-carte');
  reader.insert('renouvelee');
  await until(() => triesOf(service) === 3);
  const second = await service.login(pin(), false);
  if (first.outcome !== 'ok' || second.outcome !== 'ok') throw new Error(`${first.outcome} ${second.outcome}`);
  expect(second.holder.idNat).toBe(first.holder.idNat);
  expect(second.holder.cardSerial).not.toBe(first.holder.cardSerial);
  expect(second.holder.auth.fingerprint).not.toBe(first.holder.auth.fingerprint);
});

test.each([
  ['no list was ever had', () => null],
  ['the list is not one', () => new TextEncoder().encode('not a list')],
])('a good card logs in with a warning when %s', async (_what, revocationList) => {
  const { service, login } = bench();
  await login();
  const { authorities } = open[0]?.reader ?? { authorities: '' };
  const warned = bench({ trust: { authorities: [authorities], revocationList } });
  expect((await warned.login()).outcome).toBe('ok');
  expect(warned.service.view()).toMatchObject({ refus: null, avertissements: ['liste-de-revocation-ancienne'] });
  expect(service.view()).toMatchObject({ avertissements: [] });
});

test('a card that stays in the reader is judged again at each login', async () => {
  const { reader } = bench();
  let list: Uint8Array | null = null;
  const left = bench({ card: 'revoquee', trust: { authorities: [reader.authorities], revocationList: () => list } });
  expect((await left.login()).outcome).toBe('ok');
  list = readFileSync(reader.revocationList);
  expect(await left.login()).toMatchObject({
    outcome: 'refused',
    message: expect.stringContaining('révoquée') as string,
  });
  expect(refusalOf(left.service)).toBe('revoquee');
});

test('dates: soon expired is a warning; a clock set back, or far ahead, is a reason', async () => {
  const soon = bench({ now: () => new Date(Date.now() + 1060 * DAY) });
  await soon.until((service) => service.view().etat === 'carte');
  expect(soon.service.view()).toMatchObject({
    refus: null,
    avertissements: expect.arrayContaining(['expire-bientot']) as string[],
  });
  const back = bench({ now: () => new Date(Date.now() - 400 * DAY) });
  await back.until((service) => service.view().etat === 'carte');
  expect(refusalOf(back.service)).toBe('pas-encore-valide');
});

test('a test card in a real installation has its own message', async () => {
  const cards = bench().reader;
  const real = bench({
    trust: {
      authorities: [readFileSync(join(cards.directory, 'autre-ca', 'chain.pem'), 'utf8')],
      testAuthorities: [cards.authorities],
      revocationList: () => null,
    },
  });
  await real.until((service) => service.view().etat === 'carte');
  expect(refusalOf(real.service)).toBe('carte-de-test');
  expect(await real.login()).toMatchObject({ outcome: 'refused', message: expect.stringContaining('test') as string });
  expect(real.reader.tries('medecin')).toBe(3);
});

test('a module that is not one, or not there, is « no module » and not a crash', async () => {
  const wrong = bench({ module: (reader) => join(reader.directory, 'lecteur') });
  const absent = bench({ module: () => '/nowhere/libcps3_pkcs11_lux.so' });
  for (const each of [wrong, absent]) {
    await each.until((service) => service.view().etat === 'sans-module');
    expect(await each.service.login(pin(), false)).toMatchObject({ outcome: 'refused' });
    expect(each.starts()).toBe(1);
  }
  wrong.service.useModule(wrong.reader.modulePath);
  await wrong.until((service) => service.view().etat === 'carte');
});

/** The card's token beside one that is no CPS (a Vitale card in the second slot of the reader), in bare SoftHSM2. */
function twoTokens(reader: TestReader): Record<string, string> {
  const card = join(reader.directory, 'cartes', 'medecin');
  const SOFTHSM2_CONF = join(card, 'softhsm2.conf');
  const options = ['--init-token', '--free', '--label', 'VITALE', '--so-pin', '12345678', '--pin', '9999'];
  execFileSync('softhsm2-util', options, { env: { ...process.env, SOFTHSM2_CONF }, stdio: 'ignore' });
  return { ...reader.environment, SOFTHSM2_CONF };
}
const bareModule = (reader: TestReader) => reader.environment['CPS_SHIM_MODULE'] ?? '';

test('the CPS is found beside a card that is none', async () => {
  const both = bench({ module: bareModule, environment: twoTokens });
  expect(await both.login()).toMatchObject({ outcome: 'ok', holder: { idNat: '899700057294' } });
});

test('a card that is no CPS is unreadable, not absent', async () => {
  const alone = bench({
    module: bareModule,
    environment: (reader) => {
      const tokens = join(reader.directory, 'cartes', 'medecin', 'tokens');
      for (const token of readdirSync(tokens)) rmSync(join(tokens, token), { recursive: true });
      return twoTokens(reader);
    },
  });
  await alone.until((service) => service.view().etat === 'illisible');
});

test('two programs use the card at once: the end of one, or its wrong PIN, is not the end of the other', async () => {
  const ours = bench();
  const other = bench({ module: () => ours.reader.modulePath, environment: () => ours.reader.environment });
  expect((await ours.login()).outcome).toBe('ok');
  expect((await other.login()).outcome).toBe('ok');
  await other.service.logout();
  expect((await other.login('0000')).outcome).toBe('wrong-pin');
  expect(() => other.service.signer()).toThrow();
  other.kill();
  expect((await ours.service.signer().sign(new Uint8Array(3), 'sha256')).length).toBe(256);
  await ours.until(() => triesOf(ours.service) === 2);
  expect((await ours.login()).outcome).toBe('ok');
});

test('the card process prints nothing, even when it is beaten', async () => {
  const { reader, service, login, until, printed } = bench();
  await login('0000');
  await login('1234');
  await service.signer().sign(new Uint8Array(10), 'sha1');
  reader.noReader();
  await until(() => refusalOf(service) === 'sans-lecteur');
  reader.insert('medecin');
  writeFileSync(join(reader.directory, 'cartes', 'medecin', 'essais-pin'), 'x');
  await until(() => service.view().etat === 'carte');
  await login('1234');
  // Node warns on stderr of what type stripping was in some versions; nothing else may be there.
  expect(
    printed()
      .replace(/^.*ExperimentalWarning.*$\n?.*trace-warnings.*$/gm, '')
      .trim(),
  ).toBe('');
});
