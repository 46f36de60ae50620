import CloseIcon from '@mui/icons-material/Close';
import { formatCivilDate } from '../../../shared/domain/civil-date.ts';
import { useHygieQuery } from '../../lib/queries.ts';
import { displayName } from '../../ui/identity-text.ts';
import { recordPlace, useShell, type RecordTab } from '../shell-store.ts';

function Tab({ tab }: { readonly tab: RecordTab }) {
  const active = useShell((state) => state.actif === recordPlace(tab.patientId));
  const openRecord = useShell((state) => state.openRecord);
  const askClose = useShell((state) => state.askClose);
  const patient = useHygieQuery('patients.lire', { patientId: tab.patientId }).data;
  const name = patient === undefined ? 'Dossier' : displayName(patient);
  return (
    <li className="onglet-dossier" data-actif={active}>
      <button
        type="button"
        className="bouton-nu"
        aria-current={active ? 'page' : undefined}
        title={patient === undefined ? undefined : `${name}, ${formatCivilDate(patient.dateNaissance)}`}
        onClick={() => openRecord(tab.patientId)}
      >
        {name}
      </button>
      <button
        type="button"
        className="petite-action"
        aria-label={`Fermer le dossier de ${name}`}
        onClick={() => askClose(tab.patientId)}
      >
        <CloseIcon sx={{ fontSize: 16 }} />
      </button>
    </li>
  );
}

/** The records that are open, each one click away. */
export function RecordTabs() {
  const onglets = useShell((state) => state.onglets);
  if (onglets.length === 0) return null;
  return (
    <nav className="onglets-dossiers pas-imprime" aria-label="Dossiers ouverts">
      <ul>
        {onglets.map((tab) => (
          <Tab key={tab.patientId} tab={tab} />
        ))}
      </ul>
    </nav>
  );
}
