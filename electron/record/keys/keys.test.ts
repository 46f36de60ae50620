import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { listAudit, noteInJournal } from '../audit-commands.ts';
import { openRecord } from '../store.ts';
import { DOCTOR, softCard, testBase, WORKER_PATH, type TestBase } from '../testing.ts';
import { createBase, joinWithCode, unlockWithCard, unlockWithRecoveryCode } from './base.ts';
import { dropLeftovers } from './rotation.ts';
import { readSlots } from './slot-file.ts';
import { ENROLMENT_CODE, newCode, readCode, RECOVERY_CODE } from './typed-code.ts';

// Each opening starts two threads: on a loaded machine several of them take their time.
vi.setConfig({ testTimeout: 90_000 });

const bases: TestBase[] = [];
async function fresh(): Promise<TestBase> {
  const base = await testBase();
  bases.push(base);
  return base;
}
afterEach(async () => {
  for (const base of bases.splice(0)) await base.remove();
});
const openWith = (directory: string, key: Uint8Array) =>
  openRecord({ directory, key, workerPath: WORKER_PATH, actor: DOCTOR });
const note = { action: 'essai', patientId: null, detail: {} };

test('the card and the recovery code open the same base; a foreign card, another signature and a wrong code open nothing', async () => {
  const { directory, key, recoveryCode } = await fresh();
  const copy = `${directory}-copie`;
  cpSync(directory, copy, { recursive: true });
  expect(await unlockWithCard(copy, softCard('c1'))).toEqual(key);
  expect(unlockWithRecoveryCode(copy, recoveryCode.toLowerCase().replaceAll('-', ' '))).toEqual(key);
  expect(await unlockWithCard(copy, softCard('c2'))).toBeNull();
  expect(await unlockWithCard(copy, softCard('c1', 'another key'))).toBeNull();
  for (const code of [
    '',
    'nothing',
    recoveryCode.replace(/^./, (first) => (first === '7' ? '8' : '7')),
    newCode(RECOVERY_CODE),
  ]) {
    expect(() => unlockWithRecoveryCode(copy, code)).toThrow(expect.objectContaining({ code: 'WRONG_CODE' }));
  }
  await expect(openWith(copy, Buffer.alloc(32, 1))).rejects.toMatchObject({ code: 'BASE_DAMAGED' });
});

test('codes: each typing slip is seen, O and I are read as 0 and 1', () => {
  const code = newCode(RECOVERY_CODE);
  expect(code).toMatch(/^([0-9A-Z]{4}-){5}[0-9A-Z]{4}$/);
  expect(readCode(code.replaceAll('0', 'o').replaceAll('1', 'l'), RECOVERY_CODE)).toBe(code.replaceAll('-', ''));
  expect(readCode(code, ENROLMENT_CODE)).toBeNull();
  expect(readCode(code.slice(0, -1), RECOVERY_CODE)).toBeNull();
  expect(readCode(`${code.slice(0, -1)}U`, RECOVERY_CODE)).toBeNull();
});

test('a newcomer joins once, within 15 minutes, with a code that an enrolled doctor issued', async () => {
  const base = await fresh();
  const { directory, key } = base;
  const now = new Date();
  const { code } = await base.store.keys.issueEnrolmentCode(DOCTOR);
  const join = (typed: string, at: Date) => joinWithCode({ directory, code: typed, card: softCard('c2'), now: at });
  await expect(join(code, now)).rejects.toMatchObject({ code: 'BASE_IN_USE' });
  await base.store.close();
  await expect(join(code, new Date(now.getTime() + 16 * 60_000))).rejects.toMatchObject({ code: 'WRONG_CODE' });
  await expect(join(newCode(ENROLMENT_CODE), now)).rejects.toMatchObject({ code: 'WRONG_CODE' });
  expect(await join(code, new Date(now.getTime() + 60_000))).toEqual(key);
  await expect(join(code, new Date(now.getTime() + 120_000))).rejects.toMatchObject({ code: 'WRONG_CODE' });
  expect(await unlockWithCard(directory, softCard('c2'))).toEqual(key);
  expect(await unlockWithCard(directory, softCard('c1'))).toEqual(key);
});

test('taking a card away changes the key: its old slots and the old key open nothing, the others still do, work goes on', async () => {
  const base = await fresh();
  const { directory } = base;
  const { code } = await base.store.keys.issueEnrolmentCode(DOCTOR);
  await base.store.close();
  await joinWithCode({ directory, code, card: softCard('c2'), now: new Date() });
  const old = `${directory}-ancien`;
  cpSync(join(directory, 'slots.json'), old);
  const store = await base.reopen();
  await store.execute(noteInJournal, note, DOCTOR);
  const second = store.keys.list().find((slot) => slot.cardId === 'c2');
  const [, after] = await Promise.all([
    store.keys.removeSlot(second?.id ?? '', DOCTOR),
    store.execute(noteInJournal, note, DOCTOR),
  ]);
  expect(after).toEqual({});
  expect((await store.query(listAudit, { avant: null }, DOCTOR)).map((line) => line.action)).toContain('cles.retrait');
  await store.close();
  expect(await unlockWithCard(directory, softCard('c2'))).toBeNull();
  expect(await unlockWithCard(directory, softCard('c1'))).not.toEqual(base.key);
  expect(unlockWithRecoveryCode(directory, base.recoveryCode)).not.toEqual(base.key);
  await expect(openWith(directory, base.key)).rejects.toMatchObject({ code: 'BASE_DAMAGED' });
  expect(readdirSync(directory).filter((name) => /^base-.*\.db$/.test(name))).toHaveLength(1);
  const key = await unlockWithCard(directory, softCard('c1'));
  const again = await openWith(directory, key ?? Buffer.alloc(32));
  expect((await again.query(listAudit, { avant: null }, DOCTOR)).length).toBeGreaterThan(2);
  await again.close();
});

test('a new recovery code makes the former one useless', async () => {
  const base = await fresh();
  const code = await base.store.keys.reissueRecoveryCode(DOCTOR);
  expect(() => unlockWithRecoveryCode(base.directory, base.recoveryCode)).toThrow(
    expect.objectContaining({ code: 'WRONG_CODE' }),
  );
  expect(unlockWithRecoveryCode(base.directory, code)).toHaveLength(32);
});

test('slots changed from outside are seen; a lost or cut slot file is taken from its copy', async () => {
  const base = await fresh();
  await base.store.close();
  const path = join(base.directory, 'slots.json');
  const whole = readFileSync(path, 'utf8');
  writeFileSync(path, whole.slice(0, 200));
  expect(await unlockWithCard(base.directory, softCard('c1'))).toEqual(base.key);
  await (await openWith(base.directory, base.key)).close();
  expect(readFileSync(path, 'utf8')).toBe(whole);
  const slots = readSlots(base.directory)?.slots ?? [];
  writeFileSync(path, whole.replace(slots[0]?.label ?? '', 'autre'));
  await expect(unlockWithCard(base.directory, softCard('c1'))).rejects.toMatchObject({ code: 'BASE_DAMAGED' });
  rmSync(path);
  rmSync(join(base.directory, 'slots-copie.json'));
  expect(readSlots(base.directory)).toBeNull();
});

test('what a change of key cut before its end left behind is removed, and the base in use is not', async () => {
  const base = await fresh();
  await base.store.close();
  const rubbish = join(base.directory, 'base-deadbeef.db');
  writeFileSync(rubbish, 'half a copy');
  dropLeftovers(base.directory);
  expect(existsSync(rubbish)).toBe(false);
  await (await openWith(base.directory, base.key)).close();
});

test('a second base is not made over the first', async () => {
  const base = await fresh();
  await expect(createBase({ directory: base.directory, now: new Date() })).rejects.toMatchObject({
    code: 'NOT_ALLOWED',
  });
});
