import { z } from 'zod';

/**
 * What the reading window draws of a document from outside: plain values, computed apart. Nothing in it is markup: the window builds its own elements from these, so that no
 * script, style, link or request of a document ever reaches it.
 */

/** Cell of a table, with what it spans. */
export interface Cellule {
  readonly entete: boolean;
  readonly colonnes: number;
  readonly rangees: number;
  readonly alignement: 'left' | 'center' | 'right' | null;
  readonly contenu: readonly Recit[];
}

/** Piece of a narrative, in the order of reading. */
export type Recit =
  | { readonly kind: 'text'; readonly texte: string }
  | { readonly kind: 'break' }
  | {
      readonly kind: 'style';
      readonly gras: boolean;
      readonly italique: boolean;
      readonly souligne: boolean;
      readonly contenu: readonly Recit[];
    }
  | { readonly kind: 'sub' | 'sup'; readonly contenu: readonly Recit[] }
  /** A link is never followed: its words, and where it pointed in words. */
  | { readonly kind: 'link'; readonly adresse: string; readonly contenu: readonly Recit[] }
  | { readonly kind: 'paragraph' | 'caption'; readonly contenu: readonly Recit[] }
  | { readonly kind: 'list'; readonly ordonnee: boolean; readonly elements: readonly (readonly Recit[])[] }
  | {
      readonly kind: 'table';
      readonly legende: readonly Recit[];
      readonly entete: readonly (readonly Cellule[])[];
      readonly corps: readonly (readonly Cellule[])[];
    }
  | { readonly kind: 'image'; readonly mediaType: string; readonly base64: string }
  /** What cannot be shown here, in words. */
  | { readonly kind: 'absent'; readonly texte: string }
  /** Call of a footnote: its number in the section. */
  | { readonly kind: 'note'; readonly numero: number };

export const Recit: z.ZodType<Recit> = z.lazy(() =>
  z.union([
    z.object({ kind: z.literal('text'), texte: z.string() }),
    z.object({ kind: z.literal('break') }),
    z.object({
      kind: z.literal('style'),
      gras: z.boolean(),
      italique: z.boolean(),
      souligne: z.boolean(),
      contenu: z.array(Recit),
    }),
    z.object({ kind: z.enum(['sub', 'sup']), contenu: z.array(Recit) }),
    z.object({ kind: z.literal('link'), adresse: z.string(), contenu: z.array(Recit) }),
    z.object({ kind: z.enum(['paragraph', 'caption']), contenu: z.array(Recit) }),
    z.object({ kind: z.literal('list'), ordonnee: z.boolean(), elements: z.array(z.array(Recit)) }),
    z.object({
      kind: z.literal('table'),
      legende: z.array(Recit),
      entete: z.array(z.array(Cellule)),
      corps: z.array(z.array(Cellule)),
    }),
    z.object({ kind: z.literal('image'), mediaType: z.string(), base64: z.string() }),
    z.object({ kind: z.literal('absent'), texte: z.string() }),
    z.object({ kind: z.literal('note'), numero: z.int() }),
  ]),
);
const Cellule: z.ZodType<Cellule> = z.object({
  entete: z.boolean(),
  colonnes: z.int(),
  rangees: z.int(),
  alignement: z.enum(['left', 'center', 'right']).nullable(),
  contenu: z.array(Recit),
});

/** One result of a report of biology, in words. */
export const LigneResultat = z.object({
  rang: z.int(),
  /** Panel, isolate, antibiogram: outermost first. */
  groupe: z.array(z.string()),
  libelle: z.string(),
  loinc: z.string().nullable(),
  /** With its comparator and unit. */
  valeur: z.string(),
  /** The same in the laboratory's other unit. */
  valeur2: z.string().nullable(),
  /** « 16/03/2026 08:10 ». */
  date: z.string().nullable(),
  /** « Normal », « Anormal haut », « Résistant »…; null when nobody says. */
  interpretation: z.string().nullable(),
  anormal: z.boolean(),
  /** Which way it is abnormal, when that is known: a sign for the eye beside the word. */
  sens: z.enum(['bas', 'haut']).nullable(),
  critique: z.boolean(),
  /** The laboratory's flag and its bounds disagree: said, never settled. */
  desaccord: z.string().nullable(),
  reference: z.string().nullable(),
  precedents: z.array(z.object({ valeur: z.string(), date: z.string().nullable() })),
  validation: z.string().nullable(),
  commentaire: z.string().nullable(),
  /** « Partiel », « Non réalisé »…; null when final. */
  etat: z.string().nullable(),
});
export type LigneResultat = z.infer<typeof LigneResultat>;

export interface SectionVue {
  /** Unique in the document: where the table of contents leads. */
  readonly id: string;
  readonly titre: string;
  readonly recit: readonly Recit[];
  readonly notes: readonly (readonly Recit[])[];
  readonly resultats: readonly LigneResultat[];
  readonly sections: readonly SectionVue[];
}
export const SectionVue: z.ZodType<SectionVue> = z.lazy(() =>
  z.object({
    id: z.string(),
    titre: z.string(),
    recit: z.array(Recit),
    notes: z.array(z.array(Recit)),
    resultats: z.array(LigneResultat),
    sections: z.array(SectionVue),
  }),
);

export const LigneEntete = z.object({ libelle: z.string(), valeur: z.string() });
export type LigneEntete = z.infer<typeof LigneEntete>;

export const BlocEntete = z.object({ titre: z.string(), lignes: z.array(LigneEntete) });
export type BlocEntete = z.infer<typeof BlocEntete>;

export const CorpsDocument = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('structure'), sections: z.array(SectionVue) }),
  /** The PDF is the document (`pdf` of the view says where it is). */
  z.object({ kind: z.literal('pdf') }),
  z.object({ kind: z.literal('texte'), texte: z.string() }),
  z.object({ kind: z.literal('image'), mediaType: z.string(), base64: z.string() }),
  /** Not shown, and why; it can still be saved as received. */
  z.object({ kind: z.literal('aucun'), motif: z.string() }),
]);
export type CorpsDocument = z.infer<typeof CorpsDocument>;

export const DocumentVue = z.object({
  format: z.enum(['cda', 'pdf', 'texte', 'image', 'inconnu']),
  /** Who, what, when, by whom: null when the file says nothing of itself. */
  entete: z
    .object({
      /** « PAT-TROIS D. » of the document itself. */
      patient: z.string(),
      type: z.string(),
      emetteur: z.string(),
      lignes: z.array(LigneEntete),
    })
    .nullable(),
  metadonnees: z.array(BlocEntete),
  corps: CorpsDocument,
  /** Readable PDF carried by the document itself; null when there is none. */
  pdf: z.string().nullable(),
  avertissements: z.array(z.string()),
});
export type DocumentVue = z.infer<typeof DocumentVue>;
