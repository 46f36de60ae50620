import AttachIcon from '@mui/icons-material/AttachFile';
import { lazy, Suspense, useState } from 'react';
import type { MessageId } from '../../../shared/contract/messagerie.ts';
import type { PatientId } from '../../../shared/ids.ts';
import { formatInstantDate } from '../../lib/dates.ts';
import { useHygieQuery } from '../../lib/queries.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { Loading } from '../../ui/Loading.tsx';
import { texts } from './texts.ts';

const MessageView = lazy(() =>
  import('../messagerie/MessageView.tsx').then(({ MessageView: view }) => ({ default: view })),
);

/** [35] [109] The messages assigned to the patient, whoever of the practice received them. */
export function PatientMessages({
  patientId,
  recherche,
}: {
  readonly patientId: PatientId;
  /** Words that the messages hold; empty for all of them. */
  readonly recherche: string;
}) {
  const page = useHygieQuery('messagerie.duPatient', { patientId, recherche });
  const [open, setOpen] = useState<MessageId | null>(null);
  const message = useHygieQuery(
    'messagerie.lireDuPatient',
    { patientId, id: open ?? ('' as MessageId) },
    { enabled: open !== null },
  );
  if (page.data === undefined)
    return page.isError ? <ErrorNotice error={page.error} onRetry={() => void page.refetch()} /> : <Loading />;
  if (page.data.lignes.length === 0)
    return <p className="vide">{recherche === '' ? texts.aucunMessage : texts.aucunMessageTrouve}</p>;
  return (
    <div style={{ display: 'grid', gap: 8 }}>
      <div className="tableau-cadre">
        <table className="tableau" aria-label={texts.messages}>
          <thead>
            <tr>
              <th scope="col">Date</th>
              <th scope="col">PJ</th>
              <th scope="col">De</th>
              <th scope="col">Objet</th>
            </tr>
          </thead>
          <tbody>
            {page.data.lignes.map((line) => (
              <tr key={line.id}>
                <td className="date">{formatInstantDate(line.date)}</td>
                <td>{line.pieces > 0 ? <AttachIcon fontSize="inherit" titleAccess="pièce jointe" /> : null}</td>
                <td>{line.de.nom}</td>
                <td>
                  <button
                    type="button"
                    className="bouton-nu lien"
                    aria-expanded={line.id === open}
                    onClick={() => setOpen(line.id === open ? null : line.id)}
                  >
                    {line.objet}
                  </button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {message.isError ? <ErrorNotice error={message.error} onRetry={() => void message.refetch()} /> : null}
      {open !== null && message.data !== undefined ? (
        <Suspense fallback={<Loading />}>
          <MessageView message={message.data} />
        </Suspense>
      ) : null}
    </div>
  );
}
