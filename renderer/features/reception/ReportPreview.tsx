import { lazy, Suspense } from 'react';
import type { Output } from '../../../shared/contract/index.ts';
import { Loading } from '../../ui/Loading.tsx';
import { TableFrame } from '../../ui/TableFrame.tsx';
import { texts } from './texts.ts';

const PdfPages = lazy(() => import('../documents/PdfPages.tsx'));

type Report = Output<'reception.rapport'>;

/** What a report says, to be read before saying whose it is. Text is shown as text, whatever it holds. */
export function ReportPreview({ report }: { readonly report: Report }) {
  return (
    <section aria-label="Contenu reçu" style={{ display: 'grid', gap: 8 }}>
      {report.resultats.length === 0 ? null : (
        <TableFrame>
          <table className="tableau" aria-label="Résultats reçus">
            <thead>
              <tr>
                <th scope="col">Analyse</th>
                <th scope="col">Résultat</th>
                <th scope="col">Référence</th>
              </tr>
            </thead>
            <tbody>
              {report.resultats.map((each, rang) => (
                <tr key={`${each.label} ${rang}`}>
                  <th scope="row">{each.label}</th>
                  <td className={each.anormal ? 'resultat-anormal' : ''}>
                    {each.anormal ? '◆ ' : ''}
                    {each.valeur} {each.unite ?? ''}
                    {each.anormal ? <span className="visuellement-cache">, hors normes</span> : null}
                  </td>
                  <td>{each.bornes ?? ''}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableFrame>
      )}
      {report.ligne.integrable ? null : <p className="discret">{texts.nonIntegrable}</p>}
      {report.pdf === null ? null : (
        <Suspense fallback={<Loading />}>
          <PdfPages base64={report.pdf} titre={report.ligne.titre} />
        </Suspense>
      )}
      {report.image === null ? null : 'motif' in report.image ? (
        <p className="vide">{report.image.motif}</p>
      ) : (
        <img
          src={`data:${report.image.mediaType};base64,${report.image.base64}`}
          alt={report.ligne.titre}
          style={{ maxWidth: '100%' }}
        />
      )}
      {report.texte === null ? null : <pre className="texte-recu">{report.texte}</pre>}
    </section>
  );
}
