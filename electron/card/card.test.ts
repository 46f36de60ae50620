import { createPublicKey, verify } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openReader, type TestReader } from '../../fixtures/sandbox/card/reader.ts';
import { readCertificate } from '../formats/x509/certificate.ts';
import { createCardService, forkCardProcess, type CardChannel, type CardService } from './index.ts';

let root: string;
let reader: TestReader;
let service: CardService;
let channel: CardChannel;

const pin = (text = '1234') => new TextEncoder().encode(text);

function start(): CardService {
  return createCardService({
    fork: () => {
      channel = forkCardProcess('electron/card/card-process.ts', { ...process.env, ...reader.environment });
      return channel;
    },
    modulePath: reader.modulePath,
    pollMilliseconds: 50,
    trust: { authorities: [reader.authorities], revocationList: () => readFileSync(reader.revocationList) },
    now: () => new Date(),
  });
}

/** Waits until the view fits, driven by the service's own events. */
function until(fits: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    if (fits()) return resolve();
    const stop = service.onChange(() => {
      if (!fits()) return;
      stop();
      resolve();
    });
  });
}
const refusal = () => {
  const view = service.view();
  return view.etat === 'carte' ? view.refus : view.etat;
};
const tries = () => {
  const view = service.view();
  return view.etat === 'carte' ? view.essais : null;
};

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'hygie-card-'));
  reader = openReader(join(root, 'cards'));
  reader.insert('medecin');
  service = start();
});
afterEach(() => {
  service.close();
  rmSync(root, { recursive: true, force: true });
});

test('[2] [3] the card in the reader is known before any PIN, with its three tries', async () => {
  await until(() => service.view().etat === 'carte');
  expect(service.view()).toMatchObject({
    nom: 'MEDECIN5729',
    prenom: 'PAUL',
    idNat: '899700057294',
    essais: 3,
    refus: null,
  });
});

test('a good PIN logs in, gives the practice of the card and signs with both keys', async () => {
  await until(() => service.view().etat === 'carte');
  const login = await service.login(pin(), false);
  if (login.outcome !== 'ok') throw new Error(login.outcome);
  expect(login.holder).toMatchObject({
    idNat: '899700057294',
    specialite: 'SM54',
    situations: [{ structureId: '499700057294001', nom: 'CABINET M MEDECIN5729', secteur: 'SA07' }],
  });
  const message = new TextEncoder().encode('message');
  expect(await service.authSignature(message)).toEqual(await service.authSignature(message));
  const signer = service.signer();
  const key = createPublicKey(readCertificate(signer.certificate).publicKey.export({ type: 'spki', format: 'pem' }));
  expect(verify('sha256', message, key, await signer.sign(message, 'sha256'))).toBe(true);
  expect(verify('sha1', message, key, await signer.sign(message, 'sha1'))).toBe(true);
});

test('[4] [5] wrong PINs count down, the last try is confirmed, then the card is blocked', async () => {
  await until(() => tries() === 3);
  expect(await service.login(pin('0000'), false)).toEqual({ outcome: 'wrong-pin', triesLeft: 2 });
  await until(() => tries() === 2);
  expect(await service.login(pin('0000'), false)).toEqual({ outcome: 'wrong-pin', triesLeft: 1 });
  await until(() => tries() === 1);
  expect(await service.login(pin(), false)).toEqual({ outcome: 'last-try-needs-confirmation' });
  expect(reader.tries('medecin')).toBe(1);
  expect(await service.login(pin('0000'), true)).toEqual({ outcome: 'blocked' });
  await until(() => refusal() === 'bloquee');
  expect(await service.login(pin(), true)).toEqual({ outcome: 'blocked' });
});

test('a PIN that cannot be one costs no try', async () => {
  await until(() => tries() === 3);
  for (const typed of ['', '12', '12a4', '123456789']) {
    expect((await service.login(pin(typed), false)).outcome).toBe('pin-format');
  }
  expect(reader.tries('medecin')).toBe(3);
});

test.each([
  ['expiree', 'expiree'],
  ['revoquee', 'revoquee'],
  ['autre-ac', 'autorite-inconnue'],
  ['infirmier', 'autre-profession'],
  ['bloquee', 'bloquee'],
] as const)('the card « %s » is refused for its own reason and is never asked its PIN', async (card, reason) => {
  reader.insert(card);
  await until(() => refusal() === reason);
  expect((await service.login(pin(), true)).outcome).not.toBe('ok');
});

test('several practices, or none, are read from the card', async () => {
  reader.insert('medecin2');
  await until(() => {
    const view = service.view();
    return view.etat === 'carte' && view.nom === 'MEDECIN5730';
  });
  expect(await service.login(pin(), false)).toMatchObject({
    outcome: 'ok',
    holder: { situations: [{ secteur: 'SA07' }, { secteur: 'SA01' }] },
  });
  reader.insert('remplacant');
  await until(() => {
    const view = service.view();
    return view.etat === 'carte' && view.nom === 'MEDECIN5732';
  });
  expect(await service.login(pin(), false)).toMatchObject({ outcome: 'ok', holder: { situations: [] } });
});

test('[9] a card taken out is seen, and nothing signs with the old login', async () => {
  await until(() => tries() === 3);
  await service.login(pin(), false);
  const signer = service.signer();
  reader.remove();
  await until(() => service.view().etat === 'sans-carte');
  await expect(signer.sign(new Uint8Array(3), 'sha256')).rejects.toMatchObject({ code: 'CARD_REMOVED' });
  await expect(service.authSignature(new Uint8Array(3))).rejects.toMatchObject({ code: 'CARD_REMOVED' });
  reader.insert('medecin');
  await until(() => tries() === 3);
  await expect(signer.sign(new Uint8Array(3), 'sha256')).rejects.toMatchObject({ code: 'CARD_REMOVED' });
});

test('a card pulled while it signs is an answer, not a hang', async () => {
  await until(() => tries() === 3);
  await service.login(pin(), false);
  const signer = service.signer();
  reader.remove();
  await expect(signer.sign(new Uint8Array(300), 'sha256')).rejects.toMatchObject({ code: 'CARD_REMOVED' });
});

test('no reader is told apart from no card', async () => {
  reader.noReader();
  await until(() => service.view().etat === 'sans-lecteur');
});

test('the card process killed: the login is lost, the process comes back', async () => {
  await until(() => tries() === 3);
  await service.login(pin(), false);
  channel.kill();
  await until(() => service.view().etat === 'sans-carte');
  await until(() => service.view().etat === 'carte');
  expect(() => service.signer()).toThrow();
  expect((await service.login(pin(), false)).outcome).toBe('ok');
});
