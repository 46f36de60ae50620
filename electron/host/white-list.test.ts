import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startSandbox, type Sandbox } from '../../fixtures/sandbox/start.ts';
import { startTestHost, type TestHost } from './testing/test-host.ts';

const pems = (path: string) =>
  readFileSync(path, 'utf8').match(/-----BEGIN [^-]+-----[^-]+-----END [^-]+-----\n?/g) ?? [];
const domain = (name: string) => `<Domaine><Nom>${name}</Nom></Domaine>`;
const listOf = (date: string, names: readonly string[]) =>
  `<?xml version="1.0"?><ListeBlanche><DateDeGeneration>${date}</DateDeGeneration>${names.map(domain).join('')}</ListeBlanche>`;
const many = (count: number) => Array.from({ length: count }, (_, index) => `pro-${index}.test.mssante.fr`);
const FILE = listOf('2020-01-01T00:00:00', ['medecin.test.mssante.fr', 'fichier.test.mssante.fr']);

let sandbox: Sandbox;
let desk: TestHost;
/** Another place that publishes a list, as a test wants it: right authority or not, any body. */
const publishers: Server[] = [];
let body: string | Buffer = '';

async function publisher(identity: string): Promise<string> {
  const { certificate, key } = sandbox.organisations.identity(identity);
  const server = createServer({ cert: readFileSync(certificate), key: readFileSync(key) }, (_request, response) => {
    response.on('error', () => undefined);
    response.end(body);
  });
  publishers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  return `https://localhost:${(server.address() as AddressInfo).port}/liste.xml`;
}
const state = () => desk.call('espace.listeBlanche', {});
const said = async (url: string) => {
  const answer = await desk.answer('espace.actualiser', { url });
  if (!answer.ok) return answer.error.detail ?? answer.error.code;
  return answer.value.echec?.raison ?? 'gardée';
};

beforeAll(async () => {
  sandbox = await startSandbox({ mssante: false });
  const { annuaire, dmp, noms } = sandbox;
  const nowhere = { hote: 'localhost', port: 1 };
  desk = await startTestHost({
    file: { name: 'liste.xml', bytes: Buffer.from(FILE) },
    services: {
      dmp: { url: dmp.url, roots: pems(dmp.roots), revocationLists: [dmp.crl, dmp.rootCrl] },
      mssante: {
        soumission: nowhere,
        imap: nowhere,
        roots: pems(annuaire.roots),
        revocationLists: [annuaire.crl, annuaire.rootCrl],
        listeBlanche: null,
        motDePasse: null,
        nil: 'TEST-0001',
        adresseListeBlanche: annuaire.listeBlanche,
        serveursDeNoms: [`127.0.0.1:${noms.port}`],
      },
    },
  });
  await desk.call('session.ouvrir', { pin: '1234', confirmeDernierEssai: false });
}, 120_000);
afterAll(async () => {
  await desk.dispose();
  for (const server of publishers) {
    server.closeAllConnections();
    server.close();
  }
  await sandbox.stop();
});
beforeEach(async () => {
  const { directory } = sandbox.incoming;
  directory.faults.clear();
  await directory.followFaults();
});

describe('the white list by its address', () => {
  test('is fetched at the login, and serves at once', async () => {
    await expect.poll(state, { timeout: 15_000 }).toMatchObject({
      origine: 'adresse',
      url: sandbox.annuaire.listeBlanche,
      genereeLe: '2026-03-02T03:00:00',
      domaines: 18,
      echec: null,
    });
    expect(await desk.call('messagerie.etat', {})).toMatchObject({ listeBlanche: '2026-03-02T03:00:00' });
  });

  test.each(['down', 'unavailable', 'cut'] as const)('%s: the list kept stays, the failure is told', async (kind) => {
    const { directory } = sandbox.incoming;
    const before = await state();
    directory.faults.add({ kind, remaining: null });
    await directory.followFaults();
    const sentence = await said(sandbox.annuaire.listeBlanche);
    expect(sentence).toMatch(/^La liste blanche n’a pas été remplacée : .*La liste gardée reste en service\.$/);
    expect(await state()).toMatchObject({ domaines: 18, prisLe: before.prisLe, echec: { raison: sentence } });
    directory.faults.clear();
    await directory.followFaults();
    expect(await said(sandbox.annuaire.listeBlanche)).toBe('gardée');
    expect(await state()).toMatchObject({ echec: null });
  });

  test('an address that is not HTTPS is never asked', async () => {
    for (const url of ['http://localhost/liste.xml', 'liste.xml', 'file:///etc/passwd'])
      expect(await said(url)).toBe('L’adresse de la liste blanche commence par https://.');
  });

  test.each([
    ['foreign-server', /connexion sécurisée/],
    ['revoked-server', /connexion sécurisée/],
    ['expired-server', /connexion sécurisée/],
  ])('a publisher whose certificate is not MSSanté’s (%s) is not believed', async (identity, sentence) => {
    body = listOf('2027-01-01T00:00:00', ['pirate.example', ...many(40)]);
    expect(await said(await publisher(identity))).toMatch(sentence);
    // An address that gave nothing does not take the place of the one that did.
    expect(await state()).toMatchObject({ domaines: 18, url: sandbox.annuaire.listeBlanche });
  });

  test('what is no list, hostile, shrunk or older does not take its place', async () => {
    const url = await publisher('dmp-server');
    const cases: readonly [string | Buffer, RegExp][] = [
      ['bonjour', /XML bien formé|aucun domaine/],
      ['<!DOCTYPE x [<!ENTITY a "b">]><ListeBlanche/>', /DOCTYPE/],
      ['<ListeBlanche></ListeBlanche>', /aucun domaine/],
      [listOf('2027-01-01T00:00:00', many(3)), /moins de la moitié/],
      [listOf('2025-01-01T00:00:00', many(30)), /plus ancienne/],
      [Buffer.alloc(25 * 1024 * 1024, 0x20), /ne répond pas/],
    ];
    for (const [content, sentence] of cases) {
      body = content;
      expect(await said(url)).toMatch(sentence);
      expect(await state()).toMatchObject({ domaines: 18, genereeLe: '2026-03-02T03:00:00' });
    }
    body = listOf('2027-01-01T00:00:00', [...many(30), 'medecin.test.mssante.fr']);
    expect(await said(url)).toBe('gardée');
    expect(await state()).toMatchObject({ domaines: 31, genereeLe: '2027-01-01T00:00:00', url });
  });

  test('a file that the doctor chose takes its place whatever its date; the journal says that it changed', async () => {
    expect(await desk.call('espace.importer', {})).toMatchObject({ origine: 'fichier', domaines: 2 });
    const journal = await desk.call('audit.lister', { avant: null });
    expect(
      journal.some(({ action, detail }) => action === 'reglages.modifier' && detail.includes('listeBlanche')),
    ).toBe(true);
  });
});

describe('the servers that a domain names', () => {
  const find = (adresse: string) => desk.answer('espace.trouverServeurs', { adresse });

  test('both, with STARTTLS, by priority', async () => {
    const port = Number(new URL(sandbox.control).port);
    expect(await find('Paul.Medecin5729@MEDECIN.test.mssante.fr')).toEqual({
      ok: true,
      value: {
        soumission: { hote: 'localhost', port: port + 2 },
        imap: { hote: 'localhost', port: port + 3 },
        remarque: null,
      },
    });
  });

  test('none: said, and the doctor types them', async () => {
    const absent = await find('x@cabinet.test.mssante.fr');
    expect(absent).toMatchObject({ ok: true, value: { soumission: null, imap: null } });
    expect(absent.ok ? absent.value.remarque : '').toMatch(/ni serveur d’envoi.*sans STARTTLS.*Saisissez/);
    expect(await find('x@inconnu.example')).toMatchObject({ ok: true, value: { soumission: null, imap: null } });
    expect(await find('sans arobase')).toMatchObject({ ok: false, error: { code: 'INVALID_INPUT' } });
  });

  test('name servers that do not answer', async () => {
    sandbox.incoming.names.mood = 'failing';
    const answer = await find('x@medecin.test.mssante.fr');
    sandbox.incoming.names.mood = 'normal';
    expect(answer).toMatchObject({ ok: true, value: { soumission: null, imap: null } });
    expect(answer.ok ? answer.value.remarque : '').toContain('Les serveurs de noms ne répondent pas. Saisissez');
  });
});
