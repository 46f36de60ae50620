import type { Refusal, SmtpOutcome } from '../../network/smtp-outcome.ts';
import type { CertificateProblem } from '../../network/tls-trust.ts';
import { SESSION_FERMEE, type Issue, type ReponseDestinataire } from '../envois/index.ts';

export const CERTIFICATS: Readonly<Record<CertificateProblem, string>> = {
  autorite: 'Le certificat du serveur ne vient pas d’une autorité reconnue (IGC-Santé).',
  nom: 'Le certificat du serveur porte un autre nom que celui de l’opérateur.',
  expire: 'Le certificat du serveur est expiré.',
  'pas-encore-valide':
    'Le certificat du serveur n’est pas encore valable : vérifiez aussi l’horloge de cet ordinateur.',
  revoque: 'Le certificat du serveur est révoqué.',
  'liste-de-revocation':
    'La liste de révocation manque ou n’est plus valable : le certificat du serveur ne peut pas être vérifié.',
  'notre-certificat': 'Le serveur refuse le certificat de cette boîte.',
};

const refusal = (address: string, refused: Refusal | undefined): ReponseDestinataire => ({
  adresse: address,
  accepte: refused === undefined,
  temporaire: refused !== undefined && refused.code >= 400 && refused.code < 500,
  code: refused === undefined || refused.code === 0 ? null : String(refused.code),
  detail: refused?.text ?? null,
});

/** What an operator's reply code means for a doctor (RFC 5321 § 4.2.3, RFC 3463). */
function explication(
  stage: 'expediteur' | 'destinataires' | 'message',
  code: number,
): { explication: string; conseil: string } {
  if (stage === 'destinataires') {
    return {
      explication: 'L’opérateur refuse le destinataire.',
      conseil: 'Vérifiez l’adresse dans l’annuaire, corrigez-la et partagez de nouveau.',
    };
  }
  if (stage === 'expediteur') {
    return {
      explication: 'L’opérateur refuse que cette boîte envoie ce message.',
      conseil: 'Vérifiez le compte MSSanté dans « Réglages » ou appelez votre opérateur.',
    };
  }
  if (code === 552) {
    return {
      explication: 'Le message dépasse la taille que l’opérateur accepte.',
      conseil: 'Retirez un document ou envoyez-les séparément.',
    };
  }
  return {
    explication: 'L’opérateur a refusé le contenu du message.',
    conseil: 'Lisez sa réponse ; appelez votre opérateur si elle se répète.',
  };
}

/** Outcome of a submission in the words of the queue. `to` are the recipients addressed. */
export function issueDe(outcome: SmtpOutcome, to: readonly string[]): Issue {
  switch (outcome.kind) {
    case 'accepte': {
      const refused = new Map(outcome.refused.map((one) => [one.address.toLowerCase(), one]));
      return {
        kind: 'envoye',
        destinataires: to.map((address) => refusal(address, refused.get(address.toLowerCase()))),
        code: null,
      };
    }
    case 'refuse': {
      const code = outcome.code === 0 ? null : String(outcome.code);
      const words = explication(outcome.stage, outcome.code);
      const permanent = outcome.refused.some((one) => one.code >= 500 || one.code === 0);
      if (outcome.code >= 400 && outcome.code < 500 && !permanent) {
        return {
          kind: 'pas-maintenant',
          code,
          explication: 'L’opérateur demande d’attendre avant de renvoyer.',
          conseil: 'Rien à faire : l’envoi sera repris tout seul.',
        };
      }
      const refused = new Map(outcome.refused.map((one) => [one.address.toLowerCase(), one]));
      const answers =
        outcome.refused.length === 0
          ? []
          : to.map((address) =>
              refusal(
                address,
                refused.get(address.toLowerCase()) ?? { address, code: outcome.code, text: outcome.text },
              ),
            );
      return { kind: 'refuse', destinataires: answers, code, ...words };
    }
    case 'issue-inconnue':
      return {
        kind: 'inconnu',
        code: outcome.detail,
        explication: 'La connexion a été coupée pendant la remise : on ne sait pas si l’opérateur a reçu le message.',
        conseil:
          'Une preuve est cherchée dans « Éléments envoyés ». Sans preuve, demandez au destinataire, puis indiquez s’il l’a reçu ou relancez.',
      };
    case 'injoignable':
      return {
        kind: 'pas-maintenant',
        code: outcome.detail,
        explication: 'La messagerie MSSanté ne répond pas. Rien n’est parti.',
        conseil: 'Rien à faire : l’envoi sera repris tout seul. Si cela dure, vérifiez la connexion internet.',
      };
    case 'session-fermee':
      return {
        kind: 'pas-maintenant',
        code: SESSION_FERMEE,
        explication: 'Votre session Pro Santé Connect est terminée : le message attend. Rien n’est parti.',
        conseil: 'Reconnectez Pro Santé Connect : l’envoi partira aussitôt tout seul.',
      };
    case 'authentification-refusee':
      return {
        kind: 'refuse',
        destinataires: [],
        code: outcome.code === 0 ? null : String(outcome.code),
        explication: 'La messagerie MSSanté refuse vos identifiants. Rien n’est parti.',
        conseil: 'Reconnectez-vous à Pro Santé Connect, ou corrigez le compte dans « Réglages », puis relancez.',
      };
    case 'certificat-refuse':
      return {
        kind: 'refuse',
        destinataires: [],
        code: outcome.problem,
        explication: `${CERTIFICATS[outcome.problem]} Rien n’est parti.`,
        conseil: 'N’insistez pas : vérifiez l’adresse du serveur dans « Réglages », puis appelez votre opérateur.',
      };
    case 'sans-starttls':
      return {
        kind: 'refuse',
        destinataires: [],
        code: 'STARTTLS',
        explication: 'Le serveur ne propose pas de connexion chiffrée. Rien n’est parti.',
        conseil:
          'Vérifiez le serveur et le port dans « Réglages » ; sinon, votre réseau intercepte peut-être la connexion.',
      };
  }
}
