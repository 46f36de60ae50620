import { Button } from '@mui/material';
import { useEffect, useId, useRef, useState, type FormEvent, type KeyboardEvent } from 'react';
import { DateField } from '../../../ui/DateField.tsx';
import { CodedField } from './CodedField.tsx';
import { DosageField } from './DosageField.tsx';
import { emptyDraft, readDraft, type DraftErrors, type ElementDraft } from './element-draft.ts';
import type { FieldSpec, SectionSpec } from './section-fields.ts';
import { texts } from '../texts.ts';

interface Props {
  readonly spec: SectionSpec;
  readonly start: ElementDraft;
  /** The stored element when one is changed; null for a new one. */
  readonly before: Readonly<Record<string, unknown>> | null;
  readonly titre: string;
  /** The line was left half typed: the focus comes back by the name of its field. */
  readonly resumed: boolean;
  /** Somebody else changed the element since the line was typed. */
  readonly changedSince: boolean;
  readonly onType: (draft: ElementDraft) => void;
  /** Resolves true when it is on disk. */
  readonly onValidate: (value: unknown) => Promise<boolean>;
  readonly onClose: () => void;
}

/** One element typed on the keyboard: Enter validates and leaves a fresh line, Escape closes. */
export function ElementEditor(props: Props) {
  const { spec, start, before, titre, resumed, onType, onValidate, onClose } = props;
  const id = useId();
  const form = useRef<HTMLFormElement>(null);
  const [draft, setDraft] = useState(start);
  const [turn, setTurn] = useState(0);
  const [dateErrors, setDateErrors] = useState<DraftErrors>({});
  const [errors, setErrors] = useState<DraftErrors>({});
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    if (!resumed || turn > 0) form.current?.querySelector('input')?.focus();
  }, [resumed, turn]);

  const type = (next: ElementDraft) => {
    setDraft(next);
    onType(next);
  };
  const set = (name: string, value: string) => type({ ...draft, values: { ...draft.values, [name]: value } });
  const champ = (name: string) => `${spec.section}-${name}`;
  const validate = async () => {
    if (busy) return;
    const read = readDraft(spec, draft, dateErrors, before);
    if ('errors' in read) {
      setErrors(read.errors);
      return;
    }
    setErrors({});
    setBusy(true);
    const done = await onValidate(read.value);
    setBusy(false);
    if (!done) return;
    if (before !== null) onClose();
    else {
      setDraft(emptyDraft(spec));
      setTurn((current) => current + 1);
    }
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    void validate();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.stopPropagation();
    onClose();
  };

  const fieldOf = (field: FieldSpec) => {
    const value = draft.values[field.name] ?? '';
    const error = errors[field.name] ?? null;
    switch (field.kind) {
      case 'date':
        return (
          <DateField
            key={field.name}
            label={field.label}
            value={value}
            error={error}
            champ={champ(field.name)}
            onChange={(iso) => set(field.name, iso)}
            onValidity={(problem) =>
              setDateErrors(({ [field.name]: _former, ...rest }) =>
                problem === null ? rest : { ...rest, [field.name]: problem },
              )
            }
          />
        );
      case 'coded':
        return (
          <CodedField
            key={field.name}
            label={field.label}
            text={value}
            code={draft.code}
            error={error}
            champ={champ(field.name)}
            onChange={(text, code) => type({ values: { ...draft.values, libelle: text }, code })}
          />
        );
      case 'dosage':
        return (
          <DosageField
            key={field.name}
            value={value}
            champ={champ(field.name)}
            onChange={(text) => set(field.name, text)}
          />
        );
      case 'choice':
        return (
          <div key={field.name}>
            <label className="etiquette" htmlFor={`${id}-${field.name}`}>
              {field.label}
            </label>
            <select
              id={`${id}-${field.name}`}
              className="champ"
              value={value}
              data-champ={champ(field.name)}
              onChange={(event) => set(field.name, event.target.value)}
            >
              {field.options.map(([option, text]) => (
                <option key={option} value={option}>
                  {text}
                </option>
              ))}
            </select>
          </div>
        );
      case 'text':
        return (
          <div key={field.name} className={field.large ? 'large' : undefined}>
            <label className={`etiquette ${field.name === 'libelle' ? 'requis' : ''}`} htmlFor={`${id}-${field.name}`}>
              {field.label}
            </label>
            <input
              id={`${id}-${field.name}`}
              className="champ"
              autoComplete="off"
              maxLength={field.max}
              value={value}
              data-champ={champ(field.name)}
              aria-invalid={error !== null}
              aria-describedby={error === null ? undefined : `${id}-${field.name}-erreur`}
              onChange={(event) => set(field.name, event.target.value)}
            />
            {error === null ? null : (
              <p id={`${id}-${field.name}-erreur`} className="erreur-champ">
                {error}
              </p>
            )}
          </div>
        );
    }
  };

  return (
    <form
      ref={form}
      className="saisie"
      noValidate
      aria-label={titre}
      onSubmit={onSubmit}
      onKeyDown={onKeyDown}
      key={turn}
    >
      {props.changedSince ? (
        <p className="erreur-champ" role="alert">
          {texts.changeDepuis}
        </p>
      ) : null}
      {spec.fields.map(fieldOf)}
      <div className="boutons">
        <Button onClick={onClose}>{texts.fermerSaisie}</Button>
        <Button type="submit" variant="contained" disabled={busy}>
          {texts.valider}
        </Button>
      </div>
    </form>
  );
}
