/** A key as the registry writes it, in French: « Ctrl+K », « Ctrl+Maj+N », « F2 », « Alt+1 ». */
export interface Shortcut {
  readonly ctrl: boolean;
  readonly shift: boolean;
  readonly alt: boolean;
  readonly key: string;
}

export interface KeyPress {
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
  readonly key: string;
  readonly code: string;
}

const NAMED_KEYS: Readonly<Record<string, string>> = { Entrée: 'Enter', Échap: 'Escape', Tab: 'Tab' };

export function parseShortcut(text: string): Shortcut {
  const parts = text.split('+');
  const key = parts.at(-1) ?? '';
  return {
    ctrl: parts.includes('Ctrl'),
    shift: parts.includes('Maj'),
    alt: parts.includes('Alt'),
    key: NAMED_KEYS[key] ?? key,
  };
}

/**
 * Does this key press mean this shortcut? Digits are read from the physical key: on a French keyboard the
 * top row gives « & é " » without the shift key.
 */
export function matchesShortcut(press: KeyPress, text: string): boolean {
  const wanted = parseShortcut(text);
  if (
    wanted.ctrl !== (press.ctrlKey || press.metaKey) ||
    wanted.alt !== press.altKey ||
    wanted.shift !== press.shiftKey
  )
    return false;
  if (/^\d$/.test(wanted.key)) return press.code === `Digit${wanted.key}` || press.code === `Numpad${wanted.key}`;
  return press.key.toLowerCase() === wanted.key.toLowerCase();
}

/** As `aria-keyshortcuts` wants it: « Control+K ». */
export function ariaShortcut(text: string): string {
  return text.replace('Ctrl', 'Control').replace('Maj', 'Shift').replace('Entrée', 'Enter').replace('Échap', 'Escape');
}

/** Is the doctor typing text there? Then the field's own undo comes first. */
export function isTextField(element: Element | null): boolean {
  if (element instanceof HTMLTextAreaElement) return true;
  return element instanceof HTMLInputElement && !['checkbox', 'radio', 'button'].includes(element.type);
}
