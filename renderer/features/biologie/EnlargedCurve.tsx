import { Box, Button, Dialog, DialogActions, DialogContent, DialogTitle } from '@mui/material';
import { startTransition, useEffect, useMemo, useState } from 'react';
import { Area, CartesianGrid, ComposedChart, Line, ResponsiveContainer, XAxis, YAxis } from 'recharts';
import type { CourbeBiologie, PointBiologie } from '../../../shared/contract/biologie.ts';
import { formatCivilDate } from '../../../shared/domain/civil-date.ts';
import type { PatientId } from '../../../shared/ids.ts';
import { useShell } from '../../app/shell-store.ts';
import { useHygieQuery } from '../../lib/queries.ts';
import { PatientBanner } from '../../ui/PatientBanner.tsx';
import { dayOf, valueBounds } from './curve-geometry.ts';
import { texts } from './texts.ts';

interface Props {
  readonly patientId: PatientId;
  readonly courbe: CourbeBiologie;
  readonly onClose: () => void;
}

type Drawn = PointBiologie & { readonly jour: number; readonly plage: [number, number] | null };

const FIRST_ROWS = 15;

const dayText = (day: number) => formatCivilDate(new Date(Math.round(day) * 86_400_000).toISOString().slice(0, 10));

/** [61] [62] One curve, each laboratory's own range under its points; a point opens the report it came from. */
export default function EnlargedCurve({ patientId, courbe, onClose }: Props) {
  const patient = useHygieQuery('patients.lire', { patientId }).data;
  const openDocument = useShell((state) => state.openDocument);
  const bounds = useMemo(() => valueBounds(courbe.points), [courbe]);
  const points = useMemo<Drawn[]>(
    () =>
      courbe.points.map((point) => ({
        ...point,
        jour: dayOf(point.date),
        plage: point.bas === null && point.haut === null ? null : [point.bas ?? bounds.low, point.haut ?? bounds.high],
      })),
    [courbe, bounds],
  );
  // The curve first: of a long table only what is in sight is drawn with it.
  const [drawn, setDrawn] = useState(FIRST_ROWS);
  useEffect(() => {
    startTransition(() => setDrawn(Number.POSITIVE_INFINITY));
  }, []);
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
        <Box sx={{ height: '20rem', flex: 'none' }} aria-hidden>
          <ResponsiveContainer width="100%" height="100%">
            <ComposedChart data={points} margin={{ top: 10, right: 24, bottom: 4, left: 4 }} accessibilityLayer={false}>
              <CartesianGrid stroke="var(--mui-palette-divider)" vertical={false} />
              <XAxis
                dataKey="jour"
                type="number"
                domain={['dataMin', 'dataMax']}
                tickFormatter={dayText}
                stroke="var(--mui-palette-text-secondary)"
                fontSize={12}
                minTickGap={40}
              />
              <YAxis
                domain={[bounds.low, bounds.high]}
                tickFormatter={(value: number) =>
                  value.toLocaleString('fr-FR', { maximumFractionDigits: courbe.decimales })
                }
                stroke="var(--mui-palette-text-secondary)"
                fontSize={12}
                width={56}
              />
              <Area
                dataKey="plage"
                type="step"
                stroke="none"
                fill="var(--mui-palette-success-main)"
                fillOpacity={0.15}
                isAnimationActive={false}
                activeDot={false}
                connectNulls={false}
              />
              <Line
                dataKey="axe"
                stroke="var(--mui-palette-primary-main)"
                strokeWidth={1.75}
                isAnimationActive={false}
                activeDot={false}
                dot={(dot: { cx?: number; cy?: number; index?: number; payload?: Drawn }) => (
                  <Mark key={dot.index} x={dot.cx} y={dot.cy} point={dot.payload} onOpen={open} />
                )}
              />
            </ComposedChart>
          </ResponsiveContainer>
        </Box>
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
              {rows.slice(0, drawn).map((point) => (
                <tr key={`${point.documentId} ${point.rang}`}>
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

/** A point: a disc, a diamond when out of range, a hollow one when the value is only bounded. The table beside is its keyboard twin. */
function Mark({
  x,
  y,
  point,
  onOpen,
}: {
  readonly x: number | undefined;
  readonly y: number | undefined;
  readonly point: Drawn | undefined;
  readonly onOpen: (point: PointBiologie) => void;
}) {
  if (x === undefined || y === undefined || point === undefined) return null;
  const title = `${formatCivilDate(point.date.slice(0, 10))} : ${point.valeur} (${point.laboratoire})`;
  const shape =
    point.comparator !== null ? (
      <circle cx={x} cy={y} r={5} className="courbe-bornes" />
    ) : point.anormal ? (
      <path d={`M${x} ${y - 6}l6 6l-6 6l-6 -6Z`} className="courbe-anormal" />
    ) : (
      <circle cx={x} cy={y} r={4} fill="var(--mui-palette-primary-main)" />
    );
  return (
    <g style={{ cursor: 'pointer' }} onClick={() => onOpen(point)}>
      <title>{title}</title>
      <circle cx={x} cy={y} r={11} fill="transparent" />
      {shape}
    </g>
  );
}
