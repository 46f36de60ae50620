import type { ProblemeAborde } from '../../../../shared/domain/medical.ts';
import type { PatientId } from '../../../../shared/ids.ts';
import { useDossier } from '../use-dossier.ts';
import { texts } from '../texts.ts';

interface Props {
  readonly patientId: PatientId;
  readonly chosen: readonly ProblemeAborde[];
  readonly champ: string;
  readonly onChange: (chosen: readonly ProblemeAborde[]) => void;
}

/** Problems that the note is about: the active ones are one key away, the former ones in a list. */
export function NoteProblems({ patientId, chosen, champ, onChange }: Props) {
  const medical = useDossier(patientId).data?.medical;
  const active = (medical?.pathologies.elements ?? []).map(({ id, libelle }) => ({ id, libelle, texte: '' }));
  const former = (medical?.antecedentsMedicaux.elements ?? []).map(({ id, libelle }) => ({ id, libelle, texte: '' }));
  const isChosen = (problem: ProblemeAborde) => chosen.some(({ id }) => id === problem.id);
  const shown = [...active, ...chosen.filter(({ id }) => !active.some((each) => each.id === id))];
  const others = former.filter((each) => !isChosen(each));
  if (shown.length === 0 && others.length === 0) return null;
  return (
    <fieldset className="problemes" aria-label={texts.problemesAbordes}>
      <legend className="etiquette">{texts.problemesAbordes}</legend>
      {shown.map((problem) => (
        <label key={problem.id}>
          <input
            type="checkbox"
            data-champ={`${champ}-${problem.id}`}
            checked={isChosen(problem)}
            onChange={(event) =>
              onChange(event.target.checked ? [...chosen, problem] : chosen.filter(({ id }) => id !== problem.id))
            }
          />{' '}
          {problem.libelle}
        </label>
      ))}
      {others.length === 0 ? null : (
        <select
          className="champ"
          aria-label={texts.autreProbleme}
          value=""
          onChange={(event) => {
            const added = others.find(({ id }) => id === event.target.value);
            if (added !== undefined) onChange([...chosen, added]);
          }}
        >
          <option value="">{texts.autreProbleme}</option>
          {others.map((problem) => (
            <option key={problem.id} value={problem.id}>
              {problem.libelle}
            </option>
          ))}
        </select>
      )}
    </fieldset>
  );
}
