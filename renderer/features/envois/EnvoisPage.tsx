import { Box, ToggleButton, ToggleButtonGroup } from '@mui/material';
import { useState } from 'react';
import type { Input } from '../../../shared/contract/index.ts';
import { useHygieQuery } from '../../lib/queries.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { Loading } from '../../ui/Loading.tsx';
import PscNotice from '../psc/PscNotice.tsx';
import { DueDocuments } from './DueDocuments.tsx';
import { JobCard } from './JobCard.tsx';
import './envois.css';

type Filtre = Input<'envois.lister'>['filtre'];

const FILTRES: readonly (readonly [Filtre, string, string])[] = [
  ['tous', 'Tous', 'Aucun envoi pour le moment. « Partager le VSM », dans un dossier, en crée un.'],
  ['a-traiter', 'À traiter', 'Rien à traiter : aucun refus, aucune issue inconnue.'],
  ['en-attente', 'En attente', 'Aucun envoi en attente.'],
  ['envoyes', 'Envoyés', 'Aucun envoi terminé.'],
];

/** Every sending of the practice: where it stands, what the other side said, what to do. */
export default function EnvoisPage() {
  const [filtre, setFiltre] = useState<Filtre>('tous');
  const jobs = useHygieQuery('envois.lister', { filtre }, { keepPrevious: true });
  return (
    <Box className="page-envois">
      <Box component="h1" sx={{ m: 0, fontSize: '1.25rem' }}>
        Envois
      </Box>
      <PscNotice />
      <DueDocuments />
      <section aria-labelledby="envois-titre">
        <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 2, mb: 1 }}>
          <Box component="h2" id="envois-titre" sx={{ m: 0, fontSize: '1rem' }}>
            Suivi des envois
          </Box>
          <ToggleButtonGroup
            exclusive
            size="small"
            aria-label="Filtre des envois"
            value={filtre}
            onChange={(_event, value: Filtre | null) => setFiltre(value ?? filtre)}
          >
            {FILTRES.map(([value, label]) => (
              <ToggleButton key={value} value={value} sx={{ textTransform: 'none', py: 0.25, color: 'text.primary' }}>
                {label}
              </ToggleButton>
            ))}
          </ToggleButtonGroup>
        </Box>
        {jobs.isError ? (
          <ErrorNotice error={jobs.error} onRetry={() => void jobs.refetch()} />
        ) : jobs.data === undefined ? (
          <Loading />
        ) : jobs.data.length === 0 ? (
          <p className="vide">{FILTRES.find(([value]) => value === filtre)?.[2]}</p>
        ) : (
          <ul className="envois" aria-label="Envois">
            {jobs.data.map((job) => (
              <JobCard key={job.id} job={job} />
            ))}
          </ul>
        )}
      </section>
    </Box>
  );
}
