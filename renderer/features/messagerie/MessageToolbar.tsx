import { Box, Button } from '@mui/material';
import type { Message } from '../../../shared/contract/messagerie.ts';
import { texts } from './texts.ts';

export interface MailActs {
  readonly compose: () => void;
  readonly reply: (genre: 'repondre' | 'tous' | 'transferer') => void;
  readonly move: () => void;
  readonly remove: () => void;
  readonly print: () => void;
  readonly assign: () => void;
  readonly unassign: () => void;
  readonly archive: () => void;
  readonly contacts: () => void;
}

interface Props {
  readonly acts: MailActs;
  readonly message: Message | null;
  readonly count: number;
}

/** [97] DéMo's buttons, in their order. */
export function MessageToolbar({ acts, message, count }: Props) {
  const none = count === 0;
  const one = message === null || message.envoi === 'brouillon';
  const button = (titre: string, run: () => void, disabled: boolean, key?: string) => (
    <Button key={titre} variant="outlined" disabled={disabled} aria-keyshortcuts={key} onClick={run}>
      {titre}
    </Button>
  );
  return (
    <Box
      role="toolbar"
      aria-label="Actions sur les messages"
      className="pas-imprime"
      sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.5 }}
    >
      <Button variant="contained" aria-keyshortcuts="N" onClick={acts.compose}>
        {texts.nouveau}
      </Button>
      {button(texts.repondre, () => acts.reply('repondre'), one, 'R')}
      {button(texts.repondreTous, () => acts.reply('tous'), one)}
      {button(texts.transferer, () => acts.reply('transferer'), one, 'F')}
      {button(texts.deplacer, acts.move, none, 'D')}
      {button(texts.supprimer, acts.remove, none, 'Delete')}
      {button(texts.imprimer, acts.print, message === null)}
      {message?.patient == null
        ? button(texts.assigner, acts.assign, one || message.classe !== 'message', 'A')
        : button(texts.desassigner, acts.unassign, false)}
      {button(texts.archiver, acts.archive, none, 'E')}
      <Box sx={{ flex: 1 }} />
      {button(texts.contacts, acts.contacts, false)}
    </Box>
  );
}
