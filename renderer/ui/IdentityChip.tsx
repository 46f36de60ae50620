import VerifiedIcon from '@mui/icons-material/VerifiedUserOutlined';
import ReportIcon from '@mui/icons-material/ReportProblemOutlined';
import { Chip } from '@mui/material';
import type { StatutIdentite } from '../../shared/domain/ins.ts';
import { STATUTS } from './identity-text.ts';

interface Props {
  readonly statut: StatutIdentite;
}

/** RNIV status of the identity: words and shape first, colour second. */
export function IdentityChip({ statut }: Props) {
  const qualified = statut === 'qualifiee';
  return (
    <Chip
      variant="outlined"
      color={qualified ? 'success' : 'warning'}
      icon={qualified ? <VerifiedIcon /> : <ReportIcon />}
      label={STATUTS[statut]}
    />
  );
}
