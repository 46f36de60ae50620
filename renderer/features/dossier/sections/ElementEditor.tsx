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
  /** Resolves true when it is on disk. */
  readonly onValidate: (value: unknown) => Promise<boolean>;
  readonly onClose: () => void;
}

/** One element typed on the keyboard: Enter validates and leaves a fresh line, Escape closes. */
export function ElementEditor({ spec, start, before, titre, onValidate, onClose }: Props) {
  const id = useId();
  const form = useRef<HTMLFormElement>(null);
  const [draft, setDraft] = useState(start);
  const [turn, setTurn] = useState(0);
  const [dateErrors, setDateErrors] = useState<DraftErrors>({});
  const [errors, setErrors] = useState<DraftErrors>({});
  const [busy, setBusy] = useState(false);
  useEffect(() => form.current?.querySelector('input')?.focus(), [turn]);

  const set = (name: string, value: string) =>
    setDraft((current) => ({ ...current, values: { ...current.values, [name]: value } }));
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
            onChange={(text, code) => setDraft((current) => ({ values: { ...current.values, libelle: text }, code }))}
          />
        );
      case 'dosage':
        return <DosageField key={field.name} value={value} onChange={(text) => set(field.name, text)} />;
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
