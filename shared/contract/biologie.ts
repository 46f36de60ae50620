import { z } from 'zod';
import { LabResult } from '../domain/biology.ts';
import { Instant } from '../domain/civil-date.ts';
import { DocumentId, PatientId } from '../ids.ts';
import { command, query } from './define.ts';

/** One point of a curve. `axe` is on the analyte's own axis; what the laboratory wrote is beside it and is what is shown. */
export const PointBiologie = z.object({
  date: z.string(),
  axe: z.number(),
  /** Bounds of that laboratory's own range, on the same axis; null when it gave none or they cannot be converted. */
  bas: z.number().nullable(),
  haut: z.number().nullable(),
  comparator: LabResult.shape.comparator,
  /** « 5,6 mmol/L », as received. */
  valeur: z.string(),
  bornes: z.string().nullable(),
  anormal: z.boolean(),
  interpretation: z.string().nullable(),
  laboratoire: z.string(),
  documentId: DocumentId,
  rang: z.int(),
});
export type PointBiologie = z.infer<typeof PointBiologie>;

export const CourbeBiologie = z.object({
  analyte: z.string(),
  libelle: z.string(),
  chapitre: z.string(),
  loinc: z.string().nullable(),
  unite: z.string(),
  decimales: z.int(),
  points: z.array(PointBiologie),
  /** Results of this analyte that are on no curve (text, unit without a certain conversion), still in the table. */
  horsCourbe: z.int(),
});
export type CourbeBiologie = z.infer<typeof CourbeBiologie>;

/** A cell of the table: one result, everything of it. */
export const CelluleBiologie = LabResult.extend({
  documentId: DocumentId,
  analyte: z.string(),
  laboratoire: z.string(),
  remplace: z.boolean(),
});
export type CelluleBiologie = z.infer<typeof CelluleBiologie>;

const target = { patientId: PatientId };

export const biologie = {
  /** [58]–[62] Every curve of a record, in one call, by chapter then label. */
  'biologie.courbes': query({ input: z.object(target), output: z.array(CourbeBiologie), audit: 'patient' }),
  /** Dates across, latest first; analytes down. Pages of dates: `avant` is the last date already shown. */
  'biologie.tableau': query({
    input: z.object({ ...target, avant: z.string().nullable(), colonnes: z.int().min(1).max(60).default(20) }),
    output: z.object({
      dates: z.array(z.object({ date: z.string(), documentId: DocumentId, laboratoire: z.string() })),
      lignes: z.array(
        z.object({
          analyte: z.string(),
          libelle: z.string(),
          chapitre: z.string(),
          cellules: z.array(CelluleBiologie),
        }),
      ),
      suite: z.boolean(),
    }),
    audit: 'patient',
  }),
  /** The results of one report in the laboratory's order, each with the two previous values of the same analyte. */
  'biologie.rapport': query({
    input: z.object({ ...target, documentId: DocumentId }),
    output: z.object({
      resultats: z.array(
        CelluleBiologie.extend({
          precedents: z.array(z.object({ date: z.string(), valeur: z.string(), documentId: DocumentId })),
          changement: z.object({ ancien: z.string(), nouveau: z.string() }).nullable(),
        }),
      ),
      statut: z.enum(['partial', 'final', 'corrected']).nullable(),
      vuLe: Instant.nullable(),
      vuNom: z.string().nullable(),
    }),
    audit: 'patient',
  }),
  /** « Cette ligne de ce laboratoire est cet analyte »: learned for the sender, applied to its past results too. */
  'biologie.associer': command({
    input: z.object({ ...target, documentId: DocumentId, rang: z.int(), loinc: z.string().max(20) }),
    output: z.object({ changes: z.int() }),
    audit: 'patient',
  }),
  'biologie.chercherAnalyte': query({
    input: z.object({ texte: z.string().max(100) }),
    output: z.array(z.object({ loinc: z.string(), libelle: z.string(), unite: z.string() })),
  }),
};
