import { formatCivilDate } from '../../../../shared/domain/civil-date.ts';
import { z } from 'zod';
import { Code, ELEMENT_SCHEMAS } from '../../../../shared/domain/medical.ts';
import type { FieldSpec, SectionSpec } from './section-fields.ts';

/** An element as it is typed: text by field name, and the code chosen in the terminology. */
const ElementDraft = z.object({ values: z.record(z.string(), z.string()), code: Code.nullable() });
export type ElementDraft = z.infer<typeof ElementDraft>;

/** A line left half typed: of which element, at which version, and what was typed. */
export const LineDraft = z.object({ ligne: z.string(), version: z.number(), saisie: ElementDraft });
export type LineDraft = z.infer<typeof LineDraft>;

export type DraftErrors = Readonly<Record<string, string>>;

type StoredElement = Readonly<Record<string, unknown>>;

const textOf = (value: unknown) => (typeof value === 'string' ? value : '');

export function emptyDraft(spec: SectionSpec): ElementDraft {
  const values = Object.fromEntries(
    spec.fields.map((field) => [field.name, field.kind === 'choice' ? field.start : '']),
  );
  return { values, code: null };
}

export function draftOfElement(spec: SectionSpec, element: StoredElement): ElementDraft {
  const values = Object.fromEntries(spec.fields.map((field) => [field.name, textOf(element[field.name])]));
  return { values, code: codeOf(element) };
}

export function codeOf(element: StoredElement): Code | null {
  const code = element['code'];
  return typeof code === 'object' && code !== null ? (code as Code) : null;
}

/**
 * Reads a draft by the schema of its section. `before` is the stored element when one is changed: what the screen
 * does not show of it is kept.
 */
export function readDraft(
  spec: SectionSpec,
  draft: ElementDraft,
  dateErrors: DraftErrors,
  before: StoredElement | null,
): { readonly value: unknown } | { readonly errors: DraftErrors } {
  const schema = ELEMENT_SCHEMAS[spec.section];
  const known = Object.keys(schema.shape);
  const hidden = Object.fromEntries(known.map((name) => [name, before?.[name] ?? null]));
  const typed = Object.fromEntries(
    spec.fields.map((field) => {
      const text = draft.values[field.name] ?? '';
      return [field.name, field.kind === 'date' ? text || null : text.trim()];
    }),
  );
  const candidate = { ...hidden, ...typed, ...(known.includes('code') ? { code: draft.code } : {}) };
  const parsed = schema.safeParse(candidate);
  const errors: Record<string, string> = { ...dateErrors };
  const { debut, fin } = draft.values;
  if (debut && fin && !errors['fin'] && fin.slice(0, debut.length) < debut.slice(0, fin.length)) {
    errors['fin'] = 'avant le début';
  }
  if (!parsed.success) {
    for (const issue of parsed.error.issues) errors[String(issue.path[0])] ??= issue.message;
  }
  return Object.keys(errors).length > 0 || !parsed.success ? { errors } : { value: parsed.data };
}

/** What a cell of the list shows. */
export function cellText(field: FieldSpec, element: StoredElement): string {
  const text = textOf(element[field.name]);
  if (field.kind === 'date') return text === '' ? '' : formatCivilDate(text);
  if (field.kind === 'choice') return field.options.find(([value]) => value === text)?.[1] ?? text;
  return text;
}

/** « Diabète de type 2 », to name an element in a message or a button. */
export function elementName(element: StoredElement): string {
  return textOf(element['libelle']);
}
