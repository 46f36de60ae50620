import AttachIcon from '@mui/icons-material/AttachFile';
import { Paper } from '@mui/material';
import { useShell } from '../../app/shell-store.ts';
import { formatInstantDate } from '../../lib/dates.ts';
import { useHygieQuery } from '../../lib/queries.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { texts } from './texts.ts';

const SHOWN = 8;

/** [24]–[27] Messages of nobody yet; one that is assigned leaves at once. */
export default function UnassignedBlock() {
  const page = useHygieQuery('messagerie.lister', { dossier: 'non-assignes', limite: SHOWN });
  const openMessage = useShell((state) => state.openMessage);
  const lines = page.data?.lignes ?? [];
  return (
    <Paper variant="outlined" component="section" aria-labelledby="non-assignes-titre" sx={{ p: 1.5 }}>
      <h2 id="non-assignes-titre" style={{ margin: 0, fontSize: '1rem' }}>
        {texts.nonAssignes}
        {page.data === undefined ? '' : ` (${page.data.total})`}
      </h2>
      {page.isError ? <ErrorNotice error={page.error} onRetry={() => void page.refetch()} /> : null}
      {page.data !== undefined && lines.length === 0 ? <p className="vide">{texts.vide}</p> : null}
      {lines.length === 0 ? null : (
        <div className="tableau-cadre">
          <table className="tableau" aria-labelledby="non-assignes-titre">
            <thead>
              <tr>
                <th scope="col">Date</th>
                <th scope="col">PJ</th>
                <th scope="col">De</th>
                <th scope="col">Objet</th>
              </tr>
            </thead>
            <tbody>
              {lines.map((line) => (
                <tr key={line.id} style={line.lu ? {} : { fontWeight: 700 }}>
                  <td className="date">{formatInstantDate(line.date)}</td>
                  <td>
                    {line.pieces > 0 ? (
                      <AttachIcon fontSize="inherit" titleAccess={`${line.pieces} pièce(s) jointe(s)`} />
                    ) : null}
                  </td>
                  <td>{line.de.nom}</td>
                  <td>
                    <button type="button" className="bouton-nu lien" onClick={() => openMessage(line.id)}>
                      {line.objet}
                    </button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Paper>
  );
}
