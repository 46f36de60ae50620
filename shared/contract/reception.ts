import { z } from 'zod';
import { Instant } from '../domain/civil-date.ts';
import { PatientSummary } from '../domain/patient.ts';
import { FormatRecu, IdentiteRecue, IssueReception, RaisonReception, Voie } from '../domain/reception.ts';
import { DocumentId, IdNat, PatientId } from '../ids.ts';
import { command, query } from './define.ts';

/** A patient who may be meant; traits are compared side by side on the screen, nothing is preselected. */
export const Candidat = z.object({
  patient: PatientSummary,
  /** Which traits are equal: « nom », « premierPrenom », « dateNaissance », « sexe », « ins », « lieuNaissance ». */
  egaux: z.array(z.string()),
  /** Which differ. */
  differents: z.array(z.string()),
  /** What was loosened to find this one, in French; null when nothing was. */
  reserve: z.string().nullable(),
});
export type Candidat = z.infer<typeof Candidat>;

/** A report in a file: what its row is named by on both sides. */
export const CleRapport = z.object({ arriveeId: z.uuid(), rang: z.int().positive() });
export type CleRapport = z.infer<typeof CleRapport>;

/**
 * One line of « À traiter »: a report that waits for a patient, a document filed alone that nobody has seen yet, or a file that could not be read. The three
 * kinds share one list, oldest first among equals, critical results before everything.
 */
export const ATraiter = z.object({
  /** Stable key of the line: `rapport:…`, `document:…`, `fichier:…`. */
  cle: z.string(),
  genre: z.enum(['a-rapprocher', 'a-voir', 'illisible']),
  rapport: CleRapport.nullable(),
  documentId: DocumentId.nullable(),
  arriveeId: z.uuid().nullable(),
  patient: PatientSummary.nullable(),
  voie: Voie,
  source: z.string(),
  expediteur: z.string(),
  recuLe: Instant,
  date: z.string().nullable(),
  titre: z.string(),
  type: z.string(),
  format: FormatRecu,
  issue: IssueReception,
  raison: RaisonReception.nullable(),
  identite: IdentiteRecue.nullable(),
  candidats: z.int(),
  resultats: z.int(),
  /** 0 nothing, 1 out of range, 2 critical. */
  anormal: z.int().min(0).max(2),
  /** Partial, final, corrected; null for what is not a laboratory report. */
  resultat: z.enum(['partial', 'final', 'corrected']).nullable(),
  /** PDF or text only: « non intégrable » [177]. */
  integrable: z.boolean(),
});
export type ATraiter = z.infer<typeof ATraiter>;

export const Tache = z.object({
  id: z.uuid(),
  patient: PatientSummary.nullable(),
  documentId: DocumentId.nullable(),
  documentNom: z.string().nullable(),
  texte: z.string(),
  pour: IdNat,
  echeance: z.string().nullable(),
  creeLe: Instant,
  creeNom: z.string(),
});
export type Tache = z.infer<typeof Tache>;

/** Configuration of a road. Paths are chosen by the native dialog on the host and come back as a label; the window never sends one. */
export const Source = z.object({
  id: z.uuid(),
  voie: Voie,
  nom: z.string().max(80),
  actif: z.boolean(),
  /** « direct »: it comes alone; « indirect »: it is fetched when asked [179]. */
  mode: z.enum(['direct', 'indirect']),
  dossier: z.string().nullable(),
  archive: z.string().nullable(),
  charset: z.string().nullable(),
  /** Sender expected: what its codes are learned under. */
  expediteur: z.string().nullable(),
  sftp: z
    .object({
      hote: z.string(),
      port: z.int(),
      utilisateur: z.string(),
      chemin: z.string(),
      empreinte: z.string().nullable(),
      archivage: z.enum(['deplacer', 'laisser']),
    })
    .nullable(),
  /** Days without an arrival after which silence is an alarm; null: never. */
  silenceJours: z.int().min(1).max(60).nullable(),
  dernierPassageLe: Instant.nullable(),
  derniereArriveeLe: Instant.nullable(),
  erreur: z.string().nullable(),
  enAttente: z.int(),
});
export type Source = z.infer<typeof Source>;

export const reception = {
  /** Everything that arrived and waits for a human, whatever its road. */
  'reception.aTraiter': query({
    input: z.object({ limite: z.int().min(1).max(500).default(300) }),
    output: z.object({ total: z.int(), critiques: z.int(), lignes: z.array(ATraiter) }),
  }),
  'reception.compter': query({ input: z.object({}), output: z.object({ total: z.int(), critiques: z.int() }) }),
  /** One report that waits: its candidates with traits compared, its content to read before choosing. */
  'reception.rapport': query({
    input: CleRapport,
    output: z.object({
      ligne: ATraiter,
      candidats: z.array(Candidat),
      /** Readable text when it has one. */
      texte: z.string().nullable(),
      resultats: z.array(
        z.object({
          label: z.string(),
          valeur: z.string(),
          unite: z.string().nullable(),
          bornes: z.string().nullable(),
          anormal: z.boolean(),
        }),
      ),
      /** base64 of the PDF when there is one. */
      pdf: z.string().nullable(),
      /** A picture that came alone: as it is drawn (base64), or why it is not; null for anything else. */
      image: z
        .union([z.object({ mediaType: z.string(), base64: z.string() }), z.object({ motif: z.string() })])
        .nullable(),
    }),
    audit: 'session',
  }),
  /** The same comparison for a patient found by search. */
  'reception.comparer': query({
    input: CleRapport.extend({ patientId: PatientId }),
    output: Candidat,
    audit: 'session',
  }),
  /** Files a report in a record by a human's choice; strict traits that differ need `confirmeDifference`. */
  'reception.attribuer': command({
    input: CleRapport.extend({
      patientId: PatientId,
      confirmeDifference: z.boolean().default(false),
      retenir: z.boolean().default(false),
    }),
    output: z.object({ documentId: DocumentId }),
    audit: 'patient',
  }),
  /** Takes a document back out of a record: it waits again, the trace stays in both places [111]. */
  'reception.desattribuer': command({
    input: z.object({ patientId: PatientId, documentId: DocumentId, motif: z.string().max(200) }),
    output: CleRapport,
    audit: 'patient',
  }),
  /** « Vu »: one key, signed by name; a result out of range stays signalled until then. */
  'reception.vu': command({
    input: z.object({ documents: z.array(z.object({ patientId: PatientId, documentId: DocumentId })).max(200) }),
    output: z.object({ vuLe: Instant }),
    audit: 'session',
  }),
  'reception.annulerVu': command({
    input: z.object({ documents: z.array(z.object({ patientId: PatientId, documentId: DocumentId })).max(200) }),
    output: z.object({}),
    audit: 'session',
  }),
  /** A report or file that belongs to no patient here (advertising, error of the sender): out of the list, kept and findable. */
  'reception.ecarter': command({
    input: z.object({
      rapport: CleRapport.nullable(),
      arriveeId: z.uuid().nullable(),
      motif: z.string().min(1).max(200),
    }),
    output: z.object({}),
    audit: 'session',
  }),
  'reception.retablir': command({
    input: z.object({ rapport: CleRapport.nullable(), arriveeId: z.uuid().nullable() }),
    output: z.object({}),
    audit: 'session',
  }),
  /** Reads a kept file again, after an update or with a charset chosen by the doctor. */
  'reception.relire': command({
    input: z.object({ arriveeId: z.uuid(), charset: z.string().max(20).nullable() }),
    output: z.object({ issue: IssueReception }),
    audit: 'session',
  }),
  /** Bytes of a kept file as received (base64), to look at as text or to save. */
  'reception.brut': query({
    input: z.object({ arriveeId: z.uuid() }),
    output: z.object({ nom: z.string(), base64: z.string(), taille: z.int() }),
    audit: 'session',
  }),
  /** A file dropped on the window: bytes, never a path. */
  'reception.deposer': command({
    input: z.object({
      nom: z.string().max(255),
      base64: z.base64().max(60_000_000),
      /** Set when it was dropped on an open record: proposed for that patient, filed only by a human's choice. */
      patientId: PatientId.nullable(),
    }),
    output: z.object({ arriveeId: z.uuid(), issue: IssueReception, raison: RaisonReception.nullable() }),
    audit: 'session',
  }),
  /** [19]–[23] News of today's patients: documents and messages received and not seen. */
  'reception.actualites': query({
    input: z.object({ date: z.iso.date() }),
    output: z.array(
      z.object({
        patient: PatientSummary,
        nouvelles: z.array(
          z.object({
            genre: z.enum(['document', 'message']),
            id: z.uuid(),
            libelle: z.string(),
            etablissement: z.string(),
            date: z.string(),
            anormal: z.int(),
          }),
        ),
      }),
    ),
  }),
  'taches.lister': query({ input: z.object({}), output: z.array(Tache) }),
  'taches.creer': command({
    input: z.object({
      patientId: PatientId.nullable(),
      documentId: DocumentId.nullable(),
      texte: z.string().min(1).max(300),
      pour: IdNat,
      echeance: z.iso.date().nullable(),
    }),
    output: z.object({ id: z.uuid() }),
    audit: 'session',
  }),
  'taches.faire': command({
    input: z.object({ id: z.uuid(), fait: z.boolean() }),
    output: z.object({}),
    audit: 'session',
  }),
  'sources.lister': query({ input: z.object({}), output: z.array(Source) }),
  'sources.enregistrer': command({
    input: Source.omit({
      dernierPassageLe: true,
      derniereArriveeLe: true,
      erreur: true,
      enAttente: true,
      dossier: true,
      archive: true,
    }).extend({ secret: z.string().max(20_000).nullable() }),
    output: z.object({}),
    audit: 'session',
  }),
  /** Opens the native dialog on the host; the folder chosen is kept there and its label shown. */
  'sources.choisirDossier': command({
    input: z.object({ id: z.uuid(), lequel: z.enum(['dossier', 'archive']) }),
    output: z.object({ dossier: z.string().nullable() }),
    audit: 'session',
  }),
  'sources.relever': command({
    input: z.object({ id: z.uuid() }),
    output: z.object({ recus: z.int() }),
    audit: 'session',
  }),
  'sources.retirer': command({ input: z.object({ id: z.uuid() }), output: z.object({}), audit: 'session' }),
};
