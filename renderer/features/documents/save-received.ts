import type { DocumentLine } from '../../../shared/contract/dossier.ts';
import type { PatientId } from '../../../shared/ids.ts';
import { call } from '../../lib/client.ts';
import { tellError } from '../../lib/notices.ts';
import { saveFile } from '../messagerie/save-file.ts';

/** The very bytes of a document, to a file that the doctor names; a failure is told. */
export async function saveAsReceived(patientId: PatientId, line: DocumentLine): Promise<void> {
  try {
    const { base64, nomFichier } = await call('documents.contenu', { patientId, documentId: line.id, forme: 'cda' });
    saveFile({ nom: nomFichier, base64 });
  } catch (error) {
    tellError(error);
  }
}
