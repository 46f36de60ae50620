import { useId, type ReactNode } from 'react';
import { Controller, useFormContext } from 'react-hook-form';
import { DateField } from '../../ui/DateField.tsx';
import type { PatientForm } from './patient-form.ts';

type Name = keyof PatientForm;

interface FieldProps {
  readonly name: Name;
  readonly label: string;
  readonly required?: boolean;
  readonly disabled?: boolean;
  readonly help?: string;
  readonly autoFocus?: boolean;
  readonly rows?: number;
}

/** Label, field, help and error, tied together for screen readers. */
function Shell(
  props: FieldProps & { readonly id: string; readonly error: string | undefined; readonly children: ReactNode },
) {
  return (
    <div>
      <label htmlFor={props.id} className={`etiquette ${props.required ? 'requis' : ''}`}>
        {props.label}
      </label>
      {props.children}
      {props.help === undefined ? null : (
        <p id={`${props.id}-aide`} className="discret" style={{ margin: '2px 0 0', fontSize: '0.75rem' }}>
          {props.help}
        </p>
      )}
      {props.error === undefined ? null : (
        <p id={`${props.id}-erreur`} className="erreur-champ">
          {props.error}
        </p>
      )}
    </div>
  );
}

function useField(props: FieldProps) {
  const id = useId();
  const { register, formState } = useFormContext<PatientForm>();
  const error = formState.errors[props.name]?.message;
  const described = [props.help === undefined ? '' : `${id}-aide`, error === undefined ? '' : `${id}-erreur`].filter(
    Boolean,
  );
  return {
    id,
    error,
    attributes: {
      id,
      className: 'champ',
      autoComplete: 'off',
      'aria-required': props.required ?? false,
      'aria-invalid': error !== undefined,
      'aria-describedby': described.length === 0 ? undefined : described.join(' '),
      autoFocus: props.autoFocus ?? false,
      'data-champ': `patient-${props.name}`,
      // readOnly, not disabled: react-hook-form drops the value of a disabled field.
      readOnly: props.disabled ?? false,
      ...register(props.name),
    },
  };
}

export function TextLine(props: FieldProps) {
  const { id, error, attributes } = useField(props);
  return (
    <Shell {...props} id={id} error={error}>
      {props.rows === undefined ? (
        <input type="text" {...attributes} />
      ) : (
        <textarea rows={props.rows} {...attributes} />
      )}
    </Shell>
  );
}

export function Choice(props: FieldProps & { readonly options: readonly (readonly [string, string])[] }) {
  const { id, error, attributes } = useField(props);
  const { readOnly, ...rest } = attributes;
  return (
    <Shell {...props} id={id} error={error}>
      <select {...rest} aria-disabled={readOnly}>
        {props.options.map(([value, text]) => (
          <option key={value} value={value} disabled={readOnly}>
            {text}
          </option>
        ))}
      </select>
    </Shell>
  );
}

export function DateLine(props: FieldProps) {
  const { control, setError, clearErrors } = useFormContext<PatientForm>();
  return (
    <Controller
      control={control}
      name={props.name}
      render={({ field, fieldState }) => (
        <DateField
          label={props.label}
          required={props.required ?? false}
          whole
          disabled={props.disabled ?? false}
          champ={`patient-${props.name}`}
          value={typeof field.value === 'string' ? field.value : ''}
          onChange={field.onChange}
          onValidity={(error) => (error === null ? clearErrors(props.name) : setError(props.name, { message: error }))}
          error={fieldState.error?.message ?? null}
        />
      )}
    />
  );
}

export function Tick({ name, label }: Pick<FieldProps, 'name' | 'label'>) {
  const { register } = useFormContext<PatientForm>();
  return (
    <label style={{ display: 'flex', gap: 6, alignItems: 'center' }}>
      <input type="checkbox" {...register(name)} />
      {label}
    </label>
  );
}
