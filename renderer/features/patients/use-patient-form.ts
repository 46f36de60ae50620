import { useEffect, useState } from 'react';
import { useForm, type FieldErrors, type Resolver } from 'react-hook-form';
import { z } from 'zod';
import type { PatientFields } from '../../../shared/domain/patient.ts';
import { useDraft, type Draft, type DraftKey } from '../../lib/drafts.ts';
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

/** Of a sheet being typed, the fields that differ from the ones it began with, and the version these were read at. */
const SheetDraft = z.object({
  version: z.number(),
  champs: z.record(z.string(), z.union([z.string(), z.boolean()])),
});
type SheetDraft = z.infer<typeof SheetDraft>;

/** A field kept by an older version of the sheet may be gone, or of another kind. */
function isField(begun: PatientForm, name: string, value: string | boolean): name is keyof PatientForm {
  return name in begun && typeof begun[name as keyof PatientForm] === typeof value;
}

/** The fields in which a sheet differs from its beginning. */
export function typedFields(start: PatientForm, now: Partial<PatientForm>): SheetDraft['champs'] {
  const entries = Object.entries(now).filter(([name, value]) => value !== start[name as keyof PatientForm]);
  return Object.fromEntries(entries.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}

interface SheetOptions {
  readonly key: DraftKey;
  /** Version of the patient that the sheet was read at; 0 for a new one. */
  readonly version: number;
  /** What the sheet holds when nobody typed anything. */
  readonly base: PatientForm;
  /** What another place proposes to begin with: kept as if it had been typed. */
  readonly proposed?: Partial<PatientForm> | undefined;
}

/**
 * The identity sheet: checked by the schemas of the contract, at submission then at each change. What is typed is kept
 * until it is written or given up.
 */
export function usePatientForm({ key, version, base, proposed }: SheetOptions) {
  const draft: Draft<SheetDraft> = useDraft(key, SheetDraft);
  const [begun] = useState(base);
  const [typed] = useState(() => (proposed === undefined ? (draft.start?.champs ?? {}) : typedFields(base, proposed)));
  const form = useForm<PatientForm, unknown, PatientFields>({ defaultValues: begun, resolver });
  useEffect(() => {
    for (const [name, value] of Object.entries(typed)) {
      // `never`: the value was compared with the kind of this field just before.
      if (isField(begun, name, value)) form.setValue(name, value as never, { shouldDirty: true });
    }
    const keep = (values: PatientForm) => {
      const champs = typedFields(begun, values);
      if (Object.keys(champs).length === 0) draft.forget();
      else draft.keep({ version, champs });
    };
    if (Object.keys(typed).length > 0) keep(form.getValues());
    return form.subscribe({ formState: { values: true }, callback: ({ values }) => keep(values) });
  }, [begun, draft, form, typed, version]);
  const resumed = proposed === undefined && draft.start !== null;
  return {
    form,
    /** What was left is on the screen again. */
    resumed,
    /** The sheet was changed by somebody else since it was typed. */
    changedSince: resumed && draft.start?.version !== version,
    forget: draft.forget,
  };
}
