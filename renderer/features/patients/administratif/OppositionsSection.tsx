import { Box, Typography } from '@mui/material';
import type { ActeOpposition } from '../../../../shared/domain/administratif.ts';
import { formatCivilDate } from '../../../../shared/domain/civil-date.ts';
import type { Patient } from '../../../../shared/domain/patient.ts';
import { formatInstant } from '../../../lib/dates.ts';
import { TableFrame } from '../../../ui/TableFrame.tsx';
import { OppositionForm } from './OppositionForm.tsx';
import { administratifTexts as texts } from './texts.ts';

interface Props {
  readonly patient: Patient;
  readonly actes: readonly ActeOpposition[];
}

/** What the patient objected to: noted, corrected, lifted; never erased, and recalled wherever something would leave. */
export function OppositionsSection({ patient, actes }: Props) {
  return (
    <Box
      component="section"
      aria-label={texts.oppositions}
      id="administratif-oppositions"
      tabIndex={-1}
      sx={{ display: 'grid', gap: 1.5, borderTop: 1, borderColor: 'divider', pt: 1.5 }}
    >
      <Typography component="h2" variant="h6">
        {texts.oppositions}
      </Typography>
      <Box sx={{ display: 'grid', gap: 1.5, gridTemplateColumns: 'repeat(auto-fit, minmax(min(24rem, 100%), 1fr))' }}>
        <OppositionForm key={`dmp-${patient.version}`} patient={patient} objet="dmp" />
        <OppositionForm key={`messagerie-${patient.version}`} patient={patient} objet="messagerie" />
      </Box>
      {actes.length === 0 ? (
        <p className="discret" style={{ margin: 0 }}>
          Aucune opposition n’a jamais été notée.
        </p>
      ) : (
        <TableFrame>
          <table className="tableau">
            <caption className="visuellement-cache">Historique des oppositions</caption>
            <thead>
              <tr>
                <th scope="col">Objet</th>
                <th scope="col">Acte</th>
                <th scope="col">Le</th>
                <th scope="col">Motif</th>
                <th scope="col">Noté par</th>
              </tr>
            </thead>
            <tbody>
              {actes.map((acte) => (
                <tr key={`${acte.objet}-${acte.le}-${acte.action}`}>
                  <td>{acte.portee === 'patient' ? texts.monEspaceSante : texts.objets[acte.objet]}</td>
                  <td>{texts.actes[acte.action]}</td>
                  <td className="date">{formatCivilDate(acte.date)}</td>
                  <td>{acte.motif === '' ? 'non précisé' : acte.motif}</td>
                  <td>
                    {acte.auteurNom}, le {formatInstant(acte.le)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableFrame>
      )}
    </Box>
  );
}
