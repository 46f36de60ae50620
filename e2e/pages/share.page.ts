import { expect, type Locator } from 'playwright/test';
import type { Hygie } from '../app.ts';
import { RecordPage } from './record.page.ts';

/** The colleague of the demonstration practice that tests write to. */
export const COLLEAGUE = 'robert.specialiste5737@medecin.test.mssante.fr';
export const OTHER_COLLEAGUE = 'paul.medecin5978@medecin.test.mssante.fr';

export type Road = 'DMP' | 'MSSanté, confrères';

/** « Partager le VSM » as a doctor does it, and the state of each road that the dialog then shows. */
export class SharePage {
  private readonly hygie: Hygie;

  constructor(hygie: Hygie) {
    this.hygie = hygie;
  }

  /** Opens a record from the search field, wherever the window stands. */
  async find(typed: string, line: RegExp): Promise<void> {
    const { window: page } = this.hygie;
    await page.keyboard.press('F2');
    await page.keyboard.type(typed);
    await expect(page.getByRole('option', { name: line }).first()).toBeVisible();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1, name: line })).toBeVisible();
  }

  /** « Partager le VSM » of the open record, up to « Envoyer »; leaves the dialog that follows the sending. */
  async send(roads: { dmp: boolean; colleagues: readonly RegExp[] }): Promise<void> {
    const dialog = await new RecordPage(this.hygie).share();
    const { dmp, colleagues } = roads;
    const road = !dmp ? 'MSSanté à un confrère' : colleagues.length > 0 ? 'MSSanté + dépôt' : 'Dépôt dans le DMP';
    await dialog.getByRole('radio', { name: road, exact: true }).click();
    for (const colleague of colleagues) await dialog.getByRole('checkbox', { name: colleague }).check();
    await dialog.getByRole('button', { name: 'Envoyer', exact: true }).click();
    await expect(this.states).toBeVisible({ timeout: 30_000 });
  }

  private get states(): Locator {
    return this.hygie.window.getByRole('list', { name: 'État des envois' });
  }

  /** One road of the last sending, as the dialog shows it. */
  road(name: Road): Locator {
    return this.states.getByRole('listitem').filter({ hasText: name });
  }

  /** Waits for the state of a road, in the words of the screen. */
  async expectState(name: Road, state: string | RegExp, timeout = 45_000): Promise<void> {
    await expect(this.road(name)).toContainText(state, { timeout });
  }

  async close(): Promise<void> {
    await this.hygie.window.getByRole('dialog').getByRole('button', { name: 'Fermer' }).click();
    await expect(this.hygie.window.getByRole('dialog')).toHaveCount(0);
  }
}
