import { afterAll, beforeAll, expect, test } from 'vitest';
import { civilDateOf, type CivilDate } from '../../shared/domain/civil-date.ts';
import { addMonths, PROTOCOLES_LIVRES } from '../../shared/domain/protocoles/index.ts';
import type { PatientId } from '../../shared/ids.ts';
import { startTestHost, type TestHost } from './testing/test-host.ts';

let desk: TestHost;
let child: PatientId;
let adult: PatientId;
const today = civilDateOf(new Date());
const shipped = (id: string) => {
  const found = PROTOCOLES_LIVRES.find((each) => each.id === id);
  if (found === undefined) throw new Error(id);
  return found;
};
const patient = async (texte: string) => {
  const [found] = await desk.call('patients.chercher', { texte });
  if (found === undefined) throw new Error(texte);
  return found;
};
/** The first planned event of this protocol in the child's timeline that is this one, at this planned date when one is given. */
const planned = async (evenement: string, date?: string) => {
  const { protocoles } = await desk.call('parcours.lire', { patientId: child });
  const found = protocoles
    .flatMap(({ evenements }) => evenements)
    .find((each) => each.evenement === evenement && (date === undefined || each.date === date));
  if (found === undefined) throw new Error(evenement);
  return found;
};

beforeAll(async () => {
  desk = await startTestHost();
  await desk.call('session.ouvrir', { pin: '1234', confirmeDernierEssai: false });
  child = (await patient('noir hugo')).id;
  adult = (await patient('chemin')).id;
});
afterAll(() => desk.dispose());

test('[44] a protocol by ages is proposed to those of that age only, and its trial counts them', async () => {
  const children = shipped('vaccins-enfant');
  const tried = await desk.call('protocoles.essayer', { protocole: children });
  expect(tried).toMatchObject({ concernes: 1, enRetard: 1 });
  expect(tried.exemples.map(({ nomNaissance }) => nomNaissance)).toEqual(['NOIR']);
  const boosters = await desk.call('protocoles.essayer', { protocole: shipped('rappels-adulte') });
  expect(boosters.concernes).toBeGreaterThan(10);
  expect(boosters.exemples).toHaveLength(8);
  // Women only.
  const breast = await desk.call('protocoles.essayer', { protocole: shipped('depistage-sein') });
  expect(breast.concernes).toBeGreaterThan(0);
  const sexes = await Promise.all(
    breast.exemples.map(async ({ id }) => (await desk.call('patients.lire', { patientId: id })).sexe),
  );
  expect(new Set(sexes)).toEqual(new Set(['F']));
  expect(await desk.call('protocoles.essayer', { protocole: shipped('meningocoques-nourrisson') })).toMatchObject({
    concernes: 0,
    enRetard: 0,
  });
  await desk.call('protocoles.activer', { id: children.id, actif: true });
  expect((await desk.call('parcours.lire', { patientId: adult })).proposes).toEqual([]);
  expect((await desk.call('parcours.lire', { patientId: child })).proposes).toMatchObject([
    { id: children.id, pour: expect.stringMatching(/^âge : \d+ ans/) as string },
  ]);
});

test('[48] ages start at birth, whenever the follow-up begins: lost, late, to come', async () => {
  await desk.call('parcours.suivre', { patientId: child, protocole: 'vaccins-enfant', debut: today });
  const birth = (await patient('noir hugo')).dateNaissance;
  expect(await planned('hexavalent')).toMatchObject({
    date: addMonths(birth, 2),
    titre: 'Vaccin DTCaP-Hib-hépatite B, à 2 mois',
    etat: 'manquant',
    demande: null,
    acte: null,
    annules: [],
  });
  expect(await planned('ror')).toMatchObject({ etat: 'en-retard' });
});

test('noted by hand: shown with who and when, taken back without being lost, never of another patient, never to come', async () => {
  const { date } = await planned('dtcapolio-6-ans');
  const input = {
    patientId: child,
    protocole: 'vaccins-enfant',
    evenement: 'dtcapolio-6-ans',
    prevuLe: date,
    realiseLe: addMonths(date, 1) as CivilDate,
    texte: 'lot AB123, carnet de santé',
  };
  const refused = async (changed: Partial<typeof input>) => {
    const answer = await desk.answer('parcours.noter', { ...input, ...changed });
    return answer.ok ? 'ok' : answer.error.code;
  };
  expect(await refused({ realiseLe: addMonths(today, 1) as CivilDate })).toBe('INVALID_INPUT');
  expect(await refused({ realiseLe: '2010-01-01' as CivilDate })).toBe('INVALID_INPUT');
  expect(await refused({ patientId: adult })).toBe('NOT_FOUND');
  expect(await refused({ prevuLe: addMonths(date, 3) as CivilDate })).toBe('NOT_FOUND');
  expect(await refused({ evenement: 'autre' })).toBe('NOT_FOUND');
  const { id } = await desk.call('parcours.noter', input);
  expect(await refused({})).toBe('VERSION_CONFLICT');
  const done = await planned('dtcapolio-6-ans');
  expect(done).toMatchObject({ etat: 'fait', ecartJours: 0, realiseLe: input.realiseLe, documentId: null });
  expect(done.acte).toMatchObject({ id, texte: input.texte, annulation: null });
  expect(done.acte?.auteurNom).toMatch(/MEDECIN/);
  // Of the child's record only.
  expect(await desk.answer('parcours.annulerActe', { patientId: adult, id })).toMatchObject({ ok: false });
  await desk.call('parcours.annulerActe', { patientId: child, id });
  expect(await desk.answer('parcours.annulerActe', { patientId: child, id })).toMatchObject({ ok: false });
  const undone = await planned('dtcapolio-6-ans');
  expect(undone).toMatchObject({ realiseLe: null, acte: null });
  expect(undone.etat).toMatch(/^(en-retard|manquant)$/);
  expect(undone.annules).toMatchObject([
    { id, texte: input.texte, annulation: { auteurNom: expect.any(String) as string } },
  ]);
  await desk.call('parcours.noter', { ...input, realiseLe: addMonths(date, 2) as CivilDate });
  expect(await planned('dtcapolio-6-ans')).toMatchObject({ etat: 'fait', realiseLe: addMonths(date, 2) });
});
