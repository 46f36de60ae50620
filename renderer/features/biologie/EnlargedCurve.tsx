import { Box, Button, Dialog, DialogActions, DialogContent, DialogTitle } from '@mui/material';
import { useMemo } from 'react';
import type { CourbeBiologie, PointBiologie } from '../../../shared/contract/biologie.ts';
import { formatCivilDate } from '../../../shared/domain/civil-date.ts';
import type { PatientId } from '../../../shared/ids.ts';
import { useShell } from '../../app/shell-store.ts';
import { useAfterPaint } from '../../lib/after-paint.ts';
import { useHygieQuery } from '../../lib/queries.ts';
import { PatientBanner } from '../../ui/PatientBanner.tsx';
import { LargeCurve } from './LargeCurve.tsx';
import { texts } from './texts.ts';

interface Props {
  readonly patientId: PatientId;
  readonly courbe: CourbeBiologie;
  readonly onClose: () => void;
}

const FIRST_ROWS = 15;

const keyOf = (point: PointBiologie) => `${point.documentId} ${point.rang}`;
const titleOf = (point: PointBiologie) =>
  `${formatCivilDate(point.date.slice(0, 10))} : ${point.valeur} (${point.laboratoire})`;

/** [61] [62] One curve, each laboratory's own range under its points; a point opens the report it came from. */
export default function EnlargedCurve({ patientId, courbe, onClose }: Props) {
  const patient = useHygieQuery('patients.lire', { patientId }).data;
  const openDocument = useShell((state) => state.openDocument);
  // The curve first: of a long table only what is in sight is drawn with it.
  const painted = useAfterPaint();
  const rows = useMemo(() => [...courbe.points].reverse(), [courbe]);
  const open = (point: PointBiologie) => {
    onClose();
    openDocument(patientId, point.documentId);
  };
  return (
    <Dialog open onClose={onClose} maxWidth="lg" aria-labelledby="courbe-titre">
      <DialogTitle id="courbe-titre">
        {courbe.libelle} ({courbe.unite})
      </DialogTitle>
      <DialogContent sx={{ display: 'flex', flexDirection: 'column', gap: 1 }}>
        {patient === undefined ? null : <PatientBanner patient={patient} />}
        <LargeCurve points={courbe.points} keyOf={keyOf} titleOf={titleOf} onOpen={open} />
        <Box component="p" className="discret" sx={{ m: 0, fontSize: '0.75rem' }}>
          {texts.legende}
        </Box>
        <div className="tableau-cadre">
          <table className="tableau" aria-label={texts.points}>
            <thead>
              <tr>
                <th scope="col">Date</th>
                <th scope="col">Résultat</th>
                <th scope="col">Référence du laboratoire</th>
                <th scope="col">Laboratoire</th>
              </tr>
            </thead>
            <tbody>
              {(painted ? rows : rows.slice(0, FIRST_ROWS)).map((point) => (
                <tr key={keyOf(point)}>
                  <td className="date">
                    <button type="button" className="bouton-nu lien" onClick={() => open(point)}>
                      {formatCivilDate(point.date.slice(0, 10))}
                      {point.date.length > 10 ? ` à ${point.date.slice(11, 16)}` : ''}
                    </button>
                  </td>
                  <td className={point.anormal ? 'resultat-anormal' : ''}>
                    {point.anormal ? '◆ ' : ''}
                    {point.valeur}
                    {point.anormal ? <span className="visuellement-cache">, {texts.horsNormes}</span> : null}
                  </td>
                  <td>{point.bornes ?? ''}</td>
                  <td>{point.laboratoire}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </DialogContent>
      <DialogActions>
        <Button autoFocus variant="contained" onClick={onClose}>
          Fermer
        </Button>
      </DialogActions>
    </Dialog>
  );
}
