import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { Appointment } from '../../../shared/contract/patients.ts';
import type { CivilDate } from '../../../shared/domain/civil-date.ts';
import { useShell } from '../../app/shell-store.ts';
import { quarterOf, today } from '../../lib/dates.ts';
import { tellError } from '../../lib/notices.ts';
import { AppointmentRow } from './AppointmentRow.tsx';
import { nextFree, type Slot } from './slots.ts';
import { texts } from './texts.ts';
import type { AppointmentActs } from './use-appointments.ts';
import './agenda.css';

interface Props {
  readonly date: CivilDate;
  readonly slots: readonly Slot[];
  readonly acts: AppointmentActs;
  readonly onAdd: (heure: string) => void;
  readonly onMove: (appointment: Appointment) => void;
}

const DRAG_TYPE = 'application/x-hygie-rendez-vous';

const tellRefusal = (error: unknown) => {
  if (error !== null) tellError(error);
};

/** Rows take the focus one at a time (roving tabindex): one Tab enters the day, one leaves it. */
export function DayGrid({ date, slots, acts, onAdd, onMove }: Props) {
  const openRecord = useShell((state) => state.openRecord);
  const list = useRef<HTMLOListElement>(null);
  const now = date === today() ? quarterOf(new Date()) : null;
  const [current, setCurrent] = useState(now ?? '08:00');
  const [target, setTarget] = useState<string | null>(null);
  const reachable = slots.some((slot) => slot.heure === current) ? current : (slots[0]?.heure ?? '');

  // Only when the day is first shown: later the doctor is the one who scrolls.
  useEffect(() => {
    list.current?.querySelector(`[data-heure="${now ?? '08:00'}"]`)?.scrollIntoView({ block: 'center' });
  }, [date]);

  const focusRow = (heure: string) => {
    setCurrent(heure);
    list.current?.querySelector<HTMLElement>(`[data-heure="${heure}"] [data-principal]`)?.focus();
  };
  const moveBy = async (appointment: Appointment, by: 1 | -1) => {
    const heure = nextFree(slots, appointment.heure, by);
    if (heure === null) return;
    const error = await acts.move(appointment, date, heure);
    tellRefusal(error);
    if (error === null) setCurrent(heure);
  };
  const onKeyDown = (event: KeyboardEvent, slot: Slot) => {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (by !== 0) {
      event.preventDefault();
      if (event.ctrlKey && slot.appointment !== null) void moveBy(slot.appointment, by);
      else focusRow(slots[slots.indexOf(slot) + by]?.heure ?? slot.heure);
    } else if (event.key === 'Delete' && slot.appointment !== null) {
      event.preventDefault();
      void acts.cancel(slot.appointment).then(tellRefusal);
    }
  };
  const drop = (id: string, heure: string) => {
    setTarget(null);
    const moved = slots.find((slot) => slot.appointment?.id === id)?.appointment;
    if (moved != null && moved.heure !== heure) void acts.move(moved, date, heure).then(tellRefusal);
  };

  return (
    <ol ref={list} className="agenda" aria-label={texts.liste(date)}>
      {slots.map((slot) => {
        const { heure, appointment } = slot;
        const classes = [
          heure.endsWith(':00') ? 'heure-pleine' : '',
          heure === now ? 'maintenant' : '',
          appointment === null ? '' : 'occupe',
          heure === target ? 'cible' : '',
        ];
        const tabIndex = heure === reachable ? 0 : -1;
        return (
          <li
            key={heure}
            data-heure={heure}
            className={classes.filter(Boolean).join(' ')}
            aria-current={heure === now ? 'time' : undefined}
            draggable={appointment !== null}
            onDragStart={(event) => {
              if (appointment !== null) event.dataTransfer.setData(DRAG_TYPE, appointment.id);
            }}
            onDragOver={(event) => {
              if (appointment !== null || !event.dataTransfer.types.includes(DRAG_TYPE)) return;
              event.preventDefault();
              setTarget(heure);
            }}
            onDragLeave={() => setTarget(null)}
            onDrop={(event) => drop(event.dataTransfer.getData(DRAG_TYPE), heure)}
            onFocus={() => setCurrent(heure)}
          >
            <time>{heure}</time>
            {appointment === null ? (
              <button
                type="button"
                data-principal
                className="bouton-nu libre"
                tabIndex={tabIndex}
                aria-label={texts.creneauLibre(heure)}
                onClick={() => onAdd(heure)}
                onKeyDown={(event) => onKeyDown(event, slot)}
              />
            ) : (
              <AppointmentRow
                appointment={appointment}
                tabIndex={tabIndex}
                acts={acts}
                onOpen={() => openRecord(appointment.patient.id)}
                onMove={() => onMove(appointment)}
                onCancel={() => void acts.cancel(appointment).then(tellRefusal)}
                onKeyDown={(event) => onKeyDown(event, slot)}
              />
            )}
          </li>
        );
      })}
    </ol>
  );
}
