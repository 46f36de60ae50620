import type { Instant } from '../../../shared/domain/civil-date.ts';
import { storeDocument } from '../../features/documents/index.ts';
import { addPatient, type TestBase } from '../../features/testing.ts';
import { DOCTOR } from '../testing.ts';

/** Files a document in a base of the tests. Not imported by the product. */
export async function keepDocumentForTest(base: TestBase, text: string): Promise<void> {
  const patientId = await addPatient(base);
  await base.store.execute(
    storeDocument,
    {
      patientId,
      date: '2026-03-02T10:00:00.000Z' as Instant,
      typeCode: '11488-4',
      type: 'CR de consultation',
      titre: 'Compte rendu',
      auteur: DOCTOR.idNat,
      auteurNom: DOCTOR.nom,
      etablissement: 'CABINET',
      origine: 'local',
      mediaType: 'text/plain',
      bytes: Buffer.from(text),
      pdf: null,
      setId: null,
      versionNumber: 1,
      uniqueId: null,
      remplace: null,
      masques: { masquePs: false, invisiblePatient: false },
      noteId: null,
      envoi: 'sans-objet',
      complement: null,
      provenance: { source: 'essai', detail: {} },
    },
    DOCTOR,
  );
}
