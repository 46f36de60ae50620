import { expect, test } from 'vitest';
import { DOCTOR } from '../../record/testing.ts';
import { annulerEnvoi, documentsAClore, documentsDus, ecarterDocument, resumerEnvois } from './index.ts';
import { etatDocument, planterDocument } from './testing/fixtures.ts';
import { first, house } from './testing/house.ts';

test('[89]–[96] due documents: of this consultation, of before, set aside with a reason, cancelled and refused stay due', async () => {
  const h = await house();
  const depuis = new Date().toISOString() as never;
  const { documentId: fresh } = await h.base.store.execute(
    planterDocument,
    { patientId: h.patientId, titre: 'du jour', envoi: 'du' },
    DOCTOR,
  );
  const read = () => h.base.store.query(documentsAClore, { patientId: h.patientId, depuis }, DOCTOR);
  expect(await read()).toMatchObject({ deLaConsultation: [{ id: fresh }], anterieurs: [{ id: h.documentId }] });
  const jobId = first(await h.create(['dmp'], [], fresh));
  expect((await read()).deLaConsultation).toEqual([]);
  await h.base.store.execute(annulerEnvoi, { jobId }, DOCTOR);
  expect((await read()).deLaConsultation).toMatchObject([{ id: fresh, envoi: 'du' }]);
  h.peers.dmp.behaviour = 'refuse';
  const again = first(await h.create(['dmp'], [], fresh));
  h.engine().start();
  await h.settled(again, 'refuse');
  expect((await read()).deLaConsultation).toMatchObject([{ id: fresh, envoi: 'refuse' }]);
  expect(await h.base.store.query(resumerEnvois, {}, DOCTOR)).toEqual({
    dus: 1,
    refuses: 1,
    inconnus: 0,
    enAttente: 0,
  });
  expect((await h.base.store.query(documentsDus, {}, DOCTOR)).map((line) => line.patientNom)).toEqual([
    'CHEMIN Henri',
    'CHEMIN Henri',
  ]);
  await expect(
    h.base.store.execute(ecarterDocument, { patientId: h.patientId, documentId: fresh, motif: ' ' }, DOCTOR),
  ).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  await h.base.store.execute(ecarterDocument, { patientId: h.patientId, documentId: fresh, motif: 'doublon' }, DOCTOR);
  await h.base.store.execute(
    ecarterDocument,
    { patientId: h.patientId, documentId: h.documentId, motif: 'sans intérêt' },
    DOCTOR,
  );
  expect(await read()).toEqual({ deLaConsultation: [], anterieurs: [] });
  expect(await h.base.store.query(etatDocument, { documentId: fresh }, DOCTOR)).toEqual({
    envoi: 'ecarte',
    motifEcarte: 'doublon',
  });
  expect(await h.base.store.query(resumerEnvois, {}, DOCTOR)).toMatchObject({ dus: 0, refuses: 0 });
});

test('[89] a document of this consultation that was only mailed is still proposed for the DMP, until the DMP has it or it is set aside', async () => {
  const h = await house();
  const depuis = new Date().toISOString() as never;
  const plant = () =>
    h.base.store.execute(planterDocument, { patientId: h.patientId, titre: 'du jour', envoi: 'du' }, DOCTOR);
  const { documentId } = await plant();
  const proposed = async () =>
    (await h.base.store.query(documentsAClore, { patientId: h.patientId, depuis }, DOCTOR)).deLaConsultation;
  const mailed = first(await h.create(['mssante-confrere'], ['a@x.mssante.fr'], documentId));
  h.engine().start();
  await h.settled(mailed, 'envoye');
  expect(await proposed()).toMatchObject([{ id: documentId, envoi: 'envoye' }]);
  const other = (await plant()).documentId;
  await h.settled(first(await h.create(['mssante-confrere'], ['a@x.mssante.fr'], other)), 'envoye');
  const setAside = { patientId: h.patientId, documentId: other, motif: 'pas pour le DMP' };
  await h.base.store.execute(ecarterDocument, setAside, DOCTOR);
  expect((await proposed()).map(({ id }) => id)).toEqual([documentId]);
  expect(await h.base.store.query(etatDocument, { documentId: other }, DOCTOR)).toEqual({
    envoi: 'envoye',
    motifEcarte: 'pas pour le DMP',
  });
  const deposited = first(await h.create(['dmp'], [], documentId));
  await h.settled(deposited, 'envoye');
  expect(await proposed()).toEqual([]);
});
