import SendIcon from '@mui/icons-material/SendOutlined';
import { Button } from '@mui/material';
import { useShell } from '../../app/shell-store.ts';
import { useHygieQuery } from '../../lib/queries.ts';
import { resumeLines, toHandle } from './resume-text.ts';

/** [96] Always in sight: how many sendings want a gesture. */
export default function EnvoisBadge() {
  const resume = useHygieQuery('envois.resume', {}).data;
  const goToPage = useShell((state) => state.goToPage);
  const actif = useShell((state) => state.actif);
  const count = resume === undefined ? 0 : toHandle(resume);
  const lines = resume === undefined ? [] : resumeLines(resume);
  return (
    <Button
      color="inherit"
      startIcon={<SendIcon />}
      aria-current={actif === 'page:envois' ? 'page' : undefined}
      aria-label={lines.length === 0 ? 'Envois' : `Envois : ${lines.join(', ')}`}
      title={lines.join(', ')}
      onClick={() => goToPage('envois')}
      sx={{ whiteSpace: 'nowrap' }}
    >
      Envois{count > 0 ? ` (${count})` : ''}
    </Button>
  );
}
