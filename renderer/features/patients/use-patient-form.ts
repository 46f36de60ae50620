import { useForm, type FieldErrors, type Resolver } from 'react-hook-form';
import type { PatientFields } from '../../../shared/domain/patient.ts';
import { readForm, type PatientForm } from './patient-form.ts';

const resolver: Resolver<PatientForm, unknown, PatientFields> = (values) => {
  const read = readForm(values);
  if (read.ok) return { values: read.fields, errors: {} };
  const errors: FieldErrors<PatientForm> = {};
  for (const [name, message] of Object.entries(read.errors)) {
    errors[name as keyof PatientForm] = { type: 'schema', message };
  }
  return { values: {}, errors };
};

/** The identity sheet: checked by the schemas of the contract, at submission then at each change. */
export function usePatientForm(start: PatientForm) {
  return useForm<PatientForm, unknown, PatientFields>({ defaultValues: start, resolver });
}
