import { expect, test, type Hygie } from '../app.ts';
import { LoginPage } from '../pages/login.page.ts';
import { COLLEAGUE, OTHER_COLLEAGUE, SharePage } from '../pages/share.page.ts';
import { SandboxControl } from '../support/sandbox-control.ts';

const control = new SandboxControl();
const SPECIALIST = /Robert SPECIALISTE5737/;
const OTHER = /Paul MEDECIN5978/;
const INS = {
  chemin: '148085121599955',
  daSilva: '146099913999986',
  desmaux: '255066322099929',
  vallee: '244095121599923',
} as const;

test.beforeEach(() => control.reset());
test.afterEach(() => control.clearFaults());

/** Documents that the DMP holds for a patient (its signature sets apart). */
async function stored(ins: string): Promise<number> {
  const { documents } = await control.dmpReceived();
  return documents.filter((document) => document.ins === ins && document.kind === 'document').length;
}

async function open(hygie: Hygie): Promise<SharePage> {
  await new LoginPage(hygie).firstStart();
  return new SharePage(hygie);
}

test('[157] each road fails alone: the DMP is down and the mail leaves; the mail is down and the DMP receives', async ({
  hygie,
}) => {
  test.setTimeout(120_000);
  const share = await open(hygie);
  await control.dmpFault({ kind: 'refuse-connection' });
  await share.find('chemin', /CHEMIN Henri/);
  await share.send({ dmp: true, colleagues: [SPECIALIST] });
  await share.expectState('MSSanté, confrères', 'Envoyé');
  await share.expectState('DMP', 'En attente');
  await share.expectState('DMP', /ne répond pas|injoignable|pas pu être joint/i);
  await hygie.shot('dmp-en-panne-courrier-parti');
  expect(await control.mailbox(COLLEAGUE)).toHaveLength(1);
  await control.clearFaults();
  await share.expectState('DMP', 'Envoyé');
  expect(await stored(INS.chemin)).toBe(1);
  await hygie.shot('dmp-revenu');
  await share.close();

  await control.mailFault({ kind: 'down' });
  await share.find('silva', /DA SILVA José/);
  await share.send({ dmp: true, colleagues: [SPECIALIST] });
  await share.expectState('DMP', 'Envoyé');
  await share.expectState('MSSanté, confrères', 'En attente');
  await hygie.shot('courrier-en-panne-dmp-recu');
  await control.clearFaults();
  await share.expectState('MSSanté, confrères', 'Envoyé');
  expect(await control.mailbox(COLLEAGUE)).toHaveLength(2);
  await hygie.shot('courrier-revenu');
});

test('the DMP cuts in the middle of its answer, once everything is stored, then before: sent again, held once', async ({
  hygie,
}) => {
  test.setTimeout(120_000);
  const share = await open(hygie);
  // A request that was cut before anything was kept leaves no trace with the DMP.
  for (const [kind, typed, line, ins, traced] of [
    ['cut-after-storing', 'desmaux', /DESMAUX Nathalie/, INS.desmaux, 2],
    ['cut-before-storing', 'vallee', /VALLEE Dominique/, INS.vallee, 1],
  ] as const) {
    await control.dmpFault({ kind, transaction: 'TD2.1' });
    await share.find(typed, line);
    await share.send({ dmp: true, colleagues: [] });
    await share.expectState('DMP', 'En attente');
    await share.expectState('DMP', 'Envoyé');
    await hygie.shot(kind);
    const { traces } = await control.dmpReceived();
    expect(traces.filter((trace) => trace.transaction === 'TD2.1' && trace.ins === ins)).toHaveLength(traced);
    expect(await stored(ins)).toBe(1);
    await share.close();
  }
});

test('each refusal of the DMP is explained, with what to do', async ({ hygie }) => {
  test.setTimeout(120_000);
  const share = await open(hygie);
  const page = hygie.window;
  for (const [code, typed, line, said] of [
    ['DMPClosed', 'chemin', /CHEMIN Henri/, /est fermé.*Transmettez le document par MSSanté/],
    ['XDSUnknownPatientId', 'desmaux', /DESMAUX Nathalie/, /ne connaît pas l’INS.*téléservice INSi/],
    ['DMPInvalidVIHF', 'silva', /DA SILVA José/, /façon dont vous êtes identifié.*réglages/],
  ] as const) {
    await control.dmpFault({ kind: 'error', transaction: 'TD2.1', code });
    await share.find(typed, line);
    await share.send({ dmp: true, colleagues: [] });
    await share.expectState('DMP', 'Refusé');
    await share.expectState('DMP', said);
    await share.close();
    await page.keyboard.press('Alt+9');
    const job = page.getByRole('list', { name: 'Envois' }).locator('> li').filter({ hasText: line });
    await expect(job).toContainText(said);
    await expect(job).toContainText('À faire');
    await expect(job.locator('code')).toContainText(code);
    await expect(job.getByRole('button', { name: /^Relancer/ })).toBeVisible();
    await hygie.shot(code);
  }
});

test('one of two recipients is refused: the other has the message, and the screen says which', async ({ hygie }) => {
  const share = await open(hygie);
  await control.mailFault({ kind: 'refuse-recipient', target: COLLEAGUE, times: 'forever' });
  await share.find('chemin', /CHEMIN Henri/);
  await share.send({ dmp: false, colleagues: [SPECIALIST, OTHER] });
  await share.expectState('MSSanté, confrères', 'Refusé');
  await share.expectState('MSSanté, confrères', `${OTHER_COLLEAGUE} : accepté`);
  await share.expectState('MSSanté, confrères', new RegExp(`${COLLEAGUE} : refusé`));
  await share.expectState('MSSanté, confrères', /relancez : seul le destinataire refusé/);
  await hygie.shot('un-destinataire-refuse');
  expect(await control.mailbox(OTHER_COLLEAGUE)).toHaveLength(1);
  expect(await control.mailbox(COLLEAGUE)).toHaveLength(0);
});

test('the line is cut after DATA: nobody knows, nothing leaves again alone', async ({ hygie }) => {
  const share = await open(hygie);
  await control.mailFault({ kind: 'cut-after-data' });
  await share.find('chemin', /CHEMIN Henri/);
  await share.send({ dmp: false, colleagues: [SPECIALIST] });
  await share.expectState('MSSanté, confrères', 'Issue inconnue');
  await hygie.shot('issue-inconnue');
  await share.close();
  const page = hygie.window;
  await page.keyboard.press('Alt+9');
  const job = page.getByRole('list', { name: 'Envois' }).locator('> li');
  await expect(job).toContainText('Issue inconnue');
  await job.getByRole('button', { name: /^Il l’a reçu/ }).click();
  const question = page.getByRole('dialog', { name: 'Le destinataire l’a reçu ?' });
  await expect(question).toContainText('CHEMIN');
  await hygie.shot('le-medecin-tranche');
  await question.getByRole('button', { name: 'Il l’a reçu' }).click();
  await expect(job).toContainText('Envoyé');
  await hygie.shot('tranche');
  expect(await control.mailbox(COLLEAGUE)).toHaveLength(1);
});

test('the DMP takes 30 s and the card leaves meanwhile: the doctor waits for nothing, nothing is lost, nothing is held twice', async ({
  hygie,
}) => {
  test.setTimeout(150_000);
  const share = await open(hygie);
  const page = hygie.window;
  await share.find('chemin', /CHEMIN Henri/);
  await control.dmpFault({ kind: 'latency', transaction: 'TD2.1', latencyMs: 30_000 });
  const begin = performance.now();
  await share.send({ dmp: true, colleagues: [] });
  await share.expectState('DMP', 'En cours');
  await share.close();
  await share.find('vandier', /VANDIER Arthur/);
  // All these clicks together, while the DMP is silent: far from its 30 s.
  expect(performance.now() - begin).toBeLessThan(12_000);
  await hygie.shot('dmp-lent-on-continue');

  hygie.card.remove();
  await expect(page.getByText('Insérez votre carte CPS')).toBeVisible({ timeout: 4_000 });
  await expect(page.getByText(/CHEMIN|VANDIER/)).toHaveCount(0);
  await hygie.shot('carte-retiree-pendant-l-envoi');
  hygie.card.insert('medecin');
  await new LoginPage(hygie).enter();
  await expect(page.getByRole('heading', { level: 1, name: 'VANDIER Arthur' })).toBeVisible({ timeout: 30_000 });
  await expect.poll(() => stored(INS.chemin), { timeout: 60_000 }).toBe(1);
  await page.keyboard.press('Alt+9');
  const job = page.getByRole('list', { name: 'Envois' }).locator('> li');
  await expect(job).toContainText('Envoyé', { timeout: 60_000 });
  await hygie.shot('envoye-une-fois');
  expect(await stored(INS.chemin)).toBe(1);
});
