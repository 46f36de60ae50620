import AttachIcon from '@mui/icons-material/AttachFile';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, type KeyboardEvent } from 'react';
import type { DossierId, LigneMessage, MessageId } from '../../../shared/contract/messagerie.ts';
import { formatInstantDate, formatTime, today } from '../../lib/dates.ts';
import { civilDateOf } from '../../../shared/domain/civil-date.ts';
import { fullName } from '../../ui/identity-text.ts';
import { alertText } from '../reception/texts.ts';
import { CLASSES, ENVOIS_MESSAGE, formerBoxText } from './texts.ts';

interface Props {
  readonly lignes: readonly LigneMessage[];
  readonly total: number;
  readonly dossier: DossierId;
  readonly choisi: MessageId | null;
  readonly coches: ReadonlySet<MessageId>;
  readonly onChoose: (ligne: LigneMessage) => void;
  readonly onCheck: (id: MessageId) => void;
  readonly onEnd: () => void;
}

const ROW = 32;
const OUTGOING: readonly DossierId[] = ['envoyes', 'brouillons', 'boite-envoi'];

const dateText = (instant: string) =>
  civilDateOf(new Date(instant)) === today() ? formatTime(instant) : formatInstantDate(instant);

/** What a row says of itself besides its subject. */
function markOf(line: LigneMessage): string {
  return [
    line.classe === 'message' ? '' : CLASSES[line.classe],
    line.envoi === null || line.envoi === 'envoye' ? '' : ENVOIS_MESSAGE[line.envoi],
    line.de.genre === 'usager' ? 'Usager' : '',
    line.horsEspace && !line.apicrypt ? 'Hors espace' : '',
    alertText(line.anormal),
  ]
    .filter((each) => each !== '')
    .join(' · ');
}

/** [98] [105] Date, attachment, sender, subject, patient; unread in bold. Only the rows in sight are in the page. */
export function MessageList({ lignes, total, dossier, choisi, coches, onChoose, onCheck, onEnd }: Props) {
  const frame = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: lignes.length,
    getScrollElement: () => frame.current,
    estimateSize: () => ROW,
    overscan: 20,
  });
  const items = rows.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (last >= lignes.length - 40) onEnd();
  }, [last, lignes.length, onEnd]);
  const index = lignes.findIndex(({ id }) => id === choisi);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === ' ') {
      event.preventDefault();
      if (choisi !== null) onCheck(choisi);
      return;
    }
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: 1,
      ArrowUp: -1,
      PageDown: 12,
      PageUp: -12,
      Home: -lignes.length,
      End: lignes.length,
    };
    const step = steps[event.key];
    if (step === undefined || lignes.length === 0) return;
    event.preventDefault();
    const next = Math.max(0, Math.min(lignes.length - 1, (index < 0 ? -1 : index) + step));
    const line = lignes[next];
    if (line === undefined) return;
    rows.scrollToIndex(next, { align: 'auto' });
    onChoose(line);
  };
  const outgoing = OUTGOING.includes(dossier);
  return (
    <>
      <div className="message-ligne" aria-hidden style={{ fontWeight: 600, cursor: 'default' }}>
        <span>Date</span>
        <span>PJ</span>
        <span>{outgoing ? 'À' : 'De'}</span>
        <span>Objet</span>
        <span>Patient</span>
      </div>
      <div
        ref={frame}
        className="defile"
        role="listbox"
        aria-multiselectable
        tabIndex={0}
        aria-label={`Messages (${total})`}
        aria-activedescendant={index < 0 ? undefined : `message-${index}`}
        onKeyDown={onKeyDown}
      >
        <div role="presentation" style={{ height: rows.getTotalSize(), position: 'relative' }}>
          {items.map((item) => {
            const line = lignes[item.index];
            if (line === undefined) return null;
            const mark = markOf(line);
            return (
              <div
                key={line.id}
                id={`message-${item.index}`}
                role="option"
                aria-selected={line.id === choisi || coches.has(line.id)}
                aria-setsize={total}
                aria-posinset={item.index + 1}
                className={line.lu ? 'message-ligne' : 'message-ligne non-lu'}
                style={{ position: 'absolute', top: item.start, height: item.size, left: 0, right: 0 }}
                onClick={(event) => (event.ctrlKey ? onCheck(line.id) : onChoose(line))}
              >
                <span>
                  {coches.has(line.id) ? '✓ ' : ''}
                  {dateText(line.date)}
                </span>
                <span>{line.pieces > 0 ? <AttachIcon fontSize="inherit" titleAccess="pièce jointe" /> : null}</span>
                <span>
                  {line.apicrypt && !outgoing ? <span className="reseau">Apicrypt</span> : null}
                  {outgoing ? line.a.join(', ') : line.de.nom}
                </span>
                <span>
                  {line.lu ? null : <span className="visuellement-cache">non lu, </span>}
                  {line.boite === null ? null : (
                    <span className="reseau" title={formerBoxText(line.boite)}>
                      Ancienne boîte
                    </span>
                  )}
                  {line.objet === '' ? '(sans objet)' : line.objet}
                  {mark === '' ? '' : ` — ${mark}`}
                </span>
                <span>{line.patient === null ? '' : fullName(line.patient)}</span>
              </div>
            );
          })}
        </div>
      </div>
    </>
  );
}
