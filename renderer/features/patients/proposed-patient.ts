import { create } from 'zustand';
import type { PatientId } from '../../../shared/ids.ts';
import type { PatientForm } from './patient-form.ts';

/** What another place knows of a person to be created (a report's header), and what it does once the record exists. */
interface Proposed {
  readonly fields: Partial<PatientForm>;
  readonly onCreated: (patientId: PatientId) => void;
}

export const useProposedPatient = create<{ readonly proposed: Proposed | null }>(() => ({ proposed: null }));

/** Fills the next « Nouveau patient » dialog; the person still checks every trait, and the identity stays provisional. */
export function proposePatient(proposed: Proposed): void {
  useProposedPatient.setState({ proposed });
}

export function forgetProposedPatient(): void {
  useProposedPatient.setState({ proposed: null });
}
