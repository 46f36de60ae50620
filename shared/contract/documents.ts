import { z } from 'zod';
import { DocumentVue } from '../domain/document-view.ts';
import { DocumentId, PatientId } from '../ids.ts';
import { query } from './define.ts';

const target = { patientId: PatientId, documentId: DocumentId };

export const documents = {
  /**
   * What the reading window draws of a document, computed apart from its bytes; `pdfAPart`: its readable PDF is given by documents.contenu. Never an error for a document that
   * cannot be read: the view says why.
   */
  'documents.lire': query({
    input: z.object(target),
    output: z.object({ vue: DocumentVue, pdfAPart: z.boolean(), mediaType: z.string(), tailleOctets: z.int() }),
    audit: 'patient',
  }),
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
