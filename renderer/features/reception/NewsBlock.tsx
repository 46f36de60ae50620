import { Paper } from '@mui/material';
import { civilite } from '../../../shared/domain/patient.ts';
import { formatCivilDate } from '../../../shared/domain/civil-date.ts';
import type { DocumentId } from '../../../shared/ids.ts';
import { useShell } from '../../app/shell-store.ts';
import { today } from '../../lib/dates.ts';
import { useHygieQuery } from '../../lib/queries.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { alertText, texts } from './texts.ts';

/** [19]–[23] What arrived for the patients of the day and nobody has seen. */
export default function NewsBlock() {
  const news = useHygieQuery('reception.actualites', { date: today() });
  const openDocument = useShell((state) => state.openDocument);
  const openMessage = useShell((state) => state.openMessage);
  return (
    <Paper variant="outlined" component="section" aria-labelledby="actualites-titre" sx={{ p: 1.5 }}>
      <h2 id="actualites-titre" style={{ margin: 0, fontSize: '1rem' }}>
        {texts.actualites}
      </h2>
      {news.isError ? <ErrorNotice error={news.error} onRetry={() => void news.refetch()} /> : null}
      {news.data?.length === 0 ? <p className="vide">{texts.aucuneActualite}</p> : null}
      {(news.data ?? []).map(({ patient, nouvelles }) => (
        <div key={patient.id}>
          <h3 style={{ margin: '0.5rem 0 0.25rem', fontSize: '0.875rem' }}>
            {civilite(patient.sexe)} {(patient.nomUtilise ?? patient.nomNaissance).toLocaleUpperCase('fr')} (
            {nouvelles.length})
          </h3>
          <ul style={{ margin: 0, paddingInlineStart: '1.25rem', fontSize: '0.8125rem' }}>
            {nouvelles.map((each) => (
              <li key={each.id}>
                <button
                  type="button"
                  className="bouton-nu lien"
                  style={{ display: 'inline', textAlign: 'start', verticalAlign: 'baseline' }}
                  onClick={() =>
                    each.genre === 'document' ? openDocument(patient.id, each.id as DocumentId) : openMessage(each.id)
                  }
                >
                  {each.libelle}
                  {each.etablissement === '' ? '' : ` – ${each.etablissement}`} (
                  {formatCivilDate(each.date.slice(0, 10))})
                </button>
                {each.anormal > 0 ? <strong className="resultat-anormal"> {alertText(each.anormal)}</strong> : null}
              </li>
            ))}
          </ul>
        </div>
      ))}
    </Paper>
  );
}
