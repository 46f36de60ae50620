/** A text of the practice's own, called by its code. */
export interface Snippet {
  readonly code: string;
  readonly texte: string;
}

const CALL = /(?:^|\s);([\p{L}\p{N}_-]{1,30})$/u;

/** What a code may be made of: it is typed after a semicolon, in the middle of a text. */
export const SNIPPET_CODE = /^[\p{L}\p{N}_-]{1,30}$/u;

/** Replaces the `;code` that ends at the caret by its text; null when there is none of that name, and what was typed stays. */
export function expandSnippet(
  text: string,
  caret: number,
  snippets: readonly Snippet[],
): { readonly text: string; readonly caret: number } | null {
  const code = CALL.exec(text.slice(0, caret))?.[1]?.toLocaleLowerCase('fr');
  const found = code === undefined ? undefined : snippets.find((each) => each.code.toLocaleLowerCase('fr') === code);
  if (code === undefined || found === undefined) return null;
  const start = caret - code.length - 1;
  return { text: text.slice(0, start) + found.texte + text.slice(caret), caret: start + found.texte.length };
}
