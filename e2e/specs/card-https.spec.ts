import fs from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { _electron, expect, test, type ElectronApplication } from 'playwright/test';
import { TestAuthority } from '../../electron/network/testing/authority.ts';
import { copyCards } from '../../scripts/lib/cards-copy.js';
import { externalPackages } from '../../scripts/lib/external-packages.js';
import { root } from '../../scripts/lib/paths.js';
import { readRuntime } from '../../scripts/lib/runtime.js';
import { electronExecutable, giveToApplication, ownFolders } from '../../scripts/lib/unprivileged.js';
import { CardReader } from '../card.ts';
import type { CardHttpsProbe } from '../support/card-https-main.ts';
import { openMutualServer, type MutualServer, type MutualServerOptions } from '../support/mutual-server.ts';

/**
 * The card's HTTPS alone, in the real Electron, against servers that ask for the card: what only the window does with the DMP, and cannot
 * show from outside (how many times a PIN was given, what left after the card).
 */
const built = path.join(root, 'dist', 'card-https-probe');
let directory: string;
let reader: CardReader;
let app: ElectronApplication;
let authority: TestAuthority;
let cardAuthorities: string;
const servers: MutualServer[] = [];

async function server(options: Partial<MutualServerOptions> = {}): Promise<MutualServer> {
  const own = authority.issue('localhost', 'DNS:localhost,IP:127.0.0.1');
  const opened = await openMutualServer({ ...own, clientAuthorities: cardAuthorities, ...options });
  servers.push(opened);
  return opened;
}

type Probed<Name extends keyof CardHttpsProbe> = Awaited<ReturnType<CardHttpsProbe[Name]>>;

function probe<Name extends keyof CardHttpsProbe>(
  name: Name,
  ...args: Parameters<CardHttpsProbe[Name]>
): Promise<Probed<Name>> {
  return app.evaluate(
    (_electron, [method, input]) => {
      const { probe: target } = globalThis as unknown as { probe: Record<string, (...values: unknown[]) => unknown> };
      return target[method]?.(...input) as never;
    },
    [name, args] as const,
  );
}

async function start(card: string, pinPad = false): Promise<void> {
  const runtime = readRuntime();
  const home = path.join(directory, 'home');
  const cards = path.join(directory, 'cards');
  const variables = copyCards(runtime.cards, cards, { inserted: card });
  reader = new CardReader(cards);
  if (pinPad) reader.growPinPad();
  cardAuthorities = fs.readFileSync(path.join(cards, 'ca', 'chain.pem'), 'utf8');
  giveToApplication(cards);
  app = await _electron.launch({
    executablePath: electronExecutable(runtime.electronDir, directory),
    args: [built],
    env: {
      PATH: process.env['PATH'] ?? '',
      DISPLAY: process.env['DISPLAY'] ?? '',
      PROBE_BUILT: built,
      ...ownFolders(home),
      ...variables,
    },
    cwd: home,
    chromiumSandbox: true,
  });
  for (const stream of [app.process().stdout, app.process().stderr])
    stream?.on('data', (chunk: Buffer) => fs.appendFileSync(path.join(directory, 'main.log'), chunk));
  await expect.poll(() => app.evaluate(() => 'probe' in globalThis)).toBe(true);
  await probe('waitFor', 'carte');
}

const openTo = (target: MutualServer, pin = '1234') =>
  probe('open', { pin, origins: [target.origin], authorities: authority.root });

test.beforeAll(async () => {
  const processes = {
    'main.cjs': 'e2e/support/card-https-main.ts',
    'card-process.cjs': 'electron/card/card-process.ts',
  };
  for (const [name, source] of Object.entries(processes)) {
    await build({
      entryPoints: [path.join(root, source)],
      outfile: path.join(built, name),
      bundle: true,
      platform: 'node',
      format: 'cjs',
      target: 'node20',
      plugins: [externalPackages],
      external: ['electron'],
      logLevel: 'warning',
    });
  }
  fs.writeFileSync(
    path.join(built, 'package.json'),
    JSON.stringify({ name: 'probe', version: '1.0.0', main: 'main.cjs' }),
  );
  authority = new TestAuthority('AC TEST SERVEURS');
});
test.afterAll(() => authority.dispose());

test.beforeEach(({}, testInfo) => {
  const suite = process.env['HYGIE_SUITE'] ?? testInfo.outputDir;
  fs.mkdirSync(suite, { recursive: true });
  directory = fs.mkdtempSync(path.join(suite, 'card-https-'));
  fs.chmodSync(directory, 0o755);
});
test.afterEach(async ({}, testInfo) => {
  const log = path.join(directory, 'main.log');
  if (testInfo.status !== testInfo.expectedStatus && fs.existsSync(log))
    await testInfo.attach('main.log', { path: log, contentType: 'text/plain' });
  await app.close();
  await Promise.all(servers.splice(0).map((each) => each.close()));
});

test('a CPS4 sends 200 kB to a TLS 1.3 server under its own name', async () => {
  await start('medecin2');
  const dmp = await server({ minVersion: 'TLSv1.3' });
  expect(await probe('login', '1234')).toBe('ok');
  expect(await openTo(dmp)).toEqual({ error: null, pinIsZero: true });
  expect(await probe('send', { url: `${dmp.origin}/depot`, size: 200_000 })).toEqual({ status: 200, length: 15 });
  expect(dmp.received.filter((each) => each.method === 'POST')).toEqual([
    { method: 'POST', path: '/depot', version: '1.1', holder: '899700057302', length: 200_000 },
  ]);
});

test('a CPS3 works with TLS 1.2, and a server that wants TLS 1.3 is explained', async () => {
  await start('medecin');
  const old = await server({ maxVersion: 'TLSv1.2' });
  const recent = await server({ minVersion: 'TLSv1.3' });
  await probe('login', '1234');
  const origins = [old.origin, recent.origin];
  expect(await probe('open', { pin: '1234', origins, authorities: authority.root })).toEqual({
    error: null,
    pinIsZero: true,
  });
  expect(await probe('send', { url: `${old.origin}/depot`, size: 200_000 })).toMatchObject({ status: 200 });
  const refused = await probe('send', { url: `${recent.origin}/depot`, size: 10 });
  expect(refused).toMatchObject({ error: 'certificate-refused' });
  expect(refused.message).toContain('CPS4');
});

test('a wrong PIN given to the handshake costs one try at most, and nothing opens', async () => {
  await start('medecin');
  const dmp = await server();
  await probe('login', '1234');
  expect(await openTo(dmp, '0000')).toEqual({ error: 'no-card', pinIsZero: true });
  expect(reader.triesLeft('medecin')).toBe(2);
  expect(dmp.received).toEqual([]);
});

test('with a reader that has its own keys the handshake waits for a second typing; cancelled there, nothing opens and no try is used', async () => {
  await start('medecin2', true);
  const dmp = await server();
  const typed = async (code: string) => {
    await expect.poll(() => reader.padWaits()).toBe(true);
    reader.typeOnPad(code);
  };
  const [login] = await Promise.all([probe('login', ''), typed('1234')]);
  expect(login).toBe('ok');
  const [cancelled] = await Promise.all([openTo(dmp, ''), typed('annuler')]);
  expect(cancelled).toMatchObject({ error: 'no-card' });
  expect(reader.triesLeft('medecin2')).toBe(3);
  const [opened] = await Promise.all([openTo(dmp, ''), typed('1234')]);
  expect(opened).toMatchObject({ error: null });
  expect(await probe('send', { url: `${dmp.origin}/depot`, size: 10 })).toMatchObject({ status: 200 });
  expect(dmp.received.at(-1)?.holder).toBe('899700057302');
});

test('the PIN is given to the token that accepted it and to no other', async () => {
  await start('medecin');
  const dmp = await server();
  await probe('login', '1234');
  const options = { pin: '0000', origins: [dmp.origin], authorities: authority.root, tokenLabel: 'CPS3v3-0000000000' };
  expect(await probe('open', options)).toEqual({ error: 'no-card', pinIsZero: true });
  expect(reader.triesLeft('medecin')).toBe(3);
});

test('after the card has left nothing leaves under its name, and the next login starts anew', async () => {
  await start('medecin');
  const dmp = await server();
  await probe('login', '1234');
  await openTo(dmp);
  expect(await probe('send', { url: `${dmp.origin}/depot`, size: 10 })).toMatchObject({ status: 200 });
  reader.remove();
  await probe('waitFor', 'sans-carte');
  await probe('close');
  const before = dmp.received.length;
  expect(await probe('send', { url: `${dmp.origin}/depot`, size: 10 })).toMatchObject({ error: 'no-card' });
  expect(await openTo(dmp)).toEqual({ error: 'no-card', pinIsZero: true });
  expect(dmp.received.length).toBe(before);

  reader.insert('medecin2');
  await probe('waitFor', 'carte');
  expect(await probe('login', '1234')).toBe('ok');
  expect(await openTo(dmp)).toEqual({ error: null, pinIsZero: true });
  expect(await probe('send', { url: `${dmp.origin}/depot`, size: 10 })).toMatchObject({ status: 200 });
  expect(dmp.received.at(-1)?.holder).toBe('899700057302');
});

test('each fault says whether the server may have received the request, and none is sent twice', async () => {
  await start('medecin2');
  const dmp = await server();
  const closed = await server();
  await closed.close();
  const stranger = new TestAuthority('AC INCONNUE');
  const fake = await server(stranger.issue('localhost', 'DNS:localhost'));
  const misnamed = await server(authority.issue('ailleurs', 'DNS:ailleurs.example'));
  await probe('login', '1234');
  const origins = [dmp, closed, fake, misnamed].map((each) => each.origin);
  await probe('open', { pin: '1234', origins, authorities: authority.root });
  const send = (target: MutualServer, where: string, timeoutMs = 10_000) =>
    probe('send', { url: `${target.origin}${where}`, size: 1000, timeoutMs });

  expect(await send(dmp, '/warm')).toMatchObject({ status: 200 });
  expect(await send(dmp, '/cut')).toMatchObject({ error: 'cut' });
  expect(dmp.received.filter((each) => each.path === '/cut' && each.method === 'POST')).toHaveLength(1);
  expect(await send(dmp, '/slow', 1500)).toMatchObject({ error: 'timeout' });
  expect(dmp.received.filter((each) => each.path === '/slow' && each.method === 'POST')).toHaveLength(1);
  await send(dmp, '/other');
  expect(dmp.received.filter((each) => each.path === '/elsewhere')).toEqual([]);
  expect(await send(closed, '/depot')).toMatchObject({ error: 'unreachable' });
  expect(await send(fake, '/depot')).toMatchObject({ error: 'tls' });
  expect(await send(misnamed, '/depot')).toMatchObject({ error: 'tls' });
  expect([...fake.received, ...misnamed.received]).toEqual([]);
  expect(await probe('send', { url: 'https://ailleurs.example/', size: 10 })).toMatchObject({ error: 'tls' });
  stranger.dispose();
});

test('a server that prefers HTTP/2 is spoken to by HTTP/1.1: a shared connection would let Chromium send twice', async () => {
  await start('medecin2');
  const dmp = await server({ http2: true });
  await probe('login', '1234');
  await openTo(dmp);
  expect(await probe('send', { url: `${dmp.origin}/depot`, size: 10 })).toMatchObject({ status: 200 });
  expect(dmp.received.map(({ version }) => version)).not.toContain('2.0');
  expect(await probe('send', { url: `${dmp.origin}/cut`, size: 10 })).toMatchObject({ error: 'cut' });
  expect(dmp.received.filter((each) => each.path === '/cut' && each.method === 'POST')).toHaveLength(1);
});

test('the PIN is nowhere in what the run wrote', async () => {
  await start('medecin');
  const dmp = await server();
  await probe('login', '1234');
  await openTo(dmp);
  await probe('send', { url: `${dmp.origin}/depot`, size: 10 });
  await app.close();
  const written = fs
    .readdirSync(directory, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes(`${path.sep}cards`))
    .map((entry) => path.join(entry.parentPath, entry.name));
  // Four digits are found by chance in binary files: what is text is searched for the digits, what is not for their neighbourhood in a message.
  const telling = written.filter((file) =>
    /(pin|code|password)["'=: ]{1,4}1234\b/i.test(fs.readFileSync(file, 'latin1')),
  );
  expect(telling).toEqual([]);
});
