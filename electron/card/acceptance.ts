import type { CardView } from '../../shared/contract/session.ts';
import { IdNat } from '../../shared/ids.ts';
import { readCertificate, type Certificate } from '../formats/x509/certificate.ts';
import { verifyChain } from '../formats/x509/chain.ts';
import { revocationOf } from '../formats/x509/revocation.ts';
import type { RawCard } from './protocol.ts';

/** Authorities whose cards may log in, and what is known of revoked ones. */
export interface CardTrust {
  /** PEM of the authorities, roots and intermediates. */
  readonly authorities: readonly string[];
  /** Last revocation list had, PEM or DER; null when none was ever had. */
  revocationList(): Uint8Array | null;
}

export interface AcceptedCard {
  readonly auth: Certificate;
  readonly sign: Certificate;
}

type CardViewOfCard = Extract<CardView, { etat: 'carte' }>;
type Refusal = NonNullable<CardViewOfCard['refus']>;

const EXPIRES_SOON = 60 * 86_400_000;
/** Profession 10 (Médecin), compared without accents or case. */
const isDoctor = (title: string) => title.normalize('NFD').replace(/\p{M}/gu, '').toUpperCase() === 'MEDECIN';
const DOCTOR_ID = /^8\d{11}$/;

async function refusalOf(card: RawCard, auth: Certificate, sign: Certificate, trust: CardTrust, now: Date): Promise<Refusal | 'stale' | null> {
  for (const certificate of [auth, sign]) {
    const verdict = verifyChain(certificate, trust.authorities, now);
    if (verdict === 'unknown-authority') return 'autorite-inconnue';
    if (verdict === 'expired') return 'expiree';
    if (verdict === 'not-yet-valid') return 'pas-encore-valide';
  }
  if (auth.commonName !== sign.commonName || !auth.usage.digitalSignature || !sign.usage.nonRepudiation) return 'incoherente';
  if (!isDoctor(auth.title) || !DOCTOR_ID.test(auth.commonName)) return 'autre-profession';
  const list = trust.revocationList();
  const states = await Promise.all([auth, sign].map((each) => revocationOf(each, list, trust.authorities, now)));
  if (states.includes('revoked')) return 'revoquee';
  if (card.tries === 'locked') return 'bloquee';
  // An old or missing list lets in with a warning: a practice must work without the network.
  return states.every((state) => state === 'good') ? null : 'stale';
}

/** Tries left as the doctor is told. The flags say « low » without a number; on a CPS, which counts from three, that is two. */
export function triesLeft(tries: RawCard['tries']): CardViewOfCard['essais'] {
  return ({ locked: 0, final: 1, low: 2, all: 3 } as const)[tries];
}

/**
 * Judges the card in the reader, before any PIN: chain to a pinned authority, dates, key usages, same holder, profession, revocation. The name it gives
 * is shown, not trusted, until a challenge is signed.
 */
export async function judgeCard(
  card: RawCard,
  trust: CardTrust,
  now: Date,
): Promise<{ view: CardView; accepted: AcceptedCard | null }> {
  let auth: Certificate;
  let sign: Certificate;
  try {
    auth = readCertificate(card.authCertificate);
    sign = readCertificate(card.signCertificate);
  } catch {
    return { view: { etat: 'illisible' }, accepted: null };
  }
  const idNat = IdNat.safeParse(auth.commonName);
  if (!idNat.success) return { view: { etat: 'illisible' }, accepted: null };
  const verdict = card.pinInitialised ? await refusalOf(card, auth, sign, trust, now) : 'sans-contact';
  const refus = verdict === 'stale' ? null : verdict;
  const view: CardView = {
    etat: 'carte',
    idNat: idNat.data,
    nom: auth.surname,
    prenom: auth.givenName,
    titre: auth.title,
    essais: triesLeft(card.tries),
    refus,
    avertissements: [
      ...(auth.notAfter.getTime() - now.getTime() < EXPIRES_SOON ? (['expire-bientot'] as const) : []),
      ...(verdict === 'stale' ? (['liste-de-revocation-ancienne'] as const) : []),
    ],
  };
  return { view, accepted: refus === null ? { auth, sign } : null };
}
