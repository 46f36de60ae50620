import {
  createCipheriv,
  createDecipheriv,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  randomBytes,
  scryptSync,
} from 'node:crypto';

const NONCE = 12;
const TAG = 16;
const SCRYPT = { N: 32_768, r: 8, p: 1, maxmem: 96 * 1024 * 1024 };

/** HKDF-SHA256 to 32 bytes. */
export function derive(secret: Uint8Array, salt: Uint8Array, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, salt, purpose, 32));
}

/** Key from a typed code: scrypt makes each guess cost a tenth of a second. */
export function deriveFromCode(code: string, salt: Uint8Array): Buffer {
  return scryptSync(code, salt, 32, SCRYPT);
}

/** AES-256-GCM: nonce ‖ ciphertext ‖ tag. */
export function wrap(plain: Uint8Array, key: Uint8Array, context: string): Buffer {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(context));
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** null when the key is not the right one or the bytes were altered. */
export function unwrap(sealed: Uint8Array, key: Uint8Array, context: string): Buffer | null {
  if (sealed.length < NONCE + TAG) return null;
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE)).setAAD(Buffer.from(context));
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(NONCE, sealed.length - TAG)), decipher.final()]);
  } catch {
    return null;
  }
}

export interface SlotKeyPair {
  /** X25519, SubjectPublicKeyInfo DER. */
  readonly publicKey: Buffer;
  /** X25519, PKCS #8 DER. */
  readonly privateKey: Buffer;
}

/**
 * Each slot has its own key pair, its private half wrapped by the card or the code: the base's key can then be changed and sealed again
 * for every slot without its card being there.
 */
export function newSlotKeyPair(): SlotKeyPair {
  const pair = generateKeyPairSync('x25519', {
    publicKeyEncoding: { type: 'spki', format: 'der' },
    privateKeyEncoding: { type: 'pkcs8', format: 'der' },
  });
  return { publicKey: Buffer.from(pair.publicKey), privateKey: Buffer.from(pair.privateKey) };
}

function sharedKey(privateKey: Uint8Array, publicKey: Uint8Array, salt: Uint8Array, context: string): Buffer {
  const shared = diffieHellman({
    privateKey: createPrivateKey({ key: Buffer.from(privateKey), type: 'pkcs8', format: 'der' }),
    publicKey: createPublicKey({ key: Buffer.from(publicKey), type: 'spki', format: 'der' }),
  });
  const key = derive(shared, salt, context);
  shared.fill(0);
  return key;
}

/** Seals bytes to a public key: one-time public key length (1 byte) ‖ one-time public key ‖ wrapped bytes. */
export function seal(plain: Uint8Array, publicKey: Uint8Array, context: string): Buffer {
  const once = newSlotKeyPair();
  const key = sharedKey(once.privateKey, publicKey, Buffer.concat([once.publicKey, publicKey]), context);
  once.privateKey.fill(0);
  const sealed = Buffer.concat([Buffer.from([once.publicKey.length]), once.publicKey, wrap(plain, key, context)]);
  key.fill(0);
  return sealed;
}

/** Opens what `seal` made; null when the private key is not the right one. */
export function unseal(
  sealed: Uint8Array,
  privateKey: Uint8Array,
  publicKey: Uint8Array,
  context: string,
): Buffer | null {
  const length = sealed[0] ?? 0;
  const oncePublic = sealed.subarray(1, 1 + length);
  try {
    const key = sharedKey(privateKey, oncePublic, Buffer.concat([oncePublic, publicKey]), context);
    const plain = unwrap(sealed.subarray(1 + length), key, context);
    key.fill(0);
    return plain;
  } catch {
    return null;
  }
}
