import type { Practitioner, Structure } from '../../../shared/domain/practitioner.ts';
import type { AuthenticationMode, LpsIdentity } from '../../formats/vihf/index.ts';
import type { SignatureHash, XmlSigner } from '../../formats/xades/index.ts';
import type { HttpTransport } from '../../network/http.ts';

export type DmpSigner = XmlSigner;

export interface DmpSettings {
  /** Up to and with `/services`, e.g. `https://{host}/si-dmp-server/v2/services`. */
  readonly baseUrl: string;
  readonly mode: AuthenticationMode;
  /** `3.0` for the services of today; some tables of the ANS already say `4.0`. */
  readonly vihfVersion: string;
  /** In direct mode the assertion's signature is optional; in indirect mode it is always there. */
  readonly signDirectVihf: boolean;
  readonly lps: LpsIdentity & {
    /** OID of this installation: sourceId of its submission sets, root of its message ids. */
    readonly oid: string;
  };
  /** Algorithm of the submission set's signature. */
  readonly signatureHash: SignatureHash;
  /** True for an installation flagged « test »: it sends test INS only, a production one never does. */
  readonly test: boolean;
  readonly timeoutMs: number;
}

/** Values that a practice has no reason to change. Choix : SHA-1 pour la signature du lot, seul algorithme des exemples officiels ; à vérifier. */
export const DMP_DEFAULTS = {
  vihfVersion: '3.0',
  signDirectVihf: false,
  signatureHash: 'sha1',
  timeoutMs: 60_000,
} as const satisfies Partial<DmpSettings>;

/** One exchange as it was sent and received, for the practice's own trace. */
export interface DmpExchange {
  readonly at: Date;
  /** `TD0.2`, `TD2.1`… */
  readonly transaction: string;
  readonly url: string;
  readonly request: { readonly contentType: string; readonly bytes: Uint8Array };
  /** Null when no answer came. */
  readonly response: { readonly status: number; readonly contentType: string; readonly bytes: Uint8Array } | null;
  /** What failed on the way, in French; null when an answer came. */
  readonly error: string | null;
}

export interface DmpClientOptions {
  readonly transport: HttpTransport;
  readonly settings: DmpSettings;
  readonly practitioner: Pick<Practitioner, 'idNat' | 'nom' | 'prenom' | 'profession' | 'specialite'>;
  /** The practice chosen at login: its id and its sector come from the same object of the card. */
  readonly structure: Pick<Structure, 'idNat' | 'nom' | 'secteur'>;
  /** Signature key of the card (direct) or of the organisation (indirect); its certificate names the issuer of each assertion. */
  readonly signer: XmlSigner;
  /** When the doctor logged in. */
  readonly authenticatedAt: Date;
  readonly clock: () => Date;
  /** A new UUID at each call. */
  readonly newId: () => string;
  readonly keepExchange: (exchange: DmpExchange) => void | Promise<void>;
}
