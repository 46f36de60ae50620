import type { Redaction } from '../../../../shared/domain/redaction.ts';
import { displayLabel, displayLine, displayText } from '../vsm/display-text.ts';

/** What was written with every text as it will be shown, so that what is coded and what is read are the same words. Cleaning twice changes nothing. */
export function displayContent(content: Redaction): Redaction {
  const { destinataire } = content;
  return {
    ...content,
    destinataire: destinataire && {
      ...destinataire,
      nom: displayLine(destinataire.nom),
      qualite: displayLine(destinataire.qualite),
      adresse: displayText(destinataire.adresse),
    },
    textes: Object.fromEntries(Object.entries(content.textes).map(([id, texte]) => [id, displayText(texte)])),
    lignes: content.lignes.map((ligne) => ({
      ...ligne,
      libelle: displayLabel(ligne.libelle),
      marque: displayLine(ligne.marque),
      posologie: displayLine(ligne.posologie),
      duree: displayLine(ligne.duree),
      quantite: displayLine(ligne.quantite),
      nonSubstituable: displayLine(ligne.nonSubstituable),
    })),
    demandes: content.demandes.map((demande) => ({
      ...demande,
      libelle: displayLabel(demande.libelle),
      precision: displayText(demande.precision),
    })),
  };
}
