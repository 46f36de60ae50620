import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { PSC_CLIENT, PscProvider, type PscFault } from '../../../fixtures/sandbox/psc/provider.ts';
import { LIFETIMES } from '../../../fixtures/sandbox/psc/grants.ts';
import { findPortBase } from '../../../fixtures/sandbox/lib/ports.ts';
import { pscWayBack } from '../../../fixtures/sandbox/testing/psc-browser.ts';
import { TokenMaker } from '../../../fixtures/sandbox/mssante/tokens.ts';
import { OpenidClient, type OpenidProvider } from './openid-client.ts';
import { OpenidError } from './openid-error.ts';

const demo = join(import.meta.dirname, '..', '..', '..', 'fixtures', 'demo');
const [ONE, TWO] = ['899700057294', '899700057302'] as const;
const ADDRESS = 'paul.medecin5729@medecin.test.mssante.fr';
const tokens = new TokenMaker(Buffer.from('une clé de test de trente-deux oct'));
let provider: PscProvider;
let state: string;
let late = 0;

beforeAll(async () => {
  state = mkdtempSync(join(tmpdir(), 'hygie-psc-'));
  const port = await findPortBase();
  provider = new PscProvider({ port, state, demo, tokens, now: () => Date.now() + late });
  await provider.listen();
});
afterEach(() => {
  provider.fault = null;
  late = 0;
  Object.assign(provider.grants.lifetimes, LIFETIMES);
});
afterAll(async () => {
  await provider.close();
  rmSync(state, { recursive: true, force: true });
});

const settings = (changes: Partial<OpenidProvider> = {}): OpenidProvider => ({
  issuer: provider.issuer,
  metadata: provider.metadata,
  clientId: PSC_CLIENT.id,
  clientSecret: PSC_CLIENT.secret,
  scope: 'openid scope_all',
  acr: 'eidas1',
  redirectPort: 0,
  domain: null,
  transport: { roots: [], loopback: true },
  ...changes,
});

const wayBack = (address: URL, choice: Record<string, string> = { idNat: ONE }) => pscWayBack(address, choice);

async function signIn(client: OpenidClient, choice?: Record<string, string>) {
  const asked = await client.signIn(new AbortController().signal);
  const [, received] = await Promise.all([
    wayBack(asked.address, choice).then((back) => fetch(back)),
    asked.tokens.catch((error: unknown) => error),
  ]);
  if (received instanceof Error) throw received;
  return received as Awaited<typeof asked.tokens>;
}

const kindOf = async (work: Promise<unknown>): Promise<string> => {
  const error: unknown = await work.then(
    () => null,
    (failure: unknown) => failure,
  );
  expect(error).toBeInstanceOf(OpenidError);
  return (error as OpenidError).kind;
};

test('signs in: the identity token is verified, the access token opens the mailbox, the profile says who', async () => {
  const client = await OpenidClient.discover(settings());
  const opened = await signIn(client);
  expect(opened).toMatchObject({ username: ONE, amr: ['pwd'] });
  expect(tokens.verify(opened.accessToken)).toBe(ADDRESS);
  expect(opened.accessUntil).toBeGreaterThan(Date.now() + 100_000);
  expect(await client.profileClaim(opened, 'SubjectNameID')).toBe(ONE);
  const renewed = await client.renew(opened);
  expect(renewed.refreshToken).not.toBe(opened.refreshToken);
  expect(renewed.subject).toBe(opened.subject);
});

test('asks for what the norms want: PKCE S256, state, nonce, level, loopback by number', async () => {
  const client = await OpenidClient.discover(settings());
  const stop = new AbortController();
  const { address, tokens: waiting } = await client.signIn(stop.signal);
  const asked = Object.fromEntries(address.searchParams);
  expect(asked).toMatchObject({
    response_type: 'code',
    scope: 'openid scope_all',
    acr_values: 'eidas1',
    code_challenge_method: 'S256',
    client_id: PSC_CLIENT.id,
  });
  expect(asked['redirect_uri']).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/retour$/);
  expect(address.href).not.toContain(PSC_CLIENT.secret);
  stop.abort();
  expect(await kindOf(waiting)).toBe('annule');
});

const wrong: readonly (readonly [PscFault, string])[] = [
  ['nonce-faux', 'reponse-invalide'],
  ['emetteur-faux', 'reponse-invalide'],
  ['destinataire-faux', 'reponse-invalide'],
  ['signature-fausse', 'reponse-invalide'],
  ['jeton-expire', 'reponse-invalide'],
  ['sans-jeton-identite', 'reponse-invalide'],
  ['niveau-faible', 'niveau-insuffisant'],
  ['niveau-absent', 'niveau-insuffisant'],
];
for (const [fault, kind] of wrong) {
  test(`refuses what the provider says wrong: ${fault}`, async () => {
    const client = await OpenidClient.discover(settings());
    provider.fault = fault;
    expect(await kindOf(signIn(client))).toBe(kind);
  });
}

test('refuses metadata of another issuer, or that send elsewhere; says when the provider is down or not there', async () => {
  for (const [fault, kind] of [
    ['autre-emetteur-publie', 'metadonnees-invalides'],
    ['renvoi-ailleurs', 'metadonnees-invalides'],
    ['panne', 'injoignable'],
  ] as const) {
    provider.fault = fault;
    expect(await kindOf(OpenidClient.discover(settings()))).toBe(kind);
  }
  provider.fault = null;
  const nowhere = { issuer: 'http://127.0.0.1:1/x', metadata: 'http://127.0.0.1:1/x/.well-known/m' };
  expect(await kindOf(OpenidClient.discover(settings(nowhere)))).toBe('injoignable');
});

test('without the bac à sable nothing is asked in clear text; and never of another host', async () => {
  const product = { transport: { roots: [], loopback: false } };
  expect(await kindOf(OpenidClient.discover(settings(product)))).toBe('metadonnees-invalides');
  for (const issuer of ['http://localhost:9/x', 'https://evil.example@127.0.0.1/x', 'https://auth.example/x'])
    expect(await kindOf(OpenidClient.discover(settings({ issuer })))).toBe('metadonnees-invalides');
  const other = { issuer: 'https://a.esante.gouv.fr/x', metadata: 'https://b.esante.gouv.fr.evil.example/m' };
  expect(await kindOf(OpenidClient.discover(settings({ ...other, domain: 'esante.gouv.fr' })))).toBe(
    'metadonnees-invalides',
  );
});

test('the doctor refuses, a wrong secret, a wait that ends: each has its own name', async () => {
  const client = await OpenidClient.discover(settings());
  expect(await kindOf(signIn(client, { refuser: 'oui' }))).toBe('refus');
  const stranger = await OpenidClient.discover(settings({ clientSecret: 'faux' }));
  expect(await kindOf(signIn(stranger))).toBe('client-refuse');
  const late = new AbortController();
  const waiting = await client.signIn(late.signal);
  late.abort(new OpenidError('delai-depasse'));
  expect(await kindOf(waiting.tokens)).toBe('delai-depasse');
});

test('a second program on the redirect port is said; the port is free again afterwards', async () => {
  const client = await OpenidClient.discover(settings());
  const first = new AbortController();
  const holding = await client.signIn(first.signal);
  const redirectPort = Number(new URL(holding.address.searchParams.get('redirect_uri') ?? '').port);
  const same = await OpenidClient.discover(settings({ redirectPort }));
  expect(await kindOf(same.signIn(new AbortController().signal))).toBe('port-occupe');
  first.abort();
  expect(await kindOf(holding.tokens)).toBe('annule');
  expect((await signIn(same)).username).toBe(ONE);
});

test('whoever knocks at the door without this sign-in’s state is turned away, and the wait goes on', async () => {
  const client = await OpenidClient.discover(settings());
  const asked = await client.signIn(new AbortController().signal);
  const door = asked.address.searchParams.get('redirect_uri') ?? '';
  expect((await fetch(`${door}?code=volé&state=un-autre`)).status).toBe(400);
  expect((await fetch(`${door}?error=access_denied`)).status).toBe(400);
  expect((await fetch(new URL('/ailleurs', door))).status).toBe(404);
  expect((await fetch(door.replace('127.0.0.1', 'localhost')).catch(() => ({ status: 400 }))).status).toBe(400);
  expect((await fetch(door, { method: 'POST' })).status).toBe(405);
  const back = await fetch(await wayBack(asked.address));
  expect(await back.text()).toContain('revenir à Hygie');
  expect((await asked.tokens).username).toBe(ONE);
});

test('a session that expired, was ended, or whose renewal was used twice is over; a provider that is down is not', async () => {
  const client = await OpenidClient.discover(settings());
  const first = await signIn(client);
  provider.fault = 'panne';
  expect(await kindOf(client.renew(first))).toBe('injoignable');
  provider.fault = null;
  late = (LIFETIMES.refresh + 1) * 1000;
  expect(await kindOf(client.renew(first))).toBe('session-terminee');
  late = 0;
  const second = await signIn(client, { idNat: TWO });
  provider.grants.endAll();
  expect(await kindOf(client.renew(second))).toBe('session-terminee');
  const third = await signIn(client);
  const renewed = await client.renew(third);
  expect(await kindOf(client.renew(third))).toBe('session-terminee');
  expect(await kindOf(client.renew(renewed))).toBe('session-terminee');
  const fourth = await signIn(client);
  await client.revoke(fourth);
  expect(await kindOf(client.renew(fourth))).toBe('session-terminee');
});

test('an error never carries a code, a token nor the secret', async () => {
  const client = await OpenidClient.discover(settings());
  provider.fault = 'signature-fausse';
  const asked = await client.signIn(new AbortController().signal);
  const back = await wayBack(asked.address);
  const [, error] = await Promise.all([fetch(back), asked.tokens.catch((failure: unknown) => failure)]);
  const shown = JSON.stringify([String(error), error, (error as Error).stack]);
  expect(shown).not.toContain(back.searchParams.get('code'));
  expect(shown).not.toMatch(/eyJ|secret-du-bac/);
});
