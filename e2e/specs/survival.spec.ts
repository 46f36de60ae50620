import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { giveToApplication, unprivilegedId } from '../../scripts/lib/unprivileged.js';
import { expect, test, type Hygie } from '../app.ts';
import { LoginPage } from '../pages/login.page.ts';
import { COLLEAGUE, SharePage } from '../pages/share.page.ts';
import { TYPED } from '../pages/typed.ts';
import { SandboxControl } from '../support/sandbox-control.ts';

const control = new SandboxControl();
const SPECIALIST = /Robert SPECIALISTE5737/;
const CHEMIN = '148085121599955';

test.beforeEach(() => control.reset());
test.afterEach(() => control.clearFaults());

const baseOf = (hygie: Hygie) => path.join(hygie.profile, 'base');
const noteOf = (hygie: Hygie) =>
  hygie.window
    .getByRole('region', { name: 'Consultation', exact: true })
    .getByLabel('Texte de la consultation', { exact: true });

/** A small disk of its own under the base, when this user may mount one (root in containers and CI). */
function smallDisk(folder: string): (() => void) | null {
  fs.mkdirSync(folder, { recursive: true });
  try {
    const options = `size=24m,mode=700,uid=${unprivilegedId},gid=${unprivilegedId}`;
    execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder], {
      stdio: 'ignore',
    });
  } catch {
    return null;
  }
  return () => execFileSync('umount', ['-l', folder]);
}

test('the disk fills while a note is typed: the screen says so, keeps the words, and writes them once there is room', async ({
  install,
}) => {
  test.setTimeout(120_000);
  const hygie = install();
  const unmount = smallDisk(baseOf(hygie));
  // Without the right to mount, `electron/record/faults.test.ts` shows the same on the record alone.
  if (unmount === null) return;
  try {
    giveToApplication(hygie.profile);
    const page = await hygie.start();
    const login = new LoginPage(hygie);
    await login.firstStart();
    await new SharePage(hygie).find('vandier', /VANDIER Arthur/);
    await noteOf(hygie).fill('Avant. ');
    await expect(page.getByText(/Enregistré/).first()).toBeVisible();
    const filler = path.join(baseOf(hygie), 'remplissage');
    const handle = fs.openSync(filler, 'w');
    const block = Buffer.alloc(64 * 1024, 1);
    expect(() => {
      for (;;) fs.writeSync(handle, block);
    }).toThrow(/ENOSPC/);
    fs.closeSync(handle);
    // Enough words for the journal of the base to need new pages.
    const long = `${TYPED[0]}. `.repeat(1_500);
    await noteOf(hygie).fill(`Avant. ${long}`);
    await expect(page.getByText(/disque est plein/).first()).toBeVisible({
      timeout: 20_000,
    });
    await hygie.shot('disque-plein');
    await expect(noteOf(hygie)).toHaveValue(new RegExp(`^Avant[.] ${TYPED[0]}`));
    fs.rmSync(filler);
    await expect(page.getByText(/disque est plein/)).toHaveCount(0, {
      timeout: 20_000,
    });
    await expect(page.getByText(/Enregistré/).first()).toBeVisible();
    await hygie.shot('place-retrouvee');
    await hygie.kill();
    await hygie.start();
    await login.enter();
    await expect(noteOf(hygie)).toHaveValue(`Avant. ${long}`, {
      timeout: 30_000,
    });
  } finally {
    await hygie.close();
    unmount();
  }
});

test('the documents’ folder turns read-only in mid-session: said, nothing half made, and it goes on once it is back', async ({
  hygie,
}) => {
  test.setTimeout(120_000);
  const page = hygie.window;
  await new LoginPage(hygie).firstStart();
  const share = new SharePage(hygie);
  await share.find('chemin', /CHEMIN Henri/);
  const documents = path.join(baseOf(hygie), 'documents');
  const each = [documents, ...fs.readdirSync(documents).map((name) => path.join(documents, name))];
  for (const folder of each) fs.chmodSync(folder, 0o555);
  const made = () =>
    page.evaluate(async () => {
      const [patient] = await window
        .hygie!.call('patients.chercher', { texte: 'chemin henri', limite: 1 })
        .then((answer) => (answer.ok ? answer.value : []));
      const answer = await window.hygie!.call('vsm.produire', {
        patientId: patient!.id,
      });
      return answer.ok ? 'made' : answer.error.message;
    });
  await page.getByRole('button', { name: 'Partager le VSM' }).click();
  const dialog = page.getByRole('dialog', { name: 'Partager le VSM' });
  await dialog.getByRole('radio', { name: 'MSSanté à un confrère', exact: true }).click();
  await dialog.getByRole('checkbox', { name: SPECIALIST }).check();
  await dialog.getByRole('button', { name: 'Envoyer', exact: true }).click();
  await expect(page.getByText(/lecture seule/).first()).toBeVisible({
    timeout: 30_000,
  });
  await hygie.shot('dossier-en-lecture-seule-en-cours');
  expect(await control.mailbox(COLLEAGUE)).toHaveLength(0);
  // A note needs no document: it is still written.
  expect(await made()).toMatch(/lecture seule/);
  for (const folder of each) fs.chmodSync(folder, 0o700);
  await dialog.getByRole('button', { name: 'Envoyer', exact: true }).click();
  await share.expectState('MSSanté, confrères', 'Envoyé');
  expect(await control.mailbox(COLLEAGUE)).toHaveLength(1);
});

test('the clock was set back between two starts: the doctor is told, and everything is there', async ({ hygie }) => {
  test.setTimeout(120_000);
  const login = new LoginPage(hygie);
  await login.firstStart();
  await hygie.close();
  await hygie.start();
  await hygie.app.evaluate(() => {
    const Real = Date;
    const back = 3 * 3_600_000;
    globalThis.Date = class extends Real {
      constructor(...given: [] | [number | string | Date]) {
        if (given.length === 0) super(Real.now() - back);
        else super(given[0]);
      }
      static override now(): number {
        return Real.now() - back;
      }
    } as DateConstructor;
  });
  await login.login();
  await expect(hygie.window.getByText(/horloge de cet ordinateur a reculé/)).toBeVisible();
  await hygie.shot('horloge-reculee');
  await new SharePage(hygie).find('chemin', /CHEMIN Henri/);
});

/** The process that holds the card, by its own command line, among the children of this window. */
function cardProcess(hygie: Hygie): number {
  const parent = String(hygie.app.process().pid);
  const all = execFileSync('ps', ['-eo', 'pid=,ppid=,args='], {
    encoding: 'utf8',
  })
    .split('\n')
    .map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line))
    .filter((match) => match !== null);
  const family = new Set([parent]);
  for (let grown = true; grown;) {
    grown = false;
    for (const [, pid = '', ppid = ''] of all) {
      if (!family.has(ppid) || family.has(pid)) continue;
      family.add(pid);
      grown = true;
    }
  }
  const modules = all.filter(([, pid = '']) => {
    if (!family.has(pid) || pid === parent) return false;
    try {
      return fs.readFileSync(`/proc/${pid}/maps`, 'utf8').includes('softhsm') && pid !== parent;
    } catch {
      return false;
    }
  });
  const found = modules.find(([, , , args = '']) => args.includes('node.mojom.NodeService'));
  if (found === undefined) throw new Error('no card process');
  return Number(found[1]);
}

test('the card’s process is killed: the window locks, the words are kept, and the same card opens again', async ({
  hygie,
}) => {
  test.setTimeout(120_000);
  const page = hygie.window;
  const login = new LoginPage(hygie);
  await login.firstStart();
  await new SharePage(hygie).find('vandier', /VANDIER Arthur/);
  await noteOf(hygie).fill(TYPED[1]);
  await expect(page.getByText(/Enregistré/).first()).toBeVisible();
  process.kill(cardProcess(hygie), 'SIGKILL');
  await expect(login.pin).toBeVisible({ timeout: 20_000 });
  await expect(page.getByText(TYPED[1])).toHaveCount(0);
  await hygie.shot('processus-carte-tue');
  await login.enter();
  await expect(noteOf(hygie)).toHaveValue(TYPED[1], { timeout: 30_000 });
});

test('the card leaves while the deposit is being signed: all of it or nothing, never half, and it can be done again', async ({
  hygie,
}) => {
  test.setTimeout(150_000);
  const login = new LoginPage(hygie);
  const share = new SharePage(hygie);
  const page = hygie.window;
  await login.firstStart();
  await share.find('chemin', /CHEMIN Henri/);
  await page.getByRole('button', { name: 'Partager le VSM' }).click();
  const dialog = page.getByRole('dialog', { name: 'Partager le VSM' });
  await dialog.getByRole('radio', { name: 'Dépôt dans le DMP', exact: true }).click();
  await dialog.getByRole('button', { name: 'Envoyer', exact: true }).click({ noWaitAfter: true });
  hygie.card.remove();
  await expect(page.getByText('Insérez votre carte CPS')).toBeVisible({
    timeout: 10_000,
  });
  await hygie.shot('carte-retiree-pendant-la-signature');
  hygie.card.insert('medecin');
  await login.enter();
  await expect(page.getByRole('heading', { level: 1, name: 'CHEMIN Henri' })).toBeVisible({ timeout: 30_000 });
  const jobs = await page.evaluate(async () => {
    const answer = await window.hygie!.call('envois.lister', {
      filtre: 'tous',
    });
    return answer.ok ? answer.value.map((job) => job.etat) : [];
  });
  expect(jobs.length).toBeLessThanOrEqual(1);
  if (jobs.length === 0) await share.send({ dmp: true, colleagues: [] });
  await expect
    .poll(
      async () => {
        const { documents } = await control.dmpReceived();
        return documents.filter(({ ins, kind }) => ins === CHEMIN && kind === 'document').length;
      },
      { timeout: 60_000 },
    )
    .toBe(1);
});

test('the line is cut before DATA: it leaves again by itself, once; taken and lost after DATA: « Il ne l’a pas reçu », then it is sent again', async ({
  hygie,
}) => {
  test.setTimeout(150_000);
  await new LoginPage(hygie).firstStart();
  const share = new SharePage(hygie);
  const page = hygie.window;
  await control.mailFault({ kind: 'cut-before-data' });
  await share.find('chemin', /CHEMIN Henri/);
  await share.send({ dmp: false, colleagues: [SPECIALIST] });
  await share.expectState('MSSanté, confrères', 'En attente');
  await hygie.shot('coupe-avant-data');
  await share.expectState('MSSanté, confrères', 'Envoyé', 60_000);
  expect(await control.mailbox(COLLEAGUE)).toHaveLength(1);
  await share.close();

  await control.mailFault({ kind: 'cut-after-data-not-stored' });
  await share.find('silva', /DA SILVA José/);
  await share.send({ dmp: false, colleagues: [SPECIALIST] });
  await share.expectState('MSSanté, confrères', 'Issue inconnue');
  await share.close();
  expect(await control.mailbox(COLLEAGUE)).toHaveLength(1);
  await page.keyboard.press('Alt+9');
  const job = page
    .getByRole('list', { name: 'Envois' })
    .locator('> li')
    .filter({ hasText: /DA SILVA/ });
  await job.getByRole('button', { name: /^Il ne l’a pas reçu/ }).click();
  const question = page.getByRole('dialog');
  await expect(question).toContainText('DA SILVA');
  await hygie.shot('il-ne-l-a-pas-recu');
  await question.getByRole('button', { name: 'Il ne l’a pas reçu' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  expect(await control.mailbox(COLLEAGUE)).toHaveLength(1);
  await job.getByRole('button', { name: /^Relancer/ }).click();
  await expect(job).toContainText('Envoyé', { timeout: 60_000 });
  await hygie.shot('renvoye-par-le-medecin');
  expect(await control.mailbox(COLLEAGUE)).toHaveLength(2);
});

test('[135] by the card too, a service that no valid revocation list covers is not talked to; the deposit leaves once the list is there', async ({
  hygie,
}) => {
  test.setTimeout(150_000);
  await new LoginPage(hygie).firstStart();
  await hygie.close();
  const file = path.join(hygie.profile, 'installation.json');
  const installation = JSON.parse(fs.readFileSync(file, 'utf8')) as {
    services: { dmp: { revocationLists: string[] } };
  };
  const lists = path.join(hygie.directory, 'listes');
  fs.mkdirSync(lists);
  const copies = installation.services.dmp.revocationLists.map((from, index) => {
    const to = path.join(lists, `${index}.pem`);
    fs.copyFileSync(from, to);
    return to;
  });
  const [first = ''] = copies;
  const good = fs.readFileSync(first);
  fs.writeFileSync(first, 'rien');
  fs.rmSync(path.join(hygie.profile, 'listes-de-revocation'), {
    recursive: true,
    force: true,
  });
  installation.services.dmp.revocationLists = copies;
  fs.writeFileSync(file, JSON.stringify(installation));
  giveToApplication(lists);
  fs.chmodSync(lists, 0o755);

  await hygie.start();
  await new LoginPage(hygie).login();
  const share = new SharePage(hygie);
  await share.find('chemin', /CHEMIN Henri/);
  await share.send({ dmp: true, colleagues: [] });
  await share.expectState('DMP', /certificats révoqués manque ou est périmée/);
  await hygie.shot('liste-de-revocation-manquante');
  const stored = async () => (await control.dmpReceived()).documents.filter(({ ins }) => ins === CHEMIN).length;
  expect(await stored()).toBe(0);
  fs.writeFileSync(first, good);
  await share.close();
  // Chromium remembers its verdict on a server until the session ends.
  await hygie.window.getByRole('button', { name: 'Verrouiller' }).click();
  await new LoginPage(hygie).enter();
  await expect(hygie.window.getByRole('heading', { level: 1, name: 'CHEMIN Henri' })).toBeVisible({ timeout: 30_000 });
  await hygie.window.keyboard.press('Alt+9');
  const job = hygie.window.getByRole('list', { name: 'Envois' }).locator('> li');
  await job.getByRole('button', { name: /^Relancer/ }).click();
  await expect(job).toContainText('Envoyé', { timeout: 60_000 });
  expect(await stored()).toBeGreaterThan(0);
});
