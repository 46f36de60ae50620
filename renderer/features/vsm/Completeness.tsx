import { LinearProgress } from '@mui/material';
import type { VsmModel } from '../../../shared/domain/vsm-model.ts';
import type { PatientId } from '../../../shared/ids.ts';
import { FIRST_RECORD_VIEW, useShell } from '../../app/shell-store.ts';

interface Props {
  readonly patientId: PatientId;
  readonly pourcent: number;
  readonly manquants: readonly string[];
  readonly sections: VsmModel['sections'];
}

/** How complete the document is, and one click to where each missing thing is written. */
export function Completeness({ patientId, pourcent, manquants, sections }: Props) {
  const showView = useShell((state) => state.showView);
  const placeOf = (missing: string) =>
    sections.some(({ titre }) => missing.startsWith(titre)) ? FIRST_RECORD_VIEW : 'administratif';
  return (
    <section aria-labelledby="vsm-completude" className="vsm-rubrique">
      <h3 id="vsm-completude">Complétude : {pourcent} %</h3>
      <LinearProgress variant="determinate" value={pourcent} aria-labelledby="vsm-completude" />
      {manquants.length === 0 ? (
        <p className="texte">Tout est renseigné.</p>
      ) : (
        <>
          <p className="texte discret">Il manque :</p>
          <ul className="manquants">
            {manquants.map((missing) => (
              <li key={missing}>
                <button type="button" className="bouton-nu lien" onClick={() => showView(patientId, placeOf(missing))}>
                  {missing}
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
