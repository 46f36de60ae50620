import type { CardView } from '../../shared/contract/session.ts';
import { IdNat } from '../../shared/ids.ts';
import { readCertificate, type Certificate } from '../formats/x509/certificate.ts';
import { verifyChain } from '../formats/x509/chain.ts';
import { revocationOf } from '../formats/x509/revocation.ts';
import type { RawCard } from './protocol.ts';

/** Authorities whose cards may log in, and what is known of revoked ones. */
export interface CardTrust {
  /** PEM of the authorities, roots and intermediates. Production and test are told apart by them, never by a name. */
  readonly authorities: readonly string[];
  /** PEM of the test authorities, in a production installation: their cards are refused by their own message. */
  readonly testAuthorities?: readonly string[];
  /** Last revocation list had, PEM or DER; null when none was ever had. */
  revocationList(): Uint8Array | null;
}

export interface AcceptedCard {
  readonly auth: Certificate;
  readonly sign: Certificate;
}

type CardViewOfCard = Extract<CardView, { etat: 'carte' }>;
export type CardRefusal = NonNullable<CardViewOfCard['refus']>;

const REFUSALS: Readonly<Record<CardRefusal, string>> = {
  bloquee: 'Carte bloquée : débloquez-la avec CPS-Gestion et votre code de déblocage.',
  expiree: 'Cette carte est expirée : utilisez la carte qui la remplace.',
  'pas-encore-valide': 'Cette carte n’est pas encore valable. Vérifiez aussi la date de l’ordinateur.',
  'autorite-inconnue': 'Cette carte ne vient pas d’une autorité reconnue par cette installation.',
  revoquee: 'Cette carte est révoquée (perdue, volée ou remplacée) : elle ne peut plus ouvrir Hygie.',
  'autre-profession': 'Hygie est réservé aux médecins : cette carte est celle d’une autre profession.',
  'sans-contact': 'Insérez la carte dans le lecteur : le sans-contact ne suffit pas.',
  'carte-de-test': 'Cette carte de test n’ouvre pas une installation réelle.',
  incoherente: 'Les certificats de cette carte ne vont pas ensemble : elle ne peut pas ouvrir Hygie.',
};

/** Why a card may not log in, and what to do. */
export function refusalInFrench(refusal: CardRefusal): string {
  return REFUSALS[refusal];
}

const DAY = 86_400_000;
const EXPIRES_SOON = 60 * DAY;
/** Profession 10 (Médecin), compared without accents or case. */
const isDoctor = (title: string) => title.normalize('NFD').replace(/\p{M}/gu, '').toUpperCase() === 'MEDECIN';
const DOCTOR_ID = /^8\d{11}$/;

/**
 * Within the IGC-Santé, the card of a professional comes from its FORT PERSONNES authorities; STANDARD is for employees, ELEMENTAIRE for software.
 * choix: the names were deduced from public issuer tables, à vérifier.
 */
function issuesProfessionals(issuer: string): boolean {
  return !/IGC-SANTE (STANDARD|ELEMENTAIRE)/i.test(issuer);
}

function authorityRefusal(certificate: Certificate, trust: CardTrust, now: Date): CardRefusal | null {
  const verdict = verifyChain(certificate, trust.authorities, now);
  if (verdict === 'expired') return 'expiree';
  if (verdict === 'not-yet-valid') return 'pas-encore-valide';
  if (verdict === 'trusted') return issuesProfessionals(certificate.issuerCommonName) ? null : 'autorite-inconnue';
  const ofTests = verifyChain(certificate, trust.testAuthorities ?? [], now) !== 'unknown-authority';
  return ofTests ? 'carte-de-test' : 'autorite-inconnue';
}

function refusalOf(
  card: RawCard,
  { auth, sign }: AcceptedCard,
  trust: CardTrust,
  now: Date,
): CardRefusal | 'stale' | null {
  if (!card.pinInitialised) return 'sans-contact';
  const refusal = authorityRefusal(auth, trust, now) ?? authorityRefusal(sign, trust, now);
  if (refusal !== null) return refusal;
  const sameHolder = auth.commonName === sign.commonName && auth.issuerCommonName === sign.issuerCommonName;
  if (!sameHolder || !auth.usage.digitalSignature || !sign.usage.nonRepudiation) return 'incoherente';
  if (!isDoctor(auth.title) || !DOCTOR_ID.test(auth.commonName)) return 'autre-profession';
  const list = trust.revocationList();
  const states = [auth, sign].map((each) => revocationOf(each, list, trust.authorities, now));
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
 * is shown, not trusted, until a challenge is signed. Never throws: a card is hostile input.
 */
export function judgeCard(
  card: RawCard,
  trust: CardTrust,
  now: Date,
): { view: CardView; accepted: AcceptedCard | null } {
  try {
    const certificates = { auth: readCertificate(card.authCertificate), sign: readCertificate(card.signCertificate) };
    const { auth } = certificates;
    const verdict = refusalOf(card, certificates, trust, now);
    const refus = verdict === 'stale' ? null : verdict;
    const view: CardView = {
      etat: 'carte',
      idNat: IdNat.parse(auth.commonName),
      nom: auth.surname,
      prenom: auth.givenName,
      titre: auth.title,
      essais: triesLeft(card.tries),
      codeAuLecteur: card.pinPad,
      refus,
      avertissements: [
        ...(auth.notAfter.getTime() - now.getTime() < EXPIRES_SOON ? (['expire-bientot'] as const) : []),
        ...(verdict === 'stale' ? (['liste-de-revocation-ancienne'] as const) : []),
      ],
    };
    return { view, accepted: refus === null ? certificates : null };
  } catch {
    return { view: { etat: 'illisible' }, accepted: null };
  }
}
