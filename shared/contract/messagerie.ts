import { z } from 'zod';
import { Instant } from '../domain/civil-date.ts';
import { PatientSummary } from '../domain/patient.ts';
import { IssueReception, RaisonReception } from '../domain/reception.ts';
import { DocumentId, PatientId } from '../ids.ts';
import { TypeBal } from './annuaire.ts';
import { command, query } from './define.ts';
import { EtatMessagerie } from './messagerie-etat.ts';
import { Candidat } from './reception.ts';

export { EtatMessagerie };

/** A message of the mailbox of whoever is logged in; nobody else's can be named. */
export const MessageId = z.uuid().brand<'MessageId'>();
export type MessageId = z.infer<typeof MessageId>;

/** Folders that are always there [100]; the first two are views on the inbox by the local assignment (Référentiel socle MSSanté #2: other clients see it untouched). */
export const DossierFixe = z.enum([
  'non-assignes',
  'assignes',
  'brouillons',
  'envoyes',
  'supprimes',
  'boite-envoi',
  'archives',
]);
export type DossierFixe = z.infer<typeof DossierFixe>;

/** A fixed folder, or the identifier of one of the doctor's own [101]. */
export const DossierId = z.union([DossierFixe, z.uuid()]);
export type DossierId = z.infer<typeof DossierId>;

/** Address of the former mailbox of the doctor that it belongs to; null for the one that is set now. */
const BoiteAncienne = z.string().nullable();

export const DossierMessagerie = z.object({
  id: DossierId,
  nom: z.string(),
  genre: z.enum(['fixe', 'personnel']),
  /** Depth of a folder inside another, from 0; parents come first. */
  niveau: z.int(),
  parent: z.uuid().nullable(),
  messages: z.int(),
  nonLus: z.int(),
  /** The operator's own folder that no gesture of ours may rename or delete. */
  modifiable: z.boolean(),
  boite: BoiteAncienne,
});
export type DossierMessagerie = z.infer<typeof DossierMessagerie>;

/** Who a correspondent is: from the contacts, else the directory, else what the message says of itself. */
export const Correspondant = z.object({
  nom: z.string(),
  adresse: z.string(),
  /** [103] Profession and speciality; null when neither contacts nor directory know the address. */
  profession: z.string().nullable(),
  specialite: z.string().nullable(),
  structure: z.string().nullable(),
  /** A Mon espace santé user is told apart without reading the domain (ECO.3.1.1). */
  genre: z.enum(['professionnel', 'structure', 'application', 'usager', 'inconnu']),
  typeBal: TypeBal.nullable(),
});
export type Correspondant = z.infer<typeof Correspondant>;

/** How a message came to be where it is. */
export const Assignation = z.enum(['aucune', 'automatique', 'manuelle']);

/** One row of a list [98]. */
export const LigneMessage = z.object({
  id: MessageId,
  dossier: DossierId,
  date: Instant,
  /** Paper clip only when there is a real attachment [27]. */
  pieces: z.int(),
  de: Correspondant,
  /** First recipients, for « Éléments envoyés » and « Brouillons ». */
  a: z.array(z.string()),
  /** Without the technical prefix (ECO.3.1.3). */
  objet: z.string(),
  extrait: z.string(),
  lu: z.boolean(),
  repondu: z.boolean(),
  transfere: z.boolean(),
  patient: PatientSummary.nullable(),
  assignation: Assignation,
  /** Why it was not assigned alone [107]. */
  raison: RaisonReception.nullable(),
  /** « message », a receipt or a bounce. */
  classe: z.enum(['message', 'accuse', 'non-remise', 'illisible']),
  horsEspace: z.boolean(),
  /** From the Apicrypt network: outside of the trust space too, and told apart from a stranger [166]. */
  apicrypt: z.boolean(),
  /** State of one that leaves; null for what came in. */
  envoi: z.enum(['brouillon', 'a-envoyer', 'en-cours', 'envoye', 'echec', 'annule', 'issue-inconnue']).nullable(),
  /** One of its documents has a result out of range: 0 none, 1 out of range, 2 critical. */
  anormal: z.int().min(0).max(2),
  boite: BoiteAncienne,
});
export type LigneMessage = z.infer<typeof LigneMessage>;

/** A document of a health archive, or a CDA attached alone: shown as a document, never as a file [104]. */
export const DocumentDuMessage = z.object({
  arriveeId: z.uuid(),
  rang: z.int().positive(),
  titre: z.string(),
  type: z.string(),
  date: z.string().nullable(),
  auteur: z.string(),
  organisation: z.string(),
  issue: IssueReception,
  raison: RaisonReception.nullable(),
  patient: PatientSummary.nullable(),
  /** Set once it stands in a record: it opens like any document there. Until then `reception.rapport` shows it. */
  documentId: DocumentId.nullable(),
  patientId: PatientId.nullable(),
  anormal: z.int().min(0).max(2),
});
export type DocumentDuMessage = z.infer<typeof DocumentDuMessage>;

export const PieceJointe = z.object({
  rang: z.int().positive(),
  nom: z.string(),
  typeMedia: z.string(),
  taille: z.int(),
  /** By content, not by name. `archive` and `cda` are also in `documents`. */
  genre: z.enum([
    'archive',
    'cda',
    'hprim',
    'pdf',
    'image',
    'texte',
    'message',
    'tnef',
    'signature',
    'chiffre',
    'autre',
  ]),
  /** An image that the HTML text shows by `cid:`; not listed beside the others. */
  contentId: z.string().nullable(),
  dansLeCorps: z.boolean(),
});
export type PieceJointe = z.infer<typeof PieceJointe>;

/** What is known of one recipient: the last word wins, a refusal stays. */
export const EtatDestinataire = z.enum(['attente', 'envoye', 'remis', 'retarde', 'lu', 'integre', 'refuse']);
export const SuiviDestinataire = z.object({
  adresse: z.string(),
  nom: z.string(),
  etat: EtatDestinataire,
  le: Instant.nullable(),
  /** Status or error code of the notice, verbatim (« 5.1.1 », « 904 »); null when there is none. */
  code: z.string().nullable(),
  /** In French. */
  explication: z.string().nullable(),
  etapes: z.array(z.object({ etat: EtatDestinataire, le: Instant, messageId: MessageId.nullable() })),
});
export type SuiviDestinataire = z.infer<typeof SuiviDestinataire>;

export const Message = LigneMessage.extend({
  destinataires: z.array(Correspondant),
  copies: z.array(Correspondant),
  repondreA: z.array(z.string()),
  /** Raw subject, as it stands in the message. */
  objetBrut: z.string(),
  texte: z.string().nullable(),
  /** As sent: to be sanitised in the window's sandboxed frame, nothing remote, never before. */
  html: z.string().nullable(),
  piecesJointes: z.array(PieceJointe),
  documents: z.array(DocumentDuMessage),
  /** The sender says that it replaces an earlier message; shown, never acted upon alone. */
  remplace: z.boolean(),
  /** The professional closed this exchange (X-MSS-MES: FIN): a patient cannot reply any more. */
  finEchange: z.boolean(),
  /** « message chiffré Apicrypt », « message S/MIME »; null when it is readable. */
  chiffre: z.enum(['apicrypt', 'smime']).nullable(),
  /** Why the sender is not taken at its word, in French. */
  alertes: z.array(z.string()),
  /** A read receipt was asked: `repondre` offers it, `fait` says it was sent; null when none was asked. */
  accuse: z
    .object({
      demandePar: z.string(),
      /** Never sent alone when it does not go back to the sender (ECO.3.1.6). */
      memeAdresse: z.boolean(),
      fait: Instant.nullable(),
    })
    .nullable(),
  suivi: z.array(SuiviDestinataire),
  /** For receipts and bounces: the sent message that they are about. */
  concerne: MessageId.nullable(),
  traces: z.array(z.object({ le: Instant, qui: z.string(), quoi: z.string() })),
});
export type Message = z.infer<typeof Message>;

/** What the doctor composes. Attached files come as bytes, documents of the record by their name there. */
const Piece = z.object({ nom: z.string().min(1).max(200), base64: z.base64().max(40_000_000) });
export const Brouillon = z.object({
  /** null: a new one. */
  id: MessageId.nullable(),
  a: z.array(z.string().max(200)).max(50),
  cc: z.array(z.string().max(200)).max(50),
  objet: z.string().max(300),
  corps: z.string().max(200_000),
  patientId: PatientId.nullable(),
  /** New files; those already kept are named by `garder`. */
  pieces: z.array(Piece).max(30),
  /** Ranks of the attachments of the draft that stay. */
  garder: z.array(z.int().positive()).max(30),
  /** Documents of the patient's record to attach as they are kept there. */
  documents: z.array(DocumentId).max(30),
  reponseA: MessageId.nullable(),
  /** Forwarded message: its attachments follow, ranks chosen. */
  transfertDe: z.object({ id: MessageId, pieces: z.array(z.int().positive()).max(50) }).nullable(),
  accuseLecture: z.boolean(),
  /** To a citizen: MES then offers no reply. */
  finEchange: z.boolean(),
});
export type Brouillon = z.infer<typeof Brouillon>;

const ids = z.array(MessageId).min(1).max(500);
const Curseur = z.string().max(200).nullable().default(null);
const Recherche = z.string().max(200).default('');
const Page = z.object({
  lignes: z.array(LigneMessage),
  /** Give it back for the next page; null at the end. */
  curseur: z.string().nullable(),
  total: z.int(),
  nonLus: z.int(),
});

export const messagerie = {
  /** The whole tree with its counts, in the order of the screen. */
  'messagerie.dossiers': query({ input: z.object({}), output: z.array(DossierMessagerie) }),
  'messagerie.creerDossier': command({
    input: z.object({ nom: z.string().trim().min(1).max(80), parent: z.uuid().nullable() }),
    output: z.object({ id: z.uuid() }),
    audit: 'session',
  }),
  'messagerie.renommerDossier': command({
    input: z.object({ id: z.uuid(), nom: z.string().trim().min(1).max(80) }),
    output: z.object({}),
    audit: 'session',
  }),
  /** What it holds goes to « Éléments supprimés »; folders inside go with it. */
  'messagerie.supprimerDossier': command({
    input: z.object({ id: z.uuid() }),
    output: z.object({ deplaces: z.int() }),
    audit: 'session',
  }),
  /**
   * One page of a folder, newest first; with `recherche`, of what matches sender, subject, text or patient [99], in one folder or everywhere (`dossier` null).
   */
  'messagerie.lister': query({
    input: z.object({
      dossier: DossierId.nullable(),
      recherche: z.string().max(200).default(''),
      nonLusSeulement: z.boolean().default(false),
      curseur: z.string().max(200).nullable().default(null),
      limite: z.int().min(1).max(500).default(100),
    }),
    output: Page,
  }),
  /** One message whole [103]; does not mark it read. */
  'messagerie.lire': query({ input: z.object({ id: MessageId }), output: Message, audit: 'session' }),
  'messagerie.piece': query({
    input: z.object({ id: MessageId, rang: z.int().positive() }),
    output: z.object({
      nom: z.string(),
      typeMedia: z.string(),
      base64: z.string(),
      taille: z.int(),
      /** PNG (base64) of a picture that the window does not draw by itself; null otherwise. */
      apercu: z.string().nullable(),
      /** Words of a text that is written in a form of its own (RTF); null otherwise. */
      texte: z.string().nullable(),
    }),
    audit: 'session',
  }),
  /** The message itself as received (base64), to save. */
  'messagerie.source': query({
    input: z.object({ id: MessageId }),
    output: z.object({ nom: z.string(), base64: z.string(), taille: z.int() }),
    audit: 'session',
  }),
  'messagerie.marquer': command({ input: z.object({ ids, lu: z.boolean() }), output: z.object({}), audit: 'session' }),
  /** To one of the doctor's own folders, or back to the inbox with `reception`. */
  'messagerie.deplacer': command({
    input: z.object({ ids, vers: z.union([z.uuid(), z.enum(['reception', 'archives', 'supprimes'])]) }),
    output: z.object({}),
    audit: 'session',
  }),
  /** To « Éléments supprimés »; from there, `definitif` erases on the server and here (what is in a record stays). */
  'messagerie.supprimer': command({
    input: z.object({ ids, definitif: z.boolean().default(false) }),
    output: z.object({}),
    audit: 'session',
  }),
  'messagerie.archiver': command({ input: z.object({ ids }), output: z.object({}), audit: 'session' }),
  /** Candidates of a message with traits compared, nothing preselected; and the same comparison for a patient found by search. */
  'messagerie.candidats': query({
    input: z.object({ id: MessageId, patientId: PatientId.nullable().default(null) }),
    output: z.object({
      candidats: z.array(Candidat),
      /** True when an identity was read in the message: assigning somebody whose strict traits differ then needs `confirmeDifference`. */
      identiteLue: z.boolean(),
    }),
    audit: 'session',
  }),
  /** [108] [109] Message AND its documents go into the record, by a human's choice. */
  'messagerie.assigner': command({
    input: z.object({ id: MessageId, patientId: PatientId, confirmeDifference: z.boolean().default(false) }),
    output: z.object({ documents: z.array(DocumentId) }),
    audit: 'patient',
  }),
  /** [111] Taken back out, traced in both places. */
  'messagerie.desassigner': command({
    input: z.object({ id: MessageId, patientId: PatientId, motif: z.string().max(200) }),
    output: z.object({}),
    audit: 'patient',
  }),
  /** Second tab of the record's documents [35]: messages assigned to the patient, newest first, whoever of the practice received them. */
  'messagerie.duPatient': query({
    input: z.object({ patientId: PatientId, curseur: Curseur, recherche: Recherche }),
    output: Page,
    audit: 'patient',
  }),
  /** The same message read from the record: refused when it is not assigned to that patient. */
  'messagerie.lireDuPatient': query({
    input: z.object({ patientId: PatientId, id: MessageId }),
    output: Message,
    audit: 'patient',
  }),
  /** Saves a draft here at once, on the server when it answers. Called at each pause. */
  'messagerie.garderBrouillon': command({
    input: Brouillon,
    output: z.object({ id: MessageId, garde: Instant, piecesJointes: z.array(PieceJointe) }),
  }),
  'messagerie.lireBrouillon': query({
    input: z.object({ id: MessageId }),
    output: Brouillon.omit({ pieces: true, garder: true, documents: true }).extend({
      piecesJointes: z.array(PieceJointe),
      garde: Instant,
    }),
  }),
  'messagerie.supprimerBrouillon': command({ input: z.object({ id: MessageId }), output: z.object({}) }),
  /** Starts a draft that answers (`tous`: Reply all) or forwards: recipients, subject and quoted text proposed. */
  'messagerie.preparerReponse': query({
    input: z.object({ id: MessageId, genre: z.enum(['repondre', 'tous', 'transferer']) }),
    output: Brouillon.omit({ id: true, pieces: true, garder: true, documents: true }).extend({
      piecesTransferables: z.array(PieceJointe),
    }),
    audit: 'session',
  }),
  /** Whether each recipient may be written to (white list; a citizen only from a qualified identity) and what it weighs, before sending. */
  'messagerie.verifier': query({
    input: z.object({ id: MessageId }),
    output: z.object({
      destinataires: z.array(z.object({ adresse: z.string(), refus: z.string().nullable(), usager: z.boolean() })),
      taille: z.int(),
      limite: z.int(),
      /** Heaviest first, when over the limit. */
      lourds: z.array(z.object({ rang: z.int(), nom: z.string(), taille: z.int() })),
      /** Why it cannot leave, in French; empty when it can. */
      empechements: z.array(z.string()),
    }),
  }),
  /** Freezes the bytes and puts the draft in « Boîte d'envoi »; it leaves as soon as the operator answers, never twice by itself. */
  'messagerie.envoyer': command({
    input: z.object({ id: MessageId }),
    output: z.object({ id: MessageId }),
    audit: 'session',
  }),
  /** Takes back a message that has not left: it is a draft again. */
  'messagerie.annulerEnvoi': command({ input: z.object({ id: MessageId }), output: z.object({}), audit: 'session' }),
  /** Sends again after a failure, or after an unknown outcome by the doctor's own decision. */
  'messagerie.relancerEnvoi': command({ input: z.object({ id: MessageId }), output: z.object({}), audit: 'session' }),
  /** The doctor knows what became of an « issue inconnue ». */
  'messagerie.resoudreEnvoi': command({
    input: z.object({ id: MessageId, recu: z.boolean() }),
    output: z.object({}),
    audit: 'session',
  }),
  /** Delivery follow-up of a sent message, by recipient; also of a job of « Envois ». */
  'messagerie.suivi': query({
    input: z.object({ id: MessageId.nullable().default(null), jobId: z.uuid().nullable().default(null) }),
    output: z.array(SuiviDestinataire),
  }),
  /** Sends the read receipt that was asked; once only ($MDNSent). `refuser` remembers that none will be sent. */
  'messagerie.accuser': command({
    input: z.object({ id: MessageId, refuser: z.boolean().default(false) }),
    output: z.object({}),
    audit: 'session',
  }),
  'messagerie.etat': query({ input: z.object({}), output: EtatMessagerie }),
  /** Asks the server now; comes back at once, `messagerie.change` follows. */
  'messagerie.synchroniser': command({ input: z.object({}), output: z.object({}) }),
};
