import { z } from 'zod';
import { Instant } from '../domain/civil-date.ts';
import {
  Code,
  DossierMedical,
  ElementSection,
  EtatSection,
  FacteursDeRisque,
  Note,
  NoteContent,
  SectionName,
  TexteSection,
} from '../domain/medical.ts';
import { DmpStatut, Patient } from '../domain/patient.ts';
import { Voie } from '../domain/reception.ts';
import { PropositionTraitement } from '../domain/treatment-proposals.ts';
import { DocumentId, ElementId, NoteId, PatientId } from '../ids.ts';
import { command, query } from './define.ts';

export const Masques = z.object({ masquePs: z.boolean(), invisiblePatient: z.boolean() });
export type Masques = z.infer<typeof Masques>;

/** One line of a patient's documents. */
export const DocumentLine = z.object({
  id: DocumentId,
  patientId: PatientId,
  origine: z.enum(['local', 'dmp', 'messagerie']),
  date: Instant,
  nom: z.string(),
  typeCode: z.string(),
  type: z.string(),
  signataire: z.string(),
  etablissement: z.string(),
  version: z.int(),
  remplace: DocumentId.nullable(),
  remplacePar: DocumentId.nullable(),
  tailleOctets: z.int(),
  /** State of the sending, for the list: due until each wanted channel received it or it was set aside with a reason. */
  envoi: z.enum(['du', 'en-cours', 'envoye', 'refuse', 'issue-inconnue', 'ecarte', 'sans-objet']),
  /** As ticked the last time; a document keeps them for the next attempt. */
  masques: Masques,
  /** Received documents only: road and instant; null for what was made here. */
  voie: Voie.nullable(),
  /** Every road that it came by, in words, first one first [182]; empty for what was made here. */
  provenances: z.array(z.string()),
  recuLe: Instant.nullable(),
  /** Laboratory reports: partial, final, corrected. */
  resultat: z.enum(['partial', 'final', 'corrected']).nullable(),
  /** 0 nothing, 1 out of range, 2 critical: signalled until somebody has seen it. */
  anormal: z.int().min(0).max(2),
  vuLe: Instant.nullable(),
  /** Message of the mailbox that brought it. */
  messageId: z.string().nullable(),
});
export type DocumentLine = z.infer<typeof DocumentLine>;

/** First screen of a record, whole, in one call. */
export const DossierView = z.object({
  patient: Patient,
  medical: DossierMedical,
  /** Latest notes first; drafts of the logged-in doctor included (signeeLe null). */
  notes: z.array(Note),
  notesTotal: z.int(),
  documentsTotal: z.int(),
  documents: z.array(DocumentLine),
  dmp: DmpStatut,
  /** Nom of the médecin traitant when it is one of the practice; else null. */
  medecinTraitantNom: z.string().nullable(),
});
export type DossierView = z.infer<typeof DossierView>;

/** Result of a write that can be undone: the operation to give to dossier.annulerOperation. */
const Written = z.object({ operationId: z.uuid(), medical: DossierMedical });

/** What the last signed prescription changes in the treatments of the record. */
export const OrdonnanceAReprendre = z.object({
  documentId: DocumentId,
  le: Instant,
  propositions: z.array(PropositionTraitement),
});
export type OrdonnanceAReprendre = z.infer<typeof OrdonnanceAReprendre>;

/** What was measured at a consultation: kg, cm, mmHg; null when not measured. */
export const MesuresDeNote = NoteContent.pick({
  poids: true,
  taille: true,
  systolique: true,
  diastolique: true,
}).extend({
  noteId: NoteId,
  le: Instant,
});
export type MesuresDeNote = z.infer<typeof MesuresDeNote>;

const target = { patientId: PatientId };

export const dossier = {
  /** Opens the record: audited once per doctor and opening. */
  'dossier.ouvrir': query({ input: z.object(target), output: DossierView, audit: 'patient' }),
  /** Reads again without a new audit row (after a write elsewhere). */
  'dossier.relire': query({ input: z.object(target), output: DossierView, audit: 'patient' }),
  'dossier.fermer': command({ input: z.object(target), output: z.object({}), audit: 'patient' }),
  /** `valeur` is checked against the schema of its section (shared/domain/medical ELEMENT_SCHEMAS). */
  'dossier.ajouterElement': command({
    input: z.object({ ...target, section: ElementSection, valeur: z.unknown() }),
    output: Written.extend({ elementId: ElementId }),
    audit: 'patient',
  }),
  'dossier.modifierElement': command({
    input: z.object({ ...target, elementId: ElementId, version: z.int(), valeur: z.unknown() }),
    output: Written,
    audit: 'patient',
  }),
  /** Nothing medical is erased: the element leaves the list, its history stays. */
  'dossier.retirerElement': command({
    input: z.object({ ...target, elementId: ElementId, version: z.int(), motif: z.string().max(200) }),
    output: Written,
    audit: 'patient',
  }),
  /** Only 'non-renseigne' and 'absence-affirmee', and only while the section has no element. */
  'dossier.etatSection': command({
    input: z.object({ ...target, section: SectionName, etat: EtatSection.exclude(['present']) }),
    output: Written,
    audit: 'patient',
  }),
  'dossier.texteSection': command({
    input: z.object({ ...target, section: TexteSection, texte: z.string().max(4000) }),
    output: Written,
    audit: 'patient',
  }),
  'dossier.facteurs': command({
    input: z.object({ ...target, facteurs: FacteursDeRisque }),
    output: Written,
    audit: 'patient',
  }),
  /** null: no signed prescription, nothing to change, or a doctor has looked. */
  'dossier.ordonnanceAReprendre': query({
    input: z.object(target),
    output: OrdonnanceAReprendre.nullable(),
    audit: 'patient',
  }),
  /** The chosen proposals, by their key and the version of the treatment shown (null: a new one), in one operation that can be undone. */
  'dossier.reprendreOrdonnance': command({
    input: z.object({
      ...target,
      documentId: DocumentId,
      choix: z
        .array(z.object({ cle: z.uuid(), version: z.int().positive().nullable() }))
        .min(1)
        .max(200),
    }),
    output: Written,
    audit: 'patient',
  }),
  /** Looked at, and nothing taken: it is not proposed again. */
  'dossier.ignorerOrdonnance': command({
    input: z.object({ ...target, documentId: DocumentId }),
    output: z.object({}),
    audit: 'patient',
  }),
  'dossier.annulerOperation': command({
    input: z.object({ ...target, operationId: z.uuid() }),
    output: z.object({ medical: DossierMedical }),
    audit: 'patient',
  }),
  'dossier.historique': query({
    input: z.object({ ...target, section: SectionName }),
    output: z.array(
      z.object({
        le: Instant,
        auteurNom: z.string(),
        action: z.string(),
        avant: z.string().nullable(),
        apres: z.string().nullable(),
      }),
    ),
    audit: 'patient',
  }),
  /** The single draft of this doctor for this patient; created if there is none. */
  'notes.commencer': command({ input: z.object(target), output: Note, audit: 'patient' }),
  /** Autosave: acknowledged = on disk. */
  'notes.enregistrerBrouillon': command({
    input: z.object({ ...target, noteId: NoteId, contenu: NoteContent }),
    output: z.object({ modifieeLe: Instant }),
    audit: 'patient',
  }),
  'notes.signer': command({
    input: z.object({ ...target, noteId: NoteId, contenu: NoteContent }),
    output: Note,
    audit: 'patient',
  }),
  'notes.amender': command({
    input: z.object({
      ...target,
      noteId: NoteId,
      version: z.int(),
      contenu: NoteContent,
      motif: z.string().min(1).max(200),
    }),
    output: Note,
    audit: 'patient',
  }),
  'notes.versions': query({
    input: z.object({ ...target, noteId: NoteId }),
    output: z.array(Note.extend({ motifAmendement: z.string().nullable() })),
    audit: 'patient',
  }),
  /** Measures of the signed notes, the oldest first; a note without any is left out. */
  'notes.mesures': query({ input: z.object(target), output: z.array(MesuresDeNote), audit: 'patient' }),
  'notes.lister': query({
    input: z.object({ ...target, avant: Instant.nullable() }),
    output: z.array(Note),
    audit: 'patient',
  }),
  'cim10.chercher': query({
    input: z.object({ texte: z.string().max(100), limite: z.int().min(1).max(50).default(20) }),
    output: z.object({ edition: z.string(), resultats: z.array(Code) }),
  }),
  'documents.lister': query({ input: z.object(target), output: z.array(DocumentLine), audit: 'patient' }),
  /** `forme`: the document itself, or its readable PDF. Bytes in base64. */
  'documents.contenu': query({
    input: z.object({ ...target, documentId: DocumentId, forme: z.enum(['cda', 'pdf']) }),
    output: z.object({ base64: z.string(), mediaType: z.string(), nomFichier: z.string() }),
    audit: 'patient',
  }),
};
