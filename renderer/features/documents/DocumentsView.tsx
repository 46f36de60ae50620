import { Box } from '@mui/material';
import { lazy, Suspense, useState } from 'react';
import type { DocumentLine } from '../../../shared/contract/dossier.ts';
import type { RecordProps } from '../../app/features.ts';
import { formatInstantDate } from '../../lib/dates.ts';
import { useHygieQuery } from '../../lib/queries.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { Loading } from '../../ui/Loading.tsx';
import { ENVOIS, ORIGINES } from './labels.ts';

const DocumentDialog = lazy(() => import('./DocumentDialog.tsx'));

/** [32] Documents of the record, latest first; a click reads one in the window. */
export default function DocumentsView({ patientId }: RecordProps) {
  const documents = useHygieQuery('documents.lister', { patientId });
  const [open, setOpen] = useState<DocumentLine | null>(null);
  if (documents.data === undefined) {
    return documents.isError ? (
      <ErrorNotice error={documents.error} onRetry={() => void documents.refetch()} />
    ) : (
      <Loading />
    );
  }
  return (
    <Box component="section" aria-labelledby="documents-titre" sx={{ p: 2 }}>
      <Box component="h2" id="documents-titre" sx={{ mt: 0, fontSize: '1rem' }}>
        Liste des documents
      </Box>
      {documents.data.length === 0 ? (
        <p className="vide">Aucun document dans ce dossier. « Saisir un document » en produit un.</p>
      ) : (
        <Box
          className="tableau-cadre"
          sx={{ bgcolor: 'background.paper', border: 1, borderColor: 'divider', borderRadius: 1 }}
        >
          <table className="tableau" aria-labelledby="documents-titre">
            <thead>
              <tr>
                <th scope="col">Origine</th>
                <th scope="col">Date</th>
                <th scope="col">Nom</th>
                <th scope="col">Type</th>
                <th scope="col">Signataire</th>
                <th scope="col">Établ.</th>
                <th scope="col">Envoi</th>
              </tr>
            </thead>
            <tbody>
              {documents.data.map((line) => (
                <tr key={line.id}>
                  <td>{ORIGINES[line.origine]}</td>
                  <td>{formatInstantDate(line.date)}</td>
                  <td>
                    <button type="button" className="bouton-nu lien" onClick={() => setOpen(line)}>
                      {line.nom}
                    </button>
                    {line.version > 1 ? <span className="discret"> version {line.version}</span> : null}
                    {line.remplacePar === null ? null : <span className="discret"> (remplacé)</span>}
                  </td>
                  <td>{line.type}</td>
                  <td>{line.signataire}</td>
                  <td>{line.etablissement}</td>
                  <td>{ENVOIS[line.envoi]}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Box>
      )}
      {open === null ? null : (
        <Suspense fallback={null}>
          <DocumentDialog patientId={patientId} line={open} onClose={() => setOpen(null)} />
        </Suspense>
      )}
    </Box>
  );
}
