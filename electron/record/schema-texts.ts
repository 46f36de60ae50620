import type { Generated } from 'kysely';

/** Whether the text of a document is in the search (migration 0140). `document_texts` is reached by plain SQL: FTS5. */
export interface TextsSchema {
  document_readings: {
    documentKey: number;
    etat: 'a-lire' | 'lu' | 'sans-texte' | 'illisible';
    essais: Generated<number>;
    /** 1 when only the beginning is searched. */
    coupe: Generated<number>;
  };
}
