import { Button, Dialog, DialogActions, DialogContent, DialogTitle } from '@mui/material';
import { Fragment, useState } from 'react';
import type { DocumentLine } from '../../../shared/contract/dossier.ts';
import type { PatientId } from '../../../shared/ids.ts';
import { call } from '../../lib/client.ts';
import { formatInstantDate } from '../../lib/dates.ts';
import { tellError } from '../../lib/notices.ts';
import { useHygieQuery } from '../../lib/queries.ts';
import { initialName } from '../../ui/identity-text.ts';
import { PatientBanner } from '../../ui/PatientBanner.tsx';
import { DocumentPane } from './DocumentPane.tsx';
import { PaneSplitter } from './PaneSplitter.tsx';
import { saveAsReceived } from './save-received.ts';
import { texts } from './texts.ts';
import './lecture.css';

/** Side by side beyond this, nothing can be read. */
const MOST_PANES = 3;

interface Props {
  readonly patientId: PatientId;
  readonly line: DocumentLine;
  readonly onClose: () => void;
}

/**
 * [50]–[57] The reading window: one document, or up to three side by side to compare them, over the record, with the patient in sight. It can leave for a window of the system's own,
 * which stays beside the record (`ReadingWindow.tsx`).
 */
export default function DocumentDialog({ patientId, line, onClose }: Props) {
  const patient = useHygieQuery('patients.lire', { patientId }).data;
  const all = useHygieQuery('documents.lister', { patientId }).data ?? [];
  const [lines, setLines] = useState<readonly DocumentLine[]>([line]);
  const [wide, setWide] = useState(false);
  const [share, setShare] = useState(50);
  const full = wide || lines.length > 1;
  const others = all.filter(({ id }) => !lines.some((one) => one.id === id));
  const name = patient === undefined ? '' : `${initialName(patient)} - `;
  const title = (one: DocumentLine): string => `${name}${one.type} - ${one.etablissement || one.signataire}`;
  const columns = lines.length === 2 ? `${share}fr 10px ${100 - share}fr` : `repeat(${lines.length}, minmax(0, 1fr))`;
  return (
    <Dialog
      open
      onClose={onClose}
      maxWidth="lg"
      fullWidth
      fullScreen={full}
      aria-labelledby="document-titre"
      className="lecture"
      slotProps={{ paper: { sx: { height: full ? '100%' : '94vh' } } }}
    >
      <DialogTitle id="document-titre">{lines.length === 1 ? title(line) : `${name}${texts.coteACote}`}</DialogTitle>
      <DialogContent sx={{ display: 'flex', flexDirection: 'column', gap: 1, overflow: 'hidden' }}>
        {patient === undefined ? null : <PatientBanner patient={patient} />}
        <div className="lecture-volets" style={{ gridTemplateColumns: columns }}>
          {lines.map((one, rank) => (
            <Fragment key={one.id}>
              {rank === 1 && lines.length === 2 ? <PaneSplitter share={share} onChange={setShare} /> : null}
              <section className="lecture-volet" aria-label={title(one)}>
                {lines.length === 1 ? null : (
                  <div className="lecture-volet-titre">
                    <h3>
                      {one.type} - {one.etablissement || one.signataire}, {formatInstantDate(one.date)}
                    </h3>
                    <Button
                      size="small"
                      className="pas-imprime"
                      aria-label={`${texts.fermerVolet} : ${title(one)}`}
                      onClick={() => setLines(lines.filter(({ id }) => id !== one.id))}
                    >
                      {texts.fermerVolet}
                    </Button>
                  </div>
                )}
                <DocumentPane patientId={patientId} line={one} niveau={lines.length === 1 ? 3 : 4} />
              </section>
            </Fragment>
          ))}
        </div>
      </DialogContent>
      <DialogActions className="pas-imprime">
        {others.length === 0 || lines.length >= MOST_PANES ? null : (
          <select
            className="champ lecture-choix"
            aria-label={texts.ouvrirACote}
            value=""
            onChange={({ target }) => {
              const found = others.find(({ id }) => id === target.value);
              if (found !== undefined) setLines([...lines, found]);
            }}
          >
            <option value="">{texts.ouvrirACote}</option>
            {others.map((one) => (
              <option key={one.id} value={one.id}>
                {formatInstantDate(one.date)} - {one.nom} - {one.etablissement}
              </option>
            ))}
          </select>
        )}
        {lines.length > 1 ? null : (
          <Button aria-pressed={wide} onClick={() => setWide(!wide)}>
            {wide ? texts.reduire : texts.agrandir}
          </Button>
        )}
        {lines.length > 1 ? null : (
          <Button
            onClick={() =>
              void call('documents.ouvrirFenetre', { patientId, documentId: line.id }).then(onClose, tellError)
            }
          >
            {texts.nouvelleFenetre}
          </Button>
        )}
        <Button onClick={() => window.print()}>{texts.imprimer}</Button>
        <Button onClick={() => void saveAsReceived(patientId, lines[0] ?? line)}>{texts.enregistrer}</Button>
        <Button autoFocus variant="contained" onClick={onClose}>
          {texts.fermer}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
