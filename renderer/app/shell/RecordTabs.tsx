import CloseIcon from '@mui/icons-material/Close';
import { Box, IconButton } from '@mui/material';
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
    <Box
      component="li"
      sx={{
        display: 'flex',
        alignItems: 'center',
        border: 1,
        borderBottom: active ? 3 : 1,
        borderColor: 'divider',
        borderBottomColor: active ? 'primary.main' : 'divider',
        borderRadius: '6px 6px 0 0',
        bgcolor: active ? 'background.paper' : 'transparent',
        minWidth: 0,
      }}
    >
      <Box
        component="button"
        type="button"
        className="bouton-nu"
        aria-current={active ? 'page' : undefined}
        title={patient === undefined ? undefined : `${name}, ${formatCivilDate(patient.dateNaissance)}`}
        onClick={() => openRecord(tab.patientId)}
        sx={{
          px: 1.25,
          py: 0.5,
          fontWeight: active ? 700 : 400,
          overflow: 'hidden',
          textOverflow: 'ellipsis',
          whiteSpace: 'nowrap',
        }}
      >
        {name}
      </Box>
      <IconButton
        aria-label={`Fermer le dossier de ${name}`}
        onClick={() => askClose(tab.patientId)}
        sx={{ p: 0.25, mr: 0.5 }}
      >
        <CloseIcon sx={{ fontSize: 16 }} />
      </IconButton>
    </Box>
  );
}

/** The records that are open, each one click away. */
export function RecordTabs() {
  const onglets = useShell((state) => state.onglets);
  if (onglets.length === 0) return null;
  return (
    <Box component="nav" className="pas-imprime" aria-label="Dossiers ouverts" sx={{ px: 1, pt: 0.5 }}>
      <Box component="ul" sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.5, listStyle: 'none', m: 0, p: 0 }}>
        {onglets.map((tab) => (
          <Tab key={tab.patientId} tab={tab} />
        ))}
      </Box>
    </Box>
  );
}
