import CancelIcon from '@mui/icons-material/BlockOutlined';
import CheckIcon from '@mui/icons-material/CheckCircleOutlined';
import HelpIcon from '@mui/icons-material/HelpOutlineOutlined';
import CardIcon from '@mui/icons-material/CreditCardOutlined';
import RefusedIcon from '@mui/icons-material/ErrorOutlineOutlined';
import WaitingIcon from '@mui/icons-material/ScheduleOutlined';
import SendingIcon from '@mui/icons-material/SyncOutlined';
import { Box, type SvgIconProps } from '@mui/material';
import type { ComponentType } from 'react';
import type { JobEtat } from '../../../shared/contract/partage.ts';
import { ETATS } from './job-text.ts';

const LOOKS: Readonly<Record<JobEtat, { readonly Icon: ComponentType<SvgIconProps>; readonly color: string }>> = {
  'a-envoyer': { Icon: WaitingIcon, color: 'text.secondary' },
  'attend-carte': { Icon: CardIcon, color: 'warning.main' },
  'en-cours': { Icon: SendingIcon, color: 'info.main' },
  envoye: { Icon: CheckIcon, color: 'success.main' },
  refuse: { Icon: RefusedIcon, color: 'error.main' },
  'issue-inconnue': { Icon: HelpIcon, color: 'warning.main' },
  annule: { Icon: CancelIcon, color: 'text.secondary' },
};

/** State of a sending: its word and its shape first, its colour second. */
export function JobState({ etat }: { readonly etat: JobEtat }) {
  const { Icon, color } = LOOKS[etat];
  return (
    <Box
      component="span"
      data-etat={etat}
      sx={{ display: 'inline-flex', alignItems: 'center', gap: 0.5, color, fontWeight: 650, whiteSpace: 'nowrap' }}
    >
      <Icon aria-hidden sx={{ fontSize: 18 }} />
      {ETATS[etat]}
    </Box>
  );
}
