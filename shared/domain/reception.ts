import { z } from 'zod';

/** Formats that reception tells apart, by content and never by name. */
export const FormatRecu = z.enum(['cda', 'xdm', 'hprim', 'mail', 'pdf', 'image', 'text', 'unknown']);
export type FormatRecu = z.infer<typeof FormatRecu>;

/** What became of a file, or of one report in it. */
export const IssueReception = z.enum(['filed', 'proposed', 'unassigned', 'duplicate', 'kept_raw', 'refused']);
export type IssueReception = z.infer<typeof IssueReception>;

/** Why something waits for a human, each with the sentence that the doctor reads. */
export const RAISONS_RECEPTION = {
  PATIENT_INCONNU: 'Aucun patient du cabinet ne correspond.',
  SANS_IDENTITE: 'Rien dans ce fichier ne dit de quel patient il s’agit.',
  INS_ABSENT: 'Le document ne porte pas d’INS.',
  INS_INVALIDE: 'L’INS du document n’est pas valable (clé, format ou type d’identifiant).',
  TRAITS_DISCORDANTS: 'L’INS est connu, mais un trait d’identité diffère de celui du dossier.',
  DISCORDANCE_CDA_METADATA: 'L’archive et le document qu’elle contient ne désignent pas la même personne.',
  PLUSIEURS_PATIENTS: 'Le message concerne plusieurs patients.',
  DOCUMENT_MANQUANT: 'Un document annoncé par l’archive n’y est pas.',
  INTEGRITE: 'Un document de l’archive a été altéré : son empreinte ou sa taille ne concorde pas.',
  ARCHIVE_ILLISIBLE: 'L’archive jointe est illisible.',
  ARCHIVE_REFUSEE: 'L’archive jointe est dangereuse ; elle est gardée sans être ouverte.',
  XML_REFUSE: 'Le document XML contient ce qui est interdit ou est mal formé ; il est gardé sans être lu.',
  EXPEDITEUR_HORS_ESPACE: 'L’expéditeur n’appartient pas à l’espace de confiance MSSanté.',
  XDM_IMBRIQUE: 'L’archive est à l’intérieur d’un message transféré.',
  SANS_INS_QUALIFIE: 'Le document ne porte pas d’identité qualifiée : comparez les traits.',
  SANS_METADONNEES: 'Le message n’a pas d’archive de documents de santé.',
  ACCUSE_DE_LECTURE: 'Accusé de lecture d’un message envoyé.',
  NON_DISTRIBUE: 'Avis de non-remise d’un message envoyé.',
  MESSAGE_REFUSE: 'Le message dépasse les limites ; il est gardé sans être ouvert.',
  IDENTITE_NON_QUALIFIEE: 'L’INS correspond, mais l’identité du dossier n’est pas qualifiée ici.',
  DATE_NAISSANCE_DIFFERENTE: 'Mêmes nom et prénom, mais date de naissance différente.',
  DATE_NAISSANCE_ABSENTE: 'La date de naissance manque dans l’en-tête.',
  HOMONYMES: 'Plusieurs patients ont ces mêmes traits.',
  NOM_APPROCHANT: 'Le nom ou le prénom est seulement approchant.',
  FICHIER_VIDE: 'Le fichier est vide.',
  FORMAT_INCONNU: 'Le format du fichier n’est pas reconnu ; il est gardé tel quel.',
  CHIFFRE: 'Le fichier est encore chiffré : vérifiez les clés du logiciel qui le dépose.',
  ENTETE_TRONQUE: 'L’en-tête HPRIM est incomplet.',
  HPRIM_SANTE: 'Message HPRIM Santé, gardé tel quel : ce format n’est pas lu.',
  TAILLE: 'Le fichier dépasse la taille permise ; il est gardé sans être lu.',
  ERREUR_DE_LECTURE: 'La lecture a échoué ; le fichier est gardé et pourra être relu.',
} as const;
export const RaisonReception = z.enum(
  Object.keys(RAISONS_RECEPTION) as [keyof typeof RAISONS_RECEPTION, ...(keyof typeof RAISONS_RECEPTION)[]],
);
export type RaisonReception = z.infer<typeof RaisonReception>;

/** Roads by which a document comes in. */
export const Voie = z.enum([
  'mssante',
  'hprim',
  'hprim-net',
  'apicrypt',
  'bioserveur',
  'sftp',
  'dossier',
  'depot',
  'dmp',
]);
export type Voie = z.infer<typeof Voie>;

/** Who the sender says that the patient is, raw: nothing is repaired. Dates are civil ISO dates, null when they cannot be read as one. */
export const IdentiteRecue = z.object({
  ins: z.object({ matricule: z.string(), oid: z.string() }).nullable(),
  /** Birth name, as the sender gives it; for HPRIM the header's single name, whose nature is unknown. */
  nom: z.string(),
  /** Used name when the sender tells it apart. */
  nomUtilise: z.string().nullable(),
  premierPrenom: z.string().nullable(),
  /** Every first name in one string, as sent. */
  prenoms: z.string().nullable(),
  /** The dates that the header may mean: none, one, or two when the year has two digits. */
  datesNaissance: z.array(z.string()),
  sexe: z.enum(['M', 'F', 'I']).nullable(),
  lieuNaissanceInsee: z.string().nullable(),
  adresse: z.array(z.string()),
  /** A billing number of the header: shown as a hint, never a key. */
  numeroSecuriteSociale: z.string().nullable(),
  /** The sender's own number of this patient. */
  identifiantEmetteur: z.string().nullable(),
});
export type IdentiteRecue = z.infer<typeof IdentiteRecue>;
