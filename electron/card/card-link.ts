import type { CardAnswer, CardChannel, CardRequest, Observation } from './protocol.ts';

export interface CardLinkOptions {
  readonly fork: () => CardChannel;
  readonly pollMilliseconds: number;
  onObservation(observation: Observation): void;
}

/** The line to the card process, which is started again when it dies. */
export interface CardLink {
  /** Starts with this PKCS#11 module, or changes to it. */
  use(modulePath: string): void;
  /** 'gone' when the process died meanwhile or does not run. */
  request(call: CardRequest): Promise<CardAnswer>;
  close(): void;
}

const CALL_LIMIT = 30_000;
/** A doctor types on the reader, which has a limit of its own. */
const TYPING_LIMIT = 120_000;
/** Before a dead process is started again; longer each time, for a module that crashes at once must not keep the machine busy. */
const PATIENCE = [1_000, 2_000, 5_000, 30_000];
/** A process that lived this long did not crash at once. */
const STEADY = 10_000;

export function openCardLink(options: CardLinkOptions): CardLink {
  const waiting = new Map<number, { resolve: (answer: CardAnswer) => void; timer: NodeJS.Timeout }>();
  let channel: CardChannel | null = null;
  let modulePath: string | null = null;
  let nextId = 1;
  let crashes = 0;
  let startedAt = 0;
  let closed = false;

  function abandonCalls(): void {
    for (const { resolve, timer } of waiting.values()) {
      clearTimeout(timer);
      resolve({ kind: 'gone' });
    }
    waiting.clear();
  }

  function ended(): void {
    channel = null;
    abandonCalls();
    if (closed) return;
    options.onObservation({ state: 'no-card' });
    crashes = performance.now() - startedAt > STEADY ? 0 : crashes + 1;
    setTimeout(connect, PATIENCE[Math.min(crashes, PATIENCE.length - 1)]).unref();
  }

  function request(call: CardRequest): Promise<CardAnswer> {
    const target = channel;
    if (target === null) return Promise.resolve({ kind: 'gone' });
    return new Promise((resolve) => {
      const id = nextId++;
      // A reader that hangs inside the module cannot be interrupted otherwise: the process goes, the login with it.
      const typing = call.call === 'login' && call.pin.length === 0;
      const timer = setTimeout(() => target.kill(), typing ? TYPING_LIMIT : CALL_LIMIT);
      waiting.set(id, { resolve, timer });
      target.send({ id, request: call });
    });
  }

  function connect(): void {
    if (closed || modulePath === null || channel !== null) return;
    const opened = options.fork();
    channel = opened;
    startedAt = performance.now();
    opened.onMessage((message) => {
      if (channel !== opened) return;
      if ('observation' in message) return options.onObservation(message.observation);
      const entry = waiting.get(message.id);
      if (entry === undefined) return;
      waiting.delete(message.id);
      clearTimeout(entry.timer);
      entry.resolve(message.answer);
    });
    opened.onExit(() => {
      if (channel === opened) ended();
    });
    void request({ call: 'start', modulePath, pollMilliseconds: options.pollMilliseconds });
  }

  return {
    use(path) {
      modulePath = path;
      if (channel === null) connect();
      else void request({ call: 'start', modulePath, pollMilliseconds: options.pollMilliseconds });
    },
    request,
    close() {
      closed = true;
      channel?.kill();
      channel = null;
      abandonCalls();
    },
  };
}
