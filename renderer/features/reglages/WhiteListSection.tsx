import { Alert, Box, Button } from '@mui/material';
import { useState } from 'react';
import type { EtatListeBlanche } from '../../../shared/contract/espace.ts';
import { sentenceOf } from '../../lib/client.ts';
import { formatInstant } from '../../lib/dates.ts';
import { tell } from '../../lib/notices.ts';
import { useHygieCommand, useHygieQuery } from '../../lib/queries.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { Loading } from '../../ui/Loading.tsx';
import { Fact, TextField } from './Fields.tsx';
import { Section } from './Section.tsx';

const ORIGINES: Readonly<Record<EtatListeBlanche['origine'], string>> = {
  aucune: 'Aucune : seuls les domaines en .mssante.fr sont acceptés.',
  installation: 'Celle de l’installation.',
  fichier: 'Importée d’un fichier',
  adresse: 'Relevée à cette adresse',
};

/** « 02/03/2026 à 03:00 », whatever the list wrote when it is no date. */
function generatedText(date: string | null): string {
  if (date === null) return 'non indiquée';
  const found = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}:\d{2}))?/.exec(date);
  if (found === null) return date;
  const [, year = '', month = '', day = '', time] = found;
  return `${day}/${month}/${year}${time === undefined ? '' : ` à ${time}`}`;
}

const AFTER = ['espace.listeBlanche', 'messagerie.etat'] as const;

function WhiteListForm({ liste }: { readonly liste: EtatListeBlanche }) {
  const [url, setUrl] = useState(liste.url);
  const refresh = useHygieCommand('espace.actualiser', { refreshes: AFTER });
  const load = useHygieCommand('espace.importer', { refreshes: AFTER });
  const busy = refresh.isPending || load.isPending;
  const done = (state: EtatListeBlanche | null) => {
    if (state !== null && state.echec === null)
      tell(`Liste blanche : ${(state.domaines ?? 0).toLocaleString('fr-FR')} domaines.`);
  };
  const [failed] = [refresh, load].filter(({ isError }) => isError);
  const message = failed !== undefined ? sentenceOf(failed.error) : (liste.echec?.raison ?? null);
  return (
    <>
      <div className="champs">
        <Fact label="Liste en service">
          {ORIGINES[liste.origine]}
          {liste.prisLe === null ? '' : ` le ${formatInstant(liste.prisLe)}.`}
        </Fact>
        {liste.domaines === null ? null : (
          <Fact label="Contenu">
            {liste.domaines.toLocaleString('fr-FR')} domaines ; générée le {generatedText(liste.genereeLe)}
          </Fact>
        )}
      </div>
      <Box sx={{ mt: 1 }}>
        <TextField
          label="Adresse de la liste"
          value={url}
          onChange={setUrl}
          max={300}
          aide="Gardée dès qu’elle a donné une liste ; relevée ensuite à la connexion, une fois par jour au plus."
        />
      </Box>
      {message === null ? null : (
        <Alert severity={failed === undefined ? 'warning' : 'error'} role="alert" sx={{ mt: 1 }}>
          {message}
          {failed === undefined && liste.echec !== null ? ` (${formatInstant(liste.echec.le)})` : ''}
        </Alert>
      )}
      <Box className="pied" sx={{ gap: 1 }}>
        <Button disabled={busy} onClick={() => load.mutate({}, { onSuccess: done })}>
          Importer un fichier…
        </Button>
        <Button
          variant="outlined"
          disabled={busy}
          aria-label="Actualiser la liste blanche"
          onClick={() => refresh.mutate({ url }, { onSuccess: done })}
        >
          {refresh.isPending ? 'Relève en cours…' : 'Actualiser'}
        </Button>
      </Box>
    </>
  );
}

/** Who may be written to: the domains of the espace de confiance MSSanté, and how old that knowledge is. */
export function WhiteListSection() {
  const liste = useHygieQuery('espace.listeBlanche', {});
  return (
    <Section titre="Liste blanche de l’espace de confiance MSSanté">
      {liste.isError ? (
        <ErrorNotice error={liste.error} onRetry={() => void liste.refetch()} />
      ) : liste.data === undefined ? (
        <Loading />
      ) : (
        <WhiteListForm liste={liste.data} />
      )}
    </Section>
  );
}
