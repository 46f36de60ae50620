import { Button, Dialog, DialogActions, DialogContent, DialogTitle } from '@mui/material';
import { useState } from 'react';
import { ageOn, civilDateOf, formatAge, formatCivilDate } from '../../../../shared/domain/civil-date.ts';
import type { PatientId } from '../../../../shared/ids.ts';
import { today } from '../../../lib/dates.ts';
import { useHygieQuery } from '../../../lib/queries.ts';
import { ErrorNotice } from '../../../ui/ErrorNotice.tsx';
import { Loading } from '../../../ui/Loading.tsx';
import { PatientBanner } from '../../../ui/PatientBanner.tsx';
import { TableFrame } from '../../../ui/TableFrame.tsx';
import { LargeCurve } from '../../biologie/LargeCurve.tsx';
import { useDossier } from '../use-dossier.ts';
import { texts } from '../texts.ts';
import { DRAWN, french, pointsOf, valueOf, type Drawn, type MeasurePoint } from './measure-curves.ts';

interface Props {
  readonly patientId: PatientId;
  readonly onClose: () => void;
}

const NAMES = Object.keys(DRAWN) as readonly Drawn[];
const keyOf = ({ noteId }: MeasurePoint) => noteId;

/** What was measured at the signed consultations, drawn and listed with the age of that day. */
export default function MeasuresDialog({ patientId, onClose }: Props) {
  const patient = useDossier(patientId).data?.patient;
  const measures = useHygieQuery('notes.mesures', { patientId });
  const all = measures.data ?? [];
  const curves = NAMES.map((name) => [name, pointsOf(name, all)] as const).filter(([, points]) => points.length > 0);
  const [wanted, setWanted] = useState<Drawn | null>(null);
  const [name, points] = curves.find(([each]) => each === wanted) ?? curves[0] ?? ['poids', []];
  const { label, unite } = DRAWN[name];
  const titleOf = ({ date, axe }: MeasurePoint) => `${formatCivilDate(date)} : ${french(axe)} ${unite}`;
  const birth = patient?.dateNaissance;
  return (
    <Dialog open onClose={onClose} maxWidth="lg" aria-labelledby="mesures-titre">
      <DialogTitle id="mesures-titre">{texts.courbesDesMesures}</DialogTitle>
      <DialogContent sx={{ display: 'flex', flexDirection: 'column', gap: 1 }}>
        {patient === undefined ? null : <PatientBanner patient={patient} />}
        {measures.isError ? <ErrorNotice error={measures.error} onRetry={() => void measures.refetch()} /> : null}
        {measures.isPending ? <Loading /> : null}
        {measures.data?.length === 0 ? <p className="vide">{texts.aucuneMesure}</p> : null}
        {curves.length === 0 ? null : (
          <>
            <fieldset className="problemes">
              <legend className="etiquette">{texts.mesureDessinee}</legend>
              {curves.map(([each]) => (
                <label key={each}>
                  <input type="radio" name="mesure" checked={each === name} onChange={() => setWanted(each)} />{' '}
                  {DRAWN[each].label}
                </label>
              ))}
            </fieldset>
            <div>
              <strong>{label}</strong> ({unite})
            </div>
            <LargeCurve points={points} keyOf={keyOf} titleOf={titleOf} onOpen={() => undefined} />
            {birth !== undefined && ageOn(birth, today()).years < 18 ? (
              <p className="discret" style={{ margin: 0 }}>
                {texts.sansReference}
              </p>
            ) : null}
            <TableFrame>
              <table className="tableau" aria-label={texts.mesuresRelevees}>
                <thead>
                  <tr>
                    <th scope="col">Date</th>
                    <th scope="col">Âge</th>
                    {curves.map(([each]) => (
                      <th key={each} scope="col">
                        {DRAWN[each].label} ({DRAWN[each].unite})
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {[...all].reverse().map((each) => {
                    const day = civilDateOf(new Date(each.le));
                    return (
                      <tr key={each.noteId}>
                        <td className="date">{formatCivilDate(day)}</td>
                        <td>{birth === undefined ? '' : formatAge(birth, day)}</td>
                        {curves.map(([one]) => {
                          const value = valueOf(one, each);
                          return <td key={one}>{value === null ? '' : french(value)}</td>;
                        })}
                      </tr>
                    );
                  })}
                </tbody>
              </table>
            </TableFrame>
          </>
        )}
      </DialogContent>
      <DialogActions>
        <Button autoFocus variant="contained" onClick={onClose}>
          {texts.fermer}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
