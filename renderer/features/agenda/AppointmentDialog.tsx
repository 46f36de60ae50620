import { Alert, Box, Button, Dialog, DialogActions, DialogContent, DialogTitle } from '@mui/material';
import { useState, type FormEvent } from 'react';
import type { Appointment } from '../../../shared/contract/patients.ts';
import type { CivilDate } from '../../../shared/domain/civil-date.ts';
import type { PatientSummary } from '../../../shared/domain/patient.ts';
import { sentenceOf } from '../../lib/client.ts';
import { quarterHours } from '../../lib/dates.ts';
import { DateField } from '../../ui/DateField.tsx';
import { displayName } from '../../ui/identity-text.ts';
import { PatientLine, PatientPicker } from '../patients/PatientPicker.tsx';
import type { AppointmentActs } from './use-appointments.ts';

interface Props {
  /** The appointment to move; null to add one. */
  readonly moved: Appointment | null;
  readonly date: CivilDate;
  readonly heure: string;
  readonly acts: AppointmentActs;
  readonly onClose: () => void;
}

const TIMES = quarterHours('00:00', '23:45');

/** Adds an appointment (the patient is chosen here) or moves one to another day or hour. */
export function AppointmentDialog({ moved, date, heure, acts, onClose }: Props) {
  const [patient, setPatient] = useState<PatientSummary | null>(moved?.patient ?? null);
  const [day, setDay] = useState<string>(date);
  const [time, setTime] = useState(heure);
  const [motif, setMotif] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const titre = moved === null ? 'Ajouter un rendez-vous' : 'Déplacer le rendez-vous';

  const submit = async () => {
    if (patient === null) return setProblem('Choisissez un patient dans la liste.');
    if (day === '') return setProblem('Saisissez une date complète.');
    setBusy(true);
    const error =
      moved === null
        ? await acts.add({
            patientId: patient.id,
            nom: displayName(patient),
            date: day as CivilDate,
            heure: time,
            motif: motif.trim(),
          })
        : await acts.move(moved, day as CivilDate, time);
    setBusy(false);
    if (error === null) onClose();
    else setProblem(sentenceOf(error));
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    void submit();
  };

  return (
    <Dialog
      open
      onClose={onClose}
      maxWidth="sm"
      aria-labelledby="rendez-vous-titre"
      slotProps={{ paper: { sx: { overflow: 'visible' } } }}
    >
      <form noValidate onSubmit={onSubmit} style={{ display: 'contents' }}>
        <DialogTitle id="rendez-vous-titre">{titre}</DialogTitle>
        <DialogContent sx={{ display: 'grid', gap: 1.5, overflow: 'visible' }}>
          {problem === null ? null : (
            <Alert severity="warning" role="alert">
              {problem}
            </Alert>
          )}
          {patient === null ? (
            <PatientPicker
              label="Patient"
              autoFocus
              placeholder="Nom, prénom, date de naissance ou INS"
              onChoose={setPatient}
            />
          ) : (
            <Box role="group" aria-label="Patient" sx={{ border: 1, borderColor: 'divider', borderRadius: 1, p: 1 }}>
              <PatientLine patient={patient} />
              {moved === null ? <Button onClick={() => setPatient(null)}>Choisir un autre patient</Button> : null}
            </Box>
          )}
          <Box sx={{ display: 'grid', gridTemplateColumns: '1fr 1fr', gap: 1.5 }}>
            <DateField label="Date" whole required value={day} onChange={setDay} autoFocus={moved !== null} />
            <div>
              <label className="etiquette requis" htmlFor="rendez-vous-heure">
                Heure
              </label>
              <select
                id="rendez-vous-heure"
                className="champ"
                value={time}
                onChange={(event) => setTime(event.target.value)}
              >
                {TIMES.map((each) => (
                  <option key={each}>{each}</option>
                ))}
              </select>
            </div>
          </Box>
          {moved === null ? (
            <div>
              <label className="etiquette" htmlFor="rendez-vous-motif">
                Motif
              </label>
              <input
                id="rendez-vous-motif"
                className="champ"
                maxLength={200}
                autoComplete="off"
                value={motif}
                onChange={(event) => setMotif(event.target.value)}
              />
            </div>
          ) : null}
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>Annuler</Button>
          <Button type="submit" variant="contained" disabled={busy}>
            {moved === null ? 'Ajouter' : 'Déplacer'}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
