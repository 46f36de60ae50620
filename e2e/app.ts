import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { _electron, test as base, type ElectronApplication, type Page, type TestInfo } from 'playwright/test';
import { copyCards } from '../scripts/lib/cards-copy.js';
import { writeInstallation } from '../scripts/lib/installation.js';
import { root } from '../scripts/lib/paths.js';
import { readRuntime } from '../scripts/lib/runtime.js';
import { electronExecutable, giveToApplication, ownFolders } from '../scripts/lib/unprivileged.js';
import { CardReader } from './card.ts';

export interface LaunchOptions {
  /** Card in the reader at the start; null: reader empty. */
  readonly card?: string | null;
  readonly env?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
  /** Folder of the application; by default this checkout. */
  readonly application?: string;
  /** A packaged application instead, which holds its own Electron. */
  readonly packaged?: { readonly directory: string; readonly name: string };
}

const suite = (): string => {
  const folder = process.env['HYGIE_SUITE'];
  if (!folder) throw new Error('run the tests by `npm run e2e`: the suite folder is not set');
  return folder;
};

/** One installation of Hygie: its own HOME, profile, base folder and cards; the window may be started several times. */
export class Hygie {
  readonly directory: string;
  readonly home: string;
  readonly card: CardReader;
  /** What every start of this installation said, on stdout and stderr. */
  readonly log: string;
  private readonly environment: Record<string, string>;
  private readonly testInfo: TestInfo;
  private readonly executable: string;
  private readonly application: readonly string[];
  private running: ElectronApplication | undefined;
  private page: Page | undefined;
  private shots = 0;

  constructor(testInfo: TestInfo, options: LaunchOptions) {
    this.testInfo = testInfo;
    const name = `${path.basename(testInfo.file, '.spec.ts')}-${testInfo.line}-`;
    this.directory = fs.mkdtempSync(path.join(suite(), name));
    fs.chmodSync(this.directory, 0o755);
    this.home = path.join(this.directory, 'home');
    this.log = path.join(this.directory, 'main.log');
    const runtime = readRuntime();
    const cards = path.join(this.directory, 'cards');
    const cardVariables = copyCards(runtime.cards, cards, {
      inserted: options.card === undefined ? 'medecin' : (options.card ?? ''),
    });
    this.card = new CardReader(cards);
    giveToApplication(cards);
    this.environment = {
      PATH: process.env['PATH'] ?? '',
      DISPLAY: process.env['DISPLAY'] ?? '',
      LANG: 'fr_FR.UTF-8',
      TZ: 'Europe/Paris',
      HYGIE_TEST: '1',
      HYGIE_SQLITE_BINDING: runtime.sqliteBinding ?? '',
      HYGIE_CONTROL: process.env['HYGIE_CONTROL'] ?? '',
      ...ownFolders(this.home),
      ...cardVariables,
      ...options.env,
    };
    const { packaged } = options;
    this.executable = electronExecutable(packaged?.directory ?? runtime.electronDir, this.directory, packaged?.name);
    this.application = packaged ? [] : [options.application ?? root];
    // The bac à sable said where its services are; the cards are this test's own.
    const report: unknown = JSON.parse(fs.readFileSync(path.join(suite(), 'sandbox.json'), 'utf8'));
    writeInstallation(this.profile, report, cardVariables);
    giveToApplication(this.home);
  }

  /** Where Electron puts what belongs to the application (its `userData`). */
  get profile(): string {
    return path.join(this.home, '.config', 'Hygie');
  }

  /** Starts the application and waits for its window. */
  async start(options: Pick<LaunchOptions, 'env' | 'args'> = {}): Promise<Page> {
    const app = await _electron.launch({
      executablePath: this.executable,
      args: [...this.application, '--lang=fr', ...(options.args ?? [])],
      env: { ...this.environment, ...options.env },
      cwd: this.home,
      chromiumSandbox: true,
    });
    this.running = app;
    for (const stream of [app.process().stdout, app.process().stderr]) {
      stream?.on('data', (chunk: Buffer) => fs.appendFileSync(this.log, chunk));
    }
    this.page = await app.firstWindow();
    this.page.on('pageerror', (error) => fs.appendFileSync(this.log, `[page] ${error.stack ?? error.message}\n`));
    this.page.on('console', (message) => fs.appendFileSync(this.log, `[${message.type()}] ${message.text()}\n`));
    await this.page.waitForLoadState('domcontentloaded');
    return this.page;
  }

  get window(): Page {
    if (!this.page) throw new Error('the application is not started');
    return this.page;
  }

  get app(): ElectronApplication {
    if (!this.running) throw new Error('the application is not started');
    return this.running;
  }

  /** Photographs the window and attaches the picture to the report: the recette wants one for each [n]. */
  async shot(name: string): Promise<void> {
    await this.shotOf(this.window, name);
  }

  /** The same of another window of the application. */
  async shotOf(page: Page, name: string): Promise<void> {
    this.shots += 1;
    const file = this.testInfo.outputPath(`${String(this.shots).padStart(2, '0')}-${name}.png`);
    await page.screenshot({ path: file, animations: 'disabled' });
    await this.testInfo.attach(name, { path: file, contentType: 'image/png' });
  }

  /** The window itself takes the picture: Playwright's own would show a quarter of a page zoomed by Electron. */
  async picture(name: string): Promise<void> {
    this.shots += 1;
    const file = this.testInfo.outputPath(`${String(this.shots).padStart(2, '0')}-${name}.png`);
    // The frame that shows the last change first.
    await this.window.evaluate(
      () => new Promise<void>((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve()))),
    );
    const bytes = await this.app.evaluate(async ({ BrowserWindow }) =>
      (await BrowserWindow.getAllWindows()[0]?.webContents.capturePage())?.toPNG().toString('base64'),
    );
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, Buffer.from(bytes ?? '', 'base64'));
    await this.testInfo.attach(name, { path: file, contentType: 'image/png' });
  }

  /** Closes as the doctor would. */
  async close(): Promise<void> {
    const app = this.running;
    this.running = undefined;
    this.page = undefined;
    if (!app) return;
    let child;
    try {
      child = app.process();
    } catch {
      // The application fell over: Playwright has nothing left of it, and the test says so already.
      return;
    }
    const ended = child.exitCode !== null || child.signalCode !== null;
    const late = setTimeout(() => child.kill('SIGKILL'), 10_000);
    if (!ended) await app.close().catch(() => undefined);
    clearTimeout(late);
  }

  /** kill -9, as a power cut would. */
  async kill(): Promise<void> {
    const app = this.running;
    this.running = undefined;
    this.page = undefined;
    if (!app) return;
    const child = app.process();
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.kill('SIGKILL');
    await ended;
  }

  async restart(options: Pick<LaunchOptions, 'env' | 'args'> = {}): Promise<Page> {
    await this.close();
    return this.start(options);
  }

  /** A second start of the same installation while the first runs; its exit code. */
  again(): Promise<number | null> {
    const child = spawn(this.executable, [...this.application, '--lang=fr'], {
      env: this.environment,
      cwd: this.home,
      stdio: 'ignore',
    });
    return new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', (code) => resolve(code));
    });
  }

  /** At the end of a test: a picture and what was said, when it failed. */
  async finish(): Promise<void> {
    const { testInfo } = this;
    if (testInfo.status !== testInfo.expectedStatus) {
      if (this.page && !this.page.isClosed()) await this.shot('echec').catch(() => undefined);
      if (fs.existsSync(this.log)) {
        await testInfo.attach('main.log', { path: this.log, contentType: 'text/plain' });
        // Where only the output is kept, these lines are all there is to understand a failure.
        const lines = fs.readFileSync(this.log, 'utf8').split('\n');
        const said = lines.filter((line) => !/bus\.cc|viz_main_impl|DevTools|Debugger|inspector/.test(line));
        process.stdout.write(`${said.slice(-30).join('\n')}\n`);
      }
    }
    await this.close();
  }
}

interface Fixtures {
  /** Options of the installation that `hygie` makes: `test.use({ launch: { card: null } })`. */
  launch: LaunchOptions;
  /** A fresh installation, started, on its first screen. */
  hygie: Hygie;
  /** Makes further installations (another doctor's machine), not started. */
  install: (options?: LaunchOptions) => Hygie;
}

export const test = base.extend<Fixtures>({
  launch: [{}, { option: true }],
  install: async ({}, use, testInfo) => {
    const made: Hygie[] = [];
    await use((options = {}) => {
      const hygie = new Hygie(testInfo, options);
      made.push(hygie);
      return hygie;
    });
    for (const hygie of made) await hygie.finish();
  },
  hygie: async ({ install, launch }, use) => {
    const hygie = install(launch);
    await hygie.start(launch);
    await use(hygie);
  },
});

export { expect } from 'playwright/test';
