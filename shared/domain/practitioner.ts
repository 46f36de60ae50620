import { z } from 'zod';
import { IdNat, StructureId } from '../ids.ts';

export const Situation = z.object({
  structureId: StructureId,
  nom: z.string(),
  /** Sector of activity (TRE_R02), e.g. SA07 cabinet individuel. */
  secteur: z.string().regex(/^S[AE]\d{2}$/),
});
export type Situation = z.infer<typeof Situation>;

/** A professional as the card, the practice's settings and the documents know them. */
export const Practitioner = z.object({
  idNat: IdNat,
  nom: z.string(),
  prenom: z.string(),
  civilite: z.string(),
  /** TRE_G15, 10 for a doctor. */
  profession: z.string(),
  /** TRE_R38 (SM26, SM53, SM54 for general practice); null when the card does not say. */
  specialite: z.string().nullable(),
  adresseMssante: z.string().nullable(),
});
export type Practitioner = z.infer<typeof Practitioner>;

export const Structure = z.object({
  idNat: StructureId,
  nom: z.string(),
  secteur: z.string(),
  adresse: z.array(z.string()),
  codePostal: z.string(),
  commune: z.string(),
  telephone: z.string(),
});
export type Structure = z.infer<typeof Structure>;

/** The three qualifications of general practice (TRE_R38), with the label of JDV_J01. */
export const SPECIALITES_MEDECINE_GENERALE: Readonly<Record<string, string>> = {
  SM26: 'Médecin - Qualifié en Médecine Générale (SM)',
  SM53: 'Médecin - Spécialiste en Médecine Générale (SM)',
  SM54: 'Médecin - Médecine Générale (SM)',
};
