import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CivilDate } from '../../../shared/domain/civil-date.ts';
import type { IdNat } from '../../../shared/ids.ts';
import { addPatient, baseForTests, COLLEAGUE, DOCTOR } from '../testing.ts';
import { addAppointment, cancelAppointment, moveAppointment, readDay, restoreAppointment } from './index.ts';

const base = baseForTests({ beforeAll, afterAll });
const date = '2026-03-02' as CivilDate;
const day = async (actor = DOCTOR) =>
  (await base().store.query(readDay, { date }, actor)).map((one) => `${one.heure} ${one.patient.nomNaissance}`);

test('a quarter of an hour holds one patient for each doctor; moving, cancelling and putting back keep that rule', async () => {
  const { store } = base();
  const [a, b] = [await addPatient(base(), { nomNaissance: 'AAA' }), await addPatient(base(), { nomNaissance: 'BBB' })];
  const add = (patientId: typeof a, heure: string, actor = DOCTOR) =>
    store.execute(addAppointment, { patientId, date, heure, motif: '' }, actor);
  const first = await add(a, '09:15');
  await expect(add(b, '09:15')).rejects.toMatchObject({ code: 'SLOT_TAKEN' });
  await add(b, '09:15', COLLEAGUE);
  const second = await add(b, '09:00');
  expect(await day()).toEqual(['09:00 BBB', '09:15 AAA']);
  await expect(store.execute(moveAppointment, { ...second, date, heure: '09:15' }, DOCTOR)).rejects.toMatchObject({
    code: 'SLOT_TAKEN',
  });
  await store.execute(cancelAppointment, first, DOCTOR);
  await store.execute(moveAppointment, { ...second, date, heure: '09:15' }, DOCTOR);
  await expect(store.execute(restoreAppointment, first, DOCTOR)).rejects.toMatchObject({ code: 'SLOT_TAKEN' });
  await store.execute(moveAppointment, { ...second, date, heure: '10:00' }, DOCTOR);
  await store.execute(restoreAppointment, first, DOCTOR);
  expect(await day()).toEqual(['09:15 AAA', '10:00 BBB']);
  expect(await day(COLLEAGUE)).toEqual(['09:15 BBB']);
});

test('a colleague does not touch it; a remplaçant keeps the agenda of the doctor replaced', async () => {
  const { store } = base();
  const patientId = await addPatient(base(), { nomNaissance: 'CCC' });
  const replacing = { ...COLLEAGUE, idNat: '899700059999' as IdNat, remplace: DOCTOR.idNat };
  const made = await store.execute(addAppointment, { patientId, date, heure: '11:00', motif: 'suivi' }, replacing);
  expect(await day()).toContain('11:00 CCC');
  await expect(store.execute(cancelAppointment, made, COLLEAGUE)).rejects.toMatchObject({ code: 'NOT_FOUND' });
});
