import { z } from 'zod';

/** What a line of drugs is also in relation with, beside the long-term condition, as it is printed. */
export const RAPPORTS = {
  'at-mp': 'AT/MP',
  prevention: 'Prévention',
  'non-remboursable': 'Non remboursable',
  'hors-amm': 'Hors AMM',
} as const;
export type Rapport = keyof typeof RAPPORTS;

/** A line of a prescription of drugs. Doses and durations stay the doctor's own words; the drug base only helps to write them. */
export const LigneOrdonnance = z.object({
  id: z.uuid(),
  /** CIS of the speciality in the public drug base; null for a line typed freely. */
  cis: z
    .string()
    .regex(/^\d{8}$/)
    .nullable(),
  /** As printed: common denomination, dose, form. */
  libelle: z.string().trim().min(1, 'obligatoire').max(300),
  /** Brand, printed beside when the doctor wants it. */
  marque: z.string().max(200),
  posologie: z.string().max(300),
  duree: z.string().max(60),
  quantite: z.string().max(60),
  /** Narcotics and safe prescriptions: doses and quantities in words, as the base says for this drug. */
  enToutesLettres: z.boolean(),
  /** Written in the zone of the long-term condition (ordonnance bizone). */
  ald: z.boolean(),
  /** Ticked by the doctor; a line written before these were asked has none. */
  rapports: z
    .array(z.enum(['at-mp', 'prevention', 'non-remboursable', 'hors-amm']))
    .max(4)
    .optional(),
  /** « non substituable » with its reason (MTE, EFG, CIF), as printed; '' for none. */
  nonSubstituable: z.string().max(60),
  renouvellements: z.int().min(0).max(12),
});
export type LigneOrdonnance = z.infer<typeof LigneOrdonnance>;

/** A line of another prescription: an examination, an act, a transport. */
export const Demande = z.object({
  id: z.uuid(),
  libelle: z.string().trim().min(1, 'obligatoire').max(300),
  precision: z.string().max(500),
  ald: z.boolean(),
  urgent: z.boolean(),
  /** Code of MODALITES, for an imaging examination; left out while nobody chose one. */
  modalite: z.string().max(20).optional(),
});
export type Demande = z.infer<typeof Demande>;

export const Destinataire = z.object({
  nom: z.string().max(200),
  qualite: z.string().max(200),
  adresse: z.string().max(300),
  /** MSSanté address, for the sending that follows; '' when none is known. */
  mssante: z.string().max(200),
});
export type Destinataire = z.infer<typeof Destinataire>;

/** What is written in an editor, whatever the type of document: its type says which parts it uses. */
export const Redaction = z.object({
  titre: z.string().max(200),
  destinataire: Destinataire.nullable(),
  /** Texts by section id of the type. */
  textes: z.record(z.string(), z.string().max(20_000)),
  lignes: z.array(LigneOrdonnance).max(60),
  demandes: z.array(Demande).max(60),
  format: z.enum(['A4', 'A5']),
  /** Problems of the record that this document is about (element ids). */
  problemes: z.array(z.uuid()).max(30),
});
export type Redaction = z.infer<typeof Redaction>;

/** What keeps a document from being signed; '' key is the document itself. */
export type ManquesRedaction = Readonly<Record<string, string>>;

const HUNDREDS = /\d/;

/**
 * What is missing before signing. A drug that must be written in words has no digit in its dosage, duration nor quantity (the base's condition « prescription en
 * toutes lettres »).
 */
export function missingIn(
  content: Redaction,
  type: {
    readonly sections: readonly { readonly id: string; readonly titre: string; readonly obligatoire: boolean }[];
    readonly lignes: boolean;
    readonly demandes: string | null;
    readonly destinataire: boolean;
  },
): ManquesRedaction {
  const missing: Record<string, string> = {};
  for (const section of type.sections) {
    if (section.obligatoire && (content.textes[section.id] ?? '').trim() === '')
      missing[section.id] = `« ${section.titre} » est vide`;
  }
  if (type.lignes && content.lignes.length === 0) missing.lignes = 'aucune ligne';
  if (type.demandes !== null && content.demandes.length === 0) missing.demandes = 'aucune ligne';
  if (type.destinataire && (content.destinataire?.nom.trim() ?? '') === '')
    missing.destinataire = 'le destinataire manque';
  for (const ligne of content.lignes) {
    if (ligne.posologie.trim() === '') missing[ligne.id] = 'la posologie manque';
    else if (
      ligne.enToutesLettres &&
      [ligne.posologie, ligne.duree, ligne.quantite].some((text) => HUNDREDS.test(text))
    )
      missing[ligne.id] = 'à écrire en toutes lettres';
  }
  return missing;
}

/** A line as the law asks it: common denomination, dose and form; the speciality's name where the base gives no denomination. */
export function libelleDe({
  nom,
  dci,
  forme,
}: {
  readonly nom: string;
  readonly dci: string;
  readonly forme: string;
}): string {
  return dci === '' ? nom : `${dci}, ${forme}`;
}

/** Relations of a line, in the order in which they are printed. */
export function rapportsOf({ rapports }: Pick<LigneOrdonnance, 'rapports'>): Rapport[] {
  return (Object.keys(RAPPORTS) as Rapport[]).filter((each) => rapports?.includes(each) === true);
}

export const EMPTY_REDACTION: Redaction = {
  titre: '',
  destinataire: null,
  textes: {},
  lignes: [],
  demandes: [],
  format: 'A4',
  problemes: [],
};
