import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MailSession } from './imap.ts';
import type { MailAccess, MailAuthentication } from './mail-server.ts';
import { TestAuthority } from './testing/authority.ts';
import { dovecotIsThere, TestDovecot } from './testing/dovecot.ts';

const authority = new TestAuthority('AC DE TEST');
const stranger = new TestAuthority('AC INCONNUE');
afterAll(() => {
  authority.dispose();
  stranger.dispose();
});

const user = 'paul@medecin.test.mssante.fr';
const raw = new TextEncoder().encode(
  `Message-ID: <copie-1@medecin.test.mssante.fr>\r\nSubject: essai\r\n\r\n${'é'.repeat(2000)}\r\n`,
);

function token(email: string, seconds: number): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const now = Math.floor(Date.now() / 1000);
  const signed = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ sub: email, email, iat: now - 10, exp: now + seconds })}`;
  return `${signed}.${createHmac('sha256', TestDovecot.tokenSecret).update(signed).digest('base64url')}`;
}

// Dovecot is a package of the system, installed by the set-up; without it there is no real peer to speak to.
describe.skipIf(!dovecotIsThere)('against Dovecot', { timeout: 60_000 }, () => {
  let dovecot: TestDovecot;
  let mutual: TestDovecot;
  beforeAll(async () => {
    const identity = authority.issue('localhost', 'DNS:localhost,IP:127.0.0.1');
    dovecot = await TestDovecot.start({ identity, password: 'secret' });
    mutual = await TestDovecot.start({ identity, password: 'secret', clientRoot: authority.root });
  });
  afterAll(async () => {
    await dovecot.stop();
    await mutual.stop();
  });

  const access = (changed: Partial<MailAccess> = {}): MailAccess => ({
    server: { host: '127.0.0.1', port: dovecot.port },
    trust: { roots: [authority.root], revocationLists: [] },
    authentication: { kind: 'mot-de-passe', user, password: 'secret' },
    // After a failed login Dovecot makes that address wait, up to 15 s.
    timeouts: { connection: 5000, silence: 25_000 },
    ...changed,
  });

  test('the copy is appended once, byte for byte, and found by its Message-ID', async () => {
    const session = await MailSession.open(access());
    const sent = await session.sentFolder();
    expect(sent).toBe('Éléments envoyés');
    expect(await session.findByMessageId(sent, 'copie-1@medecin.test.mssante.fr')).toEqual([]);
    const date = new Date('2026-03-02T10:00:00Z');
    expect(await session.appendIfAbsent(sent, 'copie-1@medecin.test.mssante.fr', raw, date)).toBe('ajoutee');
    expect(await session.appendIfAbsent(sent, 'copie-1@medecin.test.mssante.fr', raw, date)).toBe('deja-presente');
    const [uid] = await session.findByMessageId(sent, 'copie-1@medecin.test.mssante.fr');
    const read = await session.inMailbox(
      sent,
      async (client) => await client.fetchOne(String(uid), { source: true, flags: true }, { uid: true }),
    );
    expect(read !== false && read?.source !== undefined && Buffer.from(raw).equals(read.source)).toBe(true);
    expect(read !== false && read?.flags?.has('\\Seen')).toBe(true);
    await session.close();
  });

  test('a token; an expired one is renewed once', async () => {
    const asked: boolean[] = [];
    const authentication: MailAuthentication = {
      kind: 'psc',
      user,
      accessToken: async (renew) => {
        asked.push(renew);
        return token(user, renew ? 60 : -5);
      },
    };
    const session = await MailSession.open(access({ authentication }));
    expect(asked).toEqual([false, true]);
    await session.close();
    const other: MailAuthentication = { kind: 'psc', user, accessToken: async () => token('autre@x.mssante.fr', 60) };
    await expect(MailSession.open(access({ authentication: other }))).rejects.toMatchObject({
      kind: 'authentification-refusee',
    });
  });

  test('wrong password, unknown authority, nobody there', async () => {
    await expect(
      MailSession.open(access({ authentication: { kind: 'mot-de-passe', user, password: 'faux' } })),
    ).rejects.toMatchObject({ kind: 'authentification-refusee' });
    await expect(
      MailSession.open(access({ trust: { roots: [stranger.root], revocationLists: [] } })),
    ).rejects.toMatchObject({ kind: 'certificat-refuse', problem: 'autorite' });
    await expect(MailSession.open(access({ server: { host: '127.0.0.1', port: 1 } }))).rejects.toMatchObject({
      kind: 'injoignable',
    });
  });

  test('client certificate: asked for, shown, and a stranger’s is refused', async () => {
    const server = { host: '127.0.0.1', port: mutual.port };
    const client = authority.issue(user, null);
    const foreign = stranger.issue(user, null);
    const certificate = (of: typeof client): MailAuthentication => ({
      kind: 'certificat',
      user,
      certificate: { format: 'pem', certificate: of.certificate, key: of.key, passphrase: null },
      password: null,
    });
    const session = await MailSession.open(access({ server, authentication: certificate(client) }));
    await session.close();
    for (const authentication of [certificate(foreign), access().authentication]) {
      await expect(MailSession.open(access({ server, authentication }))).rejects.toMatchObject({ name: 'MailError' });
    }
  });
});

test('a server without STARTTLS gets neither name nor password', async () => {
  const said: string[] = [];
  const server = createServer((socket) => {
    socket.write('* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] prêt\r\n');
    socket.on('error', () => undefined);
    socket.on('data', (data) => {
      const line = data.toString();
      said.push(line);
      const tag = line.split(' ')[0] ?? '';
      socket.write(`* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n${tag} OK\r\n`);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const access: MailAccess = {
    server: { host: '127.0.0.1', port: (server.address() as AddressInfo).port },
    trust: { roots: [authority.root], revocationLists: [] },
    authentication: { kind: 'mot-de-passe', user, password: 'secret' },
    timeouts: { connection: 3000, silence: 3000 },
  };
  await expect(MailSession.open(access)).rejects.toMatchObject({ kind: 'sans-starttls' });
  expect(said.join('')).not.toMatch(/LOGIN|AUTHENTICATE|secret/i);
  server.close();
});

test('locking does not wait for a server that says nothing', async () => {
  const server = createServer((socket) => socket.on('error', () => undefined)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const controller = new AbortController();
  const before = Date.now();
  const opening = MailSession.open(
    {
      server: { host: '127.0.0.1', port: (server.address() as AddressInfo).port },
      trust: { roots: [authority.root], revocationLists: [] },
      authentication: { kind: 'mot-de-passe', user, password: 'secret' },
    },
    controller.signal,
  );
  setTimeout(() => controller.abort(), 20);
  await expect(opening).rejects.toMatchObject({ name: 'MailError' });
  expect(Date.now() - before).toBeLessThan(1000);
  server.close();
});
