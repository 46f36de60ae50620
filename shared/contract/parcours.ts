import { z } from 'zod';
import { CivilDate, Instant } from '../domain/civil-date.ts';
import { Protocole } from '../domain/protocoles/index.ts';
import { PatientSummary } from '../domain/patient.ts';
import { DocumentId, PatientId } from '../ids.ts';
import { command, query } from './define.ts';

const target = { patientId: PatientId };

export const EvenementDossier = z.object({
  /** Whole or partial civil date. */
  date: z.string(),
  titre: z.string(),
  genre: z.enum(['diagnostic', 'intervention', 'traitement', 'allergie', 'consultation']),
});
export type EvenementDossier = z.infer<typeof EvenementDossier>;

/** What a doctor noted by hand for a planned event; `annulation` once it was taken back. */
export const ActeNote = z.object({
  id: z.string(),
  realiseLe: CivilDate,
  texte: z.string(),
  le: Instant,
  auteurNom: z.string(),
  annulation: z.object({ le: Instant, auteurNom: z.string() }).nullable(),
});
export type ActeNote = z.infer<typeof ActeNote>;

export const EvenementProtocole = z.object({
  protocole: z.string(),
  evenement: z.string(),
  titre: z.string(),
  /** What a prescription of biology asks for; null for what is not ordered there. */
  demande: z.string().nullable(),
  date: CivilDate,
  etat: z.enum(['fait', 'fait-en-retard', 'en-retard', 'manquant', 'prevu']),
  realiseLe: z.string().nullable(),
  ecartJours: z.int().nullable(),
  documentId: DocumentId.nullable(),
  /** Noted by hand, and standing. */
  acte: ActeNote.nullable(),
  /** Noted for this planned event, then taken back. */
  annules: z.array(ActeNote),
});
export type EvenementProtocole = z.infer<typeof EvenementProtocole>;

/** A card of « Info bouton »: its tiles, each with its source and date [70] [71]. */
export const FicheInfo = z.object({
  id: z.string(),
  version: z.int(),
  pathologie: z.string().min(1).max(120),
  cim10: z.array(z.string().regex(/^[A-Z]\d{2}/)).max(50),
  tuiles: z
    .array(
      z.object({
        titre: z.string().min(1).max(80),
        /** '' : « contenu à fournir par le cabinet ». */
        texte: z.string().max(5000),
        source: z.string().max(500),
        /** Date of the text, whole or partial; the out-of-date notice comes from it. */
        date: z.string().max(10),
      }),
    )
    .min(1)
    .max(12),
  livree: z.boolean(),
});
export type FicheInfo = z.infer<typeof FicheInfo>;

export const parcours = {
  /** [39]–[49] Everything of the timeline in one call. */
  'parcours.lire': query({
    input: z.object(target),
    output: z.object({
      documents: z.array(
        z.object({
          id: DocumentId,
          date: z.string(),
          titre: z.string(),
          type: z.string(),
          etablissement: z.string(),
          anormal: z.int(),
        }),
      ),
      evenements: z.array(EvenementDossier),
      protocoles: z.array(
        z.object({
          id: z.string(),
          titre: z.string(),
          source: z.string(),
          debut: CivilDate,
          evenements: z.array(EvenementProtocole),
        }),
      ),
      /** Protocols in use that this patient's problems call for, and does not follow. */
      proposes: z.array(z.object({ id: z.string(), titre: z.string(), source: z.string(), pour: z.string() })),
    }),
    audit: 'patient',
  }),
  'parcours.suivre': command({
    input: z.object({ ...target, protocole: z.string(), debut: CivilDate }),
    output: z.object({}),
    audit: 'patient',
  }),
  'parcours.arreter': command({
    input: z.object({ ...target, protocole: z.string() }),
    output: z.object({}),
    audit: 'patient',
  }),
  /** A planned event was done, by the word of the doctor: a day that is not to come, and free words (lot, vaccine). */
  'parcours.noter': command({
    input: z.object({
      ...target,
      protocole: z.string().max(60),
      evenement: z.string().max(60),
      prevuLe: CivilDate,
      realiseLe: CivilDate,
      texte: z.string().trim().max(200),
    }),
    output: z.object({ id: z.string() }),
    audit: 'patient',
  }),
  /** Takes back what was noted by hand; it stays in the history. */
  'parcours.annulerActe': command({
    input: z.object({ ...target, id: z.string().max(60) }),
    output: z.object({}),
    audit: 'patient',
  }),
  'protocoles.lister': query({
    input: z.object({}),
    output: z.array(
      z.object({
        protocole: Protocole,
        actif: z.boolean(),
        livre: z.boolean(),
        suivis: z.int(),
        le: Instant.nullable(),
      }),
    ),
  }),
  /** Tried on the practice before being switched on: who would be proposed it, and what would be late for them today. */
  'protocoles.essayer': query({
    input: z.object({ protocole: Protocole }),
    output: z.object({ concernes: z.int(), exemples: z.array(PatientSummary), enRetard: z.int() }),
  }),
  'protocoles.enregistrer': command({
    input: z.object({ protocole: Protocole }),
    output: z.object({}),
    audit: 'session',
  }),
  'protocoles.activer': command({
    input: z.object({ id: z.string(), actif: z.boolean() }),
    output: z.object({}),
    audit: 'session',
  }),
  'fiches.lister': query({ input: z.object({}), output: z.array(FicheInfo) }),
  'fiches.enregistrer': command({
    input: z.object({ fiche: FicheInfo.omit({ version: true, livree: true }) }),
    output: z.object({}),
    audit: 'session',
  }),
};
