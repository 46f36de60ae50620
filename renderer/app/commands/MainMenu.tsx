import MenuIcon from '@mui/icons-material/Menu';
import { Box, Button, ListSubheader, Menu, MenuItem } from '@mui/material';
import { useState } from 'react';
import { COMMAND_GROUPS } from './registry.ts';
import { useCommandList } from './use-commands.ts';

/** The entries are drawn while they are shown: each view that opens changes them. */
function Entries({ anchor, onClose }: { readonly anchor: HTMLElement; readonly onClose: () => void }) {
  const commands = useCommandList();
  return (
    <Menu anchorEl={anchor} open onClose={onClose} slotProps={{ list: { dense: true, 'aria-label': 'Menu' } }}>
      {COMMAND_GROUPS.flatMap((group) => {
        const own = commands.filter((command) => command.groupe === group);
        if (own.length === 0) return [];
        return [
          <ListSubheader
            key={group}
            role="presentation"
            sx={{ lineHeight: 2, bgcolor: 'inherit', color: 'text.secondary' }}
          >
            {group}
          </ListSubheader>,
          ...own.map((command) => (
            <MenuItem
              key={command.id}
              onClick={() => {
                onClose();
                setTimeout(command.executer, 0);
              }}
            >
              <Box component="span" sx={{ flex: 1, pr: 3 }}>
                {command.titre}
              </Box>
              <Box component="kbd" aria-hidden className="discret" sx={{ fontSize: '0.75rem' }}>
                {command.raccourcis?.[0] ?? ''}
              </Box>
            </MenuItem>
          )),
        ];
      })}
    </Menu>
  );
}

/** Every command of the moment, by group, with its key. */
export function MainMenu() {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  return (
    <>
      <Button
        color="inherit"
        startIcon={<MenuIcon />}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        Menu
      </Button>
      {anchor === null ? null : <Entries anchor={anchor} onClose={() => setAnchor(null)} />}
    </>
  );
}
