import { memo, useState } from 'react';
import { formatAge, formatCivilDate } from '../../../shared/domain/civil-date.ts';
import type { PatientSummary } from '../../../shared/domain/patient.ts';
import { sentenceOf } from '../../lib/client.ts';
import { today } from '../../lib/dates.ts';
import { useHygieQuery } from '../../lib/queries.ts';
import { Combobox } from '../../ui/Combobox.tsx';
import { bornOn, fullName, SEXES, STATUTS } from '../../ui/identity-text.ts';
import { texts } from './texts.ts';

/** What is read at a glance; more letters, or the birth date, find the others. */
const LIMIT = 12;

interface Props {
  readonly label: string;
  readonly hideLabel?: boolean;
  readonly placeholder?: string;
  readonly champ?: string;
  readonly autoFocus?: boolean;
  readonly shortcuts?: string;
  readonly error?: string | null;
  readonly onChoose: (patient: PatientSummary) => void;
}

/** One patient of a list, with all that tells homonyms apart. */
export const PatientLine = memo(function PatientLine({ patient }: { readonly patient: PatientSummary }) {
  const facts = [
    `${bornOn(patient.sexe)} ${formatCivilDate(patient.dateNaissance)} (${formatAge(patient.dateNaissance, today())})`,
    patient.lieuNaissanceInsee === null ? null : `lieu de naissance ${patient.lieuNaissanceInsee}`,
    patient.commune,
    patient.insFin === null ? null : `INS …${patient.insFin}`,
    STATUTS[patient.statutIdentite],
  ].filter((each) => each !== null);
  return (
    <>
      <div>
        <strong>{patient.homonyme ? `${fullName(patient)} — homonyme` : fullName(patient)}</strong>
        <span className="discret">{` ${SEXES[patient.sexe]}`}</span>
      </div>
      <div className="discret">{facts.join(' · ')}</div>
    </>
  );
});

/**
 * Search of any patient: names in any order, birth date, INS. The person is always chosen, never guessed:
 * Enter takes only a line that the arrows or the mouse picked.
 */
export function PatientPicker(props: Props) {
  const [text, setText] = useState('');
  const wanted = text.trim();
  const search = useHygieQuery(
    'patients.chercher',
    { texte: wanted, limite: LIMIT },
    { enabled: wanted.length >= 2, keepPrevious: true },
  );
  const found = wanted.length >= 2 ? (search.data ?? []) : [];
  const message = search.isError
    ? sentenceOf(search.error)
    : wanted.length < 2
      ? undefined
      : search.data === undefined
        ? texts.recherche
        : found.length === 0
          ? texts.aucunPatient
          : found.length === LIMIT
            ? `Les ${LIMIT} premiers : précisez la recherche.`
            : undefined;
  return (
    <Combobox<PatientSummary>
      {...props}
      text={text}
      onText={setText}
      options={found}
      optionKey={(patient) => patient.id}
      stale={search.isPlaceholderData || search.isLoading}
      message={message}
      onChoose={(patient) => {
        setText('');
        props.onChoose(patient);
      }}
      renderOption={(patient) => <PatientLine patient={patient} />}
    />
  );
}
