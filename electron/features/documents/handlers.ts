import type { DocumentVue } from '../../../shared/domain/document-view.ts';
import type { DocumentId, PatientId } from '../../../shared/ids.ts';
import type { HandlersFor, RecordAccess } from '../session/index.ts';
import { readDocument, readDocumentContent } from './repository.ts';
import { foundLines, searchDocuments } from './texts.repository.ts';
import { withStructure } from './written-structure.ts';
import type { SourceView, ViewOrder } from './view.task.ts';

export interface DocumentsHandlersOptions {
  readonly access: RecordAccess;
  /** In the format worker: bytes from outside are never read in the main process. */
  readonly view: (order: ViewOrder) => Promise<DocumentVue>;
  readonly source: (order: ViewOrder) => Promise<SourceView>;
  /** A window of the system beside the main one; it reads through this same contract. */
  readonly openWindow: (target: { readonly patientId: PatientId; readonly documentId: DocumentId }) => void;
}

/** Said in the place of a document whose reading was stopped: it took too long or too much memory, or killed its worker. */
const STOPPED: DocumentVue = {
  format: 'inconnu',
  entete: null,
  metadonnees: [],
  corps: {
    kind: 'aucun',
    motif:
      'La lecture de ce document a été arrêtée : il dépasse ce qu’un document peut coûter. Il est gardé tel que reçu.',
  },
  pdf: null,
  avertissements: [],
};

/** Reading of a document of the record: computed apart, at each opening, from the bytes that are kept. */
export function documentsHandlers({
  access,
  view,
  source,
  openWindow,
}: DocumentsHandlersOptions): HandlersFor<`documents.${'lire' | 'source' | 'chercher' | 'lignesTrouvees' | 'ouvrirFenetre'}`> {
  return {
    'documents.chercher': (input) => access.query(searchDocuments, input),
    'documents.lignesTrouvees': (input) => access.query(foundLines, input),
    'documents.ouvrirFenetre': async (input) => {
      // Of this patient, or no window at all.
      await access.query(readDocument, input);
      openWindow(input);
      return {};
    },
    'documents.lire': async (input) => {
      const row = await access.query(readDocument, input);
      const { bytes, mediaType } = await access.query(readDocumentContent, { ...input, forme: 'cda' });
      const vue = withStructure(await view({ bytes, mediaType }).catch(() => STOPPED), row.complementJson);
      const pdfAPart = row.pdfHash !== null || row.mediaType === 'application/pdf';
      // The PDF that is filed beside is the one inside: it travels once, when it is asked for.
      return { vue: pdfAPart ? { ...vue, pdf: null } : vue, pdfAPart, mediaType, tailleOctets: bytes.length };
    },
    'documents.source': async (input) => {
      const { bytes, mediaType } = await access.query(readDocumentContent, { ...input, forme: 'cda' });
      const read = await source({ bytes, mediaType });
      return { ...read, mediaType, tailleOctets: bytes.length };
    },
  };
}
