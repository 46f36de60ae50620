import InboxIcon from '@mui/icons-material/MoveToInboxOutlined';
import { Button } from '@mui/material';
import { useShell } from '../../app/shell-store.ts';
import { useHygieQuery } from '../../lib/queries.ts';
import { texts } from './texts.ts';

/** Always in sight: how many arrivals wait, and whether one is critical. */
export default function WaitingBadge() {
  const count = useHygieQuery('reception.compter', {}).data;
  const goToPage = useShell((state) => state.goToPage);
  const actif = useShell((state) => state.actif);
  const total = count?.total ?? 0;
  const critical = count?.critiques ?? 0;
  const said = critical === 0 ? '' : `, dont ${critical} critique${critical > 1 ? 's' : ''}`;
  return (
    <Button
      color="inherit"
      startIcon={<InboxIcon />}
      aria-current={actif === 'page:a-traiter' ? 'page' : undefined}
      title={`${texts.titre} : ${total}${said}`}
      onClick={() => goToPage('a-traiter')}
      sx={{ whiteSpace: 'nowrap' }}
    >
      {texts.titre}
      {total > 0 ? ` (${total})` : ''}
      {critical > 0 ? ` ◆◆ ${critical} critique${critical > 1 ? 's' : ''}` : ''}
    </Button>
  );
}
