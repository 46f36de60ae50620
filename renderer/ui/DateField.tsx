import { useId, useState } from 'react';
import { formatCivilDate } from '../../shared/domain/civil-date.ts';
import { readTypedDate } from './date-text.ts';

interface Props {
  readonly label: string;
  /** ISO, whole or partial; '' when empty. */
  readonly value: string;
  readonly onChange: (iso: string) => void;
  /** Told when the text stops or starts being a date that exists. */
  readonly onValidity?: (error: string | null) => void;
  /** Refuses 07/2014 and 2014. */
  readonly whole?: boolean;
  readonly hideLabel?: boolean;
  readonly champ?: string;
  readonly error?: string | null;
  readonly required?: boolean;
  readonly autoFocus?: boolean;
  readonly disabled?: boolean;
}

/** A civil date typed on the keyboard: 8/7/2014, 08072014, 07/2014, 2014. Written back in full on leaving the field. */
export function DateField(props: Props) {
  const { label, value, onChange, onValidity, whole = false, hideLabel = false } = props;
  const id = useId();
  const [text, setText] = useState(() => formatCivilDate(value));
  const [known, setKnown] = useState(value);
  const [left, setLeft] = useState(false);
  // The value changed from outside (undo, another record): the text follows it.
  if (known !== value) {
    setKnown(value);
    const typed = readTypedDate(text, whole);
    if ((typed.kind === 'date' ? typed.iso : '') !== value) setText(formatCivilDate(value));
  }
  const typed = readTypedDate(text, whole);
  const asked = props.error ?? null;
  // What is wrong with the date itself says more than « obligatoire ».
  const error = typed.kind === 'error' && (left || asked !== null) ? typed.message : asked;
  const read = (next: string) => {
    setText(next);
    const meaning = readTypedDate(next, whole);
    const iso = meaning.kind === 'date' ? meaning.iso : '';
    setKnown(iso);
    onChange(iso);
    onValidity?.(meaning.kind === 'error' ? meaning.message : null);
  };
  return (
    <div>
      <label
        htmlFor={id}
        className={`${hideLabel ? 'visuellement-cache' : 'etiquette'} ${props.required ? 'requis' : ''}`}
      >
        {label}
      </label>
      <input
        id={id}
        className="champ"
        type="text"
        inputMode="numeric"
        autoComplete="off"
        placeholder="jj/mm/aaaa"
        title={whole ? undefined : 'jj/mm/aaaa, mm/aaaa ou aaaa'}
        value={text}
        disabled={props.disabled ?? false}
        autoFocus={props.autoFocus ?? false}
        data-champ={props.champ}
        aria-invalid={error !== null}
        aria-describedby={error === null ? undefined : `${id}-erreur`}
        onChange={(event) => read(event.target.value)}
        onFocus={() => setLeft(false)}
        onBlur={() => {
          setLeft(true);
          if (typed.kind === 'date') setText(typed.shown);
        }}
      />
      {error === null ? null : (
        <p id={`${id}-erreur`} className="erreur-champ">
          {error}
        </p>
      )}
    </div>
  );
}
