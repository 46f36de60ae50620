import { Alert, Box, Button } from '@mui/material';
import { lazy, Suspense, useCallback, useMemo, useState } from 'react';
import type { EvenementProtocole } from '../../../shared/contract/parcours.ts';
import type { CivilDate } from '../../../shared/domain/civil-date.ts';
import { EMPTY_REDACTION } from '../../../shared/domain/redaction.ts';
import type { RecordProps } from '../../app/features.ts';
import { useShell } from '../../app/shell-store.ts';
import { call } from '../../lib/client.ts';
import { addDays, today } from '../../lib/dates.ts';
import { tell, tellError } from '../../lib/notices.ts';
import { useHygieCommand, useHygieQuery, useRefresh } from '../../lib/queries.ts';
import { DateField } from '../../ui/DateField.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { Loading } from '../../ui/Loading.tsx';
import { Late } from './Late.tsx';
import './parcours.css';
import { Timeline } from './Timeline.tsx';
import { dateOfDay, dayNumber } from './timeline-geometry.ts';
import { TimelineList } from './TimelineList.tsx';
import { texts } from './texts.ts';
import { usePlanned } from './use-planned.tsx';

const DocumentsView = lazy(() => import('../documents/DocumentsView.tsx'));

const BEFORE = 540;
const AFTER = 190;

const usual = () => ({ from: dayNumber(addDays(today(), -BEFORE)), to: dayNumber(addDays(today(), AFTER)) });

/** [34] The care pathway, which folds, above the record's documents [35]. */
export default function ParcoursView({ patientId }: RecordProps) {
  const pathway = useHygieQuery('parcours.lire', { patientId });
  const [period, setPeriod] = useState(usual);
  const [folded, setFolded] = useState(false);
  const [listed, setListed] = useState(false);
  const openDocument = useShell((state) => state.openDocument);
  const showView = useShell((state) => state.showView);
  const refresh = useRefresh();
  const follow = useHygieCommand('parcours.suivre', { refreshes: ['parcours.lire'] });
  const stop = useHygieCommand('parcours.arreter', { refreshes: ['parcours.lire'] });
  const show = useCallback((from: number, to: number) => setPeriod({ from, to }), []);

  // Not drawn again with each frame of a pan: there may be two thousand of them.
  const documents = useMemo(
    () => (
      <Suspense fallback={<Loading />}>
        <DocumentsView patientId={patientId} />
      </Suspense>
    ),
    [patientId],
  );

  /** The missing examination becomes a line of the biology prescription, on top of what is already there. */
  const order = async ({ demande }: EvenementProtocole) => {
    if (demande === null) return;
    try {
      const ecrit = await call('redaction.ouvrir', { patientId, type: 'prescription-biologie' });
      const known = ecrit.contenu.demandes.some(({ libelle }) => libelle === demande);
      const demandes = known
        ? ecrit.contenu.demandes
        : [
            ...ecrit.contenu.demandes,
            { id: crypto.randomUUID(), libelle: demande, precision: '', ald: false, urgent: false },
          ];
      await call('redaction.enregistrer', {
        patientId,
        id: ecrit.id,
        contenu: { ...EMPTY_REDACTION, ...ecrit.contenu, demandes },
      });
      refresh('redaction.brouillons');
      tell(`« ${demande} » ajouté à la prescription de biologie`);
      showView(patientId, 'ecrire-autres');
    } catch (error) {
      tellError(error);
    }
  };

  const planned = usePlanned(patientId, (event) => void order(event));

  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', height: '100%', minHeight: 0 }}>
      <Box
        component="section"
        aria-labelledby="parcours-titre"
        sx={{
          p: 1.5,
          pb: 1,
          borderBottom: 1,
          borderColor: 'divider',
          bgcolor: 'background.paper',
          flex: 'none',
          maxHeight: '60%',
          overflow: 'auto',
        }}
      >
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1.5, alignItems: 'center' }}>
          <Box component="h2" id="parcours-titre" sx={{ m: 0, fontSize: '1rem' }}>
            {texts.titre}
          </Box>
          <Button aria-expanded={!folded} onClick={() => setFolded(!folded)}>
            {folded ? texts.afficher : texts.masquer}
          </Button>
          {folded ? null : (
            <>
              <Box sx={{ width: '8.5rem' }}>
                <DateField
                  label={texts.du}
                  whole
                  value={dateOfDay(period.from)}
                  onChange={(iso) =>
                    iso === '' || dayNumber(iso) >= period.to ? undefined : show(dayNumber(iso), period.to)
                  }
                />
              </Box>
              <Box sx={{ width: '8.5rem' }}>
                <DateField
                  label={texts.au}
                  whole
                  value={dateOfDay(period.to)}
                  onChange={(iso) =>
                    iso === '' || dayNumber(iso) <= period.from ? undefined : show(period.from, dayNumber(iso))
                  }
                />
              </Box>
              <Button variant="outlined" onClick={() => setPeriod(usual())}>
                {texts.reinitialiser}
              </Button>
              <Button aria-expanded={listed} onClick={() => setListed(!listed)}>
                {texts.liste}
              </Button>
            </>
          )}
        </Box>
        {folded ? null : pathway.data === undefined ? (
          pathway.isError ? (
            <ErrorNotice error={pathway.error} onRetry={() => void pathway.refetch()} />
          ) : (
            <Loading />
          )
        ) : (
          <>
            <Timeline
              pathway={pathway.data}
              from={period.from}
              to={period.to}
              onPeriod={show}
              onDocument={(id) => openDocument(patientId, id)}
              onPlanned={planned.openMark}
            />
            {pathway.data.proposes.map((each) => (
              <Alert
                key={each.id}
                severity="info"
                action={
                  <Button
                    color="inherit"
                    disabled={follow.isPending}
                    onClick={() =>
                      follow.mutate(
                        { patientId, protocole: each.id, debut: today() as CivilDate },
                        { onError: tellError },
                      )
                    }
                  >
                    {texts.suivre}
                  </Button>
                }
              >
                {each.titre}, pour « {each.pour} ». Source : {each.source}.
              </Alert>
            ))}
            {pathway.data.protocoles.map((each) => (
              <p key={each.id} className="discret" style={{ margin: '4px 0', fontSize: '0.75rem' }}>
                {each.titre} : {each.source}.{' '}
                <button
                  type="button"
                  className="bouton-nu lien"
                  onClick={() => stop.mutate({ patientId, protocole: each.id }, { onError: tellError })}
                >
                  {texts.arreter}
                </button>
              </p>
            ))}
            {listed ? (
              <TimelineList
                pathway={pathway.data}
                from={dateOfDay(period.from)}
                to={dateOfDay(period.to)}
                onDocument={(id) => openDocument(patientId, id)}
                gestures={planned.gestures}
              />
            ) : (
              <Late
                events={pathway.data.protocoles.flatMap(({ evenements }) => evenements)}
                gestures={planned.gestures}
              />
            )}
          </>
        )}
      </Box>
      <Box sx={{ flex: 1, minHeight: '12rem', overflow: 'auto' }}>{documents}</Box>
      {planned.dialogs}
    </Box>
  );
}
