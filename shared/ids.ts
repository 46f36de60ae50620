import { z } from 'zod';

/** Branded identifiers: a patient's id can never be passed where a document's is expected. */
export const PatientId = z.uuid().brand<'PatientId'>();
export type PatientId = z.infer<typeof PatientId>;

export const DocumentId = z.uuid().brand<'DocumentId'>();
export type DocumentId = z.infer<typeof DocumentId>;

export const ElementId = z.uuid().brand<'ElementId'>();
export type ElementId = z.infer<typeof ElementId>;

export const NoteId = z.uuid().brand<'NoteId'>();
export type NoteId = z.infer<typeof NoteId>;

export const AppointmentId = z.uuid().brand<'AppointmentId'>();
export type AppointmentId = z.infer<typeof AppointmentId>;

export const JobId = z.uuid().brand<'JobId'>();
export type JobId = z.infer<typeof JobId>;

/** National identifier of a professional (PS_IdNat): "8" + 11-digit RPPS for a doctor. */
export const IdNat = z
  .string()
  .regex(/^[0-9]{9,12}$|^[1-6][0-9A-Z/]{9,40}$/)
  .brand<'IdNat'>();
export type IdNat = z.infer<typeof IdNat>;

/** National identifier of a structure (Struct_IdNat). */
export const StructureId = z
  .string()
  .regex(/^[0-9A-Z]{9,20}$/)
  .brand<'StructureId'>();
export type StructureId = z.infer<typeof StructureId>;

/** 256-bit hash in lower-case hexadecimal. */
export const Sha256 = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .brand<'Sha256'>();
export type Sha256 = z.infer<typeof Sha256>;
