import { Alert, Box, Button, Paper } from '@mui/material';
import { useState } from 'react';
import type { Output } from '../../../shared/contract/index.ts';
import { hasAges, Protocole, rhythmText } from '../../../shared/domain/protocoles/index.ts';
import { formatCivilDate } from '../../../shared/domain/civil-date.ts';
import { call } from '../../lib/client.ts';
import { tell, tellError } from '../../lib/notices.ts';
import { useHygieQuery, useRefresh } from '../../lib/queries.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { fullName } from '../../ui/identity-text.ts';
import { Loading } from '../../ui/Loading.tsx';
import { texts } from './texts.ts';

/** By what the protocol finds its patients. */
const CONCERNED = ({ cim10, ...ages }: Protocole) =>
  [...(cim10.length > 0 || !hasAges(ages) ? ['leurs codes'] : []), ...(hasAges(ages) ? ['leur âge'] : [])].join(' et ');

/** What being behind means for it. */
const BEHIND = ({ evenements }: Protocole) =>
  evenements.every(({ ages }) => ages !== undefined)
    ? 'avec un acte sans trace dans le dossier et encore à faire'
    : 'avec un examen absent ou plus ancien que la période';

/** Protocols of the practice: read with their source, tried on the practice, then switched on. */
export default function ProtocolsPage() {
  const known = useHygieQuery('protocoles.lister', {});
  const refresh = useRefresh();
  const [tried, setTried] = useState<{ id: string; result: Output<'protocoles.essayer'> } | null>(null);
  const [wrong, setWrong] = useState<string | null>(null);
  const attempt = async (protocole: Protocole) => {
    try {
      setTried({ id: protocole.id, result: await call('protocoles.essayer', { protocole }) });
    } catch (error) {
      tellError(error);
    }
  };
  const turn = async (id: string, actif: boolean) => {
    try {
      await call('protocoles.activer', { id, actif });
      refresh('protocoles.lister', 'parcours.lire');
      tell(actif ? 'Protocole en usage : il est proposé, jamais imposé' : 'Protocole retiré des propositions');
    } catch (error) {
      tellError(error);
    }
  };
  const load = async (file: File | undefined) => {
    if (file === undefined) return;
    setWrong(null);
    let content: unknown;
    try {
      content = JSON.parse(await file.text());
    } catch {
      setWrong('Ce fichier n’est pas un fichier JSON.');
      return;
    }
    const read = Protocole.safeParse(content);
    if (!read.success) {
      setWrong(read.error.issues.map((issue) => `${issue.path.join('.')} : ${issue.message}`).join(' ; '));
      return;
    }
    try {
      await call('protocoles.enregistrer', { protocole: read.data });
      refresh('protocoles.lister');
      tell(`« ${read.data.titre} » enregistré ; essayez-le avant de le mettre en usage`);
    } catch (error) {
      tellError(error);
    }
  };
  if (known.data === undefined)
    return known.isError ? <ErrorNotice error={known.error} onRetry={() => void known.refetch()} /> : <Loading />;
  return (
    <Box sx={{ p: 2, display: 'grid', gap: 1.5, maxWidth: '70rem' }}>
      <Box component="h1" sx={{ m: 0, fontSize: '1.125rem' }}>
        {texts.protocoles}
      </Box>
      <p className="discret" style={{ margin: 0 }}>
        Un protocole est un fichier texte versionné, avec sa source et la date où elle a été lue. Rien n’est suivi sans
        la décision d’un médecin.
      </p>
      <label className="etiquette">
        Enregistrer un protocole du cabinet (fichier JSON){' '}
        <input type="file" accept="application/json,.json" onChange={(event) => void load(event.target.files?.[0])} />
      </label>
      {wrong === null ? null : (
        <Alert severity="error" role="alert">
          {wrong}
        </Alert>
      )}
      {known.data.map(({ protocole, actif, livre, suivis }) => (
        <Paper key={protocole.id} variant="outlined" component="section" aria-label={protocole.titre} sx={{ p: 1.5 }}>
          <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap', alignItems: 'center' }}>
            <Box component="h2" sx={{ m: 0, fontSize: '1rem' }}>
              {protocole.titre} <span className="discret">version {protocole.version}</span>
            </Box>
            <span>{actif ? 'En usage' : 'Pas en usage'}</span>
            <span className="discret">
              {livre ? 'livré avec Hygie' : 'du cabinet'} · {suivis} patient(s)
            </span>
            <Box sx={{ flex: 1 }} />
            <Button variant="outlined" onClick={() => void attempt(protocole)}>
              Essayer sur le cabinet
            </Button>
            <Button
              variant={actif ? 'outlined' : 'contained'}
              disabled={!actif && tried?.id !== protocole.id}
              onClick={() => void turn(protocole.id, !actif)}
            >
              {actif ? 'Retirer' : 'Mettre en usage'}
            </Button>
          </Box>
          <p className="discret" style={{ margin: '4px 0' }}>
            Source : {protocole.source.titre} (texte : {protocole.source.date}
            {protocole.source.adresse === '' ? '' : ` ; ${protocole.source.adresse}`} ; lu le{' '}
            {formatCivilDate(protocole.source.lueLe)})
          </p>
          {protocole.remarques === undefined ? null : <p style={{ margin: '4px 0' }}>{protocole.remarques}</p>}
          <ul style={{ margin: 0, paddingInlineStart: '1.25rem' }}>
            {protocole.evenements.map((event) => (
              <li key={event.id}>
                {event.titre} {rhythmText(event)}
              </li>
            ))}
          </ul>
          {tried?.id === protocole.id ? (
            <Alert severity="info">
              {tried.result.concernes} patient(s) du cabinet concernés par {CONCERNED(protocole)}, dont{' '}
              {tried.result.enRetard} {BEHIND(protocole)}
              {tried.result.exemples.length === 0 ? '.' : ` : ${tried.result.exemples.map(fullName).join(', ')}…`}
            </Alert>
          ) : null}
        </Paper>
      ))}
    </Box>
  );
}
