import { lazy, Suspense } from 'react';
import type { DocumentId, PatientId } from '../../../shared/ids.ts';
import { formatCivilDate } from '../../../shared/domain/civil-date.ts';
import { useHygieQuery } from '../../lib/queries.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { Loading } from '../../ui/Loading.tsx';
import { abnormalMark, abnormalWords, rangeText, valueText } from '../biologie/result-text.ts';
import { TableFrame } from '../../ui/TableFrame.tsx';
import { texts } from './texts.ts';

const PdfPages = lazy(() => import('../documents/PdfPages.tsx'));

interface Props {
  readonly patientId: PatientId;
  readonly documentId: DocumentId;
  readonly titre: string;
  readonly resultats: number;
}

/** A document already in its record, to be seen: results with their former values, or the document itself. */
export function SeenDetail(props: Props) {
  return props.resultats > 0 ? <Results {...props} /> : <Readable {...props} />;
}

function Results({ patientId, documentId }: Props) {
  const report = useHygieQuery('biologie.rapport', { patientId, documentId });
  if (report.data === undefined) {
    return report.isError ? <ErrorNotice error={report.error} onRetry={() => void report.refetch()} /> : <Loading />;
  }
  return (
    <TableFrame>
      <table className="tableau" aria-label="Résultats">
        <thead>
          <tr>
            <th scope="col">Analyse</th>
            <th scope="col">Résultat</th>
            <th scope="col">Référence</th>
            <th scope="col">Précédents</th>
          </tr>
        </thead>
        <tbody>
          {report.data.resultats.map((each) => {
            const words = abnormalWords(each);
            return (
              <tr key={each.rang}>
                <th scope="row">
                  {each.groupe.length === 0 ? '' : `${each.groupe.join(' › ')} › `}
                  {each.label}
                </th>
                <td className={words === '' ? '' : 'resultat-anormal'}>
                  {abnormalMark(each)} {valueText(each)} {each.unit ?? ''}
                  {words === '' ? null : <span className="visuellement-cache">, {words}</span>}
                  {each.changement === null ? null : (
                    <div>
                      Changé : {each.changement.ancien} → {each.changement.nouveau}
                    </div>
                  )}
                  {each.comment === null ? null : <div className="discret">{each.comment}</div>}
                </td>
                <td>{rangeText(each)}</td>
                <td className="discret">
                  {each.precedents
                    .map((former) => `${former.valeur} (${formatCivilDate(former.date.slice(0, 10))})`)
                    .join(' · ')}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </TableFrame>
  );
}

function Readable({ patientId, documentId, titre }: Props) {
  const content = useHygieQuery('documents.contenu', { patientId, documentId, forme: 'pdf' });
  if (content.isError) return <p className="discret">{texts.ouvrir} (O) : ce document n’a pas de forme PDF.</p>;
  if (content.data === undefined) return <Loading />;
  return (
    <Suspense fallback={<Loading />}>
      <PdfPages base64={content.data.base64} titre={titre} />
    </Suspense>
  );
}
