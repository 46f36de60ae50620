import { expect, test, type Hygie } from '../app.ts';
import { expectAccessible } from '../pages/accessible.ts';
import { LoginPage } from '../pages/login.page.ts';
import { RecordPage } from '../pages/record.page.ts';
import { SandboxControl } from '../support/sandbox-control.ts';

const control = new SandboxControl();
const SENDING = { timeout: 45_000 };
const CHEMIN = '148085121599955';
/** The doctor of the card, and the other one of the practice. */
const [AUTHOR, COLLEAGUE] = ['899700057294', '899700057302'];

test.beforeEach(async ({ hygie }) => {
  await control.reset();
  await new LoginPage(hygie).firstStart();
});

async function produce(hygie: Hygie, name: string): Promise<void> {
  const page = hygie.window;
  const record = new RecordPage(hygie);
  await record.open(name);
  await record.enter('Synthèse médicale (VSM)');
  await page.getByRole('button', { name: 'Produire le VSM' }).click();
  await expect(page.getByRole('button', { name: 'Voir le PDF' })).toBeVisible({ timeout: 30_000 });
}
const closeRecord = (hygie: Hygie) =>
  hygie.window.getByRole('button', { name: 'Fermer le dossier', exact: true }).click();
const dialogOf = (hygie: Hygie) => hygie.window.getByRole('dialog', { name: 'Envoi au DMP à la fermeture du dossier' });

test('[89] [90] [91] [92] [93] [94] [96] [113] cancelled, it stays due and is told; sent at the next closing, it arrives', async ({
  hygie,
}) => {
  test.setTimeout(120_000);
  const page = hygie.window;
  await produce(hygie, 'CHEMIN Henri');
  await closeRecord(hygie);
  const current = dialogOf(hygie).getByRole('table', { name: 'Documents de la consultation' });
  await expect(current.getByRole('columnheader')).toHaveText([
    'Origine',
    'Date',
    'Nom',
    'Type',
    'Signataire',
    'Envoi',
    'Invisible patient',
    'Masqué PS',
    'Action',
  ]);
  const box = (name: RegExp) => dialogOf(hygie).getByRole('checkbox', { name });
  await expect(box(/^Envoi : /)).toBeChecked();
  await box(/^Masqué PS : /).check();
  await expect(box(/^Invisible patient : /)).not.toBeChecked();
  await expect(dialogOf(hygie).getByText('épargne le médecin traitant et l’auteur')).toBeVisible();
  await expect(dialogOf(hygie).getByText('ne remplace pas le dossier professionnel')).toBeVisible();
  await expectAccessible(hygie, 'cloture');
  await dialogOf(hygie).getByRole('button', { name: 'Annuler', exact: true }).click();
  await expect(page.getByRole('heading', { name: /^Consultations du/ })).toBeVisible();
  await expect(page.getByRole('region', { name: 'À envoyer' })).toContainText('1 document à envoyer');
  await hygie.shot('accueil-du');
  expect((await control.dmpReceived()).documents).toEqual([]);

  await new RecordPage(hygie).open('CHEMIN Henri');
  await closeRecord(hygie);
  await expect(dialogOf(hygie).getByRole('table', { name: 'Documents antérieurs non envoyés' })).toBeVisible();
  await expect(box(/^Envoi : /)).not.toBeChecked();
  await hygie.shot('anterieur');
  await box(/^Envoi : /).check();
  // Cancelling kept nothing of what was ticked.
  await box(/^Masqué PS : /).check();
  await dialogOf(hygie).getByRole('button', { name: 'Envoyer', exact: true }).click();
  await expect(page.getByRole('heading', { name: /^Consultations du/ })).toBeVisible();
  await expect
    .poll(
      async () => (await control.dmpReceived()).documents.filter((each) => each.kind === 'document').length,
      SENDING,
    )
    .toBe(1);
  await expect(page.getByRole('region', { name: 'À envoyer' })).toContainText('Rien à envoyer', SENDING);

  // [93] What was ticked, at the other end: a colleague whom the patient authorised does not see it, its author and the treating doctor do.
  const seen = async (professional: string) =>
    (await control.dmpSeenBy(CHEMIN, professional)).map(({ confidentiality }) => confidentiality.toSorted().join(' '));
  await control.dmpSituation(CHEMIN, 'open-authorised', AUTHOR);
  await control.dmpSituation(CHEMIN, 'open-authorised', COLLEAGUE);
  expect(await seen(AUTHOR)).toEqual(['MASQUE_PS N']);
  expect(await seen(COLLEAGUE)).toEqual([]);
  await control.dmpSituation(CHEMIN, 'open-treating', COLLEAGUE);
  expect(await seen(COLLEAGUE)).toEqual(['MASQUE_PS N']);
});

test('[95] nothing to send: no screen', async ({ hygie }) => {
  await new RecordPage(hygie).open('CHEMIN Henri');
  await closeRecord(hygie);
  await expect(hygie.window.getByRole('heading', { name: /^Consultations du/ })).toBeVisible();
  await expect(dialogOf(hygie)).toHaveCount(0);
  await hygie.shot('rien-a-envoyer');
});

test('[96] « ne pas envoyer » takes a reason; a refusal of the DMP leaves the document due and is told at home', async ({
  hygie,
}) => {
  test.setTimeout(120_000);
  const page = hygie.window;
  await control.dmpFault({ kind: 'error', transaction: 'TD2.1', code: 'XDSPatientIdDoesNotMatch', times: 'forever' });
  await produce(hygie, 'CHEMIN Henri');
  await closeRecord(hygie);
  await dialogOf(hygie).getByRole('button', { name: 'Envoyer', exact: true }).click();
  await expect(page.getByRole('region', { name: 'À envoyer' })).toContainText('1 envoi refusé', SENDING);
  // Told once: the refusal says that the document is still due.
  await expect(page.getByRole('region', { name: 'À envoyer' })).not.toContainText('document à envoyer');
  await hygie.shot('refus-a-l-accueil');

  await new RecordPage(hygie).open('CHEMIN Henri');
  await closeRecord(hygie);
  await dialogOf(hygie)
    .getByRole('button', { name: /^Ne pas envoyer/ })
    .click();
  const aside = page.getByRole('dialog', { name: /^Ne pas envoyer «/ });
  await expect(aside.getByRole('button', { name: 'Ne pas envoyer', exact: true })).toBeDisabled();
  await aside.getByLabel('Motif *').fill('Refus du patient');
  await hygie.shot('ne-pas-envoyer');
  await aside.getByRole('button', { name: 'Ne pas envoyer', exact: true }).click();
  await expect(page.getByRole('heading', { name: /^Consultations du/ })).toBeVisible();
  await expect(page.getByRole('region', { name: 'À envoyer' })).toContainText('Rien à envoyer');
});
