import { useLayoutEffect, useRef, type TextareaHTMLAttributes } from 'react';
import { useHygieQuery } from '../../lib/queries.ts';
import { expandSnippet } from '../../lib/snippets.ts';

/** Type of template under which the practice's texts are kept, and the name of their only part. */
export const SNIPPET_TYPE = 'phrase';

interface Props extends Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, 'value' | 'onChange' | 'onKeyDown'> {
  readonly value: string;
  readonly onText: (text: string) => void;
}

/** A text where `;code` followed by Space or Tab becomes the practice's text of that code. */
export function SnippetArea({ value, onText, ...others }: Props) {
  const models = useHygieQuery('modeles.lister', { type: SNIPPET_TYPE });
  const area = useRef<HTMLTextAreaElement>(null);
  const caret = useRef<number | null>(null);
  useLayoutEffect(() => {
    if (caret.current === null) return;
    area.current?.setSelectionRange(caret.current, caret.current);
    caret.current = null;
  }, [value]);
  return (
    <textarea
      {...others}
      ref={area}
      value={value}
      onChange={(event) => onText(event.target.value)}
      onKeyDown={(event) => {
        const { selectionStart, selectionEnd } = event.currentTarget;
        const calls = event.key === ' ' || event.key === 'Tab';
        if (!calls || event.ctrlKey || event.altKey || event.shiftKey || selectionStart !== selectionEnd) return;
        const snippets = (models.data ?? []).map(({ nom, contenu }) => ({
          code: nom,
          texte: contenu.textes[SNIPPET_TYPE] ?? '',
        }));
        const expanded = expandSnippet(value, selectionStart, snippets);
        if (expanded === null) return;
        event.preventDefault();
        // A space is written too: the sentence goes on. A tab is not.
        const after = event.key === ' ' ? ' ' : '';
        caret.current = expanded.caret + after.length;
        onText(expanded.text.slice(0, expanded.caret) + after + expanded.text.slice(expanded.caret));
      }}
    />
  );
}
