import { readFileSync } from 'node:fs';
import { app } from 'electron';
import { createCardService, type CardService } from '../../electron/card/index.ts';
import { NetworkError } from '../../electron/network/http.ts';
import { forkCardUtility } from '../../electron/shell/card-fork.ts';
import { forbidSharedConnections } from '../../electron/shell/card-exchange.ts';
import { openCardHttps, type CardConnection } from '../../electron/shell/card-https.ts';
import { registerInNss } from '../../electron/shell/nss-module.ts';

/** What the tests of the card's HTTPS call, through Playwright's `evaluate`. */
export interface CardHttpsProbe {
  waitFor(state: string): Promise<void>;
  login(pin: string): Promise<string>;
  /** Opens HTTPS with this PIN, which the real window only does with one that the card just accepted. Tells what became of the PIN's bytes. */
  open(options: {
    pin: string;
    origins: string[];
    authorities: string;
    tokenLabel?: string;
  }): Promise<{ error: string | null; pinIsZero: boolean }>;
  send(options: {
    url: string;
    size?: number;
    timeoutMs?: number;
  }): Promise<{ status?: number; length?: number; error?: string; message?: string }>;
  close(): Promise<void>;
}

const variable = (name: string) => process.env[name] ?? '';

function start(): CardHttpsProbe {
  const service: CardService = createCardService({
    fork: () => forkCardUtility(variable('PROBE_BUILT')),
    modulePath: variable('CPS_MODULE'),
    pollMilliseconds: 200,
    trust: {
      authorities: [readFileSync(variable('CPS_CA'), 'utf8')],
      revocationList: () => readFileSync(variable('CPS_CRL')),
    },
    now: () => new Date(),
  });
  let certificate: Uint8Array | null = null;
  let tokenLabel = '';
  let pinPad = false;
  let connection: CardConnection | null = null;
  return {
    waitFor: (state) =>
      new Promise((resolve) => {
        const look = () => {
          const view = service.view();
          if (view.etat !== state) return false;
          resolve();
          return true;
        };
        if (look()) return;
        const stop = service.onChange(() => look() && stop());
      }),
    async login(pin) {
      const login = await service.login(new TextEncoder().encode(pin), false);
      if (login.outcome === 'ok') {
        certificate = login.holder.auth.der;
        ({ tokenLabel, pinPad } = login.holder);
      }
      return login.outcome;
    },
    async open({ pin, origins, authorities, tokenLabel: label }) {
      const bytes = new TextEncoder().encode(pin);
      await registerInNss(variable('HOME'), variable('CPS_MODULE'));
      try {
        connection = await openCardHttps({
          certificate: certificate ?? new Uint8Array(),
          tokenLabel: label ?? tokenLabel,
          pin: bytes,
          pinPad,
          origins,
          authorities: [authorities],
          revocationLists: () => [],
          now: () => new Date(),
        });
        return { error: null, pinIsZero: bytes.every((byte) => byte === 0) };
      } catch (error) {
        const kind = error instanceof NetworkError ? error.kind : String(error);
        return { error: kind, pinIsZero: bytes.every((byte) => byte === 0) };
      }
    },
    async send({ url, size, timeoutMs = 10_000 }) {
      try {
        const body = size === undefined ? {} : { body: new Uint8Array(size).fill(0x61) };
        const answer = await connection!.send({
          method: size === undefined ? 'GET' : 'POST',
          url,
          headers: { 'content-type': 'application/octet-stream' },
          timeoutMs,
          ...body,
        });
        return { status: answer.status, length: answer.body.length };
      } catch (error) {
        if (error instanceof NetworkError)
          return { error: error.kind, message: `${error.message} [${String(error.cause)}]` };
        return { error: 'other', message: String(error) };
      }
    },
    async close() {
      await connection?.close();
    },
  };
}

forbidSharedConnections();
app.on('window-all-closed', () => undefined);
void app.whenReady().then(() => {
  (globalThis as unknown as { probe: CardHttpsProbe }).probe = start();
});
