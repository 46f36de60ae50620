import { defineCommand, defineQuery, type DocumentSending } from '../../../record/index.ts';
import type { DocumentId, JobId, PatientId } from '../../../../shared/ids.ts';

/** Rows that other features own, planted for the tests of `envois`. Not imported by the product. */
export const planterPatient = defineCommand<{ nom: string }, { patientId: PatientId }>({
  name: 'test.patient',
  async run(db, { nom }, context) {
    const patientId = context.newId() as PatientId;
    await db
      .insertInto('patients')
      .values({
        id: patientId,
        version: 1,
        nomNaissance: nom,
        premierPrenom: 'Henri',
        prenomsJson: '["Henri"]',
        dateNaissance: '1948-08-18',
        sexe: 'M',
        lieuNaissanceInsee: null,
        nomUtilise: null,
        prenomUtilise: null,
        insMatricule: null,
        insOid: null,
        statutIdentite: 'provisoire',
        coordonneesJson: '{}',
        commune: null,
        informationImportante: null,
        medecinTraitant: null,
        oppositionDmpJson: null,
        oppositionMessagerieJson: null,
        tri: nom,
        cleHomonyme: nom,
        creeLe: context.now,
        modifieLe: context.now,
      })
      .execute();
    return { patientId };
  },
  audit: (_input, { patientId }) => ({ action: 'test.patient', patientId, detail: {} }),
});

export const planterDocument = defineCommand<
  { patientId: PatientId; titre: string; envoi: DocumentSending },
  { documentId: DocumentId }
>({
  name: 'test.document',
  async run(db, { patientId, titre, envoi }, context) {
    const documentId = context.newId() as DocumentId;
    const stored = context.documents.put(new TextEncoder().encode(`<ClinicalDocument>${titre}</ClinicalDocument>`));
    await db
      .insertInto('documents')
      .values({
        id: documentId,
        patientId,
        date: context.now,
        typeCode: 'SYNTH',
        type: 'Volet de synthèse médicale',
        titre,
        auteur: context.actor.idNat,
        auteurNom: context.actor.nom,
        etablissement: 'CABINET',
        origine: 'local',
        mediaType: 'text/xml',
        bytesHash: stored.hash,
        pdfHash: null,
        taille: stored.taille,
        setId: null,
        versionNumber: 1,
        uniqueId: null,
        remplace: null,
        remplacePar: null,
        masquePs: 0,
        invisiblePatient: 0,
        noteId: null,
        statut: 'actif',
        envoi,
        motifEcarte: null,
        complementJson: null,
        creeLe: context.now,
      })
      .execute();
    return { documentId };
  },
  audit: (_input, { documentId }) => ({ action: 'test.document', patientId: null, detail: { document: documentId } }),
});

export const etatDocument = defineQuery<
  { documentId: DocumentId },
  { envoi: DocumentSending; motifEcarte: string | null }
>({
  name: 'test.etatDocument',
  run: (db, { documentId }) =>
    db.selectFrom('documents').select(['envoi', 'motifEcarte']).where('id', '=', documentId).executeTakeFirstOrThrow(),
});

export const etatJob = defineQuery<
  { jobId: JobId },
  { etat: string; tentatives: number; copie: string; prochaineTentative: string | null; code: string | null }
>({
  name: 'test.etatJob',
  run: (db, { jobId }) =>
    db
      .selectFrom('jobs')
      .select(['etat', 'tentatives', 'copie', 'prochaineTentative', 'code'])
      .where('id', '=', jobId)
      .executeTakeFirstOrThrow(),
});

export const tentativesDe = defineQuery<
  { jobId: JobId },
  { numero: number; issue: string | null; finieLe: string | null }[]
>({
  name: 'test.tentatives',
  run: (db, { jobId }) =>
    db
      .selectFrom('job_attempts')
      .select(['numero', 'issue', 'finieLe'])
      .where('jobId', '=', jobId)
      .orderBy('numero')
      .execute(),
});

export const TEST_ENTRIES = [planterPatient, planterDocument, etatDocument, etatJob, tentativesDe];
