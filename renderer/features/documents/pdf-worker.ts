import { GlobalWorkerOptions } from 'pdfjs-dist/legacy/build/pdf.mjs';
import workerUrl from 'pdfjs-dist/legacy/build/pdf.worker.min.mjs?url';

interface ScriptUrlPolicy {
  createScriptURL(url: string): string;
}
interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL: (url: string) => string }): ScriptUrlPolicy;
}

declare global {
  interface Window {
    readonly trustedTypes?: TrustedTypes;
  }
}

/** The only script URL this window ever makes: the PDF reader's own worker, from our own origin. */
function trustedWorkerUrl(): string {
  const url = new URL(workerUrl, window.location.href).href;
  const policy = window.trustedTypes?.createPolicy('hygie', {
    createScriptURL: (asked) => {
      if (asked !== url) throw new TypeError('script refused');
      return asked;
    },
  });
  return policy === undefined ? url : policy.createScriptURL(url);
}

let started = false;

/** Starts the PDF reader's worker once; it parses bytes from outside apart from the window's own thread. */
export function startPdfWorker(): void {
  if (started) return;
  started = true;
  GlobalWorkerOptions.workerPort = new Worker(trustedWorkerUrl(), { type: 'module' });
}
