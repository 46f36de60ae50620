import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Identity {
  readonly certificate: string;
  readonly key: string;
}

/** A throw-away authority for tests on loopback, made by openssl in a temporary folder that `dispose` removes. */
export class TestAuthority {
  readonly #folder = mkdtempSync(join(tmpdir(), 'hygie-ca-'));
  readonly root: string;
  #serial = 1;

  constructor(name: string) {
    this.#openssl(
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:P-256',
      '-nodes',
      '-keyout',
      'ca.key',
      '-out',
      'ca.pem',
      '-days',
      '30',
      '-subj',
      `/CN=${name}`,
      '-addext',
      'keyUsage=critical,keyCertSign,cRLSign',
    );
    this.root = this.#read('ca.pem');
    writeFileSync(join(this.#folder, 'index.txt'), '');
    writeFileSync(
      join(this.#folder, 'ca.cnf'),
      [
        '[ca]',
        'default_ca=d',
        '[d]',
        'database=index.txt',
        'new_certs_dir=.',
        'default_md=sha256',
        'rand_serial=yes',
        'unique_subject=no',
        'policy=p',
        '[p]',
        'commonName=supplied',
        '',
      ].join('\n'),
    );
  }

  /** A certificate for `name`; `alternative` is the subjectAltName of a server, null for a client. */
  issue(name: string, alternative: string | null, days = 10): Identity {
    const id = `leaf${this.#serial++}`;
    this.#openssl(
      'req',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:P-256',
      '-nodes',
      '-keyout',
      `${id}.key`,
      '-out',
      `${id}.csr`,
      '-subj',
      `/CN=${name}`,
    );
    const extensions =
      alternative === null
        ? 'extendedKeyUsage=clientAuth'
        : `subjectAltName=${alternative}\nextendedKeyUsage=serverAuth`;
    writeFileSync(join(this.#folder, `${id}.ext`), extensions);
    const dates = days > 0 ? ['-days', String(days)] : ['-startdate', '20200101000000Z', '-enddate', '20200201000000Z'];
    this.#openssl(
      'ca',
      '-batch',
      '-notext',
      '-config',
      'ca.cnf',
      '-cert',
      'ca.pem',
      '-keyfile',
      'ca.key',
      '-in',
      `${id}.csr`,
      '-out',
      `${id}.pem`,
      '-extfile',
      `${id}.ext`,
      ...dates,
    );
    return { certificate: this.#read(`${id}.pem`), key: this.#read(`${id}.key`) };
  }

  /** Revocation list that names these certificates. */
  revocationList(revoked: readonly Identity[]): string {
    for (const [index, identity] of revoked.entries()) {
      writeFileSync(join(this.#folder, `revoked${index}.pem`), identity.certificate);
      this.#openssl(
        'ca',
        '-config',
        'ca.cnf',
        '-cert',
        'ca.pem',
        '-keyfile',
        'ca.key',
        '-revoke',
        `revoked${index}.pem`,
      );
    }
    this.#openssl(
      'ca',
      '-config',
      'ca.cnf',
      '-cert',
      'ca.pem',
      '-keyfile',
      'ca.key',
      '-gencrl',
      '-crldays',
      '2',
      '-out',
      'crl.pem',
    );
    return this.#read('crl.pem');
  }

  dispose(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #openssl(...args: string[]): void {
    execFileSync('openssl', args, { cwd: this.#folder, stdio: 'pipe' });
  }

  #read(name: string): string {
    return readFileSync(join(this.#folder, name), 'utf8');
  }
}
