import { z } from 'zod';
import { Instant } from '../domain/civil-date.ts';
import { LigneOrdonnance, Redaction } from '../domain/redaction.ts';
import { DocumentId, PatientId } from '../ids.ts';
import { command, query } from './define.ts';
import { DocumentLine } from './dossier.ts';
import { Confrere } from './partage.ts';

const target = { patientId: PatientId };

/** A document being written. `type` is the id of a TypeRedige. */
export const Ecrit = z.object({
  id: z.uuid(),
  patientId: PatientId,
  type: z.string(),
  etat: z.enum(['brouillon', 'signe', 'abandonne']),
  contenu: Redaction,
  /** The signed document that this writing amends. */
  amende: DocumentId.nullable(),
  motif: z.string().nullable(),
  commenceeLe: Instant,
  modifieeLe: Instant,
});
export type Ecrit = z.infer<typeof Ecrit>;

/** A template of a type, or a snippet (`type` « phrase »). Merge fields are written {nom}, {prenom}, {age}… */
export const Modele = z.object({
  id: z.uuid(),
  version: z.int(),
  type: z.string(),
  nom: z.string(),
  contenu: Redaction,
  /** Title, address and date of what was read; « contenu du cabinet » for one's own words. */
  source: z.string(),
  le: Instant,
  auteurNom: z.string(),
});
export type Modele = z.infer<typeof Modele>;

/** How this prescription differs from the previous one. */
export const DifferenceOrdonnance = z.object({
  precedenteLe: Instant,
  ajoutees: z.array(z.string()),
  arretees: z.array(z.string()),
  changees: z.array(z.object({ libelle: z.string(), avant: z.string(), apres: z.string() })),
});
export type DifferenceOrdonnance = z.infer<typeof DifferenceOrdonnance>;

export const redaction = {
  /**
   * The draft of this doctor for this patient and type; started from the record, from a template (`modele`), from a former document (`depuis`, renewal) or
   * to amend one (`amende`, with its reason) when there is none.
   */
  'redaction.ouvrir': command({
    input: z.object({
      ...target,
      type: z.string().max(60),
      modele: z.uuid().nullable().default(null),
      depuis: DocumentId.nullable().default(null),
      amende: DocumentId.nullable().default(null),
      motif: z.string().max(200).nullable().default(null),
    }),
    output: Ecrit,
    audit: 'patient',
  }),
  /** Autosave: acknowledged = on disk. */
  'redaction.enregistrer': command({
    input: z.object({ ...target, id: z.uuid(), contenu: Redaction }),
    output: z.object({ modifieeLe: Instant }),
    audit: 'patient',
  }),
  /** The PDF as it would be archived: the preview is the result. Base64. */
  'redaction.apercu': query({
    input: z.object({ ...target, id: z.uuid(), contenu: Redaction }),
    output: z.object({ base64: z.string() }),
    audit: 'patient',
  }),
  /** Makes the PDF/A and the CDA, files them, ready to be sent. Throws INVALID_INPUT while something is missing. */
  'redaction.signer': command({
    input: z.object({ ...target, id: z.uuid(), contenu: Redaction }),
    output: DocumentLine,
    audit: 'patient',
  }),
  /** The draft leaves the screen; it is kept, and can be taken back. */
  'redaction.abandonner': command({
    input: z.object({ ...target, id: z.uuid() }),
    output: z.object({}),
    audit: 'patient',
  }),
  'redaction.reprendre': command({ input: z.object({ ...target, id: z.uuid() }), output: Ecrit, audit: 'patient' }),
  'redaction.brouillons': query({ input: z.object(target), output: z.array(Ecrit), audit: 'patient' }),
  /** Signed writings of a patient and type, latest first: what may be renewed. */
  'redaction.precedents': query({
    input: z.object({ ...target, type: z.string().max(60) }),
    output: z.array(
      z.object({ documentId: DocumentId, le: Instant, titre: z.string(), lignes: z.array(LigneOrdonnance) }),
    ),
    audit: 'patient',
  }),
  'redaction.difference': query({
    input: z.object({ ...target, lignes: z.array(LigneOrdonnance).max(60) }),
    output: DifferenceOrdonnance.nullable(),
    audit: 'patient',
  }),
  /** Colleagues one writes to, for the recipient of a letter. */
  'redaction.confreres': query({ input: z.object({}), output: z.array(Confrere) }),
  'modeles.lister': query({ input: z.object({ type: z.string().max(60) }), output: z.array(Modele) }),
  /** A new version each time: former ones are kept. */
  'modeles.enregistrer': command({
    input: z.object({
      id: z.uuid().nullable(),
      type: z.string().max(60),
      nom: z.string().trim().min(1).max(100),
      contenu: Redaction,
      source: z.string().trim().min(1).max(500),
    }),
    output: Modele,
    audit: 'session',
  }),
  'modeles.retirer': command({ input: z.object({ id: z.uuid() }), output: z.object({}), audit: 'session' }),
};
