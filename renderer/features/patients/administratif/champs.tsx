import { Box } from '@mui/material';
import { useId, type ReactNode } from 'react';
import { DateField } from '../../../ui/DateField.tsx';

interface LigneProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Where the focus goes back to after a lock. */
  readonly champ: string;
  readonly error?: string | undefined;
  readonly help?: string;
  readonly required?: boolean;
  readonly rows?: number;
  readonly suggestions?: readonly string[];
}

function Etiquette({
  id,
  label,
  required,
}: {
  readonly id: string;
  readonly label: string;
  readonly required: boolean;
}) {
  return (
    <label htmlFor={id} className={`etiquette ${required ? 'requis' : ''}`}>
      {label}
    </label>
  );
}

function Autour(props: Pick<LigneProps, 'error' | 'help'> & { readonly id: string }) {
  return (
    <>
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
    </>
  );
}

/** One line, or several, of free text. */
export function Ligne(props: LigneProps) {
  const id = useId();
  const { label, value, error, help, required = false, rows, suggestions } = props;
  const described = [help === undefined ? '' : `${id}-aide`, error === undefined ? '' : `${id}-erreur`].filter(Boolean);
  const attributes = {
    id,
    className: 'champ',
    autoComplete: 'off',
    value,
    'aria-required': required,
    'aria-invalid': error !== undefined,
    'aria-describedby': described.length === 0 ? undefined : described.join(' '),
    'data-champ': props.champ,
    onChange: (event: { readonly target: { readonly value: string } }) => props.onChange(event.target.value),
  };
  return (
    <div>
      <Etiquette id={id} label={label} required={required} />
      {rows === undefined ? (
        <input type="text" list={suggestions === undefined ? undefined : `${id}-choix`} {...attributes} />
      ) : (
        <textarea rows={rows} {...attributes} />
      )}
      {suggestions === undefined ? null : (
        <datalist id={`${id}-choix`}>
          {suggestions.map((each) => (
            <option key={each} value={each} />
          ))}
        </datalist>
      )}
      <Autour id={id} error={error} {...(help === undefined ? {} : { help })} />
    </div>
  );
}

interface ListeProps<T extends string> extends Pick<LigneProps, 'label' | 'champ' | 'error' | 'required'> {
  readonly value: T;
  readonly options: readonly (readonly [T, string])[];
  readonly onChange: (value: T) => void;
}

/** One of a few. */
export function Liste<T extends string>({ label, value, options, champ, error, required, onChange }: ListeProps<T>) {
  const id = useId();
  return (
    <div>
      <Etiquette id={id} label={label} required={required ?? false} />
      <select
        id={id}
        className="champ"
        value={value}
        data-champ={champ}
        aria-invalid={error !== undefined}
        aria-describedby={error === undefined ? undefined : `${id}-erreur`}
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
      <Autour id={id} error={error} />
    </div>
  );
}

/** A whole civil date. */
export function Jour(
  props: Pick<LigneProps, 'label' | 'value' | 'onChange' | 'champ' | 'error' | 'required'> & {
    readonly onValidity: (error: string | null) => void;
  },
) {
  return <DateField {...props} required={props.required ?? false} whole error={props.error ?? null} />;
}

export function Case(props: {
  readonly label: string;
  readonly checked: boolean;
  readonly champ: string;
  readonly onChange: (checked: boolean) => void;
}) {
  return (
    <label style={{ display: 'flex', gap: 6, alignItems: 'center' }}>
      <input
        type="checkbox"
        data-champ={props.champ}
        checked={props.checked}
        onChange={(event) => props.onChange(event.target.checked)}
      />
      {props.label}
    </label>
  );
}

/** Fields side by side, as many as fit. */
export function Grille({ children, titre }: { readonly children: ReactNode; readonly titre?: string }) {
  const grid = {
    display: 'grid',
    gap: 1.5,
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(13rem, 100%), 1fr))',
    alignItems: 'start',
    minWidth: 0,
  };
  if (titre === undefined) return <Box sx={grid}>{children}</Box>;
  return (
    <Box component="fieldset" sx={{ ...grid, border: 1, borderColor: 'divider', borderRadius: 1, m: 0, p: 1.5 }}>
      <Box component="legend" sx={{ px: 0.5, fontWeight: 600 }}>
        {titre}
      </Box>
      {children}
    </Box>
  );
}
