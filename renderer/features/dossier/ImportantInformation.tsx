import PriorityHighIcon from '@mui/icons-material/PriorityHigh';
import type { PatientId } from '../../../shared/ids.ts';
import { useShell } from '../../app/shell-store.ts';
import { texts } from './texts.ts';

interface Props {
  readonly texte: string | null;
  readonly patientId: PatientId;
}

/** [29] What must be known before anything else; one click from where it is written. */
export function ImportantInformation({ texte, patientId }: Props) {
  const showView = useShell((state) => state.showView);
  const known = texte !== null && texte.trim() !== '';
  return (
    <div
      role="region"
      aria-label={texts.informationImportante}
      className={known ? 'information-importante connue' : 'information-importante'}
    >
      {known ? (
        <>
          <PriorityHighIcon color="error" fontSize="small" aria-hidden />
          <strong>{texte}</strong>
        </>
      ) : (
        <span className="discret">{texts.aucuneInformation}</span>
      )}
      <span className="reste" />
      <button type="button" className="bouton-nu lien" onClick={() => showView(patientId, 'administratif')}>
        Modifier<span className="visuellement-cache"> l’information importante</span>
      </button>
    </div>
  );
}
