import type { Page } from 'playwright/test';
import { expect } from '../app.ts';

export const PIN = '1234';

export async function typePin(window: Page, pin = PIN): Promise<void> {
  await window.getByLabel('Code porteur').fill(pin);
  await window.getByRole('button', { name: 'Valider' }).click();
}

/** First login of a fresh installation, to the day's agenda: the recovery code is typed back. Returns that code. */
export async function firstLogin(window: Page, pin = PIN): Promise<string> {
  await typePin(window, pin);
  const shown = window.getByLabel('Votre code de récupération');
  await expect(shown).toBeVisible({ timeout: 20_000 });
  const code = (await shown.textContent()) ?? '';
  await window.getByLabel('Recopiez le code de récupération').fill(code);
  await window.getByRole('button', { name: 'J’ai gardé ce code, continuer' }).click();
  await expect(window.getByRole('heading', { name: /^Consultations du/ })).toBeVisible({ timeout: 20_000 });
  return code;
}
