/** A card of « Info bouton » as shipped; the practice writes its own in the same shape. */
export interface FicheLivree {
  readonly id: string;
  readonly version: number;
  readonly pathologie: string;
  readonly cim10: string[];
  readonly tuiles: { titre: string; texte: string; source: string; date: string }[];
  readonly livree: true;
}

/** The six tiles of DéMo [70], in their order. */
export const TUILES = [
  'Traitement',
  'Comorbidités fréquemment associées',
  'Avis spécialisé',
  'Professions exposées',
  'Vaccinations',
  'Fréquence bilan',
] as const;
