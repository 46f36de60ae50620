import { expect, test } from 'vitest';
import type { DocumentId, JobId } from '../../../shared/ids.ts';
import { DOCTOR } from '../../record/testing.ts';
import { finirEnvoi, prendreEnvoi } from './engine.commands.ts';
import { courrierArrete, remplacerCourrier } from './former-mailbox.ts';
import type { BrouillonEnvoi, Issue } from './job.ts';
import { annulerEnvoi, relancerEnvoi } from './jobs.commands.ts';
import { listerEnvois } from './jobs.repository.ts';
import { AUTRE_BOITE } from './states.ts';
import { house, type House } from './testing/house.ts';

const [A, B] = ['a@medecin.test.mssante.fr', 'b@medecin.test.mssante.fr'] as const;
const STOPPED: Issue = {
  kind: 'refuse',
  destinataires: [],
  code: AUTRE_BOITE,
  explication: 'autre boîte',
  conseil: '',
};
let serial = 0;
const draft = (documentId: DocumentId, destinataires: readonly string[]): BrouillonEnvoi => ({
  documentId,
  canal: 'mssante-confrere',
  destinataires,
  contenu: new TextEncoder().encode(`message ${(serial += 1)}`),
  parametres: null,
  identifiantExterne: `m${serial}@x`,
  copie: false,
});

async function stopped({ base, create }: House, jobId?: JobId): Promise<JobId> {
  const id = jobId ?? (await create(['mssante-confrere'], [A, B]))[0];
  if (id === undefined) throw new Error('no job');
  const { tentative } = await base.store.execute(prendreEnvoi, { jobId: id }, DOCTOR);
  const end = { jobId: id, tentative, issue: STOPPED, idempotent: false, hasard: 0 };
  await base.store.execute(finirEnvoi, end, DOCTOR);
  return id;
}
/** Jobs that may still leave, now or by a gesture. */
const alive = async ({ base }: House) =>
  (await base.store.query(listerEnvois, { filtre: 'tous' }, DOCTOR)).filter(({ etat }) => etat !== 'annule');

test('the new message takes the place of the former in one transaction, and only once', async () => {
  const here = await house();
  const { base, documentId } = here;
  const jobId = await stopped(here);
  expect(await base.store.query(courrierArrete, { jobId }, DOCTOR)).toMatchObject({
    documentId,
    destinataires: [A, B],
  });
  const [line] = await alive(here);
  expect(line).toMatchObject({ peutPreparer: true, peutRelancer: true });
  const replace = () =>
    base.store.execute(remplacerCourrier, { jobId, brouillons: [draft(documentId, [A, B])] }, DOCTOR);
  const both = await Promise.allSettled([replace(), replace(), replace()]);
  expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  const left = await alive(here);
  expect(left).toHaveLength(1);
  expect(left[0]).toMatchObject({ etat: 'a-envoyer', peutPreparer: false });
  expect(left[0]?.destinataires.map(({ adresse }) => adresse)).toEqual([A, B]);
  expect(await here.job(jobId)).toMatchObject({ etat: 'annule' });
  for (const gesture of [relancerEnvoi, annulerEnvoi])
    await expect(base.store.execute(gesture, { jobId }, DOCTOR)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
});

test('set going, cancelled, or of another kind: nothing is replaced, and nothing has changed', async () => {
  const here = await house();
  const { base, documentId } = here;
  const jobId = await stopped(here);
  const replace = (destinataires: readonly string[] = [A, B]) =>
    base.store.execute(remplacerCourrier, { jobId, brouillons: [draft(documentId, destinataires)] }, DOCTOR);
  const refused = { code: 'NOT_ALLOWED' };
  // Somebody else, somebody less, somebody twice.
  for (const others of [[A, 'c@medecin.test.mssante.fr'], [A], [A, A, B]])
    await expect(replace(others)).rejects.toMatchObject(refused);
  await base.store.execute(relancerEnvoi, { jobId }, DOCTOR);
  await expect(replace()).rejects.toMatchObject(refused);
  await expect(base.store.query(courrierArrete, { jobId }, DOCTOR)).rejects.toMatchObject(refused);
  await stopped(here, jobId);
  await base.store.execute(annulerEnvoi, { jobId }, DOCTOR);
  await expect(replace()).rejects.toMatchObject(refused);
  expect(await alive(here)).toEqual([]);
});

test('another doctor’s message is theirs', async () => {
  const here = await house();
  const jobId = await stopped(here);
  const other = { ...DOCTOR, idNat: '899700057302' as typeof DOCTOR.idNat };
  const brouillons = [draft(here.documentId, [A, B])];
  const refused = { code: 'NOT_ALLOWED' };
  await expect(here.base.store.query(courrierArrete, { jobId }, other)).rejects.toMatchObject(refused);
  await expect(here.base.store.execute(remplacerCourrier, { jobId, brouillons }, other)).rejects.toMatchObject(refused);
});

test('who took it already is not addressed again', async () => {
  const here = await house();
  const { base, documentId } = here;
  const [jobId] = await here.create(['mssante-confrere'], [A, B]);
  if (jobId === undefined) throw new Error('no job');
  const { tentative } = await base.store.execute(prendreEnvoi, { jobId }, DOCTOR);
  const answer = { temporaire: false, code: null, detail: null };
  const issue: Issue = {
    kind: 'envoye',
    code: null,
    destinataires: [
      { adresse: A, accepte: true, ...answer },
      { adresse: B, accepte: false, ...answer },
    ],
  };
  await base.store.execute(finirEnvoi, { jobId, tentative, issue, idempotent: false, hasard: 0 }, DOCTOR);
  await base.store.execute(relancerEnvoi, { jobId }, DOCTOR);
  await stopped(here, jobId);
  expect((await base.store.query(courrierArrete, { jobId }, DOCTOR)).destinataires).toEqual([B]);
  const all = { jobId, brouillons: [draft(documentId, [A, B])] };
  await expect(base.store.execute(remplacerCourrier, all, DOCTOR)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
  const rest = { jobId, brouillons: [draft(documentId, [B])] };
  expect((await base.store.execute(remplacerCourrier, rest, DOCTOR)).jobs).toHaveLength(1);
});
