import MailIcon from '@mui/icons-material/MailOutlined';
import { Button } from '@mui/material';
import { MAILBOX_PAGE, useShell } from '../../app/shell-store.ts';
import { useHygieQuery } from '../../lib/queries.ts';
import { texts } from './texts.ts';

/** Always in sight: unread messages, and when the mailbox is out of reach. */
export default function MailBadge() {
  const folders = useHygieQuery('messagerie.dossiers', {}).data ?? [];
  const state = useHygieQuery('messagerie.etat', {}).data;
  // Without a session there is one reason, and its own button says it.
  const psc = useHygieQuery('psc.etat', {}).data?.etat;
  const goToPage = useShell((shell) => shell.goToPage);
  const actif = useShell((shell) => shell.actif);
  const unread = folders
    .filter(({ id }) => id === 'non-assignes' || id === 'assignes')
    .reduce((sum, { nonLus }) => sum + nonLus, 0);
  return (
    <Button
      color="inherit"
      startIcon={<MailIcon />}
      aria-current={actif === `page:${MAILBOX_PAGE}` ? 'page' : undefined}
      title={state?.raison ?? ''}
      onClick={() => goToPage(MAILBOX_PAGE)}
      sx={{ whiteSpace: 'nowrap' }}
    >
      {texts.titre}
      {unread > 0 ? ` (${unread})` : ''}
      {state?.etat === 'hors-ligne' && (psc === undefined || psc === 'sans-objet' || psc === 'connecte')
        ? ' · hors ligne'
        : ''}
    </Button>
  );
}
