import { RAPPORTS, rapportsOf, type LigneOrdonnance, type Rapport } from '../../../shared/domain/redaction.ts';
import { SmallAction } from '../../ui/SmallAction.tsx';

interface Props {
  readonly ligne: LigneOrdonnance;
  readonly rang: number;
  readonly dernier: boolean;
  readonly error: string | null;
  readonly onChange: (part: Partial<LigneOrdonnance>) => void;
  readonly onRemove: () => void;
  readonly onMove: (step: -1 | 1) => void;
}

/** Field where the next drug is searched: Enter in a line goes back to it. */
export const DRUG_SEARCH = 'redaction-medicament';

/** Reasons that may be printed with « non substituable », as the prescriber writes them. */
const REASONS = ['', 'MTE', 'EFG', 'CIF'] as const;

/** One drug: its name as printed, the doctor's own words for the rest, and few options. */
export function DrugLine({ ligne, rang, dernier, error, onChange, onRemove, onMove }: Props) {
  const text = (
    label: string,
    key: 'posologie' | 'duree' | 'quantite' | 'libelle' | 'marque',
    placeholder: string,
    entire = false,
  ) => (
    <input
      className={entire ? 'champ entiere' : 'champ'}
      aria-label={`${label}, ligne ${rang + 1}`}
      aria-invalid={error !== null && key === 'posologie'}
      placeholder={placeholder}
      maxLength={key === 'libelle' || key === 'posologie' ? 300 : key === 'marque' ? 200 : 60}
      data-champ={`${key}-${ligne.id}`}
      value={ligne[key]}
      onChange={(event) => onChange({ [key]: event.target.value })}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || event.ctrlKey) return;
        event.preventDefault();
        document.querySelector<HTMLElement>(`[data-champ="${DRUG_SEARCH}"]`)?.focus();
      }}
    />
  );
  return (
    <div className="ligne-ordonnance" role="group" aria-label={`Ligne ${rang + 1} : ${ligne.libelle}`}>
      {text('Médicament', 'libelle', 'Médicament', true)}
      {text('Posologie', 'posologie', ligne.enToutesLettres ? 'Posologie en toutes lettres' : 'Posologie')}
      {text('Durée', 'duree', 'Durée')}
      {text('Quantité', 'quantite', 'Quantité')}
      {error === null ? null : <p className="erreur-champ entiere">{error}</p>}
      <div className="options-ligne entiere">
        <label>
          <input type="checkbox" checked={ligne.ald} onChange={(event) => onChange({ ald: event.target.checked })} />{' '}
          ALD
        </label>
        {(Object.keys(RAPPORTS) as Rapport[]).map((each) => (
          <label key={each}>
            <input
              type="checkbox"
              checked={rapportsOf(ligne).includes(each)}
              onChange={(event) => {
                const others = rapportsOf(ligne).filter((one) => one !== each);
                onChange({ rapports: event.target.checked ? [...others, each] : others });
              }}
            />{' '}
            {RAPPORTS[each]}
          </label>
        ))}
        <label>
          Renouveler{' '}
          <input
            className="champ"
            style={{ width: '3.5rem' }}
            type="number"
            min={0}
            max={12}
            value={ligne.renouvellements}
            onChange={(event) =>
              onChange({ renouvellements: Math.min(12, Math.max(0, Math.trunc(Number(event.target.value) || 0))) })
            }
          />{' '}
          fois
        </label>
        <label>
          Non substituable{' '}
          <select
            className="champ"
            style={{ width: 'auto' }}
            value={ligne.nonSubstituable}
            onChange={(event) => onChange({ nonSubstituable: event.target.value })}
          >
            {REASONS.map((reason) => (
              <option key={reason} value={reason}>
                {reason === '' ? 'non' : reason}
              </option>
            ))}
          </select>
        </label>
        {ligne.enToutesLettres ? <strong>En toutes lettres</strong> : null}
        <span style={{ flex: 1 }} />
        {rang === 0 ? null : (
          <button
            type="button"
            className="petite-action"
            aria-label={`Monter la ligne ${rang + 1}`}
            onClick={() => onMove(-1)}
          >
            ↑
          </button>
        )}
        {dernier ? null : (
          <button
            type="button"
            className="petite-action"
            aria-label={`Descendre la ligne ${rang + 1}`}
            onClick={() => onMove(1)}
          >
            ↓
          </button>
        )}
        <SmallAction icone="retirer" nom={`Retirer la ligne ${rang + 1}`} onClick={onRemove} />
      </div>
    </div>
  );
}
