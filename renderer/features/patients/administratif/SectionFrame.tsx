import { Alert, Box, Button, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import { SECTIONS_VIDES, type SectionAdministrative } from '../../../../shared/domain/administratif.ts';
import { formatInstant } from '../../../lib/dates.ts';
import { administratifTexts as texts } from './texts.ts';
import type { Lue, SectionEnSaisie } from './use-section.ts';

interface Props<S extends SectionAdministrative> {
  readonly lue: Lue;
  readonly saisie: SectionEnSaisie<S>;
  readonly children: ReactNode;
}

/** A section: its title, by whom it was written last, its fields, and its own « Enregistrer ». */
export function SectionFrame<S extends SectionAdministrative>({ lue, saisie, children }: Props<S>) {
  const titre = texts.titres[lue.valeur.section];
  return (
    <Box
      component="form"
      noValidate
      aria-label={titre}
      id={`administratif-${lue.valeur.section}`}
      tabIndex={-1}
      onSubmit={(event) => {
        event.preventDefault();
        void saisie.save();
      }}
      sx={{ display: 'grid', gap: 1.5, borderTop: 1, borderColor: 'divider', pt: 1.5 }}
    >
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'baseline' }}>
        <Typography component="h2" variant="h6">
          {titre}
        </Typography>
        <Typography variant="body2" color="text.secondary">
          {lue.modifiee === null
            ? JSON.stringify(lue.valeur) === JSON.stringify(SECTIONS_VIDES[lue.valeur.section])
              ? texts.jamais
              : texts.reprisFiche
            : `Modifié le ${formatInstant(lue.modifiee.le)} par ${lue.modifiee.auteurNom}`}
        </Typography>
      </Box>
      {saisie.echec === null ? null : (
        <Alert severity="error" role="alert">
          {saisie.echec}
        </Alert>
      )}
      {saisie.reprise === null ? null : <Alert severity="info">{saisie.reprise}</Alert>}
      {children}
      {saisie.modifiee ? (
        <Box sx={{ display: 'flex', gap: 1, justifyContent: 'flex-end' }}>
          <Button onClick={saisie.abandon}>Annuler la saisie</Button>
          <Button type="submit" variant="contained" disabled={saisie.enCours}>
            Enregistrer : {titre}
          </Button>
        </Box>
      ) : null}
    </Box>
  );
}
