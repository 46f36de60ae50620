import { randomUUID } from 'node:crypto';
import { instantOf, type Instant } from '../../shared/domain/civil-date.ts';
import type { Topic, TopicMessage } from '../../shared/contract/index.ts';
import { HygieError } from '../../shared/errors.ts';
import type { IdNat, PatientId } from '../../shared/ids.ts';
import type { CardHolder, CardService } from '../card/index.ts';
import { checkDay } from './day-check.ts';
import { createDmpClient, dmpSender, keepExchange, type DmpClient, type DmpSettings } from '../features/dmp/index.ts';
import { engineRecord, SendingEngine } from '../features/envois/index.ts';
import { mailSender, type CompteOuvert } from '../features/messagerie/index.ts';
import { withLateReplacement } from '../features/partage/index.ts';
import { readPatient } from '../features/patients/index.ts';
import { readSecret, readSettings } from '../features/reglages/index.ts';
import type { LockReason, OpenSession } from '../features/session/index.ts';
import type { HttpTransport } from '../network/http.ts';
import { noteInJournal, type Actor, type RecordStore } from '../record/index.ts';

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
}

export interface DeskOptions {
  readonly session: OpenSession<RecordStore>;
  readonly actor: Actor;
  readonly card: CardService;
  /** Holder and PIN of the login that opened this session; null when the recovery code opened it. */
  readonly login: { readonly holder: CardHolder; readonly pin: Uint8Array } | null;
  /** Chromium's stack in the window; absent on the command line. */
  readonly openCardConnection: ((request: CardConnectionRequest) => Promise<CardConnection>) | null;
  readonly version: string;
  readonly now: () => Date;
  readonly publish: (topic: Topic, message: TopicMessage) => void;
  readonly report: (what: string, error: unknown) => void;
}

/** What lives from an unlock to the lock that ends it: clients of the outside, the queue's engine, the records open. */
export interface Desk {
  /** null without a card. */
  dmp(): DmpClient | null;
  compteDe(proprietaire: IdNat): Promise<CompteOuvert | null>;
  wake(): void;
  readonly opened: Map<PatientId, Instant>;
  close(reason: LockReason): Promise<void>;
}

const HOUR = 3_600_000;

/** Rejects every call as long as the card's connection is not there, without having sent anything. */
function deferredTransport(connection: Promise<CardConnection>): HttpTransport {
  return { send: async (request) => (await connection).send(request) };
}

export async function openDesk(options: DeskOptions): Promise<Desk> {
  const { session, actor, card, login, now } = options;
  const { store } = session;
  const settings = await store.query(readSettings, {}, actor);
  const opened = new Map<PatientId, Instant>();
  const authenticatedAt = now();
  let connection: Promise<CardConnection> | null = null;
  let client: DmpClient | null = null;

  if (login !== null && options.openCardConnection !== null && settings.dmp !== null && settings.dmp.url !== '') {
    connection = options.openCardConnection({
      holder: login.holder,
      pin: login.pin,
      origins: [new URL(settings.dmp.url).origin],
      authorities: settings.confiance?.dmp ?? [],
    });
    // Whoever sends later is told; here it is enough that the failure is not unhandled.
    connection.catch((error: unknown) => options.report('connexion par la carte', error));
  } else {
    login?.pin.fill(0);
  }
  if (login !== null && settings.dmp !== null && connection !== null) {
    const { url, mode, versionVihf, signature, homologation } = settings.dmp;
    const oid = settings.oid ?? '';
    const dmpSettings: DmpSettings = {
      baseUrl: url,
      mode,
      vihfVersion: versionVihf,
      signDirectVihf: false,
      lps: { nom: 'Hygie', version: options.version, id: oid, homologation, oid },
      signatureHash: signature,
      test: settings.test ?? false,
      timeoutMs: 60_000,
    };
    client = createDmpClient({
      transport: deferredTransport(connection),
      settings: dmpSettings,
      practitioner: session.practitioner,
      structure: {
        idNat: session.situation.structureId,
        nom: session.situation.nom,
        secteur: session.situation.secteur,
      },
      signer: card.signer(),
      authenticatedAt,
      clock: now,
      newId: randomUUID,
      // Kept beside the record: losing a trace must not lose what it is the trace of.
      keepExchange: ({ at, ...exchange }) =>
        store.execute(keepExchange, { ...exchange, at: instantOf(at) }, actor).then(
          () => undefined,
          (error: unknown) => options.report('trace', error),
        ),
    });
  }

  async function compteDe(proprietaire: IdNat): Promise<CompteOuvert | null> {
    const current = await store.query(readSettings, {}, actor);
    const compte = current.comptes?.find((each) => each.proprietaire === proprietaire) ?? null;
    const roots = current.confiance?.messagerie ?? [];
    if (compte === null || roots.length === 0) return null;
    return {
      compte,
      secret: await store.query(readSecret, { idNat: proprietaire }, actor),
      accessToken: () =>
        Promise.reject(
          new HygieError('NOT_ALLOWED', 'Pro Santé Connect demande un serveur mandataire, qui n’est pas réglé.'),
        ),
      trust: { roots, revocationLists: [] },
    };
  }

  const dmp = () => client;
  const patient = (patientId: PatientId) => store.query(readPatient, { patientId }, actor);
  const mail = mailSender({ compteDe, patientDe: patient }, ({ action, ...detail }) => {
    // ECO.4.1.1: every operation on the mailbox, success and failure, stays in the journal.
    store
      .execute(noteInJournal, { action: `mssante.${action}`, patientId: null, detail }, actor)
      .catch((error: unknown) => options.report('journal', error));
  });
  const engine =
    login === null
      ? null
      : new SendingEngine({
          record: engineRecord(store, actor),
          senders: {
            dmp: withLateReplacement({ sender: dmpSender({ client: dmp, patient }), client: dmp, patient }),
            'mssante-confrere': mail,
            'mssante-patient': mail,
          },
          onChange: () => options.publish('envois.change', {}),
          onError: (error) => options.report('envois', error),
        });
  const headSigner =
    login === null
      ? null
      : { certificate: login.holder.auth.der, sign: (message: Uint8Array) => card.authSignature(message) };
  const signHead = (motif: string) =>
    headSigner === null
      ? Promise.resolve()
      : store.signAuditHead(motif, actor, headSigner).catch((error: unknown) => options.report('journal', error));
  await signHead('connexion');
  const hourly = setInterval(() => void signHead('horaire'), HOUR);
  engine?.start();
  void checkDay({
    store,
    actor,
    client: dmp,
    now,
    changed: () => options.publish('agenda.change', {}),
    report: options.report,
  }).catch((error: unknown) => options.report('dmp du jour', error));

  return {
    dmp,
    compteDe,
    wake: () => engine?.wake(),
    opened,
    close: async (reason) => {
      clearInterval(hourly);
      client = null;
      const ended = connection?.then((each) => each.close()).catch(() => undefined);
      await engine?.stop();
      // A card that has left cannot sign: the head of the last hour stands.
      if (reason !== 'carte-retiree') await signHead('verrouillage');
      await ended;
    },
  };
}

export const nowInstant = (now: () => Date) => instantOf(now());
