import { Dialog, DialogContent, DialogTitle } from '@mui/material';
import { useState } from 'react';
import { Combobox } from '../../ui/Combobox.tsx';
import { findCommands, type Command } from './registry.ts';
import { useCommandList } from './use-commands.ts';

interface Props {
  readonly onClose: () => void;
}

/** Ctrl+K: every command by its words. */
export default function CommandPalette({ onClose }: Props) {
  const commands = useCommandList();
  const [text, setText] = useState('');
  const found = findCommands(commands, text).filter((command) => command.id !== 'palette');
  const run = (command: Command) => {
    onClose();
    // The dialog gives the focus back first; a command that moves the focus must come after.
    setTimeout(command.executer, 0);
  };
  return (
    <Dialog
      open
      onClose={onClose}
      maxWidth="sm"
      aria-labelledby="palette-titre"
      slotProps={{ paper: { sx: { overflow: 'visible', position: 'absolute', top: '10vh' } } }}
    >
      <DialogTitle id="palette-titre" sx={{ pb: 0 }}>
        Toutes les commandes
      </DialogTitle>
      <DialogContent sx={{ overflow: 'visible', p: 2 }}>
        <Combobox<Command>
          label="Commande"
          text={text}
          onText={setText}
          options={found}
          optionKey={(command) => command.id}
          onChoose={run}
          alwaysOpen
          firstActive
          autoFocus
          placeholder="Tapez ce que vous voulez faire"
          message={found.length === 0 ? 'Aucune commande de ce nom' : undefined}
          renderOption={(command) => (
            <span style={{ display: 'flex', gap: '1rem' }}>
              <span className="discret" style={{ minWidth: '6rem' }}>
                {command.groupe}
              </span>
              <span style={{ flex: 1 }}>{command.titre}</span>
              <kbd className="discret">{command.raccourcis?.[0] ?? ''}</kbd>
            </span>
          )}
        />
      </DialogContent>
    </Dialog>
  );
}
