import type { EtatPsc } from '../../../shared/contract/psc.ts';

/** The one button, by what there was before. */
export const connectText = (etat: EtatPsc['etat']): string =>
  etat === 'a-reconnecter' ? 'Reconnecter Pro Santé Connect' : 'Se connecter avec Pro Santé Connect';

export const texts = {
  titre: 'Pro Santé Connect',
  attente: 'Votre navigateur est ouvert : confirmez votre identité sur la page de Pro Santé Connect.',
  annuler: 'Annuler',
  deconnecter: 'Se déconnecter',
  sansSession: 'Sans cette connexion, votre messagerie MSSanté n’est ni relevée ni envoyée.',
};
