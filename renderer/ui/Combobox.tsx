import { useId, useLayoutEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';

interface Props<T> {
  readonly label: string;
  readonly hideLabel?: boolean;
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly options: readonly T[];
  readonly optionKey: (option: T) => string;
  readonly renderOption: (option: T) => ReactNode;
  readonly onChoose: (option: T) => void;
  /** Shown under the options, or instead of them: « Aucun patient », the edition of a terminology, an error. */
  readonly message?: ReactNode;
  /** Enter with nothing chosen in the list. */
  readonly onSubmit?: () => void;
  readonly onBlur?: () => void;
  readonly placeholder?: string;
  readonly champ?: string;
  readonly error?: string | null;
  readonly autoFocus?: boolean;
  readonly inputRef?: (element: HTMLInputElement | null) => void;
  readonly shortcuts?: string;
  readonly required?: boolean;
  /** The list stays open: it is the whole dialog. */
  readonly alwaysOpen?: boolean;
  /** The first proposal is the active one, so that Enter takes it. Never for patients: a doctor chooses a person. */
  readonly firstActive?: boolean;
  /** The proposals are those of what was typed before: shown until the next ones come; the keys wait for those, a click takes what it shows. */
  readonly stale?: boolean;
}

/**
 * Text field with a list of proposals (ARIA combobox pattern): arrows choose, Enter takes, Escape closes.
 * Plain elements: thirty rows must be painted within a frame at each key.
 */
export function Combobox<T>(props: Props<T>) {
  const id = useId();
  const [open, setOpen] = useState(false);
  // By its key, not its rank: when the list changes under the arrows, another line must not become the chosen one.
  const [picked, setPicked] = useState<string | null>(null);
  /** Keys that came before the proposals for what is typed: arrows down, then perhaps Enter. They are for those, not for the lines still shown. */
  const waiting = useRef<{ steps: number; take: boolean } | null>(null);
  const list = useRef<HTMLUListElement>(null);
  const { options, text } = props;
  const stale = props.stale === true;
  const shown = (open || props.alwaysOpen === true) && (options.length > 0 || props.message != null);
  const rank = picked === null ? -1 : options.findIndex((option) => props.optionKey(option) === picked);
  const active = stale ? -1 : rank >= 0 || props.firstActive !== true ? rank : 0;
  const optionId = (position: number) => `${id}-option-${position}`;

  const choose = (option: T) => {
    waiting.current = null;
    setOpen(false);
    setPicked(null);
    props.onChoose(option);
  };
  const move = (next: number) => {
    const option = options[next];
    if (option === undefined) return;
    setOpen(true);
    setPicked(props.optionKey(option));
    list.current?.children[next]?.scrollIntoView({ block: 'nearest' });
  };
  // Before the next key can come: one between the answer and its line would find nothing chosen.
  useLayoutEffect(() => {
    const keys = waiting.current;
    if (stale || keys === null) return;
    waiting.current = null;
    const next = Math.min(keys.steps, options.length) - 1;
    const option = options[next];
    if (keys.take && option !== undefined) choose(option);
    else move(next);
  });
  const wait = (event: KeyboardEvent): boolean => {
    const steps = waiting.current?.steps ?? (props.firstActive === true ? 1 : 0);
    if (event.key === 'ArrowDown') waiting.current = { steps: steps + 1, take: false };
    else if (event.key === 'ArrowUp') waiting.current = { steps: Math.max(steps - 1, 1), take: false };
    else if (event.key === 'Enter' && steps > 0) waiting.current = { steps, take: true };
    else return false;
    event.preventDefault();
    return true;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // Ctrl+Enter signs, Ctrl+arrows move in the words: commands of the page and of the field, not of the list.
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (stale && shown && wait(event)) return;
    if (event.key === 'ArrowDown' && options.length > 0) {
      event.preventDefault();
      move(Math.min(active + 1, options.length - 1));
    } else if (event.key === 'ArrowUp' && options.length > 0) {
      event.preventDefault();
      move(Math.max(active - 1, 0));
    } else if (event.key === 'Escape' && shown && props.alwaysOpen !== true) {
      event.preventDefault();
      event.stopPropagation();
      waiting.current = null;
      setOpen(false);
      setPicked(null);
    } else if (event.key === 'Enter') {
      const option = shown ? options[active] : undefined;
      if (option !== undefined) {
        event.preventDefault();
        choose(option);
      } else if (props.onSubmit !== undefined) {
        event.preventDefault();
        props.onSubmit();
      }
    }
  };

  return (
    <div style={{ position: 'relative' }}>
      <label
        htmlFor={id}
        className={`${props.hideLabel ? 'visuellement-cache' : 'etiquette'} ${props.required ? 'requis' : ''}`}
      >
        {props.label}
      </label>
      <input
        id={id}
        ref={props.inputRef}
        className="champ"
        type="text"
        role="combobox"
        autoComplete="off"
        spellCheck={false}
        aria-autocomplete="list"
        aria-expanded={shown}
        aria-controls={shown ? `${id}-liste` : undefined}
        aria-activedescendant={shown && active >= 0 ? optionId(active) : undefined}
        aria-invalid={props.error != null}
        aria-describedby={props.error == null ? undefined : `${id}-erreur`}
        aria-keyshortcuts={props.shortcuts}
        placeholder={props.placeholder}
        value={text}
        autoFocus={props.autoFocus ?? false}
        data-champ={props.champ}
        onChange={(event) => {
          setOpen(true);
          setPicked(null);
          waiting.current = null;
          props.onText(event.target.value);
        }}
        onKeyDown={onKeyDown}
        onBlur={() => {
          waiting.current = null;
          setOpen(false);
          props.onBlur?.();
        }}
      />
      {props.error == null ? null : (
        <p id={`${id}-erreur`} className="erreur-champ">
          {props.error}
        </p>
      )}
      {shown ? (
        // Pressing the mouse in the list must not take the focus away from the field.
        <div
          className={props.alwaysOpen === true ? 'liste-choix en-place' : 'liste-choix'}
          onMouseDown={(event) => event.preventDefault()}
        >
          {options.length > 0 ? (
            <ul id={`${id}-liste`} ref={list} role="listbox" aria-label={props.label} aria-busy={stale}>
              {options.map((option, position) => (
                // By its rank: the next list fills the same elements, at half the price of making new ones at each key.
                <li
                  key={position}
                  id={optionId(position)}
                  role="option"
                  aria-selected={position === active}
                  onClick={() => choose(option)}
                >
                  {props.renderOption(option)}
                </li>
              ))}
            </ul>
          ) : null}
          {props.message == null ? null : (
            <div className="message" role="status">
              {props.message}
            </div>
          )}
        </div>
      ) : null}
    </div>
  );
}
