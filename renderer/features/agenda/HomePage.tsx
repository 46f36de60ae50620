import ChevronLeftIcon from '@mui/icons-material/ChevronLeft';
import ChevronRightIcon from '@mui/icons-material/ChevronRight';
import { Box, Button, IconButton, Paper } from '@mui/material';
import { Suspense, useState } from 'react';
import { create } from 'zustand';
import type { Appointment } from '../../../shared/contract/patients.ts';
import type { CivilDate } from '../../../shared/domain/civil-date.ts';
import { ErrorBoundary } from '../../app/ErrorBoundary.tsx';
import { homeBlocks } from '../../app/mounted.ts';
import { useShell } from '../../app/shell-store.ts';
import { addDays, today, weekday } from '../../lib/dates.ts';
import { useHygieQuery } from '../../lib/queries.ts';
import { DateField } from '../../ui/DateField.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { Loading } from '../../ui/Loading.tsx';
import { AppointmentDialog } from './AppointmentDialog.tsx';
import { DayGrid } from './DayGrid.tsx';
import { slotsOf } from './slots.ts';
import { texts } from './texts.ts';
import { useAppointments } from './use-appointments.ts';

/** The day looked at; null follows the calendar. Kept while the doctor goes to a record and comes back. */
const useDay = create<{ day: CivilDate | null }>(() => ({ day: null }));

interface Asked {
  readonly moved: Appointment | null;
  readonly heure: string;
}

/** [13]–[18] The day's consultations. */
export default function HomePage() {
  const chosen = useDay((state) => state.day);
  const date = chosen ?? today();
  const show = (day: CivilDate) => useDay.setState({ day: day === today() ? null : day });
  const openDialog = useShell((state) => state.openDialog);
  const agenda = useHygieQuery('agenda.jour', { date });
  const acts = useAppointments();
  const [asked, setAsked] = useState<Asked | null>(null);
  const count = agenda.data?.length ?? 0;

  return (
    <Box
      sx={{
        display: 'flex',
        gap: 2,
        p: 2,
        minHeight: '100%',
        boxSizing: 'border-box',
        alignItems: 'flex-start',
        flexWrap: 'wrap',
      }}
    >
      <Paper
        variant="outlined"
        component="section"
        aria-labelledby="agenda-titre"
        sx={{ flex: '3 1 32rem', minWidth: 0 }}
      >
        <Box
          sx={{
            display: 'flex',
            flexWrap: 'wrap',
            alignItems: 'center',
            gap: 1,
            px: 1.5,
            py: 1,
            borderBottom: 1,
            borderColor: 'divider',
            position: 'sticky',
            top: 0,
            zIndex: 1,
            bgcolor: 'background.paper',
          }}
        >
          <IconButton aria-label={texts.veille} onClick={() => show(addDays(date, -1))}>
            <ChevronLeftIcon />
          </IconButton>
          <Box component="h1" id="agenda-titre" sx={{ m: 0, fontSize: '1.125rem' }}>
            {texts.titre(date)}
          </Box>
          <IconButton aria-label={texts.lendemain} onClick={() => show(addDays(date, 1))}>
            <ChevronRightIcon />
          </IconButton>
          <span className="discret">
            {weekday(date)}
            {agenda.data === undefined ? '' : `, ${count} rendez-vous`}
          </span>
          <Box sx={{ flex: 1 }} />
          <Box sx={{ width: '8rem' }}>
            <DateField
              label="Aller au"
              hideLabel
              whole
              value={date}
              onChange={(iso) => (iso === '' ? undefined : show(iso as CivilDate))}
            />
          </Box>
          <Button variant="outlined" disabled={date === today()} onClick={() => show(today())}>
            {texts.aujourdhui}
          </Button>
          <Button variant="outlined" onClick={() => openDialog('nouveau-patient')}>
            Nouveau patient
          </Button>
        </Box>
        {agenda.isError ? (
          <ErrorNotice error={agenda.error} onRetry={() => void agenda.refetch()} />
        ) : agenda.data === undefined ? (
          <Loading />
        ) : (
          <DayGrid
            key={date}
            date={date}
            slots={slotsOf(agenda.data)}
            acts={acts}
            onAdd={(heure) => setAsked({ moved: null, heure })}
            onMove={(moved) => setAsked({ moved, heure: moved.heure })}
          />
        )}
        <Box component="p" className="discret" sx={{ m: 0, px: 1.5, py: 0.5, fontSize: '0.75rem' }}>
          {texts.aide}
        </Box>
      </Paper>
      {homeBlocks.length === 0 ? null : (
        <Box component="aside" aria-label="À suivre" sx={{ flex: '0 1 18rem', display: 'grid', gap: 2 }}>
          {homeBlocks.map(({ id, Component }) => (
            <ErrorBoundary key={id} place={id} petit>
              <Suspense fallback={<Loading />}>
                <Component />
              </Suspense>
            </ErrorBoundary>
          ))}
        </Box>
      )}
      {asked === null ? null : (
        <AppointmentDialog
          moved={asked.moved}
          date={date}
          heure={asked.heure}
          acts={acts}
          onClose={() => setAsked(null)}
        />
      )}
    </Box>
  );
}
