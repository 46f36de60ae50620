import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { openOrganisations } from '../../../fixtures/sandbox/authority/organisations.ts';
import { DIRECTORY_KEY, DirectoryServer } from '../../../fixtures/sandbox/annuaire/server.ts';
import { Wire } from '../../../fixtures/sandbox/lib/wire.ts';
import { SHARED_KEYS } from '../../../fixtures/sandbox/testing/harness.ts';
import { softwareCertificateTransport } from '../../network/https-software-certificate.ts';
import { TestAuthority } from '../../network/testing/authority.ts';
import { searchOnline, type DirectoryService } from './fhir.client.ts';

const DEMO = join(import.meta.dirname, '../../../fixtures/demo');
const stranger = new TestAuthority('AC INCONNUE');
let folder: string;
let server: DirectoryServer;
let roots: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hygie-fhir-'));
  const organisations = await openOrganisations(join(SHARED_KEYS, 'authority'));
  roots = readFileSync(organisations.roots, 'utf8');
  server = new DirectoryServer({
    port: 0,
    demo: DEMO,
    identity: organisations.identity('dmp-server'),
    whiteList: join(DEMO, 'liste-blanche-exemple.xml'),
    wire: new Wire(join(folder, 'wire')),
    size: 3000,
  });
  await server.listen();
});
afterEach(() => server.faults.clear());
afterAll(async () => {
  await server.close();
  stranger.dispose();
  await rm(folder, { recursive: true, force: true });
});

const service = (change: { key?: string; root?: string } = {}): DirectoryService => ({
  url: server.fhirUrl,
  key: change.key ?? DIRECTORY_KEY,
  transport: softwareCertificateTransport({
    trust: { roots: [change.root ?? roots], revocationLists: [] },
    client: null,
  }),
});

test('by name, by RPPS, by address, by place: personal boxes and those held in a structure, with calling and place', async () => {
  const someone = server.directory.professionals.find(({ mailboxes }) => mailboxes.length > 0);
  if (someone === undefined) throw new Error('nobody');
  const byName = await searchOnline(service(), { nom: someone.family, prenom: someone.given });
  const found = byName.entrees.find(({ adresse }) => adresse === someone.mailboxes[0]?.address.toLowerCase());
  expect(found).toMatchObject({
    nom: someone.family,
    prenom: someone.given,
    rpps: someone.rpps,
    idNat: `8${someone.rpps}`,
    profession: someone.profession.label,
    typeBal: 'PER',
  });
  expect(
    (await searchOnline(service(), { rpps: someone.rpps })).entrees.some(({ rpps }) => rpps === someone.rpps),
  ).toBe(true);
  const address = someone.mailboxes[0]?.address ?? '';
  expect((await searchOnline(service(), { adresse: address })).entrees).toMatchObject([
    { adresse: address.toLowerCase() },
  ]);
  const held = server.directory.professionals.find(({ roles }) => roles.some(({ mailboxes }) => mailboxes.length > 0));
  const role = held?.roles.find(({ mailboxes }) => mailboxes.length > 0);
  if (held === undefined || role === undefined) throw new Error('nobody in a structure');
  const inStructure = await searchOnline(service(), { rpps: held.rpps });
  expect(inStructure.entrees.find(({ structure }) => structure === role.structure.name)).toMatchObject({
    nom: held.family,
    commune: role.structure.town.name,
    structureId: role.structure.nationalId,
  });
  // A contact mail of a structure is no mailbox of the trust space.
  const hospital = server.directory.structures.find(({ mailboxes }) => mailboxes.length > 0);
  const structures = await searchOnline(service(), { nom: hospital?.name ?? '' });
  expect(structures.entrees.some(({ adresse }) => adresse.endsWith('etablissement.example'))).toBe(false);
});

test('a wrong key, too many calls, an unknown authority, nobody there: each is told in French', async () => {
  const wanted = { nom: 'MEDECIN' };
  const told = (why: Promise<unknown>) =>
    why.then(
      () => '',
      (error: { code: string; detail: string }) => `${error.code} ${error.detail}`,
    );
  expect(await told(searchOnline(service({ key: 'fausse' }), wanted))).toMatch(/NETWORK .*clé/);
  expect(await told(searchOnline(service({ root: stranger.root }), wanted))).toMatch(/NETWORK .*ne répond pas/);
  expect(await told(searchOnline(service(), {}))).toMatch(/INVALID_INPUT/);
  const elsewhere = { ...service(), url: 'https://127.0.0.1:1/fhir/v2' };
  expect(await told(searchOnline(elsewhere, wanted))).toMatch(/NETWORK/);
});
