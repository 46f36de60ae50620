import { afterAll, beforeAll, expect, test } from 'vitest';
import { PROTOCOLES_LIVRES, type Protocole } from '../../shared/domain/protocoles/index.ts';
import type { PatientId } from '../../shared/ids.ts';
import { startTestHost, type TestHost } from './testing/test-host.ts';

let desk: TestHost;
let patientId: PatientId;
const [demo] = PROTOCOLES_LIVRES;
if (demo === undefined) throw new Error('no protocol is shipped');
beforeAll(async () => {
  desk = await startTestHost();
  await desk.call('session.ouvrir', { pin: '1234', confirmeDernierEssai: false });
  const [found] = await desk.call('patients.chercher', { texte: 'chemin' });
  if (found === undefined) throw new Error('no patient');
  patientId = found.id;
});
afterAll(() => desk.dispose());

test('[44] no protocol, no planned event; once switched on it is proposed to whom its codes concern, and followed by a gesture only', async () => {
  const before = await desk.call('parcours.lire', { patientId });
  expect(before).toMatchObject({ protocoles: [], proposes: [] });
  expect(before.evenements.map(({ titre }) => titre)).toContain('Diagnostic : Diabète sucré insulino-dépendant');
  expect(
    await desk.answer('parcours.suivre', { patientId, protocole: demo.id, debut: '2026-01-10' as never }),
  ).toMatchObject({
    ok: false,
    error: { code: 'NOT_FOUND' },
  });
  const tried = await desk.call('protocoles.essayer', { protocole: demo });
  expect(tried.concernes).toBeGreaterThan(0);
  expect(tried.enRetard).toBe(tried.concernes);
  expect(tried.exemples.map(({ nomNaissance }) => nomNaissance)).toContain('CHEMIN');
  await desk.call('protocoles.activer', { id: demo.id, actif: true });
  expect((await desk.call('parcours.lire', { patientId })).proposes).toMatchObject([{ id: demo.id }]);
  await desk.call('parcours.suivre', { patientId, protocole: demo.id, debut: '2026-01-10' as never });
  const after = await desk.call('parcours.lire', { patientId });
  expect(after.proposes).toEqual([]);
  expect(after.protocoles[0]?.evenements.slice(0, 3).map(({ titre }) => titre)).toEqual([
    'Glycémie',
    'Bilan lipidique',
    'Bilan rénal',
  ]);
  expect(after.protocoles[0]?.evenements.some(({ etat }) => etat === 'manquant')).toBe(true);
  expect(
    await desk.answer('parcours.suivre', { patientId, protocole: demo.id, debut: '2026-02-10' as never }),
  ).toMatchObject({ ok: false });
  await desk.call('parcours.arreter', { patientId, protocole: demo.id });
  expect((await desk.call('parcours.lire', { patientId })).protocoles).toEqual([]);
});

test('a protocol of the practice is kept by versions, never over a shipped one', async () => {
  const own: Protocole = { ...demo, id: 'suivi-du-cabinet', titre: 'Suivi du cabinet', version: 1 };
  await desk.call('protocoles.enregistrer', { protocole: own });
  expect(await desk.answer('protocoles.enregistrer', { protocole: own })).toMatchObject({
    ok: false,
    error: { code: 'VERSION_CONFLICT' },
  });
  await desk.call('protocoles.enregistrer', { protocole: { ...own, version: 2, titre: 'Suivi du cabinet, revu' } });
  const known = await desk.call('protocoles.lister', {});
  expect(known).toContainEqual(
    expect.objectContaining({
      actif: false,
      livre: false,
      protocole: expect.objectContaining({ version: 2 }) as unknown,
    }),
  );
  expect(await desk.answer('protocoles.enregistrer', { protocole: { ...demo, version: 9 } })).toMatchObject({
    ok: false,
    error: { code: 'NOT_ALLOWED' },
  });
});

test('[70] [71] the shipped card has its source and date, and says where nothing was read; the practice’s own takes its place', async () => {
  const [card] = await desk.call('fiches.lister', {});
  expect(card).toMatchObject({ id: 'bpco', livree: true });
  expect(card?.tuiles).toHaveLength(6);
  expect(card?.tuiles[0]).toMatchObject({ date: '2014-01', source: expect.stringContaining('HAS') as string });
  expect(card?.tuiles.slice(1).every(({ texte, source }) => texte === '' && source === '')).toBe(true);
  const own = {
    id: 'bpco',
    pathologie: 'BPCO',
    cim10: ['J44'],
    tuiles: [{ titre: 'Traitement', texte: 'Texte du cabinet', source: 'contenu du cabinet', date: '2026-11' }],
  };
  await desk.call('fiches.enregistrer', { fiche: own });
  expect((await desk.call('fiches.lister', {}))[0]).toMatchObject({ ...own, version: 1, livree: false });
});
