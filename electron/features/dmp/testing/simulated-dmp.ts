import { createPrivateKey, randomUUID, sign, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { IdNat, StructureId } from '../../../../shared/ids.ts';
import { startDmpBench } from '../../../../fixtures/sandbox/testing/harness.ts';
import type { DmpBench } from '../../../../fixtures/sandbox/testing/harness.ts';
import type { Identity } from '../../../../fixtures/sandbox/authority/organisations.ts';
import { letterCda } from '../../../formats/xds/testing/letter.ts';
import { oidOfUuid } from '../../../formats/xds/index.ts';
import type { XmlSigner } from '../../../formats/xades/index.ts';
import { softwareCertificateTransport } from '../../../network/https-software-certificate.ts';
import { createDmpClient, DMP_DEFAULTS } from '../index.ts';
import type { DmpClient, DmpExchange, DmpPatient, DmpSettings } from '../index.ts';
import type { DmpClientOptions } from '../settings.ts';

/** Demo patients, by what their DMP is at the start of the sandbox. */
export const PATIENTS = {
  treated: '148085121599955',
  authorised: '146099913999986',
  open: '163115121599947',
  blocked: '175046322099937',
  expired: '273075121599925',
  closed: '147016322099903',
  none: '174010100699981',
} as const;

export function qualified(matricule: string): DmpPatient {
  return { ins: { matricule, oid: '1.2.250.1.213.1.4.10' }, statutIdentite: 'qualifiee' };
}

/** A letter of the demo doctor about one demo patient, with a uniqueId of its own. */
export function letterAbout(
  matricule: string,
  changes: Readonly<Record<string, string>> = {},
): { cda: Uint8Array; uniqueId: string } {
  const uniqueId = oidOfUuid(randomUUID());
  const cda = letterCda({
    '2.25.145012345678901234567890123456789012': uniqueId,
    '260058815400233': matricule,
    '899700000000': '899700057294',
    '499700000000000': '499700057294001',
    ...changes,
  });
  return { cda, uniqueId };
}

/** Signer whose key is in a file, as the card would be. */
export function signerOf(identity: Identity): XmlSigner {
  const key = createPrivateKey(readFileSync(identity.key));
  return {
    certificate: new X509Certificate(readFileSync(identity.certificate)).raw,
    sign: (data, hash) => Promise.resolve(sign(hash, data, key)),
  };
}

/** The bac à sable's DMP, and clients of it: by the structure's certificates, or by a card whose keys are in files. */
export class SimulatedDmp {
  readonly bench: DmpBench;
  readonly exchanges: DmpExchange[] = [];

  private constructor(bench: DmpBench) {
    this.bench = bench;
  }

  static async start(): Promise<SimulatedDmp> {
    return new SimulatedDmp(await startDmpBench());
  }

  options(settings: Partial<DmpSettings> = {}, others: Partial<DmpClientOptions> = {}): DmpClientOptions {
    const { organisations, cards, server } = this.bench;
    const mode = settings.mode ?? 'indirect';
    const tls = mode === 'direct' ? cards.auth('medecin') : organisations.identity('structure-auth');
    const signing = mode === 'direct' ? cards.sign('medecin') : organisations.identity('structure-sign');
    const pem = (path: string): string => readFileSync(path, 'utf8');
    const client = { format: 'pem', certificate: pem(tls.certificate), key: pem(tls.key), passphrase: null } as const;
    const trust = {
      roots: [pem(organisations.roots)],
      revocationLists: [pem(organisations.crl), pem(organisations.rootCrl)],
    };
    return {
      transport: softwareCertificateTransport({ trust, client }),
      settings: {
        ...DMP_DEFAULTS,
        baseUrl: server.url,
        mode,
        lps: { nom: 'Hygie', version: '0.1.0', id: 'INSTALL-1', homologation: 'SANS-NUMERO', oid: '2.25.7' },
        test: true,
        timeoutMs: 20_000,
        ...settings,
      },
      practitioner: {
        idNat: '899700057294' as IdNat,
        nom: 'MEDECIN5729',
        prenom: 'Paul',
        profession: '10',
        specialite: 'SM54',
      },
      structure: { idNat: '499700057294001' as StructureId, nom: 'CABINET M MEDECIN5729', secteur: 'SA07' },
      signer: signerOf(signing),
      authenticatedAt: new Date(),
      clock: () => new Date(),
      newId: () => randomUUID(),
      keepExchange: (exchange) => void this.exchanges.push(exchange),
      ...others,
    };
  }

  client(settings: Partial<DmpSettings> = {}, others: Partial<DmpClientOptions> = {}): DmpClient {
    return createDmpClient(this.options(settings, others));
  }
}
