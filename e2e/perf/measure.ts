import fs from 'node:fs';
import type { Page } from 'playwright/test';
import { expect } from '../app.ts';

/** One figure as `npm run bench` prints it. */
export function figure(name: string, times: readonly number[], unit = 'ms'): void {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number) =>
    Math.round((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0) * 100) / 100;
  const line = { name, unit, p50: at(0.5), p95: at(0.95), p99: at(0.99), n: sorted.length };
  const file = process.env['HYGIE_FIGURES'] ?? '';
  if (file !== '') fs.appendFileSync(file, `${JSON.stringify(line)}\n`);
  expect(sorted.length).toBeGreaterThan(0);
}

export async function timed(work: () => Promise<unknown>): Promise<number> {
  const begin = performance.now();
  await work();
  return performance.now() - begin;
}

/** What the page itself sees, for a test's own waiting looks by steps of 100 to 500 ms. */
interface Look {
  readonly act: { click: string } | { type: string } | { key: string } | null;
  readonly selector: string;
  readonly text: string;
}

/** Runs in the page: acts, then resolves once a frame that shows the text was painted. Instants of the wall clock, in ms. */
function watch({ act, selector, text }: Look): Promise<{ begin: number; end: number }> {
  return new Promise((resolve, reject) => {
    const clock = () => performance.timeOrigin + performance.now();
    const late = setTimeout(() => reject(new Error(`never painted: ${text}`)), 30_000);
    const begin = clock();
    const look = () => {
      if (![...document.querySelectorAll(selector)].some((each) => each.textContent?.includes(text))) return;
      observer.disconnect();
      clearTimeout(late);
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve({ begin, end: clock() });
        port2.postMessage(null);
      });
    };
    const observer = new MutationObserver(look);
    observer.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
    if (act !== null && 'click' in act) document.querySelector<HTMLElement>(act.click)?.click();
    else if (act !== null && 'type' in act) document.execCommand('insertText', false, act.type);
    else if (act !== null)
      document.activeElement?.dispatchEvent(
        new KeyboardEvent('keydown', { key: act.key, bubbles: true, cancelable: true }),
      );
    // What is shown right after a letter is still the list of the letters before.
    if (act === null || !('type' in act)) look();
  });
}

/** Milliseconds from an act on the page to the first painted frame where `selector` shows `text`. */
export async function painted(
  page: Page,
  act: NonNullable<Look['act']>,
  selector: string,
  text: string,
): Promise<number> {
  const { begin, end } = await page.evaluate(watch, { act, selector, text });
  return end - begin;
}

/** Wall-clock instant (ms) at which a frame that shows `text` was painted, now or later. */
export async function paintedAt(page: Page, selector: string, text: string): Promise<number> {
  return (await page.evaluate(watch, { act: null, selector, text })).end;
}

/** The page has nothing left to do: a doctor who types four digits has let it finish. */
export async function still(page: Page): Promise<void> {
  await page.evaluate(() => new Promise<void>((resolve) => requestIdleCallback(() => resolve(), { timeout: 5_000 })));
}

/** One call of the contract from the page. */
export function ask<T>(page: Page, method: string, input: object): Promise<T> {
  return page.evaluate(
    async ({ method, input }) => {
      const { hygie } = globalThis as unknown as {
        hygie: { call: (method: string, input: object) => Promise<{ ok: boolean; value?: unknown }> };
      };
      const answer = await hygie.call(method, input);
      if (!answer.ok) throw new Error(JSON.stringify(answer));
      return answer.value;
    },
    { method, input },
  ) as Promise<T>;
}

/**
 * Chromium's own count of what the page's main thread did since it began, in milliseconds of that thread's processor time: its work, whatever else the machine does. What
 * the doctor waits for is measured by the clock, until the paint.
 */
export async function mainThread(page: Page): Promise<() => Promise<number>> {
  const protocol = await page.context().newCDPSession(page);
  await protocol.send('Performance.enable', { timeDomain: 'threadTicks' });
  return async () => {
    const { metrics } = await protocol.send('Performance.getMetrics');
    return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1000;
  };
}
