import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { openReader, type TestReader } from '../../../fixtures/sandbox/card/reader.ts';
import { openDatabase } from '../../record/database.ts';
import { createBase, readSlots, unlockWithRecoveryCode } from '../../record/index.ts';
import {
  CHEMIN,
  DEMO_PATIENTS,
  DOCTOR,
  expectReadable,
  hygie,
  lines,
  makePractice,
  type CliPractice,
} from './testing/practice.ts';

// Each run is a process with two threads: on a loaded machine several of them take their time.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let practice: CliPractice;
beforeAll(async () => {
  practice = await makePractice();
});
afterAll(() => practice.remove());
const at = (name: string) => practice.at(name);
const opened: CliPractice['opened'] = (args, how) => practice.opened(args, how);

describe('a base', () => {
  test('a second init refuses, a wrong code opens nothing, no base is said', async () => {
    const again = await hygie(['init', '--base', practice.base]);
    expect(again).toMatchObject({ code: 1, out: '', err: 'Ce dossier contient déjà une base.\n' });
    const wrong = await opened(['check'], { secret: 'AAAA-AAAA-AAAA-AAAA-AAAA-AAAA' });
    expect(wrong.code).toBe(1);
    expectReadable(wrong, practice.code);
    const none = await hygie(['check', '--base', at('nothing'), '--recovery-fd', '3'], { secret: practice.code });
    expect(none).toMatchObject({ code: 1, err: 'Il n’y a pas de base dans ce dossier.\n' });
  });

  test('the variable opens it in tests only', async () => {
    const args = ['patients', 'list', '--base', practice.base];
    expect((await hygie(args, { env: { HYGIE_RECOVERY_CODE: practice.code } })).code).toBe(2);
    expect((await hygie(args, { env: { HYGIE_RECOVERY_CODE: practice.code, HYGIE_TEST: '1' } })).code).toBe(0);
  });

  test('patients list: one line a patient', async () => {
    const ran = await opened(['patients', 'list', '--json']);
    expect(ran).toMatchObject({ code: 0, err: '' });
    expect(lines(ran)).toHaveLength(20);
    expect(lines(ran).find((each) => each['ins'] === CHEMIN)).toMatchObject({
      nomNaissance: 'CHEMIN',
      premierPrenom: 'Henri',
      dateNaissance: '1948-08-18',
      statutIdentite: 'qualifiee',
    });
  });

  test('audit verify and check answer ok; audit list starts at the latest', async () => {
    expect(lines(await opened(['audit', 'verify']))[0]).toMatchObject({ ok: true });
    expect(lines(await opened(['check']))[0]).toMatchObject({ ok: true, problemes: [], patients: 20 });
    const rows = lines(await opened(['audit', 'list']));
    expect(rows[0]?.['numero']).toBe(rows.length);
    expect(JSON.stringify(rows)).not.toContain('CHEMIN');
  });

  test('a journal with a row changed: verify and check exit 1, verify names the row', async () => {
    const copy = at('changed');
    await opened(['backup', '--to', at('for-changed')]);
    await hygie(['restore', at('for-changed'), '--base', copy]);
    const key = unlockWithRecoveryCode(copy, practice.code);
    const connection = openDatabase({ file: join(copy, readSlots(copy)?.database ?? ''), key, mode: 'write' });
    connection.exec(`DROP TRIGGER audit_no_update; UPDATE audit SET auteurNom = 'X' WHERE seq = 2`);
    connection.close();
    const access = ['--base', copy, '--recovery-fd', '3'];
    const verified = await hygie(['audit', 'verify', ...access], { secret: practice.code });
    expect(verified.code).toBe(1);
    expect(lines(verified)[0]).toMatchObject({ ok: false, ligne: 2 });
    expect((await hygie(['check', ...access], { secret: practice.code })).code).toBe(1);
  });

  test('the card opens it once it has a slot; a wrong PIN, an empty reader and a strange card are said', async () => {
    const reader: TestReader = openReader(at('cards'));
    const folder = at('by-card');
    const { key } = await createBase({ directory: join(folder, 'base'), now: new Date() });
    key.fill(0);
    const env = {
      ...reader.environment,
      CPS_MODULE: reader.modulePath,
      CPS_CA: join(reader.directory, 'ca', 'chain.pem'),
      CPS_CRL: reader.revocationList,
    };
    const check = (pin: string) =>
      hygie(['check', '--base', join(folder, 'base'), '--pin-fd', '3'], { env, secret: pin });
    const empty = await check('1234');
    expect(empty).toMatchObject({ code: 1, err: 'Aucune carte lisible dans le lecteur.\n' });
    reader.insert('medecin');
    const wrong = await check('9999');
    expect(wrong.code).toBe(1);
    expect(wrong.err).toContain('Code porteur faux');
    expect(wrong.err).not.toContain('9999');
    expect(await check('1234')).toMatchObject({ code: 1, err: 'Cette carte n’a pas d’accès à cette base.\n' });
  });
});

describe('beside a window', () => {
  test('check, backup and audit verify run; the others exit 1 and say so', async () => {
    await practice.withStore(async () => {
      for (const args of [['check'], ['audit', 'verify'], ['backup', '--to', at('beside.hygie')]])
        expect((await opened(args)).code, args.join(' ')).toBe(0);
      for (const args of [
        ['patients', 'list'],
        ['patients', 'import', DEMO_PATIENTS],
        ['audit', 'list'],
        ['outbox'],
        ['trace', '--out', at('t')],
        ['seed', '--size', 'S', '--seed', '1'],
        ['vsm', '--patient', CHEMIN, '--author', DOCTOR, '--out', at('beside.xml')],
      ]) {
        const ran = await opened(args);
        expect(ran, args.join(' ')).toMatchObject({ code: 1, out: '' });
        expect(ran.err).toContain('déjà ouverte');
        expectReadable(ran, practice.code);
      }
    });
  });
});
