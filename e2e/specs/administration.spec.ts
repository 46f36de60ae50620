import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from '../app.ts';

test('[7] the certificate store of the session is changed only when the doctor agrees, and by nothing else', async ({
  install,
}) => {
  const hygie = install();
  const file = path.join(hygie.profile, 'installation.json');
  const installation = JSON.parse(fs.readFileSync(file, 'utf8')) as Record<string, unknown>;
  fs.writeFileSync(file, JSON.stringify({ ...installation, nssConsent: false }));
  const store = path.join(hygie.home, '.pki', 'nssdb', 'pkcs11.txt');

  const page = await hygie.start();
  await page.getByRole('button', { name: 'Administration' }).click();
  const dialog = page.getByRole('dialog', { name: 'Administration' });
  await expect(dialog.getByText('rien d’autre n’y est modifié')).toBeVisible();
  expect(fs.existsSync(store)).toBe(false);
  await hygie.shot('accord-demande');

  await dialog.getByRole('button', { name: 'Accepter et ajouter le composant' }).click();
  await expect(dialog.getByText('est inscrit dans le magasin de certificats')).toBeVisible();
  expect(fs.readFileSync(store, 'utf8')).toContain('name=CPS');
  await hygie.shot('composant-inscrit');
});
