import { z } from 'zod';
import { EtatSection } from './medical.ts';

/**
 * What a VSM says, once, for its three renderings: the preview, the PDF and the narrative of the CDA.
 * A section is a table (columns and rows) or a text; an empty one says which of the two silences it is.
 */
const Champ = z.object({ libelle: z.string(), valeur: z.string() });

export const VsmSection = z.object({
  /** Stable key of the section, the name used by the structured record. */
  cle: z.string(),
  titre: z.string(),
  etat: EtatSection,
  colonnes: z.array(z.string()),
  lignes: z.array(z.array(z.string())),
  /** Text of a text section, or the sentence of an empty one (« Non renseigné », « Absence affirmée : … »). */
  texte: z.string().nullable(),
});
export type VsmSection = z.infer<typeof VsmSection>;

export const VsmModel = z.object({
  titre: z.string(),
  /** Day of the document, jj/mm/aaaa. */
  date: z.string(),
  patient: z.array(Champ),
  auteur: z.array(Champ),
  sections: z.array(VsmSection),
});
export type VsmModel = z.infer<typeof VsmModel>;
