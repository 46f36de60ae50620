import { createHash, timingSafeEqual } from 'node:crypto';

export interface SftpAccess {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly secret:
    { readonly kind: 'password'; readonly password: string } | { readonly kind: 'key'; readonly key: string };
  /** SHA256:… of the host key, pinned; null at the first connection, which learns it. */
  readonly fingerprint: string | null;
}

/** `cle-changee`: the server shows another key than the pinned one: nothing was sent nor read. */
export type SftpErrorKind = 'injoignable' | 'authentification-refusee' | 'cle-changee' | 'cle-inconnue' | 'protocole';

export class SftpError extends Error {
  readonly kind: SftpErrorKind;
  /** Fingerprint that the server showed, for the kinds about keys. */
  readonly shown: string | null;
  constructor(kind: SftpErrorKind, message: string, shown: string | null = null, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'SftpError';
    this.kind = kind;
    this.shown = shown;
  }
}

const SENTENCES: Readonly<Record<SftpErrorKind, string>> = {
  injoignable: 'Le serveur SFTP ne répond pas.',
  'authentification-refusee': 'Le serveur SFTP refuse l’identifiant, le mot de passe ou la clé.',
  'cle-changee':
    'La clé du serveur SFTP a changé : rien n’a été échangé. Vérifiez auprès de l’établissement avant de l’accepter.',
  'cle-inconnue': 'La clé du serveur SFTP n’est pas encore acceptée.',
  protocole: 'L’échange avec le serveur SFTP a échoué.',
};

const fingerprintOf = (key: Buffer) => `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;

function same(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

function errorOf(error: unknown, refusedKey: { kind: SftpErrorKind; shown: string } | null): SftpError {
  if (error instanceof SftpError) return error;
  if (refusedKey !== null)
    return new SftpError(refusedKey.kind, SENTENCES[refusedKey.kind], refusedKey.shown, { cause: error });
  const { code, level, message } = error as { code?: string; level?: string; message?: string };
  const kind: SftpErrorKind =
    level === 'client-authentication' || /authentication methods failed/i.test(message ?? '')
      ? 'authentification-refusee'
      : ['ECONNREFUSED', 'ENOTFOUND', 'ETIMEDOUT', 'EHOSTUNREACH', 'ECONNRESET', 'ERR_NOT_CONNECTED'].includes(
            code ?? '',
          )
        ? 'injoignable'
        : 'protocole';
  return new SftpError(kind, SENTENCES[kind], null, { cause: error });
}

export interface RemoteFile {
  readonly name: string;
  readonly size: number;
  /** Milliseconds since 1970. */
  readonly modified: number;
}

/** One SFTP session on one folder. */
export interface SftpSession {
  list(): Promise<RemoteFile[]>;
  read(name: string): Promise<Uint8Array>;
  /** Moves a file into a sub-folder, made if needed; a name already there gets a number. */
  moveInto(name: string, folder: string): Promise<void>;
}

const TIMEOUT = 15_000;
const LARGEST = 64 * 1024 * 1024;

/**
 * Opens a session, checks the host's key before anything is sent, runs `work`, closes. The first time, with no pinned key, it stops with `cle-inconnue` and the
 * fingerprint that a human must accept. Throws SftpError.
 */
export async function withSftp<T>(
  access: SftpAccess,
  folder: string,
  work: (session: SftpSession) => Promise<T>,
): Promise<T> {
  // Loaded when the first hospital's server is asked: most practices have none.
  const { default: SftpClient } = await import('ssh2-sftp-client');
  const client = new SftpClient();
  // Without a listener an error between two commands would end the process; the next command reports it.
  client.on('error', () => undefined);
  let refused: { kind: SftpErrorKind; shown: string } | null = null;
  const { secret } = access;
  try {
    await client.connect({
      host: access.host,
      port: access.port,
      username: access.user,
      ...(secret.kind === 'password' ? { password: secret.password } : { privateKey: secret.key }),
      readyTimeout: TIMEOUT,
      hostVerifier: (key: Buffer) => {
        const shown = fingerprintOf(key);
        if (access.fingerprint !== null && same(shown, access.fingerprint)) return true;
        refused = { kind: access.fingerprint === null ? 'cle-inconnue' : 'cle-changee', shown };
        return false;
      },
    });
    const path = (name: string) => `${folder.replace(/\/$/, '')}/${name}`;
    return await work({
      list: async () =>
        (await client.list(folder))
          .filter(({ type }) => type === '-')
          .map(({ name, size, modifyTime }) => ({ name, size, modified: modifyTime })),
      read: async (name) => {
        const { size } = await client.stat(path(name));
        if (size > LARGEST)
          throw new SftpError('protocole', `« ${name} » dépasse 64 Mo : il est laissé sur le serveur.`);
        const bytes = await client.get(path(name));
        if (!Buffer.isBuffer(bytes) || bytes.length !== size) throw new SftpError('protocole', SENTENCES.protocole);
        return bytes;
      },
      moveInto: async (name, subfolder) => {
        const target = path(subfolder);
        if ((await client.exists(target)) === false) await client.mkdir(target);
        for (let rank = 0; rank < 1000; rank += 1) {
          const destination = `${target}/${rank === 0 ? name : `${rank}-${name}`}`;
          if ((await client.exists(destination)) !== false) continue;
          await client.rename(path(name), destination);
          return;
        }
        throw new SftpError('protocole', SENTENCES.protocole);
      },
    });
  } catch (error) {
    throw errorOf(error, refused);
  } finally {
    await client.end().catch(() => undefined);
  }
}
