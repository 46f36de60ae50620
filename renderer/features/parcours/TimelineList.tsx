import type { Output } from '../../../shared/contract/index.ts';
import type { EvenementProtocole } from '../../../shared/contract/parcours.ts';
import { formatCivilDate } from '../../../shared/domain/civil-date.ts';
import { TableFrame } from '../../ui/TableFrame.tsx';
import { PlannedActions, type PlannedGestures } from './PlannedActions.tsx';
import { longDate, notedTexts, SIGNES, stateText, texts } from './texts.ts';

type Pathway = Output<'parcours.lire'>;

interface Props {
  readonly pathway: Pathway;
  readonly from: string;
  readonly to: string;
  readonly onDocument: (id: Pathway['documents'][number]['id']) => void;
  readonly gestures: PlannedGestures;
}

interface Line {
  readonly cle: string;
  readonly date: string;
  readonly genre: string;
  readonly titre: string;
  readonly etat: string;
  readonly document: Pathway['documents'][number]['id'] | null;
  readonly event: EvenementProtocole | null;
}

/** The timeline as a list, for the keyboard and a screen reader: the same facts, latest first. */
export function TimelineList({ pathway, from, to, onDocument, gestures }: Props) {
  const lines: Line[] = [
    ...pathway.documents.map((each): Line => ({
      cle: each.id,
      date: each.date.slice(0, 10),
      genre: 'Document',
      titre: each.titre,
      etat: each.etablissement,
      document: each.id,
      event: null,
    })),
    ...pathway.evenements.map((each, rang): Line => ({
      cle: `e${rang}`,
      date: each.date,
      genre: 'Événement',
      titre: each.titre,
      etat: '',
      document: null,
      event: null,
    })),
    ...pathway.protocoles.flatMap(({ id, evenements }) =>
      evenements.map((event): Line => ({
        cle: `${id} ${event.evenement} ${event.date}`,
        date: event.date,
        genre: 'Protocole',
        titre: event.titre,
        etat: `${SIGNES[event.etat]} ${[stateText(event), ...notedTexts(event)].join('. ')}`,
        document: event.documentId,
        event,
      })),
    ),
  ]
    .filter(({ date }) => date >= from.slice(0, date.length) && date <= to)
    .sort((a, b) => (a.date < b.date ? 1 : a.date > b.date ? -1 : 0));
  if (lines.length === 0) return <p className="vide">{texts.vide}</p>;
  return (
    <TableFrame>
      <table className="tableau" aria-label={texts.liste}>
        <thead>
          <tr>
            <th scope="col">Date</th>
            <th scope="col">Genre</th>
            <th scope="col">Titre</th>
            <th scope="col">État</th>
            <th scope="col">
              <span className="visuellement-cache">Action</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.cle}>
              <td className="date" title={longDate(line.date)}>
                {formatCivilDate(line.date)}
              </td>
              <td>{line.genre}</td>
              <td>
                {line.document === null ? (
                  line.titre
                ) : (
                  <button
                    type="button"
                    className="bouton-nu lien"
                    onClick={() => (line.document === null ? undefined : onDocument(line.document))}
                  >
                    {line.titre}
                  </button>
                )}
              </td>
              <td>{line.etat}</td>
              <td className="actions">
                {line.event === null ? null : <PlannedActions event={line.event} gestures={gestures} />}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableFrame>
  );
}
