import { useId } from 'react';
import type { ProblemeAborde } from '../../../../shared/domain/medical.ts';
import { SnippetArea } from '../../redaction/SnippetArea.tsx';

interface Props {
  readonly chosen: readonly ProblemeAborde[];
  readonly champ: string;
  readonly onChange: (chosen: readonly ProblemeAborde[]) => void;
  readonly onBlur?: () => void;
}

/** What the note says of each of its problems, under its own heading; left empty where the note's text says it all. */
export function ProblemTexts({ chosen, champ, onChange, onBlur }: Props) {
  const id = useId();
  return chosen.map((problem) => (
    <div key={problem.id}>
      <label className="etiquette" htmlFor={`${id}-${problem.id}`}>
        {problem.libelle}
      </label>
      <SnippetArea
        id={`${id}-${problem.id}`}
        className="champ"
        rows={2}
        maxLength={20_000}
        value={problem.texte}
        data-champ={`${champ}-texte-${problem.id}`}
        onText={(texte) => onChange(chosen.map((each) => (each.id === problem.id ? { ...each, texte } : each)))}
        onBlur={onBlur}
      />
    </div>
  ));
}
