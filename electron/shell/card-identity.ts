import { app, type Session } from 'electron';

/** A PIN that the card has just accepted, lent to Chromium for one question about one token. */
interface LentPin {
  readonly pin: Uint8Array;
  readonly tokenLabel: string;
  /** The reader has its own keys: NSS asks all the same, and takes any answer that is not empty for « go on ». */
  readonly pinPad: boolean;
}

/** The certificate that one session may show, and to whom. */
interface Presentation {
  readonly session: Session;
  /** SHA-256 of the DER, as Chromium writes it: `sha256/` and base64. */
  readonly fingerprint: string;
  allows(origin: string): boolean;
}

let lent: LentPin | null = null;
const presentations = new Set<Presentation>();
let installed = false;

/**
 * NSS asks again and again after a wrong PIN, and each answer costs a try of the card: the PIN is given once, for the first question only, to the token
 * that accepted it, then forgotten. An empty answer cancels; throwing would leave the request hanging.
 */
function answerPin(question: { readonly tokenName: string; readonly isRetry: boolean }): string {
  const mine = lent;
  if (mine === null || question.isRetry || question.tokenName.trim() !== mine.tokenLabel) return '';
  if (mine.pinPad) {
    forgetPin();
    return 'lecteur';
  }
  // Electron takes a string here, which cannot be erased; the bytes can.
  const text = Buffer.from(mine.pin).toString('latin1');
  forgetPin();
  return text;
}

/** Must run once the application is ready; harmless when repeated. */
export function installCardIdentity(): void {
  if (installed) return;
  installed = true;
  // Linux only: elsewhere the system has its own PIN box.
  if (process.platform === 'linux')
    app.setClientCertRequestPasswordHandler((question) => Promise.resolve(answerPin(question)));
  app.on('select-client-certificate', (event, contents, url, certificates, callback) => {
    event.preventDefault();
    const { origin } = new URL(url.includes('://') ? url : `https://${url}`);
    // A request of `net` has no web contents: the origin then tells whose it is.
    const presentation = [...presentations].find(
      (each) => (contents === null || contents.session === each.session) && each.allows(origin),
    );
    const chosen = presentation && certificates.find((each) => each.fingerprint === presentation.fingerprint);
    if (chosen === undefined) callback();
    else callback(chosen);
  });
}

/** Lets a session show the card's authentication certificate. Returns what takes that right back. */
export function presentCertificate(presentation: Presentation): () => void {
  presentations.add(presentation);
  return () => void presentations.delete(presentation);
}

/** Lends the PIN that the card has just accepted; the bytes are zeroed at the first question, or by `forgetPin`. */
export function lendPin({ pin, tokenLabel, pinPad }: LentPin): void {
  forgetPin();
  lent = { pin, tokenLabel, pinPad };
}

export function forgetPin(): void {
  lent?.pin.fill(0);
  lent = null;
}

/** False once the PIN was given, or forgotten. */
export function isPinLent(): boolean {
  return lent !== null;
}
