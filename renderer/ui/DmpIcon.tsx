import GppGoodIcon from '@mui/icons-material/GppGood';
import HelpOutlineIcon from '@mui/icons-material/HelpOutlineOutlined';
import HighlightOffIcon from '@mui/icons-material/HighlightOff';
import ShieldOutlinedIcon from '@mui/icons-material/ShieldOutlined';
import type { DmpStatut } from '../../shared/domain/patient.ts';
import { dmpText } from './dmp-text.ts';

interface Props {
  readonly dmp: DmpStatut;
}

/** [16]–[18] One shape per state, never a colour alone. No DMP: nothing at all. */
export function DmpIcon({ dmp }: Props) {
  const { kind, texte } = dmpText(dmp);
  if (kind === 'none') return null;
  const common = { fontSize: 'small' } as const;
  return (
    <span
      role="img"
      aria-label={texte}
      title={texte}
      style={{ display: 'inline-flex', verticalAlign: 'middle' }}
      data-dmp={kind}
    >
      {kind === 'open' ? <GppGoodIcon {...common} color="success" /> : null}
      {kind === 'not-authorised' ? <ShieldOutlinedIcon {...common} sx={{ color: 'text.secondary' }} /> : null}
      {kind === 'not-checked' ? <HelpOutlineIcon {...common} color="secondary" /> : null}
      {kind === 'closed' ? <HighlightOffIcon {...common} sx={{ color: 'text.secondary' }} /> : null}
    </span>
  );
}
