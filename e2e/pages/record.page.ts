import { expect, type Locator } from 'playwright/test';
import type { Hygie } from '../app.ts';

/** A record, from the day's list to its dialogs. */
export class RecordPage {
  private readonly hygie: Hygie;

  constructor(hygie: Hygie) {
    this.hygie = hygie;
  }

  /** Opens a record from the day's consultations, by the name the day shows (« CHEMIN Henri »). */
  async open(name: string): Promise<void> {
    const page = this.hygie.window;
    await page
      .getByRole('list', { name: /^Rendez-vous du/ })
      .getByRole('button', { name, exact: true })
      .click();
    await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
    await expect(this.menu).toBeVisible();
  }

  get menu(): Locator {
    return this.hygie.window.getByRole('navigation', { name: 'Menu du dossier' });
  }

  /** « Saisir un document », then one of its entries. */
  async enter(entry: string): Promise<void> {
    await this.menu.getByRole('button', { name: 'Saisir un document' }).click();
    await this.hygie.window.getByRole('menuitem', { name: entry, exact: true }).click();
  }

  /** « Partager le VSM », and its dialog. */
  async share(): Promise<Locator> {
    await this.menu.getByRole('button', { name: 'Partager le VSM' }).click();
    const dialog = this.hygie.window.getByRole('dialog', { name: 'Partager le VSM' });
    await expect(dialog.getByRole('button', { name: 'Envoyer', exact: true })).toBeVisible();
    return dialog;
  }
}
