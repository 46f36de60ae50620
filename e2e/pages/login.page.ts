import { expect } from 'playwright/test';
import type { Hygie } from '../app.ts';

/** PIN of every test card. */
export const PIN = '1234';

/** The login screen, by what a doctor reads on it. */
export class LoginPage {
  private readonly hygie: Hygie;

  constructor(hygie: Hygie) {
    this.hygie = hygie;
  }

  get pin() {
    return this.hygie.window.getByLabel('Code porteur');
  }

  /** Types the PIN and presses Enter. */
  async enter(pin = PIN): Promise<void> {
    await this.pin.fill(pin);
    await this.pin.press('Enter');
  }

  /** First start of a practice: PIN, then the recovery code typed back. Returns that code. */
  async firstStart(): Promise<string> {
    await this.enter();
    const code = await this.typeBackRecoveryCode();
    await this.home();
    return code;
  }

  async typeBackRecoveryCode(): Promise<string> {
    const code = await this.recoveryCode();
    await this.hygie.window.getByLabel('Recopiez le code de récupération').fill(code);
    await this.hygie.window.getByRole('button', { name: 'J’ai gardé ce code, continuer' }).click();
    return code;
  }

  async recoveryCode(): Promise<string> {
    const shown = this.hygie.window.getByLabel('Votre code de récupération');
    await expect(shown).toBeVisible({ timeout: 30_000 });
    return (await shown.textContent()) ?? '';
  }

  /** A later login, up to the home page. */
  async login(pin = PIN): Promise<void> {
    await this.enter(pin);
    await this.home();
  }

  /** Waits for the day's consultations. */
  async home(): Promise<void> {
    await expect(this.hygie.window.getByRole('heading', { name: /^Consultations du/ })).toBeVisible({
      timeout: 30_000,
    });
  }
}
