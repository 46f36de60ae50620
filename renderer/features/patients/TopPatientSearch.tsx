import { focusMain } from '../../app/shell/main-focus.ts';
import { SEARCH_FIELD } from '../../app/shell/use-frame-commands.ts';
import { useShell } from '../../app/shell-store.ts';
import { PatientPicker } from './PatientPicker.tsx';
import { texts } from './texts.ts';

/** The search field of the top bar: F2 or Ctrl+F from anywhere. */
export default function TopPatientSearch() {
  const openRecord = useShell((state) => state.openRecord);
  return (
    <PatientPicker
      label={texts.rechercher}
      hideLabel
      placeholder={texts.rechercherAvecTouche}
      champ={SEARCH_FIELD}
      shortcuts="F2"
      onChoose={(patient) => {
        openRecord(patient.id);
        focusMain();
      }}
    />
  );
}
