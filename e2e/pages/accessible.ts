import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from 'playwright/test';
import type { Hygie } from '../app.ts';

/** axe must find nothing on the screen as it stands, in both themes; each is photographed. The light theme is left on. */
export async function expectAccessible(hygie: Hygie, name: string): Promise<void> {
  const page = hygie.window;
  for (const [theme, french] of [
    ['dark', 'sombre'],
    ['light', 'clair'],
  ] as const) {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    await expect(page.locator(`html[data-mode="${theme}"]`)).toBeAttached();
    await hygie.shot(`${name}-${french}`);
    await expectAccessiblePage(page, `${name}, thème ${french}`);
  }
}

/** axe must find nothing in this window as it stands. */
export async function expectAccessiblePage(page: Page, name: string): Promise<void> {
  // Legacy mode: there is no second page to gather frames in, and these windows have no frame.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  const found = violations.map(({ id, nodes }) => ({
    id,
    nodes: nodes.map((node) => `${node.html.slice(0, 200)} — ${node.failureSummary ?? ''}`),
  }));
  expect(found, `axe, ${name}`).toEqual([]);
}
