import AffirmedIcon from '@mui/icons-material/CheckCircleOutlined';
import SilentIcon from '@mui/icons-material/HelpOutlineOutlined';
import { TableFrame } from '../../ui/TableFrame.tsx';
import type { VsmSection } from '../../../shared/domain/vsm-model.ts';

/** [77]–[87] One section as the document says it; an empty one shows which of the two silences it is, by its word and its shape. */
export function VsmSectionCard({ section }: { readonly section: VsmSection }) {
  const titleId = `vsm-${section.cle}`;
  return (
    <section className="vsm-rubrique" aria-labelledby={titleId} data-etat={section.etat}>
      <h3 id={titleId}>{section.titre}</h3>
      {section.etat === 'present' ? null : (
        <p className={`silence ${section.etat}`}>
          {section.etat === 'absence-affirmee' ? (
            <AffirmedIcon aria-hidden fontSize="small" />
          ) : (
            <SilentIcon aria-hidden fontSize="small" />
          )}
          {section.texte}
        </p>
      )}
      {section.etat === 'present' && section.texte !== null ? <p className="texte">{section.texte}</p> : null}
      {section.lignes.length === 0 ? null : (
        <TableFrame>
          <table className="tableau" aria-labelledby={titleId}>
            <thead>
              <tr>
                {section.colonnes.map((column) => (
                  <th key={column} scope="col">
                    {column}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {section.lignes.map((cells, row) => (
                <tr key={row}>
                  {cells.map((cell, index) => (
                    <td key={section.colonnes[index]}>{cell}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </TableFrame>
      )}
    </section>
  );
}
