/** Test cards, their authority and their revocation list: made once, fictitious, never leave the cache. */
import fs from 'node:fs';
import path from 'node:path';
import { cacheDir, root } from '../lib/paths.js';
import { runOrFail } from '../lib/run.js';

export const cardsDir = path.join(cacheDir, 'cards');
const maker = path.join(root, 'fixtures', 'sandbox', 'card', 'make-test-cps');
const shim = path.join(cardsDir, 'cps-shim.so');

/** A revocation list of a week is old to Hygie, which would warn of it at each login. */
const LIST_LIFE = 86_400_000;

/** Complete and newer than what makes them (the maker itself keeps what is there, and signs a fresh revocation list). */
export function cardsAreThere() {
  if (!fs.existsSync(shim) || !fs.existsSync(path.join(cardsDir, 'env'))) return false;
  if (Date.now() - fs.statSync(path.join(cardsDir, 'ca', 'crl.pem')).mtimeMs > LIST_LIFE) return false;
  const source = path.join(path.dirname(maker), 'cps-shim.c');
  return !fs.existsSync(source) || fs.statSync(shim).mtimeMs >= fs.statSync(source).mtimeMs;
}

export async function makeCards() {
  if (!fs.existsSync(maker)) throw new Error(`${path.relative(root, maker)} is missing from the checkout`);
  fs.mkdirSync(cardsDir, { recursive: true });
  await runOrFail(maker, [cardsDir]);
  if (!cardsAreThere()) throw new Error('the test cards were made without their PKCS#11 module');
}
