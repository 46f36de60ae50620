import { z } from 'zod';
import { CivilDate, Instant } from '../domain/civil-date.ts';
import { DmpStatut, Patient, PatientFields, PatientSummary } from '../domain/patient.ts';
import { AppointmentId, PatientId } from '../ids.ts';
import { command, query } from './define.ts';

/** Time of an appointment on the practice's clock, on a quarter hour: "09:15". */
export const Heure = z.string().regex(/^([01]\d|2[0-3]):(00|15|30|45)$/, 'quart d’heure attendu');

export const Appointment = z.object({
  id: AppointmentId,
  date: CivilDate,
  heure: Heure,
  patient: PatientSummary,
  motif: z.string(),
  dmp: DmpStatut,
});
export type Appointment = z.infer<typeof Appointment>;

export const patients = {
  /** Words of names in any order, a birth date (jj/mm/aaaa) or an INS; accents, hyphens and case ignored. */
  'patients.chercher': query({
    input: z.object({ texte: z.string().max(100), limite: z.int().min(1).max(100).default(30) }),
    output: z.array(PatientSummary),
  }),
  'patients.lire': query({ input: z.object({ patientId: PatientId }), output: Patient, audit: 'patient' }),
  /** `confirmeHomonyme`: the doctor compared the identities and this is another person. */
  'patients.creer': command({
    input: z.object({ fields: PatientFields, confirmeHomonyme: z.boolean() }),
    output: z.object({ patientId: PatientId }),
    audit: 'patient',
  }),
  /** Patients of the same birth name, first name and birth date, to compare before creating. */
  'patients.homonymes': query({
    input: z.object({ nomNaissance: z.string(), premierPrenom: z.string(), dateNaissance: z.string() }),
    output: z.array(PatientSummary),
  }),
  'patients.modifier': command({
    input: z.object({ patientId: PatientId, version: z.int(), fields: PatientFields, confirmeHomonyme: z.boolean() }),
    output: z.object({ version: z.int() }),
    audit: 'patient',
  }),
  'agenda.jour': query({ input: z.object({ date: CivilDate }), output: z.array(Appointment) }),
  'agenda.ajouter': command({
    input: z.object({ patientId: PatientId, date: CivilDate, heure: Heure, motif: z.string().max(200) }),
    output: z.object({ appointmentId: AppointmentId }),
    audit: 'patient',
  }),
  'agenda.deplacer': command({
    input: z.object({ appointmentId: AppointmentId, date: CivilDate, heure: Heure }),
    output: z.object({}),
  }),
  'agenda.annuler': command({ input: z.object({ appointmentId: AppointmentId }), output: z.object({}) }),
  /** Undo of the last cancellation. */
  'agenda.retablir': command({ input: z.object({ appointmentId: AppointmentId }), output: z.object({}) }),
  /** TD0.2 for one patient, now; keeps the answer with its date. */
  'dmp.verifier': command({ input: z.object({ patientId: PatientId }), output: DmpStatut, audit: 'patient' }),
  /** TD0.3 AJOUT, only with the patient's consent, confirmed by the doctor and recorded before the call. */
  'dmp.autoriser': command({
    input: z.object({ patientId: PatientId, consentementConfirme: z.literal(true) }),
    output: DmpStatut,
    audit: 'patient',
  }),
  'dmp.consentements': query({
    input: z.object({ patientId: PatientId }),
    output: z.array(z.object({ le: Instant, parNom: z.string() })),
    audit: 'patient',
  }),
};
