import { Box } from '@mui/material';
import type { DocumentLine, Masques } from '../../../../shared/contract/dossier.ts';
import type { DocumentId } from '../../../../shared/ids.ts';
import { formatInstantDate } from '../../../lib/dates.ts';
import { ORIGINES } from '../../documents/labels.ts';

/** The three boxes of one document [92]. */
export interface LineChoice extends Masques {
  readonly envoi: boolean;
}

interface Props {
  readonly titre: string;
  readonly lines: readonly DocumentLine[];
  readonly choiceOf: (id: DocumentId) => LineChoice;
  /** Nothing can be sent: the boxes wait with it. */
  readonly disabled: boolean;
  readonly onChange: (id: DocumentId, choice: LineChoice) => void;
  readonly onSetAside: (line: DocumentLine) => void;
}

const BOXES = [
  ['envoi', 'Envoi'],
  ['invisiblePatient', 'Invisible patient'],
  ['masquePs', 'Masqué PS'],
] as const;

/** [91] [92] Documents that may be sent when the record closes. */
export function ClosingTable({ titre, lines, choiceOf, disabled, onChange, onSetAside }: Props) {
  return (
    <Box component="section">
      <Box component="h3" sx={{ m: 0, mb: 0.5, fontSize: '0.9375rem' }}>
        {titre}
      </Box>
      <div className="tableau-cadre cloture">
        <table className="tableau" aria-label={titre}>
          <thead>
            <tr>
              <th scope="col">Origine</th>
              <th scope="col">Date</th>
              <th scope="col">Nom</th>
              <th scope="col">Type</th>
              <th scope="col">Signataire</th>
              {BOXES.map(([name, label]) => (
                <th key={name} scope="col" style={{ textAlign: 'center' }}>
                  {label}
                </th>
              ))}
              <th scope="col">Action</th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => {
              const choice = choiceOf(line.id);
              return (
                <tr key={line.id}>
                  <td>{ORIGINES[line.origine]}</td>
                  <td className="date">{formatInstantDate(line.date)}</td>
                  <td>
                    {line.nom}
                    {line.version > 1 ? <span className="discret"> version {line.version}</span> : null}
                    {line.envoi === 'refuse' ? <strong> (dernier envoi refusé)</strong> : null}
                  </td>
                  <td>{line.type}</td>
                  <td>{line.signataire}</td>
                  {BOXES.map(([name, label]) => (
                    <td key={name} style={{ textAlign: 'center' }}>
                      <input
                        type="checkbox"
                        className="case"
                        aria-label={`${label} : ${line.nom}, ${formatInstantDate(line.date)}`}
                        disabled={disabled}
                        checked={choice[name]}
                        onChange={(event) => onChange(line.id, { ...choice, [name]: event.target.checked })}
                      />
                    </td>
                  ))}
                  <td className="actions">
                    <button
                      type="button"
                      className="bouton-nu lien"
                      aria-label={`Ne pas envoyer ${line.nom}, ${formatInstantDate(line.date)}…`}
                      onClick={() => onSetAside(line)}
                    >
                      Ne pas envoyer…
                    </button>
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </Box>
  );
}
