import { Button } from '@mui/material';
import { useState } from 'react';
import type { Demande } from '../../../shared/domain/redaction.ts';
import { MODALITES } from '../../../shared/domain/structured-writing.ts';
import { SmallAction } from '../../ui/SmallAction.tsx';
import { texts } from './texts.ts';

interface Props {
  /** « examen », « acte infirmier ». */
  readonly nom: string;
  /** Imaging: each act has a modality. */
  readonly modalites: boolean;
  readonly demandes: readonly Demande[];
  readonly onChange: (demandes: Demande[]) => void;
}

/** Lines of a prescription other than drugs: typed, Enter, next. */
export function RequestLines({ nom, modalites, demandes, onChange }: Props) {
  const [text, setText] = useState('');
  const add = () => {
    const lines = text
      .split(/[\n;]/)
      .map((each) => each.trim())
      .filter((each) => each !== '');
    if (lines.length === 0) return;
    onChange([
      ...demandes,
      ...lines.map((libelle) => ({ id: crypto.randomUUID(), libelle, precision: '', ald: false, urgent: false })),
    ]);
    setText('');
  };
  const change = (id: string, part: Partial<Demande>) =>
    onChange(demandes.map((each) => (each.id === id ? { ...each, ...part } : each)));
  return (
    <div style={{ display: 'grid', gap: 8 }}>
      {demandes.map((demande, rang) => (
        <div key={demande.id} className="ligne-ordonnance">
          <strong className="entiere">
            {rang + 1}. {demande.libelle}
          </strong>
          {modalites ? (
            <select
              className="champ entiere"
              aria-label={`Modalité pour ${demande.libelle}`}
              value={demande.modalite ?? ''}
              onChange={(event) =>
                change(demande.id, { modalite: event.target.value === '' ? undefined : event.target.value })
              }
            >
              <option value="">Modalité (à choisir)</option>
              {MODALITES.map(({ code, libelle }) => (
                <option key={code} value={code}>
                  {libelle}
                </option>
              ))}
            </select>
          ) : null}
          <input
            className="champ entiere"
            aria-label={`Précision pour ${demande.libelle}`}
            placeholder="Précision"
            maxLength={500}
            value={demande.precision}
            onChange={(event) => change(demande.id, { precision: event.target.value })}
          />
          <div className="options-ligne entiere">
            <label>
              <input
                type="checkbox"
                checked={demande.urgent}
                onChange={(event) => change(demande.id, { urgent: event.target.checked })}
              />{' '}
              Urgent
            </label>
            <label>
              <input
                type="checkbox"
                checked={demande.ald}
                onChange={(event) => change(demande.id, { ald: event.target.checked })}
              />{' '}
              ALD
            </label>
            <SmallAction
              icone="retirer"
              nom={`Retirer ${demande.libelle}`}
              onClick={() => onChange(demandes.filter((each) => each.id !== demande.id))}
            />
          </div>
        </div>
      ))}
      <div style={{ display: 'flex', gap: 8 }}>
        <input
          className="champ"
          aria-label={`Ajouter : ${nom}`}
          placeholder={`Ajouter : ${nom} (plusieurs séparés par « ; »)`}
          data-champ="redaction-demande"
          autoFocus
          maxLength={300}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.ctrlKey) return;
            event.preventDefault();
            add();
          }}
        />
        <Button variant="outlined" disabled={text.trim() === ''} onClick={add}>
          {texts.ajouter}
        </Button>
      </div>
    </div>
  );
}
