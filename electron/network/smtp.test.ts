import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterAll, afterEach, expect, test } from 'vitest';
import type { MailAccess, MailAuthentication } from './mail-server.ts';
import { submitMail } from './smtp.ts';
import { TestAuthority } from './testing/authority.ts';
import { ScriptedSmtp, type Script } from './testing/scripted-smtp.ts';

const authority = new TestAuthority('AC DE TEST');
const stranger = new TestAuthority('AC INCONNUE');
const identity = authority.issue('localhost', 'DNS:localhost,IP:127.0.0.1');
afterAll(() => {
  authority.dispose();
  stranger.dispose();
});

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const raw = new TextEncoder().encode(
  `From: a@x.mssante.fr\r\nSubject: essai\r\n\r\n.une ligne qui commence par un point\r\n${'x'.repeat(70)}\r\n`,
);
const envelope = { from: 'paul@x.mssante.fr', to: ['un@x.mssante.fr', 'deux@x.mssante.fr'], identifier: 'envoi-1' };
const password: MailAuthentication = { kind: 'mot-de-passe', user: 'paul@x.mssante.fr', password: 'secret' };

function access(port: number, changed: Partial<MailAccess> = {}): MailAccess {
  return {
    server: { host: '127.0.0.1', port },
    trust: { roots: [authority.root], revocationLists: [] },
    authentication: password,
    timeouts: { connection: 2000, silence: 1500 },
    ...changed,
  };
}

interface Received {
  message: string;
  recipients: { address: string; notify: string }[];
  users: string[];
}

/** A real submission server; `behaviour` overrides its callbacks. */
async function operator(
  behaviour: Partial<ConstructorParameters<typeof SMTPServer>[0]> = {},
): Promise<{ port: number; received: Received; cut: () => void }> {
  const received: Received = { message: '', recipients: [], users: [] };
  const sockets = new Set<Socket>();
  const server = new SMTPServer({
    cert: identity.certificate,
    key: identity.key,
    authMethods: ['PLAIN', 'LOGIN', 'XOAUTH2'],
    disableReverseLookup: true,
    closeTimeout: 100,
    onAuth(auth, _session, callback) {
      received.users.push(`${auth.method}:${auth.username}`);
      if (auth.password === 'secret' || auth.accessToken === 'jeton-neuf')
        return callback(null, { user: auth.username });
      if (auth.method === 'XOAUTH2') return callback(null, { data: { status: '401', schemes: 'bearer' } });
      return callback(new Error('identifiants refusés'));
    },
    onData(stream, session, callback) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        received.message = Buffer.concat(chunks).toString('latin1');
        received.recipients = session.envelope.rcptTo.map((recipient) => ({
          address: recipient.address,
          notify: JSON.stringify(recipient),
        }));
        callback(null, 'gardé');
      });
    },
    ...behaviour,
  });
  server.on('error', () => undefined);
  server.server.on('connection', (socket: Socket) => sockets.add(socket));
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  closing.push(
    async () =>
      await new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  );
  const cut = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return { port: (server.server.address() as AddressInfo).port, received, cut };
}

async function scripted(script: Script, tls = true): Promise<{ port: number; server: ScriptedSmtp }> {
  const server = new ScriptedSmtp(script, tls ? identity : null);
  closing.push(() => server.close());
  return { port: await server.listen(), server };
}

/** A correct dialogue, with some answers replaced. */
const answers =
  (changed: Record<string, string | null>, ehlo = '250-script\r\n250-STARTTLS\r\n250 AUTH PLAIN XOAUTH2'): Script =>
  (line) => {
    for (const [start, reply] of Object.entries(changed)) if (line.startsWith(start)) return reply;
    if (line.startsWith('EHLO')) return ehlo;
    if (line === 'STARTTLS') return '220 oui';
    if (line.startsWith('AUTH')) return '235 bienvenue';
    if (line === 'DATA') return '354 allez';
    if (line === 'DATA-START') return '';
    return '250 oui';
  };

test('password over STARTTLS: the bytes arrive as they were frozen', async () => {
  const { port, received } = await operator();
  const outcome = await submitMail(access(port), envelope, raw);
  expect(outcome).toMatchObject({ kind: 'accepte', accepted: envelope.to, refused: [] });
  expect(received.message).toBe(Buffer.from(raw).toString('latin1'));
  expect(received.users).toEqual(['PLAIN:paul@x.mssante.fr']);
});

test('delivery notices are asked for each recipient', async () => {
  const { port, server } = await scripted(
    answers({}, '250-script\r\n250-STARTTLS\r\n250-DSN\r\n250-SIZE 9999\r\n250 AUTH PLAIN'),
  );
  expect(await submitMail(access(port), envelope, raw)).toMatchObject({ kind: 'accepte' });
  expect(server.received).toContain(`MAIL FROM:<paul@x.mssante.fr> SIZE=${raw.length} RET=HDRS ENVID=envoi-1`);
  expect(server.received).toContain('RCPT TO:<un@x.mssante.fr> NOTIFY=FAILURE,DELAY,SUCCESS');
  expect(server.message).toContain('\r\n..une ligne');
});

test('one of two recipients refused: the other is accepted, and both are said', async () => {
  const { port, received } = await operator({
    onRcptTo(address, _session, callback) {
      if (address.address.startsWith('deux'))
        return callback(Object.assign(new Error('5.1.1 boîte inconnue'), { responseCode: 550 }));
      callback();
    },
  });
  const outcome = await submitMail(access(port), envelope, raw);
  expect(outcome).toMatchObject({
    kind: 'accepte',
    accepted: ['un@x.mssante.fr'],
    refused: [{ address: 'deux@x.mssante.fr', code: 550 }],
  });
  expect(received.recipients.map((recipient) => recipient.address)).toEqual(['un@x.mssante.fr']);
});

test('all recipients refused, sender refused, message refused, too large', async () => {
  const refuse = (code: number, text: string) => Object.assign(new Error(text), { responseCode: code });
  const all = await operator({ onRcptTo: (_address, _session, callback) => callback(refuse(451, 'revenez')) });
  expect(await submitMail(access(all.port), envelope, raw)).toMatchObject({
    kind: 'refuse',
    stage: 'destinataires',
    code: 451,
    refused: [{ code: 451 }, { code: 451 }],
  });
  const sender = await operator({ onMailFrom: (_address, _session, callback) => callback(refuse(553, 'pas vous')) });
  expect(await submitMail(access(sender.port), envelope, raw)).toMatchObject({
    kind: 'refuse',
    stage: 'expediteur',
    code: 553,
  });
  const content = await operator({
    onData(stream, _session, callback) {
      stream.resume();
      stream.on('end', () => callback(refuse(554, 'contenu refusé')));
    },
  });
  expect(await submitMail(access(content.port), envelope, raw)).toMatchObject({
    kind: 'refuse',
    stage: 'message',
    code: 554,
  });
  const small = await operator({ size: 50 });
  expect(await submitMail(access(small.port), envelope, raw)).toMatchObject({
    kind: 'refuse',
    stage: 'message',
    code: 552,
  });
});

test('wrong password, expired token renewed once, token refused twice', async () => {
  const { port, received } = await operator();
  expect(
    await submitMail(
      access(port, { authentication: { kind: 'mot-de-passe', user: 'p', password: 'faux' } }),
      envelope,
      raw,
    ),
  ).toMatchObject({
    kind: 'authentification-refusee',
    code: 535,
  });
  const asked: boolean[] = [];
  const psc = (renewed: string): MailAuthentication => ({
    kind: 'psc',
    user: 'paul@x.mssante.fr',
    accessToken: async (renew) => {
      asked.push(renew);
      return renew ? renewed : 'jeton-perime';
    },
  });
  expect(await submitMail(access(port, { authentication: psc('jeton-neuf') }), envelope, raw)).toMatchObject({
    kind: 'accepte',
  });
  expect(asked).toEqual([false, true]);
  expect(received.users.at(-1)).toBe('XOAUTH2:paul@x.mssante.fr');
  expect(await submitMail(access(port, { authentication: psc('encore-faux') }), envelope, raw)).toMatchObject({
    kind: 'authentification-refusee',
  });
  expect(asked).toEqual([false, true, false, true]);
  const closed: MailAuthentication = {
    kind: 'psc',
    user: 'p@x.fr',
    accessToken: async () => await Promise.reject(new Error('fini')),
  };
  expect(await submitMail(access(port, { authentication: closed }), envelope, raw)).toMatchObject({
    kind: 'session-fermee',
  });
});

test('a server that only knows OAUTHBEARER gets the standard form', async () => {
  const { port, server } = await scripted(answers({ 'AUTH XOAUTH2': '504 inconnu' }));
  const authentication: MailAuthentication = { kind: 'psc', user: 'p@x.fr', accessToken: async () => 'jeton' };
  expect(await submitMail(access(port, { authentication }), envelope, raw)).toMatchObject({ kind: 'accepte' });
  const line = server.received.find((command) => command.startsWith('AUTH OAUTHBEARER ')) ?? '';
  expect(Buffer.from(line.slice(17), 'base64').toString()).toBe('n,a=p@x.fr,\u0001auth=Bearer jeton\u0001\u0001');
});

test('client certificate: shown in the handshake, refused when it is a stranger’s or absent', async () => {
  const mutual = { requestCert: true, rejectUnauthorized: true, ca: authority.root };
  const { port } = await operator(mutual);
  const client = authority.issue('paul@x.mssante.fr', null);
  const foreign = stranger.issue('paul@x.mssante.fr', null);
  const certificate = (of: typeof client, pass: string | null): MailAuthentication => ({
    kind: 'certificat',
    user: 'paul@x.mssante.fr',
    certificate: { format: 'pem', certificate: of.certificate, key: of.key, passphrase: null },
    password: pass,
  });
  expect(
    await submitMail(access(port, { authentication: certificate(client, 'secret') }), envelope, raw),
  ).toMatchObject({ kind: 'accepte' });
  for (const authentication of [certificate(foreign, 'secret'), password]) {
    expect((await submitMail(access(port, { authentication }), envelope, raw)).kind).toMatch(
      /^(certificat-refuse|injoignable)$/,
    );
  }
  const external = await scripted(answers({}));
  expect(
    await submitMail(access(external.port, { authentication: certificate(client, null) }), envelope, raw),
  ).toMatchObject({ kind: 'accepte' });
  const silent = await scripted(answers({ 'AUTH EXTERNAL': '504 inconnu' }));
  expect(
    await submitMail(access(silent.port, { authentication: certificate(client, null) }), envelope, raw),
  ).toMatchObject({ kind: 'accepte' });
  const wanting = await scripted(answers({ 'AUTH EXTERNAL': '504 inconnu', 'MAIL FROM': '530 identifiez-vous' }));
  expect(
    await submitMail(access(wanting.port, { authentication: certificate(client, null) }), envelope, raw),
  ).toMatchObject({
    kind: 'authentification-refusee',
    code: 530,
  });
  expect(external.server.received).toContain(`AUTH EXTERNAL ${Buffer.from('paul@x.mssante.fr').toString('base64')}`);
});

test('never in clear: no STARTTLS, STARTTLS refused, and nothing secret was said', async () => {
  for (const changed of [{ STARTTLS: '502 inconnu' }, { STARTTLS: '454 pas maintenant' }]) {
    const { port, server } = await scripted(answers(changed, '250-script\r\n250 AUTH PLAIN'), false);
    expect(await submitMail(access(port), envelope, raw)).toEqual({ kind: 'sans-starttls' });
    expect(server.received.some((line) => /^(AUTH|MAIL|RCPT|DATA)/.test(line))).toBe(false);
  }
});

test('a server that takes STARTTLS without having offered it gets no credential either', async () => {
  const { port, server } = await scripted(answers({}, '250-script\r\n250 AUTH PLAIN'));
  expect(await submitMail(access(port), envelope, raw)).toEqual({ kind: 'sans-starttls' });
  expect(server.received.some((line) => /^(AUTH|MAIL)/.test(line))).toBe(false);
});

test('certificates: unknown authority, wrong name, expired, revoked, list that is missing', async () => {
  const { port } = await operator();
  const trust = (roots: string[], revocationLists: string[] = []) => ({ trust: { roots, revocationLists } });
  expect(await submitMail(access(port, trust([stranger.root])), envelope, raw)).toEqual({
    kind: 'certificat-refuse',
    problem: 'autorite',
  });
  const named = authority.issue('ailleurs', 'DNS:ailleurs.mssante.fr');
  const other = await operator({ cert: named.certificate, key: named.key });
  expect(await submitMail(access(other.port), envelope, raw)).toEqual({ kind: 'certificat-refuse', problem: 'nom' });
  const expired = authority.issue('localhost', 'IP:127.0.0.1', 0);
  const old = await operator({ cert: expired.certificate, key: expired.key });
  expect(await submitMail(access(old.port), envelope, raw)).toEqual({ kind: 'certificat-refuse', problem: 'expire' });
  expect(
    await submitMail(access(port, trust([authority.root], [authority.revocationList([])])), envelope, raw),
  ).toMatchObject({ kind: 'accepte' });
  const revoked = authority.issue('localhost', 'IP:127.0.0.1');
  const withdrawn = await operator({ cert: revoked.certificate, key: revoked.key });
  const list = authority.revocationList([revoked]);
  expect(await submitMail(access(withdrawn.port, trust([authority.root], [list])), envelope, raw)).toEqual({
    kind: 'certificat-refuse',
    problem: 'revoque',
  });
  expect(await submitMail(access(port, trust([authority.root], [stranger.revocationList([])])), envelope, raw)).toEqual(
    {
      kind: 'certificat-refuse',
      problem: 'liste-de-revocation',
    },
  );
});

test('down, silent, cut before the message: surely not received', async () => {
  const closed = await operator();
  await closing.pop()?.();
  expect(await submitMail(access(closed.port), envelope, raw)).toMatchObject({ kind: 'injoignable' });
  const cuts: Record<string, string | null>[] = [
    { EHLO: null },
    { 'MAIL FROM': null },
    { 'RCPT TO': null },
    { DATA: null },
    { 'MAIL FROM': '' },
  ];
  for (const changed of cuts) {
    const { port } = await scripted(answers(changed));
    expect(await submitMail(access(port), envelope, raw), JSON.stringify(changed)).toMatchObject({
      kind: 'injoignable',
    });
  }
  const tooLong = `250-${'x'.repeat(300_000)}`;
  const { port } = await scripted(answers({ 'MAIL FROM': tooLong }));
  expect(await submitMail(access(port), envelope, raw)).toMatchObject({ kind: 'injoignable' });
});

test('cut or silence once the message has begun to leave: unknown, whether it was kept or not', async () => {
  const script = (changed: Record<string, string | null>): Script => {
    const usual = answers({});
    return (line, secure) => (line in changed ? (changed[line] ?? null) : usual(line, secure));
  };
  const cuts: Record<string, string | null>[] = [
    { 'DATA-START': null },
    { 'DATA-END': null },
    { 'DATA-END': '' },
    { 'DATA-END': '25' },
  ];
  for (const changed of cuts) {
    const { port } = await scripted(script(changed));
    expect(await submitMail(access(port), envelope, raw), JSON.stringify(changed)).toMatchObject({
      kind: 'issue-inconnue',
    });
  }
  const kept: string[] = [];
  const real = await operator({
    onData(stream) {
      stream.on('data', (chunk: Buffer) => kept.push(chunk.toString('latin1')));
      stream.on('end', () => real.cut());
    },
  });
  expect(await submitMail(access(real.port), envelope, raw)).toMatchObject({ kind: 'issue-inconnue' });
  expect(kept.join('')).toBe(Buffer.from(raw).toString('latin1'));
});

test('locking cuts a dialogue short: before the message surely not received, after it unknown', async () => {
  for (const [silentAt, kind] of [
    ['MAIL FROM', 'injoignable'],
    ['DATA-END', 'issue-inconnue'],
  ] as const) {
    const controller = new AbortController();
    const usual = answers({});
    const { port } = await scripted((line, secure) => {
      if (!line.startsWith(silentAt)) return usual(line, secure);
      setTimeout(() => controller.abort(), 10);
      return '';
    });
    const before = Date.now();
    expect(
      await submitMail(
        access(port, { timeouts: { connection: 5000, silence: 5000 } }),
        envelope,
        raw,
        controller.signal,
      ),
    ).toMatchObject({ kind });
    expect(Date.now() - before).toBeLessThan(1500);
  }
  const aborted = AbortSignal.abort();
  expect(await submitMail(access(1), envelope, raw, aborted)).toMatchObject({ kind: 'injoignable' });
});
