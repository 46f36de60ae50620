import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { openReader, type TestCard, type TestReader } from '../../../fixtures/sandbox/card/reader.ts';
import type { Answer, Input, MethodName, Output } from '../../../shared/contract/index.ts';
import { createCardService, forkCardProcess, type CardService } from '../../card/index.ts';
import { createHost, type Host } from '../host.ts';
import type { Installation } from '../installation.ts';

/** The real host on a real base, a real card process and the test cards; only the window is missing. */
export interface TestHost {
  readonly host: Host;
  readonly card: CardService;
  readonly reader: TestReader;
  readonly directory: string;
  readonly log: string[];
  call<M extends MethodName>(method: M, input: Input<M>): Promise<Output<M>>;
  answer<M extends MethodName>(method: M, input: Input<M>): Promise<Answer<Output<M>>>;
  /** Waits for the card service to say so. */
  until(fits: () => boolean): Promise<void>;
  /** Closes this host and starts another on the same base, as a restart of the application does. */
  restart(): Promise<void>;
  dispose(): Promise<void>;
}

export async function startTestHost(
  options: {
    card?: TestCard;
    services?: Installation['services'];
    folder?: string;
    file?: { name: string; bytes: Uint8Array };
    openBrowser?: (address: URL) => Promise<void>;
  } = {},
): Promise<TestHost> {
  const directory = mkdtempSync(join(tmpdir(), 'hygie-host-'));
  const reader = openReader(join(directory, 'cards'));
  reader.insert(options.card ?? 'medecin');
  const installation: Installation = {
    test: true,
    cardModule: reader.modulePath,
    nssConsent: false,
    cardRoots: [reader.authorities],
    cardRevocationList: reader.revocationList,
    demonstration: {
      practice: 'fixtures/demo/practice.json',
      patients: 'fixtures/demo/demo-patients.json',
      cim10: 'fixtures/cim10/cim10-mg.txt',
      medicaments: 'fixtures/bdpm',
    },
    services: options.services ?? null,
  };
  const log: string[] = [];
  const now = () => new Date();
  function start() {
    const card = createCardService({
      fork: () => forkCardProcess('electron/card/card-process.ts', { ...process.env, ...reader.environment }),
      modulePath: reader.modulePath,
      pollMilliseconds: 50,
      trust: { authorities: installation.cardRoots, revocationList: () => readFileSync(reader.revocationList) },
      now,
    });
    const host = createHost({
      installation,
      card,
      modules: [],
      certificateStore: null,
      baseDirectory: join(directory, 'base'),
      backupDirectory: join(directory, 'sauvegardes'),
      recordWorker: resolve('electron/host/record-worker.ts'),
      formatWorker: resolve('electron/host/format-worker.ts'),
      nativeBinding: null,
      openCardConnection: null,
      chooseBackup: () => Promise.resolve(null),
      chooseFile: () => Promise.resolve(options.file ?? null),
      chooseFolder: () => Promise.resolve(options.folder ?? null),
      openBrowser: options.openBrowser ?? (() => Promise.reject(new Error('no browser here'))),
      openReadingWindow: () => undefined,
      versions: { hygie: '0.1.0', electron: '' },
      now,
      publish: () => undefined,
      log: (line) => void log.push(line),
      validateOutputs: true,
    });
    return { card, host };
  }
  let running = start();
  const until = (fits: () => boolean) =>
    new Promise<void>((resolve) => {
      if (fits()) return resolve();
      const stop = running.card.onChange(() => {
        if (!fits()) return;
        stop();
        resolve();
      });
    });
  await until(() => running.card.view().etat === 'carte');
  const answer = async <M extends MethodName>(method: M, input: Input<M>) =>
    (await running.host.dispatch(method, input)) as Answer<Output<M>>;
  return {
    get host() {
      return running.host;
    },
    get card() {
      return running.card;
    },
    reader,
    directory,
    log,
    answer,
    call: async (method, input) => {
      const result = await answer(method, input);
      if (!result.ok) throw new Error(`${method}: ${result.error.detail ?? result.error.code} ${log.join(' / ')}`);
      return result.value;
    },
    until,
    restart: async () => {
      await running.host.close();
      running = start();
      await until(() => running.card.view().etat === 'carte');
    },
    dispose: async () => {
      await running.host.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
