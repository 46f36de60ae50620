import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { NameServer, type ServiceRecord } from '../../fixtures/sandbox/dns/server.ts';
import { DiscoveryError, discoverMailServers } from './mail-discovery.ts';

const DOMAIN = 'medecin.test.mssante.fr';
const names = new NameServer(0, []);
const record = (service: string, target: string, port: number, priority = 0, weight = 0): ServiceRecord => ({
  name: `_${service}._tcp.${DOMAIN}`,
  target,
  port,
  priority,
  weight,
});
const find = (domain = DOMAIN) => discoverMailServers(domain, [`127.0.0.1:${names.port}`], 300);

beforeAll(() => names.listen());
afterAll(() => names.close());
beforeEach(() => {
  names.mood = 'normal';
  names.asked.length = 0;
});

test('by priority, then by weight; the four services are asked', async () => {
  names.records = [
    record('imap', 'secours.operateur.fr', 143, 20, 100),
    record('imap', 'petit.operateur.fr', 143, 10, 1),
    record('imap', 'IMAP.operateur.fr', 10143, 10, 60),
    record('submission', 'smtp.operateur.fr', 587),
    record('imaps', 'imaps.operateur.fr', 993),
  ];
  expect(await find()).toEqual({
    submission: { host: 'smtp.operateur.fr', port: 587 },
    imap: { host: 'imap.operateur.fr', port: 10143 },
    implicitTlsOnly: [],
  });
  expect(names.asked.toSorted()).toEqual(
    ['imap', 'imaps', 'submission', 'submissions'].map((service) => `_${service}._tcp.${DOMAIN}`),
  );
});

test('a service said to be absent, one under implicit TLS only, a target that is no host', async () => {
  names.records = [
    record('submission', '.', 0),
    record('imaps', 'imaps.operateur.fr', 993),
    record('submission', 'a b.fr', 587),
  ];
  expect(await find()).toEqual({ submission: null, imap: null, implicitTlsOnly: ['imap'] });
});

test('a domain that names nothing, and one that does not exist', async () => {
  names.records = [record('autre', 'x.fr', 1)];
  const none = { submission: null, imap: null, implicitTlsOnly: [] };
  expect(await find()).toEqual(none);
  expect(await find('inconnu.example')).toEqual(none);
});

test.each(['failing', 'silent', 'garbage'] as const)('name servers that are %s: said, and soon', async (mood) => {
  names.mood = mood;
  const start = performance.now();
  await expect(find()).rejects.toBeInstanceOf(DiscoveryError);
  expect(performance.now() - start).toBeLessThan(5_000);
});
