/** Fixed sentences of the sections of administrative data [33]. */
export const administratifTexts = {
  titres: {
    contacts: 'Autres contacts',
    couverture: 'Couverture',
    ald: 'Affections de longue durée',
    'medecin-traitant': 'Médecin traitant',
    personnes: 'Entourage et représentants',
  },
  oppositions: 'Oppositions du patient',
  reprise: 'Saisie reprise là où elle était restée : elle n’est pas encore enregistrée.',
  repriseChangee: 'Saisie reprise. Cette rubrique a été modifiée entre-temps : relisez avant d’enregistrer.',
  jamais: 'Rubrique jamais remplie.',
  relire: 'Certains champs sont à corriger.',
  ald: {
    'non-renseigne': 'Non renseigné',
    aucune: 'Aucune ALD (affirmé)',
    present: 'Une ou plusieurs ALD',
  },
  etatsAld: { 'a-venir': 'à venir', 'en-cours': 'en cours', 'a-renouveler': 'à renouveler', echue: 'échue' },
  medecin: {
    'non-renseigne': 'Non renseigné',
    aucun: 'Aucun médecin traitant déclaré',
    cabinet: 'Un médecin du cabinet',
    autre: 'Un autre médecin',
  },
  mineurSansRepresentant: 'Patient mineur : aucun représentant légal n’est noté.',
  actes: { exprimee: 'Exprimée', corrigee: 'Corrigée', levee: 'Levée' },
  objets: { dmp: 'Alimentation du DMP', messagerie: 'Messagerie et Mon espace santé' },
  monEspaceSante: 'Son Mon espace santé seulement',
  reprisFiche: 'Repris de la fiche du patient',
  allerA: 'Aller à une rubrique',
  portees: {
    patient: 'L’envoi à son Mon espace santé seulement',
    tous: 'Tout envoi par messagerie, confrères compris',
  },
} as const;
