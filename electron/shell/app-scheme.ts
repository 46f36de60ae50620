import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { protocol, type Session } from 'electron';

/** Origin of the window: a scheme of our own, so that no file:// page and no web page share it. */
export const APP_ORIGIN = 'app://hygie';

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
};

/** Emotion writes its styles with the nonce; nothing else inline is allowed, and nothing comes from the network. */
function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    // Layout libraries position elements through the style attribute; it cannot load or run anything.
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types default hygie dompurify',
  ].join('; ');
}

/** Must run before the application is ready. */
export function declareAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

/**
 * Serves the built renderer, and nothing outside its folder. Resolves once the page's first files were asked for and served:
 * until then each millisecond of this thread is one that the page waits.
 */
export function serveAppScheme(session: Session, directory: string): Promise<void> {
  let served = () => undefined as void;
  const first = new Promise<void>((resolve) => {
    served = resolve;
  });
  let pending = 0;
  let script = false;
  const serve = async (request: Request): Promise<Response> => {
    const url = new URL(request.url);
    if (url.host !== 'hygie' || request.method !== 'GET') return new Response(null, { status: 404 });
    const relative = normalize(decodeURIComponent(url.pathname)).replace(/^[/\\]+/, '') || 'index.html';
    if (relative.split(sep).includes('..')) return new Response(null, { status: 404 });
    script ||= relative.endsWith('.js');
    try {
      let body: Uint8Array<ArrayBuffer> = new Uint8Array(await readFile(join(directory, relative)));
      const headers: Record<string, string> = {
        'content-type': MEDIA_TYPES[extname(relative)] ?? 'application/octet-stream',
        'x-content-type-options': 'nosniff',
      };
      if (relative.endsWith('.html')) {
        const nonce = randomBytes(16).toString('base64');
        headers['content-security-policy'] = contentSecurityPolicy(nonce);
        headers['cache-control'] = 'no-store';
        body = new TextEncoder().encode(new TextDecoder().decode(body).replaceAll('__CSP_NONCE__', nonce));
      }
      return new Response(body, { headers });
    } catch {
      return new Response(null, { status: 404 });
    }
  };
  session.protocol.handle('app', async (request) => {
    pending += 1;
    try {
      return await serve(request);
    } finally {
      pending -= 1;
      // The next files of the same page come within a few turns of the loop.
      if (script) setTimeout(() => (pending === 0 ? served() : undefined), 5);
    }
  });
  return first;
}
