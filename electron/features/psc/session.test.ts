import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { findPortBase } from '../../../fixtures/sandbox/lib/ports.ts';
import { TokenMaker } from '../../../fixtures/sandbox/mssante/tokens.ts';
import { PSC_CLIENT, PscProvider } from '../../../fixtures/sandbox/psc/provider.ts';
import { pscWayBack } from '../../../fixtures/sandbox/testing/psc-browser.ts';
import type { ReglagesPsc } from '../../../shared/contract/psc.ts';
import { NoToken } from '../../network/mail-server.ts';
import { providerOf, pscProblem } from './provider.ts';
import { seal, unseal } from './sealed.ts';
import { PscSession, type PscPorts } from './session.ts';

const [ONE, TWO] = ['899700057294', '899700057302'] as const;
const tokens = new TokenMaker(randomBytes(32));
let provider: PscProvider;
let folder: string;
const opened: PscSession[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hygie-psc-'));
  const demo = join(import.meta.dirname, '..', '..', '..', 'fixtures', 'demo');
  provider = new PscProvider({ port: await findPortBase(), state: folder, demo, tokens });
  await provider.listen();
});
afterEach(async () => {
  for (const each of opened.splice(0)) await each.close();
  provider.reset();
});
afterAll(async () => {
  await provider.close();
  rmSync(folder, { recursive: true, force: true });
});

const settings = (): ReglagesPsc => ({
  emetteur: provider.issuer,
  metadonnees: provider.metadata,
  clientId: PSC_CLIENT.id,
  port: 0,
});
const found = () => providerOf(settings(), PSC_CLIENT.secret, true);

/** A session, what it told, and a doctor at the browser who chooses `who`; null leaves the page open. */
function house(who: string | null = ONE, ports: Partial<PscPorts> = {}) {
  const told: string[] = [];
  const pages: URL[] = [];
  const session = new PscSession({
    provider: () => Promise.resolve(found()),
    idNat: ONE,
    openBrowser: async (address) => {
      pages.push(address);
      if (who !== null) void pscWayBack(address, { idNat: who }).then((back) => fetch(back));
    },
    changed: () => undefined,
    opened: () => void told.push('opened'),
    ended: () => void told.push('ended'),
    trace: (action, { resultat }) => void told.push(`${action} ${resultat ?? ''}`),
    now: () => new Date(),
    ...ports,
  });
  opened.push(session);
  const etat = async () => (await session.state()).etat;
  const reaches = (state: string) => expect.poll(etat, { timeout: 5_000, interval: 10 }).toBe(state);
  return { session, told, pages, etat, reaches };
}
const why = async (work: Promise<unknown>): Promise<string> => {
  const error: unknown = await work.then(
    () => null,
    (failure: unknown) => failure,
  );
  expect(error).toBeInstanceOf(NoToken);
  return (error as NoToken).why;
};

test('signed in, a token opens the mailbox; a token that was refused is renewed, once for all who ask together', async () => {
  const { session, told, reaches, etat } = house();
  expect(await etat()).toBe('deconnecte');
  expect(await why(session.accessToken(false))).toBe('session-fermee');
  await session.connect();
  await reaches('connecte');
  expect(told).toEqual(['connexion ok', 'opened']);
  const first = await session.accessToken(false);
  expect(tokens.verify(first)).toBe('paul.medecin5729@medecin.test.mssante.fr');
  expect(await session.accessToken(false)).toBe(first);
  // A renewal token serves once: three at the same time would end the session.
  await Promise.all([1, 2, 3].map(() => session.accessToken(true)));
  await session.accessToken(true);
  expect(await etat()).toBe('connecte');
  expect((await session.state()).jusqua).not.toBeNull();
});

test('the page is left open: waiting, then given up, then shown again; and a wait has an end', async () => {
  const { session, pages, etat, reaches } = house(null);
  await session.connect();
  expect(await etat()).toBe('attente');
  session.cancel();
  await reaches('deconnecte');
  expect((await session.state()).raison).toBe('Connexion annulée.');
  await session.connect();
  await session.connect();
  expect(await etat()).toBe('attente');
  expect(pages).toHaveLength(3);
  // The first of the two pages leads nowhere any more; the second does.
  const [, lost, good] = pages;
  const dead = await pscWayBack(lost ?? new URL(''), { idNat: ONE });
  await fetch(dead).catch(() => undefined);
  expect(await etat()).toBe('attente');
  await fetch(await pscWayBack(good ?? new URL(''), { idNat: ONE }));
  await reaches('connecte');
  const late = house(null, { patience: 50 });
  await late.session.connect();
  await late.reaches('deconnecte');
  expect((await late.session.state()).raison).toContain('à temps');
});

test('refused, another person, offline, no browser, not set: each is said, and nothing is opened', async () => {
  const refused = house('personne');
  await refused.session.connect();
  await refused.reaches('deconnecte');
  expect((await refused.session.state()).raison).toContain('refusé');
  const other = house(TWO);
  await other.session.connect();
  await other.reaches('deconnecte');
  expect((await other.session.state()).raison).toContain('une autre personne');
  // The other person's session is not left open behind.
  await expect.poll(() => provider.grants.open().length).toBe(0);
  provider.fault = 'panne';
  const offline = house();
  await expect(offline.session.connect()).rejects.toMatchObject({ code: 'NETWORK' });
  expect(await offline.etat()).toBe('deconnecte');
  expect((await offline.session.state()).raison).toContain('ne répond pas');
  provider.fault = null;
  const blind = house(null, { openBrowser: () => Promise.reject(new Error('no browser')) });
  await expect(blind.session.connect()).rejects.toMatchObject({ code: 'NETWORK' });
  expect((await blind.session.state()).raison).toContain('navigateur');
  const unset = house(null, { provider: () => Promise.resolve(null) });
  await expect(unset.session.connect()).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
  expect(await unset.etat()).toBe('non-regle');
  expect(await house(null, { provider: () => Promise.resolve('sans-objet') }).etat()).toBe('sans-objet');
});

test('it renews itself while it holds (ECO.1.2.7), and is over when the renewal is refused (ECO.1.2.6)', async () => {
  provider.grants.lifetimes.access = 2;
  const { session, told, reaches } = house();
  await session.connect();
  await reaches('connecte');
  const first = await session.accessToken(false);
  await expect.poll(() => session.accessToken(false), { timeout: 5_000 }).not.toBe(first);
  provider.grants.endAll();
  // Nobody asks for a token: the session finds out by itself.
  await reaches('a-reconnecter');
  expect(told.at(-1)).toBe('ended');
  expect((await session.state()).raison).toContain('terminée');
  expect(await why(session.accessToken(false))).toBe('session-fermee');
  await session.connect();
  await reaches('connecte');
});

test('a provider that cannot be asked ends nothing: the token still alive is shown, the session goes on afterwards', async () => {
  const { session, etat, reaches } = house();
  await session.connect();
  await reaches('connecte');
  provider.fault = 'panne';
  expect(await why(session.accessToken(true))).toBe('injoignable');
  expect(await etat()).toBe('connecte');
  expect((await session.state()).raison).toContain('dès qu’il répondra');
  expect(tokens.verify(await session.accessToken(false))).toBeDefined();
  provider.fault = null;
  await session.accessToken(true);
  expect((await session.state()).raison).toBeNull();
});

test('disconnected by the doctor: Pro Santé Connect is told, and it is not a failure', async () => {
  const { session, reaches, told } = house();
  await session.connect();
  await reaches('connecte');
  expect(provider.grants.open()).toHaveLength(1);
  await session.disconnect();
  await reaches('a-reconnecter');
  expect((await session.state()).raison).toBeNull();
  expect(told.at(-1)).toBe('ended');
  expect(provider.grants.open()).toHaveLength(0);
});

describe('a lock', () => {
  test('forgets every token; the same doctor finds the session again at the next unlock, nobody else', async () => {
    const first = house();
    await first.session.connect();
    await first.reaches('connecte');
    const kept = await first.session.close();
    expect(await why(first.session.accessToken(false))).toBe('session-fermee');
    const key = randomBytes(32);
    if (kept === null) throw new Error('nothing kept');
    const sealed = seal(key, ONE, kept);
    expect(Buffer.from(sealed).toString('latin1')).not.toContain(kept.accessToken.slice(0, 20));
    expect(unseal(key, TWO, sealed)).toBeNull();
    expect(unseal(randomBytes(32), ONE, sealed)).toBeNull();
    const again = unseal(key, ONE, sealed);
    if (again === null) throw new Error('not opened');
    // A token made in the same second for the same time would be the same text.
    provider.grants.lifetimes.access = 119;
    const second = house();
    second.session.resume(again);
    expect(await second.etat()).toBe('connecte');
    await expect.poll(() => second.session.accessToken(false), { timeout: 5_000 }).not.toBe(kept.accessToken);
    await second.session.close();
    provider.grants.endAll();
    const third = house();
    third.session.resume(again);
    await third.reaches('a-reconnecter');
  });

  test('while the page is open ends the wait, and nothing comes in afterwards', async () => {
    const { session, pages, told } = house(null);
    await session.connect();
    expect(await session.close()).toBeNull();
    const back = await pscWayBack(pages[0] ?? new URL(''), { idNat: ONE });
    await fetch(back).catch(() => undefined);
    expect(told).not.toContain('opened');
    expect(session.isOpen).toBe(false);
  });
});

test('the settings: https only, loopback in the bac à sable only, a port one may take', () => {
  expect(pscProblem(settings(), true)).toBeNull();
  expect(pscProblem(settings(), false)).toContain('https://');
  expect(pscProblem({ ...settings(), emetteur: 'file:///etc/passwd' }, true)).toContain('https://');
  expect(pscProblem({ ...settings(), port: 80 }, true)).toContain('1024');
  expect(providerOf({ ...settings(), clientId: '' }, null, true)).toBeNull();
  expect(providerOf(settings(), null, false)).toBeNull();
});
