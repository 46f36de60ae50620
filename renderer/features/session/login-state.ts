import type { UnlockOutcome } from '../../../shared/contract/session.ts';
import { REFUSALS, texts, wrongPinSentence } from './texts.ts';

export interface LoginMessage {
  readonly gravite: 'error' | 'warning';
  readonly texte: string;
}

/** What to say after an attempt; null when there is nothing to say (open, or a choice follows). */
export function messageOf(outcome: UnlockOutcome): LoginMessage | null {
  switch (outcome.resultat) {
    case 'ouverte':
    case 'choisir-situation':
    case 'choisir-remplace':
      return null;
    case 'code-errone':
      return { gravite: 'error', texte: wrongPinSentence(outcome.essais) };
    case 'dernier-essai-a-confirmer':
      return { gravite: 'warning', texte: `${texts.dernierEssaiTitre}. ${texts.ressaisir}` };
    case 'carte-bloquee':
      return { gravite: 'error', texte: REFUSALS.bloquee };
    case 'carte-non-enrolee':
      return { gravite: 'warning', texte: texts.nonEnrolee };
    case 'format':
    case 'refus':
      return { gravite: 'error', texte: outcome.message };
  }
}
