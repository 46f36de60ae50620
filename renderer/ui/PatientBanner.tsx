import type { DmpStatut, Patient } from '../../shared/domain/patient.ts';
import { formatAge, formatCivilDate } from '../../shared/domain/civil-date.ts';
import { today } from '../lib/dates.ts';
import { DmpIcon } from './DmpIcon.tsx';
import { birthNameNote, bornOn, displayName, SEXES } from './identity-text.ts';
import { IdentityChip } from './IdentityChip.tsx';

interface Props {
  readonly patient: Pick<
    Patient,
    'nomNaissance' | 'nomUtilise' | 'premierPrenom' | 'prenomUtilise' | 'sexe' | 'dateNaissance' | 'statutIdentite'
  >;
  readonly dmp?: DmpStatut;
  /** 'h1' on the record itself; a dialog about the patient already has its own title. */
  readonly niveau?: 'h1' | 'p';
}

/** [28] Who this is: on every view and every dialog about a patient. */
export function PatientBanner({ patient, dmp, niveau: Level = 'p' }: Props) {
  const note = birthNameNote(patient);
  return (
    <div role="group" aria-label="Identité du patient" className="bandeau-patient">
      <Level>{displayName(patient)}</Level>
      {note === '' ? null : <span>{note}</span>}
      <span>{SEXES[patient.sexe]}</span>
      <span>
        {bornOn(patient.sexe)} {formatCivilDate(patient.dateNaissance)}
      </span>
      <strong>{formatAge(patient.dateNaissance, today())}</strong>
      <IdentityChip statut={patient.statutIdentite} />
      {dmp === undefined ? null : <DmpIcon dmp={dmp} />}
    </div>
  );
}
