import { fork } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openReader, type TestCard, type TestReader } from '../../../fixtures/sandbox/card/reader.ts';
import type { CardServiceOptions } from '../card.types.ts';
import {
  createCardService,
  type CardChannel,
  type CardService,
  type FromProcess,
  type LoginOutcome,
} from '../index.ts';

export const pin = (text = '1234') => new TextEncoder().encode(text);

export interface CardBench {
  readonly reader: TestReader;
  readonly service: CardService;
  /** Kills the card process as `kill -9` does. */
  kill(): void;
  /** How many card processes were started so far. */
  starts(): number;
  /** All that the card processes said on stdout and stderr. */
  printed(): string;
  /** Waits for a state of the view, driven by the service's own events. */
  until(fits: (service: CardService) => boolean): Promise<void>;
  /** Waits for the card, then logs in. */
  login(text?: string, confirmLastTry?: boolean): Promise<LoginOutcome>;
  dispose(): void;
}

export interface BenchOptions extends Partial<CardServiceOptions> {
  readonly card?: TestCard | null;
  readonly environment?: (reader: TestReader) => Readonly<Record<string, string>>;
  readonly module?: (reader: TestReader) => string;
}

/** A reader of its own, a card in it, and the real card process behind the real service. */
export function openBench(options: BenchOptions = {}): CardBench {
  const root = mkdtempSync(join(tmpdir(), 'hygie-card-'));
  const reader = openReader(join(root, 'cards'));
  if (options.card !== null) reader.insert(options.card ?? 'medecin');
  let current: CardChannel | null = null;
  let starts = 0;
  let printed = '';

  function forkAndListen(): CardChannel {
    starts += 1;
    const env = { ...process.env, ...(options.environment?.(reader) ?? reader.environment) };
    const entry = join(import.meta.dirname, '..', 'card-process.ts');
    const child = fork(entry, [], { serialization: 'advanced', silent: true, env });
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk: Buffer) => (printed += chunk.toString('latin1')));
    current = {
      send: (message) => void child.send(message, () => undefined),
      onMessage: (listener) => void child.on('message', (message) => listener(message as FromProcess)),
      onExit: (listener) => void child.once('exit', listener),
      kill: () => void child.kill('SIGKILL'),
    };
    return current;
  }

  const service = createCardService({
    fork: forkAndListen,
    modulePath: options.module?.(reader) ?? reader.modulePath,
    pollMilliseconds: 50,
    trust: { authorities: [reader.authorities], revocationList: () => readFileSync(reader.revocationList) },
    now: () => new Date(),
    ...options,
  });

  const bench: CardBench = {
    reader,
    service,
    kill: () => current?.kill(),
    starts: () => starts,
    printed: () => printed,
    until: (fits) =>
      new Promise((resolve) => {
        if (fits(service)) return resolve();
        const stop = service.onChange(() => {
          if (!fits(service)) return;
          stop();
          resolve();
        });
      }),
    async login(text, confirmLastTry = false) {
      await bench.until(() => service.view().etat === 'carte');
      return service.login(pin(text), confirmLastTry);
    },
    dispose() {
      service.close();
      rmSync(root, { recursive: true, force: true });
    },
  };
  return bench;
}

/** Why the card in the reader may not log in; null when it may; the state itself when there is no card. */
export function refusalOf(service: CardService): string | null {
  const view = service.view();
  return view.etat === 'carte' ? view.refus : view.etat;
}

export function triesOf(service: CardService): number | string | null {
  const view = service.view();
  return view.etat === 'carte' ? view.essais : null;
}

export function nameOf(service: CardService): string | null {
  const view = service.view();
  return view.etat === 'carte' ? view.nom : null;
}
