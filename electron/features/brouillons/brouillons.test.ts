import { afterAll, beforeAll, expect, test } from 'vitest';
import { addPatient, baseForTests, COLLEAGUE, DOCTOR } from '../testing.ts';
import { forgetUnfinished, keepUnfinished, readUnfinished } from './commands.ts';

const base = baseForTests({ beforeAll, afterAll });

test('what was being typed is on disk once acknowledged, for its doctor alone, the last words win, and it can be forgotten', async () => {
  const patientId = await addPatient(base());
  const line = { genre: 'ligne', patientId, sujet: 'pathologies' } as const;
  const sheet = { genre: 'nouveau-patient', patientId: null, sujet: '' } as const;
  await base().store.execute(keepUnfinished, { ...line, contenu: 'Diab' }, DOCTOR);
  await base().store.execute(keepUnfinished, { ...line, contenu: 'Diabète « type 2 »' }, DOCTOR);
  await base().store.execute(keepUnfinished, { ...sheet, contenu: 'ESS' }, DOCTOR);
  await base().store.execute(keepUnfinished, { ...line, contenu: 'autre' }, COLLEAGUE);
  const store = await base().reopen();
  const kept = await store.query(readUnfinished, {}, DOCTOR);
  expect(kept).toMatchObject([
    { ...line, contenu: 'Diabète « type 2 »' },
    { ...sheet, contenu: 'ESS' },
  ]);
  await store.execute(forgetUnfinished, line, DOCTOR);
  expect(await store.query(readUnfinished, {}, DOCTOR)).toMatchObject([sheet]);
  expect(await store.query(readUnfinished, {}, COLLEAGUE)).toMatchObject([{ contenu: 'autre' }]);
});
