import { z } from 'zod';
import { DocumentVue } from '../domain/document-view.ts';
import { DocumentId, PatientId } from '../ids.ts';
import { command, query } from './define.ts';

const target = { patientId: PatientId, documentId: DocumentId };

/** A line of a document where the words were found, cut around them. */
export const LigneTrouvee = z.object({
  /** True when the line begins, or goes on, beyond what is given. */
  avant: z.boolean(),
  morceaux: z.array(z.object({ texte: z.string(), trouve: z.boolean() })),
  apres: z.boolean(),
});
export type LigneTrouvee = z.infer<typeof LigneTrouvee>;

/** Lines asked for at a time: those in sight. */
const MOST_LINES = 60;

export const documents = {
  /**
   * [35] Documents of the record that hold every word typed, in their text or in their title, type, author and establishment; accents and case do not count. `aLire`: documents that
   * the search does not know yet; `sansTexte`: those it never will (pictures, scans, unreadable).
   */
  'documents.chercher': query({
    input: z.object({ patientId: PatientId, texte: z.string().max(200) }),
    output: z.object({ documents: z.array(DocumentId), aLire: z.int(), sansTexte: z.int() }),
    audit: 'patient',
  }),
  /** Where the words stand, for documents found; none for one whose title holds them. */
  'documents.lignesTrouvees': query({
    input: z.object({
      patientId: PatientId,
      texte: z.string().max(200),
      documents: z.array(DocumentId).max(MOST_LINES),
    }),
    output: z.array(z.object({ documentId: DocumentId, ligne: LigneTrouvee })),
    audit: 'patient',
  }),
  /**
   * What the reading window draws of a document, computed apart from its bytes; `pdfAPart`: its readable PDF is given by documents.contenu. Never an error for a document that
   * cannot be read: the view says why.
   */
  'documents.lire': query({
    input: z.object(target),
    output: z.object({ vue: DocumentVue, pdfAPart: z.boolean(), mediaType: z.string(), tailleOctets: z.int() }),
    audit: 'patient',
  }),
  /** [50] Shows a document of the record in a window of its own, which closes with the session. */
  'documents.ouvrirFenetre': command({ input: z.object(target), output: z.object({}), audit: 'patient' }),
  /** The document as it was received, in words: its source, for whoever wants to check. Cut at a readable length, and said so. */
  'documents.source': query({
    input: z.object(target),
    output: z.object({
      texte: z.string().nullable(),
      coupe: z.boolean(),
      mediaType: z.string(),
      tailleOctets: z.int(),
    }),
    audit: 'patient',
  }),
};
