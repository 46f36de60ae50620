import MoreVertIcon from '@mui/icons-material/MoreVert';
import { IconButton, Menu, MenuItem } from '@mui/material';
import { useState, type KeyboardEvent } from 'react';
import type { Appointment } from '../../../shared/contract/patients.ts';
import { formatAge } from '../../../shared/domain/civil-date.ts';
import { DmpIcon } from '../../ui/DmpIcon.tsx';
import { birthNameNote, displayName } from '../../ui/identity-text.ts';
import { texts } from './texts.ts';
import type { AppointmentActs } from './use-appointments.ts';

interface Props {
  readonly appointment: Appointment;
  readonly tabIndex: number;
  readonly acts: AppointmentActs;
  readonly onOpen: () => void;
  readonly onMove: () => void;
  readonly onCancel: () => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

/** [14]–[18] Name (opens the record), DMP icon, reason, and what can be done with the appointment. */
export function AppointmentRow({ appointment, tabIndex, acts, onOpen, onMove, onCancel, onKeyDown }: Props) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const { patient, dmp, motif, date } = appointment;
  const name = displayName(patient);
  const note = birthNameNote(patient);
  const act = (work: () => void) => () => {
    setAnchor(null);
    work();
  };
  return (
    <>
      <span className="dmp">
        <DmpIcon dmp={dmp} />
      </span>
      <button
        type="button"
        data-principal
        className="bouton-nu nom"
        tabIndex={tabIndex}
        onClick={onOpen}
        onKeyDown={onKeyDown}
      >
        {name}
      </button>
      <span className="discret">
        {note === '' ? '' : `${note}, `}
        {formatAge(patient.dateNaissance, date)}
        {patient.homonyme ? ', homonyme' : ''}
      </span>
      <span className="motif">{motif}</span>
      <IconButton
        aria-label={texts.actions(name)}
        aria-haspopup="menu"
        tabIndex={tabIndex}
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        <MoreVertIcon fontSize="small" />
      </IconButton>
      {anchor === null ? null : (
        <Menu
          anchorEl={anchor}
          open
          onClose={() => setAnchor(null)}
          slotProps={{ list: { dense: true, 'aria-label': texts.actions(name) } }}
        >
          <MenuItem onClick={act(onOpen)}>{texts.ouvrir}</MenuItem>
          <MenuItem onClick={act(onMove)}>{texts.deplacer}</MenuItem>
          <MenuItem onClick={act(onCancel)}>{texts.annuler}</MenuItem>
          <MenuItem onClick={act(() => void acts.checkDmp(appointment))}>{texts.verifier}</MenuItem>
        </Menu>
      )}
    </>
  );
}
