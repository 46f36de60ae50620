import type { Output } from '../../../shared/contract/index.ts';
import { formatInstantDate } from '../../lib/dates.ts';

interface Props {
  readonly difference: Output<'vsm.apercu'>['difference'];
}

/** What this document says that the last one sent did not, and the reverse. */
export function Difference({ difference }: Props) {
  const groups =
    difference === null
      ? []
      : ([
          ['Ajouts', difference.ajouts],
          ['Retraits', difference.retraits],
          ['Changements', difference.changements],
        ] as const);
  const same = groups.every(([, lines]) => lines.length === 0);
  return (
    <section aria-labelledby="vsm-difference" className="vsm-rubrique">
      <h3 id="vsm-difference">
        {difference === null ? 'Dernier VSM envoyé' : `Depuis le VSM envoyé le ${formatInstantDate(difference.depuis)}`}
      </h3>
      {difference === null ? <p className="vide">Aucun VSM envoyé pour ce patient.</p> : null}
      {difference !== null && same ? <p className="texte">Aucune différence.</p> : null}
      {groups.map(([titre, lines]) =>
        lines.length === 0 ? null : (
          <div key={titre}>
            <h4>{titre}</h4>
            <ul className="manquants">
              {lines.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          </div>
        ),
      )}
    </section>
  );
}
