import { createPrivateKey, randomUUID, sign } from 'node:crypto';
import { instantOf } from '../../shared/domain/civil-date.ts';
import type { Structure } from '../../shared/domain/practitioner.ts';
import { HygieError } from '../../shared/errors.ts';
import type { CardHolder, CardService } from '../card/index.ts';
import { createDmpClient, keepExchange, type DmpClient, type DmpSigner } from '../features/dmp/index.ts';
import {
  dateProblem,
  readSettings,
  readStructureCertificate,
  type GardeCertificat,
  type Settings,
} from '../features/reglages/index.ts';
import type { OpenSession } from '../features/session/index.ts';
import { readCertificate } from '../formats/x509/certificate.ts';
import { NetworkError, type HttpTransport } from '../network/http.ts';
import { softwareCertificateTransport } from '../network/https-software-certificate.ts';
import { CERTIFICATE_SENTENCES } from '../network/tls-trust.ts';
import type { Actor, RecordStore } from '../record/index.ts';

/** HTTPS with the card's key, from one login to its end. */
export interface CardConnection extends HttpTransport {
  close(): Promise<void>;
}

export interface CardConnectionRequest {
  readonly holder: CardHolder;
  /** Accepted by the card a moment ago; the callee zeroes it. */
  readonly pin: Uint8Array;
  readonly origins: readonly string[];
  readonly authorities: readonly string[];
  /** Read at each handshake: a session lasts a day, and the lists change meanwhile. */
  readonly revocationLists: () => readonly string[] | null;
}

export interface DmpConnectionOptions {
  readonly session: OpenSession<RecordStore>;
  readonly actor: Actor;
  readonly card: CardService;
  /** Holder and PIN of the login that opened this session; null when the recovery code opened it. */
  readonly login: { readonly holder: CardHolder; readonly pin: Uint8Array } | null;
  /** Chromium's stack in the window; absent on the command line. */
  readonly openCardConnection: ((request: CardConnectionRequest) => Promise<CardConnection>) | null;
  /** Revocation lists (PEM) of a service's authorities as they are now; null when one is missing. */
  readonly revocationLists: (service: 'dmp' | 'mssante', roots: readonly string[]) => readonly string[] | null;
  readonly version: string;
  readonly now: () => Date;
  readonly report: (what: string, error: unknown) => void;
}

/** The DMP of one session: by the card (direct) or by the structure's certificates (indirect), as the settings say at this moment. */
export interface DmpConnection {
  client(): DmpClient | null;
  /** Why there is no client; null when there is one. */
  prevented(): HygieError | null;
  /** Reads the settings again, and makes the client that they want. */
  rebuild(): Promise<void>;
  close(): Promise<void>;
}

/**
 * How the DMP is reached, who signs, and for which structure: the practice situation of the card, or the structure that the certificate names (its OU),
 * where a doctor may work without having it on their card.
 */
interface Way {
  readonly transport: HttpTransport;
  readonly signer: DmpSigner;
  readonly structure: Pick<Structure, 'idNat' | 'nom' | 'secteur'>;
}

type DmpSetting = NonNullable<Settings['dmp']>;

const prevention = (detail: string) => new HygieError('NOT_ALLOWED', detail);

const NO_CARD = new HygieError('CARD_REMOVED', 'Insérez votre carte : le DMP demande sa signature.');
const NO_ADDRESS = prevention('L’adresse du DMP n’est pas réglée. Complétez-la dans « Réglages ».');
const NO_WINDOW = prevention('La connexion au DMP par la carte se fait dans la fenêtre de Hygie.');
const NEXT_LOGIN = prevention(
  'Ce réglage du DMP prend effet à la prochaine ouverture : verrouillez Hygie, puis saisissez votre code.',
);
const NO_CERTIFICATE = prevention(
  'Le mode indirect du DMP demande les deux certificats de la structure, authentification et cachet. Ajoutez-les dans « Réglages ».',
);
const NO_AUTHORITY = prevention('Aucune autorité de confiance n’est connue pour le DMP.');

function originOf(url: string): string | null {
  const parsed = URL.parse(url);
  return parsed?.protocol === 'https:' ? parsed.origin : null;
}

/** The « cachet » of the structure, as a signer. */
function sealOf({ certificat, cle }: GardeCertificat): DmpSigner {
  const key = createPrivateKey(cle);
  return {
    certificate: readCertificate(certificat).der,
    sign: (data, hash) => Promise.resolve(new Uint8Array(sign(hash, data, key))),
  };
}

export async function openDmpConnection(options: DmpConnectionOptions): Promise<DmpConnection> {
  const { session, actor, card, login, now, report } = options;
  const { store, situation } = session;
  const authenticatedAt = now();
  let byCard: { readonly origin: string; readonly connection: Promise<CardConnection> } | null = null;
  let state: DmpClient | HygieError = NO_CARD;
  let closed = false;

  /** The PIN serves once, at the login: later, the connection is the one already there, or none. */
  function openByCard(origin: string, authorities: readonly string[]): void {
    if (login === null || options.openCardConnection === null) return;
    const { holder, pin } = login;
    const revocationLists = () => options.revocationLists('dmp', authorities);
    const connection = options.openCardConnection({ holder, pin, origins: [origin], authorities, revocationLists });
    // Whoever sends later is told; here it is enough that the failure is not unhandled.
    connection.catch((error: unknown) => report('connexion par la carte', error));
    byCard = { origin, connection };
  }

  function directWay(origin: string): Way {
    if (options.openCardConnection === null) throw NO_WINDOW;
    if (byCard?.origin !== origin) throw NEXT_LOGIN;
    const { connection } = byCard;
    return {
      transport: { send: async (request) => (await connection).send(request) },
      signer: card.signer(),
      structure: { idNat: situation.structureId, nom: situation.nom, secteur: situation.secteur },
    };
  }

  async function indirectWay(structure: Structure, roots: readonly string[]): Promise<Way> {
    if (roots.length === 0) throw NO_AUTHORITY;
    const [authentication, seal] = await Promise.all([
      store.query(readStructureCertificate, { usage: 'authentification' }, actor),
      store.query(readStructureCertificate, { usage: 'cachet' }, actor),
    ]);
    if (authentication === null || seal === null) throw NO_CERTIFICATE;
    for (const { certificat } of [authentication, seal]) {
      const certificate = readCertificate(certificat);
      const outOfDate = dateProblem(certificate, now());
      if (outOfDate !== null) throw prevention(outOfDate);
      if (certificate.organizationalUnit !== structure.idNat)
        throw prevention(
          `Les certificats de la structure sont ceux de « ${certificate.organizationalUnit} », et le cabinet porte l’identifiant « ${structure.idNat} ».`,
        );
    }
    const client = {
      format: 'pem',
      certificate: authentication.certificat,
      key: authentication.cle,
      passphrase: null,
    } as const;
    return {
      // The lists are read at each call: a session lasts a day, and they change meanwhile.
      transport: {
        send: (request) => {
          const lists = options.revocationLists('dmp', roots);
          if (lists === null)
            return Promise.reject(new NetworkError('tls', { reason: CERTIFICATE_SENTENCES['liste-de-revocation'] }));
          const trust = { roots, revocationLists: lists };
          return softwareCertificateTransport({ trust, client }).send(request);
        },
      },
      signer: sealOf(seal),
      structure,
    };
  }

  function clientOf(dmp: DmpSetting, settings: { oid: string | null; test: boolean | null }, way: Way): DmpClient {
    const oid = settings.oid ?? '';
    return createDmpClient({
      ...way,
      settings: {
        baseUrl: dmp.url,
        mode: dmp.mode,
        vihfVersion: dmp.versionVihf,
        signDirectVihf: false,
        lps: { nom: 'Hygie', version: options.version, id: oid, homologation: dmp.homologation, oid },
        signatureHash: dmp.signature,
        test: settings.test ?? false,
        timeoutMs: 60_000,
      },
      practitioner: session.practitioner,
      authenticatedAt,
      clock: now,
      newId: randomUUID,
      // Kept beside the record: losing a trace must not lose what it is the trace of.
      keepExchange: ({ at, ...exchange }) =>
        store.execute(keepExchange, { ...exchange, at: instantOf(at) }, actor).then(
          () => undefined,
          (error: unknown) => report('trace', error),
        ),
    });
  }

  async function made(): Promise<DmpClient> {
    // Without the card nobody has proved who they are, whatever the mode.
    if (login === null) throw NO_CARD;
    const settings = await store.query(readSettings, {}, actor);
    const { dmp } = settings;
    const origin = dmp === null ? null : originOf(dmp.url);
    if (dmp === null || origin === null) throw NO_ADDRESS;
    const { structure } = settings;
    if (structure === null) throw new HygieError('BASE_DAMAGED', 'les réglages du cabinet manquent');
    const way = dmp.mode === 'direct' ? directWay(origin) : await indirectWay(structure, settings.confiance?.dmp ?? []);
    return clientOf(dmp, settings, way);
  }

  async function rebuild(): Promise<void> {
    const next = await made().catch((error: unknown) => {
      if (error instanceof HygieError) return error;
      throw error;
    });
    if (!closed) state = next;
  }

  const settings = await store.query(readSettings, {}, actor);
  const origin = settings.dmp === null ? null : originOf(settings.dmp.url);
  if (settings.dmp?.mode === 'direct' && origin !== null) openByCard(origin, settings.confiance?.dmp ?? []);
  if (byCard === null) login?.pin.fill(0);
  await rebuild();

  return {
    client: () => (state instanceof HygieError ? null : state),
    prevented: () => (state instanceof HygieError ? state : null),
    rebuild,
    close: async () => {
      closed = true;
      state = NO_CARD;
      await byCard?.connection.then((each) => each.close()).catch(() => undefined);
    },
  };
}
