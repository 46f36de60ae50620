import ArrowDropDownIcon from '@mui/icons-material/ArrowDropDown';
import { Button, Menu, MenuItem } from '@mui/material';
import { useMemo, useState } from 'react';
import type { PatientId } from '../../../shared/ids.ts';
import type { Command } from '../../app/commands/registry.ts';
import { useCommands } from '../../app/commands/use-commands.ts';
import { recordDialogs, recordViews } from '../../app/mounted.ts';
import { FIRST_RECORD_VIEW, useShell } from '../../app/shell-store.ts';
import { ariaShortcut } from '../../lib/keyboard.ts';
import { NOTE_FIRST_FIELD } from './notes/note-field.ts';
import { texts } from './texts.ts';

interface Props {
  readonly patientId: PatientId;
  readonly vue: string;
}

interface Entry {
  readonly id: string;
  readonly titre: string;
  readonly raccourci?: string;
  readonly run: () => void;
}

/** Shows the medical view, then puts the focus in the note once it is there. */
function writeNote(patientId: PatientId): void {
  useShell.getState().showView(patientId, FIRST_RECORD_VIEW);
  setTimeout(() => document.querySelector<HTMLElement>(`[data-champ="${NOTE_FIRST_FIELD}"]`)?.focus(), 50);
}

/** [30]–[33] and what the other features add to the record. */
export function RecordMenu({ patientId, vue }: Props) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const showView = useShell((state) => state.showView);
  const openDialog = useShell((state) => state.openDialog);
  const askClose = useShell((state) => state.askClose);

  const { saisir, buttons, commands } = useMemo(() => {
    const entry = (each: { id: string; titre: string; raccourci?: string }, run: () => void): Entry => ({
      id: each.id,
      titre: each.titre,
      ...(each.raccourci === undefined ? {} : { raccourci: each.raccourci }),
      run,
    });
    const view = (each: (typeof recordViews)[number]) => entry(each, () => showView(patientId, each.id));
    const dialog = (each: (typeof recordDialogs)[number]) => entry(each, () => openDialog(each.id, patientId));
    const note: Entry = {
      id: 'note',
      titre: texts.noteDeConsultation,
      raccourci: 'Alt+2',
      run: () => writeNote(patientId),
    };
    const entries = {
      views: recordViews.filter((each) => each.place === 'menu').map(view),
      saisir: [
        note,
        ...recordViews.filter((each) => each.place === 'saisir').map(view),
        ...recordDialogs.filter((each) => each.place === 'saisir').map(dialog),
      ],
      buttons: recordDialogs.filter((each) => each.place === 'bouton').map(dialog),
    };
    const all = [...entries.views, ...entries.saisir, ...entries.buttons].map((each): Command => ({
      id: `dossier:${each.id}`,
      titre: each.titre,
      groupe: 'Dossier',
      executer: each.run,
      ...(each.raccourci === undefined ? {} : { raccourcis: [each.raccourci] }),
    }));
    return { saisir: entries.saisir, buttons: entries.buttons, commands: all };
  }, [patientId, showView, openDialog]);
  useCommands(commands);

  const menuViews = recordViews.filter((each) => each.place === 'menu');
  const [first, ...others] = menuViews;
  const viewButton = (each: (typeof recordViews)[number]) => (
    <button
      key={each.id}
      type="button"
      className="onglet-vue"
      aria-current={vue === each.id ? 'page' : undefined}
      aria-keyshortcuts={each.raccourci === undefined ? undefined : ariaShortcut(each.raccourci)}
      onClick={() => showView(patientId, each.id)}
    >
      {each.titre}
      {each.Pastille === undefined ? null : <each.Pastille patientId={patientId} />}
    </button>
  );

  return (
    <nav className="menu-dossier pas-imprime" aria-label={texts.menuDossier}>
      {first === undefined ? null : viewButton(first)}
      <button
        type="button"
        className="onglet-vue"
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        {texts.saisirDocument}
        <ArrowDropDownIcon fontSize="small" />
      </button>
      {anchor === null ? null : (
        <Menu
          anchorEl={anchor}
          open
          onClose={() => setAnchor(null)}
          slotProps={{ list: { dense: true, 'aria-label': texts.saisirDocument } }}
        >
          {saisir.map((each) => (
            <MenuItem
              key={each.id}
              onClick={() => {
                setAnchor(null);
                setTimeout(each.run, 0);
              }}
            >
              {each.titre}
            </MenuItem>
          ))}
        </Menu>
      )}
      {others.map(viewButton)}
      <span className="reste" />
      {buttons.map((each) => (
        <Button key={each.id} variant="contained" onClick={each.run}>
          {each.titre}
        </Button>
      ))}
      <Button variant="outlined" aria-keyshortcuts="Control+W" onClick={() => askClose(patientId)}>
        {texts.fermerDossier}
      </Button>
    </nav>
  );
}
