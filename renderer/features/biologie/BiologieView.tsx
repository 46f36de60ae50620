import { Box, FormControlLabel, Switch, Tab, Tabs, TextField } from '@mui/material';
import { lazy, Suspense, useDeferredValue, useMemo, useState } from 'react';
import type { CourbeBiologie } from '../../../shared/contract/biologie.ts';
import { comparableName } from '../../../shared/domain/patient.ts';
import type { RecordProps } from '../../app/features.ts';
import { useHygieQuery } from '../../lib/queries.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { Loading } from '../../ui/Loading.tsx';
import './biologie.css';
import { CurveTile } from './CurveTile.tsx';
import { ResultTable } from './ResultTable.tsx';
import { texts } from './texts.ts';

const EnlargedCurve = lazy(() => import('./EnlargedCurve.tsx'));

/** By chapter, in the order of the answer. */
function chapters(courbes: readonly CourbeBiologie[]): [string, CourbeBiologie[]][] {
  const found = new Map<string, CourbeBiologie[]>();
  for (const courbe of courbes) found.set(courbe.chapitre, [...(found.get(courbe.chapitre) ?? []), courbe]);
  return [...found];
}

/** [58]–[62] [181] Every laboratory's results together: curves, or a table of dates. Nothing is typed again. */
export default function BiologieView({ patientId }: RecordProps) {
  const courbes = useHygieQuery('biologie.courbes', { patientId });
  const [tab, setTab] = useState<'courbes' | 'tableau'>('courbes');
  const [filter, setFilter] = useState('');
  const [abnormalOnly, setAbnormalOnly] = useState(false);
  const [open, setOpen] = useState<CourbeBiologie | null>(null);
  const wanted = useDeferredValue(comparableName(filter));
  const shown = useMemo(
    () =>
      (courbes.data ?? []).filter(
        (courbe) =>
          comparableName(`${courbe.libelle} ${courbe.chapitre}`).includes(wanted) &&
          (!abnormalOnly || courbe.points.at(-1)?.anormal === true),
      ),
    [courbes.data, wanted, abnormalOnly],
  );

  if (courbes.data === undefined) {
    return courbes.isError ? (
      <ErrorNotice error={courbes.error} onRetry={() => void courbes.refetch()} />
    ) : (
      <Loading texte={texts.lecture} />
    );
  }
  return (
    <Box
      component="section"
      aria-labelledby="biologie-titre"
      sx={{ p: 2, pt: 1, height: '100%', boxSizing: 'border-box', display: 'flex', flexDirection: 'column', gap: 1 }}
    >
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 2 }}>
        <Box component="h2" id="biologie-titre" sx={{ m: 0, fontSize: '1rem' }}>
          {texts.titre}
        </Box>
        <Tabs
          value={tab}
          onChange={(_event, value: 'courbes' | 'tableau') => setTab(value)}
          aria-label={texts.titre}
          sx={{ minHeight: 32, '& .MuiTab-root': { minHeight: 32, py: 0 } }}
        >
          <Tab value="courbes" label={texts.courbes} id="onglet-courbes" aria-controls="panneau-biologie" />
          <Tab value="tableau" label={texts.tableau} id="onglet-tableau" aria-controls="panneau-biologie" />
        </Tabs>
        <TextField
          label={texts.filtrer}
          value={filter}
          onChange={(event) => setFilter(event.target.value)}
          slotProps={{ htmlInput: { 'data-champ': 'biologie-filtre' } }}
          sx={{ width: '14rem' }}
        />
        <FormControlLabel
          control={
            <Switch size="small" checked={abnormalOnly} onChange={(_event, checked) => setAbnormalOnly(checked)} />
          }
          label={texts.anormaux}
          slotProps={{ typography: { sx: { fontSize: '0.8125rem' } } }}
        />
      </Box>
      <Box
        id="panneau-biologie"
        role="tabpanel"
        aria-labelledby={`onglet-${tab}`}
        sx={{ flex: 1, minHeight: 0, overflow: 'auto', position: 'relative' }}
      >
        {tab === 'tableau' ? (
          <ResultTable patientId={patientId} wanted={wanted} abnormalOnly={abnormalOnly} />
        ) : courbes.data.length === 0 ? (
          <p className="vide">{texts.aucun}</p>
        ) : shown.length === 0 ? (
          <p className="vide">{texts.rienIci}</p>
        ) : (
          <>
            {chapters(shown).map(([chapitre, group]) => (
              <section key={chapitre} aria-label={chapitre}>
                <Box component="h3" sx={{ m: 0, my: 0.5, fontSize: '0.8125rem', color: 'text.secondary' }}>
                  {chapitre}
                </Box>
                <div className="mur">
                  {group.map((courbe) => (
                    <CurveTile key={courbe.analyte} courbe={courbe} onOpen={setOpen} />
                  ))}
                </div>
              </section>
            ))}
            <Box component="p" className="discret" sx={{ fontSize: '0.75rem' }}>
              {texts.legende}
            </Box>
          </>
        )}
      </Box>
      {open === null ? null : (
        <Suspense fallback={null}>
          <EnlargedCurve patientId={patientId} courbe={open} onClose={() => setOpen(null)} />
        </Suspense>
      )}
    </Box>
  );
}
