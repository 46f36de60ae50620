/** Words with accents of French laboratory reports and letters: one of them found says which charset was read. */
export const FRENCH_WORDS: ReadonlySet<string> = new Set(
  `hémoglobine hématies hématocrite hématologie hémostase hémogramme hémolyse hémolysé hémolysée hémoculture hépatite hépatique hépatiques héparine
prélèvement prélevé prélevée prélevés prélèvements prélever prélévement créatinine créatininémie créatininurie délai délais résultat résultats
déjà été était étaient état à où même très après près dès établi établissement étage égal également élevé élevée élevés élevées
médecin médecine médecins médical médicale médicaux médicament médicaments laboratoire édité éditée édition validé validée validés validées
réalisé réalisée réalisés réalisées reçu reçue reçus né née numéro téléphone télécopie matériel méthode méthodes technique réactif réactive
référence références valeurs antérieur antérieure antérieurs antérieures antériorité antériorités dernière dernières première premières
glycémie glycémique glyquée glycosylée protéine protéines protéinurie protidémie kaliémie natrémie calcémie phosphorémie magnésémie uricémie urée
cholestérol triglycérides triglycéride lipidémie lipidique bilirubinémie ferritinémie sidérémie fer sérum sérique sérologie sérologique
leucocytes polynucléaires éosinophiles érythrocytaire érythrocytes réticulocytes neutrophiles numération fibrinogène fibrinémie
céphaline prothrombine dimères thyréostimuline thyroïde thyroïdien thyroxine œstradiol progestérone testostérone parathormone prostatique
spécifique spécifiques hypersensible ultrasensible sédimentation vitesse génétique bactériologie bactériologique bactérie bactéries
cytobactériologique examen leucocyturie hématurie négatif négative négatifs négatives présence dépistage dépisté détecté détectée détection
modéré modérée modérée léger légère légèrement sévère aiguë aigu chronique évolution évoquer évocateur éliminer contrôle contrôler contrôlé
conseillé conseillée récent récente récents répéter répétée répété interprétation interpréter intérêt fonction rénale rénal filtration
débit glomérulaire estimé estimée selon supérieur supérieure inférieur inférieure supérieures inférieures normalité élévation diminué diminuée
augmenté augmentée déficit défaut diabète diabétique diabétiques hypercholestérolémie hyperglycémie hypoglycémie anémie hyperkaliémie hypokaliémie
âge âgé âgée année années février août décembre confrère confrères chère père mère frère célibataire madame monsieur accompagné adressé
adressée adresser décédé opéré opérée opération hospitalisé hospitalisée hospitalisation séjour entrée sortie durée répondre réponse
échographie écho radiographie cérébral cérébrale thoracique pulmonaire cœur œdème œdèmes œil sœur antécédent antécédents décrit décrite
tolérance traité traitée traitement thérapeutique thérapeutiques prévention prévu prévue prévoir rééducation ménopause grossesse fœtal
compte-rendu complément complémentaire complémentaires intégral général générale généraliste généralement différent différents différentiel
côté tête fièvre problème système fréquence artère artérielle artériel diastolique hypertrophie régulier régulière irrégulier métastase
lésion lésions ganglionnaire nécessaire nécessité préconisé recommandé recommandée proposé proposée envoyé envoyée transféré créée créé
façon reçoit français française ça çà là voilà noël maïs naïf aiguës Hôpital hôpital hôtel dépôt bientôt côte dû sûr mûr goût
détail détails défini définie dose posé indiqué indiquée marqué marquée noté notée constaté constatée trouvé trouvée retrouvé retrouvée
présente présenté présentée patiente lié liée liés dosé dosée dosage immunoturbidimétrie immunoenzymatique électrophorèse électrochimiluminescence
chimiluminescence néphélométrie spectrophotométrie colorimétrie cinétique enzymatique cytométrie impédance fluorescence potentiométrie ionogramme`
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => /[^a-z-]/.test(word)),
);
