import type { Locator } from 'playwright/test';
import { expect, test } from './app.ts';
import { Guide } from './guide.ts';
import { LoginPage } from './pages/login.page.ts';
import { RecordPage } from './pages/record.page.ts';

const SENDING = { timeout: 60_000 };

/** The main job, as a doctor does it: from the card to the VSM in the DMP and at a colleague's. */
test('visite guidée', async ({ hygie }) => {
  const page = hygie.window;
  const guide = new Guide(hygie);
  const login = new LoginPage(hygie);
  const record = new RecordPage(hygie);
  /** The message at the foot of the window would hide what the picture shows. */
  const closeMessage = async (): Promise<void> => {
    const close = page.getByRole('button', { name: 'Fermer le message' });
    await close.click();
    await expect(close).toBeHidden();
  };

  await expect(login.pin).toBeVisible();
  await expect(page.getByText('Bonjour', { exact: true })).toBeVisible();
  await guide.show('connexion', 'La carte CPS est lue dès l’ouverture ; le code porteur est demandé.');

  await login.enter();
  const code = await login.recoveryCode();
  await guide.show(
    'code-de-recuperation',
    'Au premier usage, la base chiffrée est créée ; son code de récupération est à garder.',
  );
  await page.getByLabel('Recopiez le code de récupération').fill(code);
  await page.getByRole('button', { name: 'J’ai gardé ce code, continuer' }).click();

  await login.home();
  const day = page.getByRole('list', { name: /^Rendez-vous du/ });
  const chemin = day
    .getByRole('listitem')
    .filter({ has: page.getByRole('button', { name: 'CHEMIN Henri', exact: true }) });
  await expect(chemin.getByTitle(/^DMP ouvert/)).toBeVisible(SENDING);
  await guide.show(
    'agenda',
    'Les consultations du jour ; l’icône dit ce que le DMP a répondu pour chaque identité qualifiée.',
  );

  await record.open('CHEMIN Henri');
  await expect(page.getByRole('heading', { name: 'Consultation', exact: true })).toBeVisible();
  await guide.show(
    'dossier',
    'Un clic ouvre le dossier : identité toujours visible, information importante, rubriques et note.',
  );

  await record.enter('Note de consultation');
  await page.getByLabel('Motif', { exact: true }).fill('Renouvellement du traitement');
  await page
    .getByLabel('Texte de la consultation')
    .fill('Pas de plainte. Auscultation normale. Traitement bien supporté, poursuivi.');
  const measures: readonly (readonly [string, string])[] = [
    ['Poids', '82'],
    ['Taille', '176'],
  ];
  for (const [label, value] of measures) await page.getByLabel(label).fill(value);
  await expect(page.getByText(/^Enregistré à/)).toBeVisible();
  await guide.show(
    'note',
    'La note est sur le disque à chaque pause de frappe ; l’indice de masse corporelle est calculé.',
  );
  await page.getByRole('button', { name: 'Signer la note' }).click();
  await expect(page.getByRole('article', { name: /^Note du/ }).first()).toContainText('Renouvellement du traitement');
  await closeMessage();
  await guide.show('note-signee', 'Signée, la note ne s’efface plus : elle s’amende, et l’historique reste.');

  await record.enter('Synthèse médicale (VSM)');
  const vsm = page.getByRole('article', { name: /^Synthèse médicale du/ });
  await expect(vsm.getByRole('heading', { name: /^Complétude : \d+ %$/ })).toBeVisible();
  await guide.show('vsm', 'Le volet de synthèse médicale, tel que le dossier le dit, avec ce qui lui manque.');

  const dialog = await record.share();
  await expect(dialog.getByRole('status', { name: 'État du DMP' })).toContainText('vous êtes autorisé', SENDING);
  await dialog.getByRole('radio', { name: 'MSSanté + dépôt' }).check();
  await dialog.getByRole('checkbox', { name: /Robert SPECIALISTE5737/ }).check();
  await guide.show('partage', 'Partager le VSM : un geste, deux canaux, le DMP et la messagerie d’un confrère.');
  await dialog.getByRole('button', { name: 'Envoyer', exact: true }).click();
  const statuses = page.getByRole('list', { name: 'État des envois' }).getByRole('listitem');
  const sent = (channel: RegExp): Locator => statuses.filter({ hasText: channel });
  await expect(sent(/^DMP\s*Envoyé/)).toBeVisible(SENDING);
  await expect(sent(/^MSSanté, confrères\s*Envoyé/)).toBeVisible(SENDING);
  await guide.show('envoye', 'Chaque canal a son état : le DMP a reçu le document, le confrère son message.');
  await page.getByRole('button', { name: 'Fermer', exact: true }).click();

  await record.menu.getByRole('button', { name: 'Liste des documents' }).click();
  await expect(page.getByText('Volet de synthèse médicale').first()).toBeVisible();
  await guide.show('documents', 'Le VSM est classé au dossier ; la liste dit s’il est parti.');

  await page.getByRole('button', { name: /^Envois/ }).click();
  await expect(page.getByRole('list', { name: 'Envois', exact: true }).getByRole('listitem').first()).toBeVisible();
  await guide.show('envois', 'Tous les envois du cabinet, avec leur état ; un refus dit quoi faire.');

  // Nothing of CHEMIN is due any more: closing would ask nothing. VANDIER's VSM is made and not sent.
  await page.getByRole('button', { name: 'Agenda', exact: true }).click();
  await record.open('VANDIER Arthur');
  await record.enter('Synthèse médicale (VSM)');
  await page.getByRole('button', { name: 'Produire le VSM' }).click();
  await expect(page.getByRole('button', { name: 'Voir le PDF' })).toBeVisible(SENDING);
  await closeMessage();
  await record.menu.getByRole('button', { name: 'Fermer le dossier' }).click();
  const closing = page.getByRole('dialog', { name: 'Envoi au DMP à la fermeture du dossier' });
  await expect(closing.getByText('Documents de la consultation')).toBeVisible();
  await guide.show(
    'fermeture',
    'À la fermeture du dossier, ce qui n’est pas encore parti au DMP est proposé, déjà coché.',
  );
  await closing.getByRole('button', { name: 'Envoyer', exact: true }).click();
  await expect(closing).toBeHidden();

  hygie.card.remove();
  await expect(page.getByText(/^Verrouillé depuis/)).toBeVisible();
  // The window is loaded afresh at a lock: nothing of the session is left on it.
  await expect(page.getByText('1 document part vers le DMP.')).toHaveCount(0);
  await expect(page.getByText(/^Insérez votre carte/)).toBeVisible();
  await guide.show(
    'verrouillage',
    'La carte retirée, Hygie se verrouille en moins de deux secondes ; plus rien ne s’affiche.',
  );
});
