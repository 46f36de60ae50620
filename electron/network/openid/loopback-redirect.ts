import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export const REDIRECT_PATH = '/retour';

/** The door by which the system's browser comes back (RFC 8252 § 7.3): this machine's loopback only, one answer, then closed. */
export interface LoopbackRedirect {
  /** Registered with the provider. */
  readonly uri: string;
  /** The address that the browser came back to, with its query; rejects when the wait is over. */
  readonly answer: Promise<URL>;
  close(): void;
}

const page = (title: string, text: string): string => `<!doctype html>
<html lang="fr"><head><meta charset="utf-8"><title>${title}</title>
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:34rem;margin:15vh auto;padding:0 1rem}</style></head>
<body><h1>${title}</h1><p>${text}</p></body></html>`;

/** Both outcomes look the same to the browser: what was decided is said in Hygie. */
const BACK = page('Retour à Hygie', 'Vous pouvez fermer cet onglet et revenir à Hygie.');

function reply(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, {
    'Content-Type': 'text/html; charset=utf-8',
    'Cache-Control': 'no-store',
    'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'",
    'Referrer-Policy': 'no-referrer',
    Connection: 'close',
  });
  response.end(body);
}

/**
 * Listens on 127.0.0.1. `port` 0 lets the system choose (RFC 8252 asks providers to allow it; à vérifier pour Pro Santé Connect, d’où le réglage).
 * `state` is what this sign-in expects: anything else that knocks, another page or another program, is turned away and the wait goes on.
 * Rejects when the port is taken.
 */
export async function openLoopbackRedirect(
  port: number,
  state: string,
  signal: AbortSignal,
): Promise<LoopbackRedirect> {
  let settle: (url: URL) => void = () => undefined;
  let fail: (error: Error) => void = () => undefined;
  const answer = new Promise<URL>((resolve, reject) => {
    settle = resolve;
    fail = reject;
  });
  // Nobody may be waiting any more when it closes.
  answer.catch(() => undefined);
  let uri = '';
  const server: Server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', uri);
    // A page of the web that reached this port by a name of its own (DNS rebinding) bears that name here.
    if (request.headers.host !== new URL(uri).host) return reply(response, 400, page('Adresse refusée', ''));
    if (url.pathname !== REDIRECT_PATH) return reply(response, 404, page('Page inconnue', ''));
    if (request.method !== 'GET') return reply(response, 405, page('Méthode refusée', ''));
    if (url.searchParams.getAll('state').join() !== state) {
      const text = 'Cette réponse ne correspond pas à la connexion demandée par Hygie. Rien n’a été ouvert.';
      return reply(response, 400, page('Réponse refusée', text));
    }
    reply(response, 200, BACK);
    settle(url);
  });
  const close = (): void => {
    server.close();
    fail(new Error('attente terminée'));
    // The last page is still on its way to the browser.
    setTimeout(() => server.closeAllConnections(), 1_000).unref();
  };
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host: '127.0.0.1', exclusive: true }, resolve);
  });
  uri = `http://127.0.0.1:${(server.address() as AddressInfo).port}${REDIRECT_PATH}`;
  signal.addEventListener('abort', close, { once: true });
  if (signal.aborted) close();
  return { uri, answer, close };
}
