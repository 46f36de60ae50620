import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TestAuthority } from '../../network/testing/authority.ts';
import { dovecotIsThere, TestDovecot } from '../../network/testing/dovecot.ts';
import { checkBase } from '../../record/index.ts';
import { openDatabase } from '../../record/database.ts';
import { readSlots } from '../../record/index.ts';
import { DOCTOR, testBase, type TestBase } from '../../record/testing.ts';
import { accountOf, openHouse, PASSWORD, plainMail, until, USER } from './testing/mail-house.ts';

const MAILS = 400;
const KILLS = 12;
const built = join(import.meta.dirname, '../../../node_modules/.cache', `hygie-mailbox-victim-${process.pid}`);
const program = (name: string) => join(built, `${name}.mjs`);

// Dovecot is a package of the system, installed by the set-up; without it there is no real peer to speak to.
describe.skipIf(!dovecotIsThere)('killed while it synchronises', { timeout: 180_000 }, () => {
  const authority = new TestAuthority('AC DE TEST');
  let dovecot: TestDovecot;
  let base: TestBase;

  beforeAll(async () => {
    await build({
      entryPoints: ['testing/victim.ts', '../../host/record-worker.ts'].map((name) => join(import.meta.dirname, name)),
      outdir: built,
      entryNames: '[name]',
      outExtension: { '.js': '.mjs' },
      bundle: true,
      platform: 'node',
      format: 'esm',
      packages: 'external',
      logLevel: 'error',
    });
    dovecot = await TestDovecot.start({
      identity: authority.issue('localhost', 'DNS:localhost,IP:127.0.0.1'),
      password: PASSWORD,
    });
    base = await testBase();
    dovecot.fill(USER, MAILS, (index) => plainMail({ subject: `Courrier ${index}`, text: 'Texte. '.repeat(300) }));
  }, 60_000);
  afterAll(async () => {
    await base.remove();
    await dovecot.stop();
    authority.dispose();
    rmSync(built, { recursive: true, force: true });
  });

  test(`${KILLS} kills: every message is here once, with its arrival and its text`, async () => {
    await base.store.close();
    const order = {
      directory: base.directory,
      key: Buffer.from(base.key).toString('hex'),
      workerPath: program('record-worker'),
      port: dovecot.port,
      root: authority.root,
    };
    for (let kill = 0; kill < KILLS; kill += 1) {
      const child = spawn(process.execPath, [program('victim')], { stdio: ['pipe', 'pipe', 'inherit'] });
      child.stdin.end(JSON.stringify(order));
      await new Promise<void>((resolve, reject) => {
        child.stdout.once('data', () => resolve());
        child.once('exit', () => reject(new Error('the victim ended by itself')));
      });
      await new Promise((resolve) => setTimeout(resolve, (kill * 53) % 400));
      child.kill('SIGKILL');
      await once(child, 'close');
    }
    await base.reopen();
    const house = openHouse(base.store, DOCTOR, () =>
      Promise.resolve(accountOf({ port: dovecot.port, root: authority.root }, DOCTOR)),
    );
    house.mailbox.start();
    await until(
      async () => (await house.mailbox.state()).etat === 'connecte',
      'the end of the synchronisation',
      60_000,
    );
    await house.mailbox.readKept();
    await house.mailbox.stop();
    const file = join(base.directory, readSlots(base.directory)?.database ?? '');
    const connection = openDatabase({ file, key: base.key, mode: 'read' });
    const one = (statement: string) => connection.prepare<[], { n: number }>(statement).get()?.n;
    expect(one('SELECT count(*) AS n FROM mail_messages')).toBe(MAILS);
    expect(one('SELECT count(DISTINCT objet) AS n FROM mail_messages')).toBe(MAILS);
    expect(one(`SELECT count(*) AS n FROM mail_messages WHERE analyse <> 'lu'`)).toBe(0);
    expect(one('SELECT count(*) AS n FROM arrivals')).toBe(MAILS);
    expect(one(`SELECT count(*) AS n FROM arrivals WHERE etat = 'received'`)).toBe(0);
    expect(one(`SELECT count(*) AS n FROM mail_bodies WHERE mail_bodies MATCH 'courrier'`)).toBe(MAILS);
    connection.close();
    await base.store.close();
    expect(await checkBase({ directory: base.directory, key: base.key })).toMatchObject({ ok: true });
    await base.reopen();
  });
});
