import { Alert, Button } from '@mui/material';
import { useRef, useState } from 'react';
import { formatCivilDate } from '../../../shared/domain/civil-date.ts';
import { sentenceOf } from '../../lib/client.ts';
import { today } from '../../lib/dates.ts';
import { readFiles } from '../../lib/files.ts';
import { useHygieCommand, useHygieQuery } from '../../lib/queries.ts';
import { DateField } from '../../ui/DateField.tsx';
import { Section } from './Section.tsx';

/** The public drug base in use, with its date; the files of a newer publication take its place whole. */
export function DrugBaseSection() {
  const base = useHygieQuery('medicaments.base', {}).data;
  const load = useHygieCommand('medicaments.importer', { refreshes: ['medicaments.base', 'medicaments.chercher'] });
  const picker = useRef<HTMLInputElement>(null);
  const [date, setDate] = useState<string>('');
  const take = async (files: FileList | null) => {
    if (files === null || files.length === 0) return;
    load.mutate({ date: date === '' ? today() : date, fichiers: await readFiles(files) });
    if (picker.current !== null) picker.current.value = '';
  };
  return (
    <Section titre="Base de médicaments">
      <p style={{ margin: '0 0 8px' }}>
        {base == null
          ? 'Aucune base n’est importée : les prescriptions se font en texte libre.'
          : `Base publique des médicaments du ${formatCivilDate(base.date)} : ${base.specialites.toLocaleString('fr-FR')} spécialités, ${base.presentations.toLocaleString('fr-FR')} présentations.`}
      </p>
      <DateField label="Date de la publication (celle que dit le site)" whole value={date} onChange={setDate} />
      <Button variant="outlined" sx={{ mt: 1 }} disabled={load.isPending} onClick={() => picker.current?.click()}>
        {load.isPending ? 'Import en cours…' : 'Importer les fichiers de la publication…'}
      </Button>
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        accept=".txt"
        aria-label="Fichiers de la base publique des médicaments"
        onChange={(event) => void take(event.target.files)}
      />
      {load.isError ? (
        <Alert severity="error" role="alert" sx={{ mt: 1 }}>
          {sentenceOf(load.error)}
        </Alert>
      ) : null}
      {load.data === undefined ? null : (
        <Alert severity="success" variant="outlined" role="status" sx={{ mt: 1 }}>
          {load.data.specialites.toLocaleString('fr-FR')} spécialités importées.
          {load.data.ignores.length === 0 ? '' : ` Fichiers ignorés : ${load.data.ignores.join(', ')}.`}
        </Alert>
      )}
    </Section>
  );
}
