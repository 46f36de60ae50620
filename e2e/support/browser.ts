import fs from 'node:fs';
import path from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright/test';
import { readRuntime } from '../../scripts/lib/runtime.js';
import { electronExecutable, ownFolders } from '../../scripts/lib/unprivileged.js';
import type { Hygie } from '../app.ts';
import { emptyApplication } from '../perf/empty-application.ts';

/**
 * The doctor's own browser: a Chromium of its own process and profile, that knows nothing of Hygie. The application's call to the system's browser is caught
 * in its main process by the test (the product has no hook for it): the address is kept, and opened here.
 */
export class DoctorBrowser {
  private readonly hygie: Hygie;
  private app: ElectronApplication | undefined;
  private seen = 0;

  constructor(hygie: Hygie) {
    this.hygie = hygie;
  }

  /** From now on, what Hygie gives to the system's browser comes here. To be called again after a restart. */
  async listen(): Promise<void> {
    this.seen = 0;
    await this.hygie.app.evaluate(({ shell }) => {
      const opened: string[] = [];
      Object.assign(globalThis, { opened });
      shell.openExternal = (address: string) => {
        opened.push(address);
        return Promise.resolve();
      };
    });
  }

  private opened(): Promise<string[]> {
    return this.hygie.app.evaluate(() => (globalThis as unknown as { opened: string[] }).opened);
  }

  /** The next page that Hygie asks for, shown. */
  async next(): Promise<Page> {
    const deadline = Date.now() + 20_000;
    let address: string | undefined;
    while (address === undefined && Date.now() < deadline) address = (await this.opened())[this.seen];
    if (address === undefined) throw new Error('Hygie opened no page');
    this.seen += 1;
    this.app ??= await this.launch();
    const page = this.app.windows()[0] ?? (await this.app.firstWindow());
    await page.goto(address);
    return page;
  }

  private async launch(): Promise<ElectronApplication> {
    const home = path.join(this.hygie.directory, 'navigateur');
    const environment = ownFolders(home);
    fs.mkdirSync(home, { recursive: true });
    return _electron.launch({
      executablePath: electronExecutable(readRuntime().electronDir, this.hygie.directory),
      args: [emptyApplication(), '--lang=fr'],
      env: { PATH: process.env['PATH'] ?? '', DISPLAY: process.env['DISPLAY'] ?? '', ...environment },
      cwd: home,
      chromiumSandbox: true,
    });
  }

  async close(): Promise<void> {
    await this.app?.close().catch(() => undefined);
    this.app = undefined;
  }
}
