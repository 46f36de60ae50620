import { useId, type ReactNode } from 'react';

interface TextProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly max?: number;
  readonly type?: 'text' | 'password' | 'number';
  readonly aide?: string;
  readonly champ?: string;
}

/** A text of the settings, dense. */
export function TextField({ label, value, onChange, max = 100, type = 'text', aide, champ }: TextProps) {
  const id = useId();
  return (
    <div>
      <label className="etiquette" htmlFor={id}>
        {label}
      </label>
      <input
        id={id}
        className="champ"
        type={type === 'number' ? 'text' : type}
        inputMode={type === 'number' ? 'numeric' : undefined}
        autoComplete={type === 'password' ? 'new-password' : 'off'}
        spellCheck={false}
        maxLength={max}
        value={value}
        data-champ={champ}
        aria-describedby={aide === undefined ? undefined : `${id}-aide`}
        onChange={(event) => onChange(event.target.value)}
      />
      {aide === undefined ? null : (
        <p id={`${id}-aide`} className="discret aide">
          {aide}
        </p>
      )}
    </div>
  );
}

/** A secret of several lines (a certificate and its key): hidden while it is pasted, and never given back. */
export function SecretText({
  label,
  value,
  onChange,
  aide,
}: Omit<TextProps, 'type' | 'max'> & { readonly aide: string }) {
  const id = useId();
  return (
    <div style={{ gridColumn: '1 / -1' }}>
      <label className="etiquette" htmlFor={id}>
        {label}
      </label>
      <textarea
        id={id}
        className="champ secret"
        rows={3}
        autoComplete="off"
        spellCheck={false}
        maxLength={20_000}
        value={value}
        aria-describedby={`${id}-aide`}
        onChange={(event) => onChange(event.target.value)}
      />
      <p id={`${id}-aide`} className="discret aide">
        {aide}
      </p>
    </div>
  );
}

interface ChoiceProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly options: readonly (readonly [value: T, text: string])[];
  readonly onChange: (value: T) => void;
}

/** One choice among a few. */
export function ChoiceField<T extends string>({ label, value, options, onChange }: ChoiceProps<T>) {
  const id = useId();
  return (
    <div>
      <label className="etiquette" htmlFor={id}>
        {label}
      </label>
      <select
        id={id}
        className="champ"
        value={value}
        onChange={(event) => {
          const chosen = options.find(([each]) => each === event.target.value);
          if (chosen !== undefined) onChange(chosen[0]);
        }}
      >
        {options.map(([each, text]) => (
          <option key={each} value={each}>
            {text}
          </option>
        ))}
      </select>
    </div>
  );
}

/** What is shown and not changed here. */
export function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div>
      <span className="etiquette">{label}</span>
      <div>{children}</div>
    </div>
  );
}
