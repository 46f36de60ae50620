import { spawnSync } from 'node:child_process';
import { createPrivateKey, sign, X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { XmlSigner } from '../xmldsig.ts';

function openssl(...args: string[]): void {
  const run = spawnSync('openssl', args);
  if (run.status !== 0) throw new Error(run.stderr.toString());
}

export interface TestCertificate {
  readonly certificatePath: string;
  readonly certificate: string;
  readonly key: string;
  readonly signer: XmlSigner;
}

/** A throw-away authority of its own folder, as a test platform has one; nothing of it is trusted anywhere else. */
export class TestAuthority {
  readonly folder = mkdtempSync(join(tmpdir(), 'hygie-test-ca-'));
  readonly rootPath = join(this.folder, 'root.pem');
  private serial = 1;

  constructor(name = 'AC TEST') {
    const key = join(this.folder, 'root.key');
    const subject = `/C=FR/O=ASIP-SANTE TEST/OU=0002 187512751/CN=${name}`;
    openssl(
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-keyout',
      key,
      '-out',
      this.rootPath,
      '-days',
      '2',
      '-subj',
      subject,
    );
  }

  get root(): string {
    return readFileSync(this.rootPath, 'utf8');
  }

  /** @param subject as `openssl req -subj` takes it; @param extensions lines of an extension file */
  issue(subject: string, extensions: readonly string[]): TestCertificate {
    this.serial += 1;
    const at = (suffix: string): string => join(this.folder, `${this.serial}.${suffix}`);
    writeFileSync(at('ext'), extensions.join('\n'));
    openssl('req', '-newkey', 'rsa:2048', '-nodes', '-utf8', '-keyout', at('key'), '-out', at('csr'), '-subj', subject);
    const authority = ['-CA', this.rootPath, '-CAkey', join(this.folder, 'root.key')];
    const serial = ['-set_serial', String(1_000_000 + this.serial), '-days', '2', '-extfile', at('ext')];
    openssl('x509', '-req', '-in', at('csr'), ...authority, ...serial, '-out', at('pem'));
    const certificate = readFileSync(at('pem'), 'utf8');
    const key = readFileSync(at('key'), 'utf8');
    const privateKey = createPrivateKey(key);
    return {
      certificatePath: at('pem'),
      certificate,
      key,
      signer: {
        certificate: new X509Certificate(certificate).raw,
        sign: (data, hash) => Promise.resolve(sign(hash, data, privateKey)),
      },
    };
  }

  /** The signature certificate of a doctor's card. */
  doctorSignature(idNat = '899700057294'): TestCertificate {
    return this.issue(`/C=FR/title=Médecin/CN=${idNat}+SN=MEDECIN5729+GN=Paul`, ['keyUsage=critical,nonRepudiation']);
  }

  /** The signature certificate of a structure (« cachet »). */
  organisationSignature(structureId = '499700057294001'): TestCertificate {
    return this.issue(`/C=FR/O=CABINET M MEDECIN5729/OU=${structureId}/CN=cachet.test`, [
      'keyUsage=critical,digitalSignature,nonRepudiation',
    ]);
  }
}
