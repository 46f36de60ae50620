import { useId, useState } from 'react';
import type { EtatSection, SectionName } from '../../../../shared/domain/medical.ts';
import type { Writes } from '../use-writes.ts';
import { texts } from '../texts.ts';

interface Props {
  readonly section: SectionName;
  readonly titre: string;
  readonly etat: EtatSection;
  readonly absence: string;
  readonly caseUnique?: boolean;
  readonly writes: Writes;
}

/** An empty section: nobody asked, or the doctor affirms that there is none. Two answers, never confused [87]. */
export function StateChoice({ section, titre, etat, absence, caseUnique = false, writes }: Props) {
  const id = useId();
  // The answer shows at once; a refusal puts the former one back.
  const [pending, setPending] = useState<boolean | null>(null);
  const affirmed = pending ?? etat === 'absence-affirmee';
  const choose = async (absent: boolean) => {
    setPending(absent);
    await writes.setState(
      section,
      absent ? 'absence-affirmee' : 'non-renseigne',
      `${titre} : ${absent ? absence.toLocaleLowerCase('fr') : 'non renseigné'}`,
    );
    setPending(null);
  };
  if (caseUnique) {
    return (
      <div className="etat-rubrique">
        <label>
          <input type="checkbox" checked={affirmed} onChange={(event) => void choose(event.target.checked)} />
          {absence}
        </label>
        {affirmed ? <strong>(absence affirmée)</strong> : <span className="vide">{texts.nonRenseigne}</span>}
      </div>
    );
  }
  return (
    <fieldset className="etat-rubrique">
      <legend className="visuellement-cache">{titre} : état de la rubrique</legend>
      <label>
        <input type="radio" name={id} checked={!affirmed} onChange={() => void choose(false)} />
        <span className={affirmed ? undefined : 'vide'}>{texts.nonRenseigne}</span>
      </label>
      <label>
        <input type="radio" name={id} checked={affirmed} onChange={() => void choose(true)} />
        <span style={{ fontWeight: affirmed ? 700 : 400 }}>{absence} (absence affirmée)</span>
      </label>
    </fieldset>
  );
}
