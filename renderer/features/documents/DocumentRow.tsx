import MailIcon from '@mui/icons-material/MailOutlined';
import type { DocumentLine } from '../../../shared/contract/dossier.ts';
import { CELLS, isNew } from './document-list.ts';
import { ENVOIS, originOf } from './labels.ts';
import { texts } from './texts.ts';

const STATUS = { partial: 'partiel', final: '', corrected: 'corrigé' } as const;

interface Props {
  readonly line: DocumentLine;
  /** Rank in the list, from 0. */
  readonly index: number;
  readonly measure?: (row: HTMLTableRowElement | null) => void;
  readonly onOpen: (line: DocumentLine) => void;
}

/** [36] One document, in the seven columns of DéMo and the state of its sending. */
export function DocumentRow({ line, index, measure, onOpen }: Props) {
  const status = line.resultat === null ? '' : STATUS[line.resultat];
  return (
    <tr
      {...(measure === undefined ? {} : { ref: measure, 'data-index': index })}
      aria-rowindex={index + 2}
      style={isNew(line) ? { fontWeight: 700 } : {}}
    >
      <td>{originOf(line)}</td>
      <td>{line.messageId === null ? null : <MailIcon fontSize="inherit" titleAccess="Reçu par message" />}</td>
      <td className="date">{CELLS.date(line)}</td>
      <td>
        <button type="button" className="bouton-nu lien" onClick={() => onOpen(line)}>
          {line.nom}
        </button>
        {isNew(line) ? <span> ({texts.nouveau})</span> : null}
        {status === '' ? null : <span className="discret"> {status}</span>}
        {line.anormal > 0 ? <strong> {line.anormal === 2 ? '◆◆ critique' : '◆ hors normes'}</strong> : null}
        {line.version > 1 ? <span className="discret"> version {line.version}</span> : null}
        {line.remplacePar === null ? null : <span className="discret"> (remplacé)</span>}
      </td>
      <td>{line.type}</td>
      <td>{line.signataire}</td>
      <td>{line.etablissement}</td>
      <td>{ENVOIS[line.envoi]}</td>
    </tr>
  );
}
