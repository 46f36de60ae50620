/** French words of the journal's acts; an act that is not listed is shown under its own name. */
const ACTIONS: Readonly<Record<string, string>> = {
  'agenda.ajouter': 'Rendez-vous ajouté',
  'agenda.annuler': 'Rendez-vous annulé',
  'agenda.deplacer': 'Rendez-vous déplacé',
  'agenda.retablir': 'Rendez-vous rétabli',
  'avant-connexion': 'Événement avant connexion',
  'cles.code-arrivee': 'Code d’arrivée émis',
  'dmp.consentement': 'Consentement recueilli',
  'dmp.echange': 'Échange avec le DMP',
  'dmp.statut': 'Réponse du DMP gardée',
  'documents.deposer': 'Document classé',
  'documents.masquer': 'Confidentialité changée',
  'dossier.ajouterElement': 'Élément ajouté',
  'dossier.annulerOperation': 'Saisie annulée',
  'dossier.etatSection': 'Rubrique : état changé',
  'dossier.facteurs': 'Facteurs de risque changés',
  'dossier.fermer': 'Dossier fermé',
  'dossier.importer': 'Dossier importé',
  'dossier.modifierElement': 'Élément modifié',
  'dossier.ouvrir': 'Dossier ouvert',
  'dossier.retirerElement': 'Élément retiré',
  'dossier.texteSection': 'Texte de rubrique changé',
  'envois.creer': 'Envoi demandé',
  'envois.annuler': 'Envoi annulé',
  'envois.ecarter': 'Document écarté de l’envoi',
  'envois.finir': 'Envoi : réponse reçue',
  'envois.prendre': 'Envoi : tentative',
  'envois.relancer': 'Envoi relancé',
  'envois.resoudre': 'Issue d’un envoi indiquée',
  'horloge.recul': 'Horloge reculée',
  'journal.signe': 'Journal signé',
  'messagerie.oppositionLevee': 'Opposition du patient levée pour un message',
  'notes.amender': 'Note amendée',
  'notes.commencer': 'Note commencée',
  'notes.signer': 'Note signée',
  'administratif.modifier': 'Données administratives changées',
  'patients.leverOpposition': 'Opposition levée',
  'patients.opposer': 'Opposition notée',
  'patients.creer': 'Patient créé',
  'patients.modifier': 'Patient modifié',
  'reglages.certificat': 'Certificat du cabinet changé',
  'reglages.modifier': 'Réglages changés',
  'reglages.secret': 'Secret MSSanté changé',
  'sauvegarde.creer': 'Sauvegarde créée',
};

export const actionText = (action: string): string => ACTIONS[action] ?? action;

function valueText(value: unknown): string {
  if (value === true) return 'oui';
  if (value === false) return 'non';
  if (value === null) return '–';
  return typeof value === 'string' || typeof value === 'number' ? String(value) : JSON.stringify(value);
}

/** The detail kept with an act, as « octets : 12, documents : 3 »; what cannot be read is shown as it is. */
export function detailText(detail: string): string {
  try {
    const read: unknown = JSON.parse(detail);
    if (typeof read !== 'object' || read === null) return detail;
    return Object.entries(read)
      .map(([name, value]) => `${name} : ${valueText(value)}`)
      .join(', ');
  } catch {
    return detail;
  }
}
