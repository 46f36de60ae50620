import fs from 'node:fs';
import path from 'node:path';

/** Folders that a card in use needs; the authority's own keys stay behind. */
const needed = ['cps-shim.so', 'cartes', 'ca/chain.pem', 'ca/crl.pem'];

/**
 * A set of cards of one's own (tries left, reader), from the test cards that set-up made.
 * @returns {Record<string, string>} the environment that makes a program use them
 */
export function copyCards(from, to, { inserted = 'medecin' } = {}) {
  for (const name of needed) fs.cpSync(path.join(from, name), path.join(to, name), { recursive: true });
  for (const card of fs.readdirSync(path.join(to, 'cartes'))) {
    const configuration = path.join(to, 'cartes', card, 'softhsm2.conf');
    fs.writeFileSync(configuration, fs.readFileSync(configuration, 'utf8').replaceAll(from, to));
  }
  fs.writeFileSync(path.join(to, 'lecteur'), inserted ? `${path.join(to, 'cartes', inserted)}\n` : '');
  const env = fs.readFileSync(path.join(from, 'env'), 'utf8').replaceAll(from, to);
  fs.writeFileSync(path.join(to, 'env'), env);
  return cardEnvironment(to);
}

/** What `env` of a folder of cards exports: CPS_MODULE, CPS_LECTEUR… */
export function cardEnvironment(folder) {
  const text = fs.readFileSync(path.join(folder, 'env'), 'utf8');
  return Object.fromEntries([...text.matchAll(/^export (\w+)='([^']*)'$/gm)].map(([, name, value]) => [name, value]));
}
