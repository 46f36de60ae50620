import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { userInfo } from 'node:os';
import { once } from 'node:events';
import type { Identity } from './authority.ts';

const BINARY = '/usr/sbin/dovecot';
export const dovecotIsThere = existsSync(BINARY);

export interface DovecotOptions {
  readonly identity: Identity;
  /** Root of client certificates; when given, a login needs one. */
  readonly clientRoot?: string;
  /** Password of every mailbox. */
  readonly password: string;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function answers(port: number): Promise<boolean> {
  return await new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('data', () => resolve(socket.destroy() !== null));
    socket.once('error', () => resolve(false));
  });
}

/** A real Dovecot on loopback, for the tests of the IMAP client: STARTTLS required, password or bearer token, French folders. */
export class TestDovecot {
  readonly port: number;
  readonly #folder: string;
  readonly #child: ChildProcess;

  private constructor(port: number, folder: string, child: ChildProcess) {
    this.port = port;
    this.#folder = folder;
    this.#child = child;
  }

  /** Secret of the tokens it accepts: any HS256 JWT with `sub`, `email`, `iat` and `exp`. */
  static readonly tokenSecret = 'secret-des-jetons-de-test';

  static async start(options: DovecotOptions): Promise<TestDovecot> {
    const folder = mkdtempSync(join(tmpdir(), 'hygie-dovecot-'));
    const root = process.getuid?.() === 0;
    const user = root ? 'nobody' : userInfo().username;
    const group = root ? 'nogroup' : execFileSync('id', ['-gn']).toString().trim();
    for (const name of ['run', 'mail', 'keys/default/HS256']) mkdirSync(join(folder, name), { recursive: true });
    writeFileSync(join(folder, 'keys/default/HS256/default'), Buffer.from(TestDovecot.tokenSecret).toString('base64'));
    writeFileSync(join(folder, 'cert.pem'), options.identity.certificate);
    writeFileSync(join(folder, 'key.pem'), options.identity.key);
    writeFileSync(join(folder, 'clients.pem'), options.clientRoot ?? '');
    const port = await freePort();
    writeFileSync(
      join(folder, 'oauth2.conf'),
      `introspection_mode = local\nlocal_validation_key_dict = fs:posix:prefix=${folder}/keys/\nusername_attribute = email\n`,
    );
    writeFileSync(join(folder, 'dovecot.conf'), configuration(folder, port, user, group, options));
    chmodSync(folder, 0o755);
    const command = root ? ['setpriv', '--reuid=nobody', '--regid=nogroup', '--clear-groups', BINARY] : [BINARY];
    if (root) execFileSync('chown', ['-R', 'nobody:nogroup', folder]);
    const [program = BINARY, ...rest] = [...command, '-F', '-c', join(folder, 'dovecot.conf')];
    const child = spawn(program, rest, { stdio: 'ignore' });
    const dovecot = new TestDovecot(port, folder, child);
    for (let tries = 0; tries < 200; tries++) {
      if (await answers(port)) return dovecot;
      if (child.exitCode !== null) break;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const log = existsSync(join(folder, 'log')) ? readFileSync(join(folder, 'log'), 'utf8') : '';
    await dovecot.stop();
    throw new Error(`dovecot did not start: ${log.slice(-500)}`);
  }

  /** Lays messages in a user's inbox as files, faster than any client would. */
  fill(user: string, count: number, message: (index: number) => Uint8Array): void {
    const maildir = join(this.#folder, 'mail', user, 'Maildir');
    const folder = join(maildir, 'new');
    for (const name of ['new', 'cur', 'tmp']) mkdirSync(join(maildir, name), { recursive: true });
    for (let index = 0; index < count; index += 1)
      writeFileSync(join(folder, `${1_700_000_000 + index}.M${index}P1.test`), message(index), { mode: 0o644 });
    if (process.getuid?.() === 0) execFileSync('chown', ['-R', 'nobody:nogroup', join(this.#folder, 'mail', user)]);
  }

  /** Gives every message of the inbox of every user another number, as a server does that was restored (UIDVALIDITY). */
  renumber(_folder: 'INBOX'): void {
    for (const user of readdirSync(join(this.#folder, 'mail'))) {
      const maildir = join(this.#folder, 'mail', user, 'Maildir');
      const list = join(maildir, 'dovecot-uidlist');
      if (existsSync(list)) {
        const lines = readFileSync(list, 'utf8').split('\n');
        const messages = lines.slice(1).filter((line) => line !== '');
        const [, ...rest] = (lines[0] ?? '').split(' ').filter((word) => !/^[VN]/.test(word));
        const renumbered = messages.map((line, index) => line.replace(/^\d+/, String(index + 101)));
        const head = ['3', `V${Math.floor(Date.now() / 1000) + 77}`, `N${messages.length + 101}`, ...rest].join(' ');
        writeFileSync(list, [head, ...renumbered, ''].join('\n'));
      }
      for (const name of readdirSync(maildir)) if (name.startsWith('dovecot.index')) rmSync(join(maildir, name));
    }
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode === null) {
      this.#child.kill('SIGTERM');
      await once(this.#child, 'exit');
    }
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

function configuration(folder: string, port: number, user: string, group: string, options: DovecotOptions): string {
  const mutual = options.clientRoot !== undefined;
  const mailbox = (name: string, use: string): string =>
    `  mailbox "${name}" {\n    auto = create\n    special_use = ${use}\n  }`;
  return `
protocols = imap
listen = 127.0.0.1
base_dir = ${folder}/run
state_dir = ${folder}/run
log_path = ${folder}/log
default_internal_user = ${user}
default_login_user = ${user}
default_internal_group = ${group}
default_vsz_limit = 256M
first_valid_uid = 1
first_valid_gid = 0
mail_uid = ${user}
mail_gid = ${group}
mail_home = ${folder}/mail/%u
mail_location = maildir:~/Maildir
service anvil {
  chroot =
}
service imap-login {
  chroot =
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = 0
  }
}
ssl = required
ssl_min_protocol = TLSv1.2
ssl_cert = <${folder}/cert.pem
ssl_key = <${folder}/key.pem
${mutual ? `ssl_ca = <${folder}/clients.pem\nssl_require_crl = no\nssl_verify_client_cert = yes\nauth_ssl_require_client_cert = yes\nauth_ssl_username_from_cert = yes\nssl_cert_username_field = commonName` : ''}
disable_plaintext_auth = yes
auth_mechanisms = plain login xoauth2
auth_failure_delay = 0
passdb {
  driver = oauth2
  mechanisms = xoauth2
  args = ${folder}/oauth2.conf
}
passdb {
  driver = static
  mechanisms = plain login
  args = ${mutual ? 'nopassword=y' : `password=${options.password}`}
}
userdb {
  driver = static
  args = uid=${user} gid=${group} home=${folder}/mail/%u allow_all_users=yes
}
namespace inbox {
  inbox = yes
  separator = /
${mailbox('Brouillons', '\\Drafts')}
${mailbox('Éléments envoyés', '\\Sent')}
${mailbox('Éléments supprimés', '\\Trash')}
${mailbox('Archives', '\\Archive')}
}
`;
}
