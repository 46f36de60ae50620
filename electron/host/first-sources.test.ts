import { afterAll, beforeAll, expect, test } from 'vitest';
import { knownSources } from '../features/sources/repository.ts';
import { baseForTests, DOCTOR } from '../features/testing.ts';
import { setUpSources } from './first-sources.ts';

const base = baseForTests({ beforeAll, afterAll });

test('the roads of an installation are set up with their folder, or their server and its secret', async () => {
  const sftp = {
    hote: 'localhost',
    port: 8097,
    utilisateur: 'hopital-essais',
    chemin: '/depots',
    empreinte: 'SHA256:essai',
    archivage: 'deplacer' as const,
  };
  const { store } = base();
  await setUpSources(store, DOCTOR, [
    { voie: 'hprim', nom: 'Laboratoire', mode: 'direct', dossier: '/depots/hprim', sftp: null, secret: null },
    { voie: 'sftp', nom: 'Hôpital', mode: 'indirect', dossier: null, sftp, secret: 'secret-d-essai' },
  ]);
  const found = await store.query(knownSources, {}, DOCTOR);
  expect(found.map(({ voie, actif, config }) => [voie, actif, config.dossier, config.sftp, config.secret])).toEqual([
    ['hprim', true, '/depots/hprim', null, null],
    ['sftp', true, null, sftp, 'secret-d-essai'],
  ]);
});
