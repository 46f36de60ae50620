import { useId } from 'react';
import type { EtatSection, SectionName } from '../../../../shared/domain/medical.ts';
import type { Writes } from '../use-writes.ts';

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
  const affirmed = etat === 'absence-affirmee';
  const choose = (absent: boolean) =>
    void writes.setState(
      section,
      absent ? 'absence-affirmee' : 'non-renseigne',
      `${titre} : ${absent ? absence.toLocaleLowerCase('fr') : 'non renseigné'}`,
    );
  if (caseUnique) {
    return (
      <div className="etat-rubrique">
        <label>
          <input type="checkbox" checked={affirmed} onChange={(event) => choose(event.target.checked)} />
          {absence}
        </label>
        {affirmed ? <strong>(absence affirmée)</strong> : <span className="vide">Non renseigné</span>}
      </div>
    );
  }
  return (
    <fieldset className="etat-rubrique">
      <legend className="visuellement-cache">{titre} : état de la rubrique</legend>
      <label>
        <input type="radio" name={id} checked={!affirmed} onChange={() => choose(false)} />
        <span className={affirmed ? undefined : 'vide'}>Non renseigné</span>
      </label>
      <label>
        <input type="radio" name={id} checked={affirmed} onChange={() => choose(true)} />
        <span style={{ fontWeight: affirmed ? 700 : 400 }}>{absence} (absence affirmée)</span>
      </label>
    </fieldset>
  );
}
