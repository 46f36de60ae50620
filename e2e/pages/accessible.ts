import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from 'playwright/test';
import type { Hygie } from '../app.ts';

/**
 * axe must find nothing on the screen as it stands, in both themes and at 200 %, where nothing may scroll sideways either; each is photographed.
 * The light theme and 100 % are left on.
 */
export async function expectAccessible(hygie: Hygie, name: string): Promise<void> {
  const page = hygie.window;
  for (const [theme, french] of THEMES) {
    await wear(page, theme);
    await hygie.shot(`${name}-${french}`);
    await expectAccessiblePage(page, `${name}, thème ${french}`);
  }
  const width = await page.evaluate(() => window.innerWidth);
  await zoom(hygie, 2, (now) => now < width * 0.75);
  try {
    await expectToFit(page, `${name}, 200 %`);
    await expectAccessiblePage(page, `${name}, 200 %`);
    for (const [theme, french] of THEMES) {
      await wear(page, theme);
      await hygie.picture(`${name}-${french}-200`);
    }
  } finally {
    await zoom(hygie, 1, (now) => now >= width);
  }
}

const THEMES = [
  ['dark', 'sombre'],
  ['light', 'clair'],
] as const;

async function wear(page: Page, theme: 'dark' | 'light'): Promise<void> {
  await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
  await expect(page.locator(`html[data-mode="${theme}"]`)).toBeAttached();
}

/** The window's own zoom, as Ctrl++ changes it. */
export async function zoom(hygie: Hygie, factor: number, reached: (innerWidth: number) => boolean): Promise<void> {
  await hygie.app.evaluate(({ BrowserWindow }, value) => {
    BrowserWindow.getAllWindows()[0]?.webContents.setZoomFactor(value);
  }, factor);
  await expect.poll(async () => reached(await hygie.window.evaluate(() => window.innerWidth))).toBe(true);
  // What watches its own size is told after the frame, and draws itself again in the next.
  await hygie.window.evaluate(
    () => new Promise<void>((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve()))),
  );
}

/** Neither the page, its place nor an open dialog scrolls sideways; a table may, inside its own frame. */
export async function expectToFit(page: Page, name: string): Promise<void> {
  const wide = await page.evaluate(() =>
    ['html', 'main', '.MuiDialogContent-root', '.MuiDialog-paper']
      .flatMap((selector) => [...document.querySelectorAll(selector)])
      .filter((each) => each.scrollWidth > each.clientWidth + 1)
      .map((each) => `${each.tagName} ${each.className} ${each.scrollWidth} > ${each.clientWidth}`),
  );
  expect(wide, name).toEqual([]);
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
