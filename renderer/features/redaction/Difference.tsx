import type { LigneOrdonnance } from '../../../shared/domain/redaction.ts';
import type { PatientId } from '../../../shared/ids.ts';
import { formatInstantDate } from '../../lib/dates.ts';
import { useHygieQuery } from '../../lib/queries.ts';

interface Props {
  readonly patientId: PatientId;
  readonly lignes: readonly LigneOrdonnance[];
}

/** What changes from the previous prescription: the eye checks it before the hand signs. */
export function Difference({ patientId, lignes }: Props) {
  const difference = useHygieQuery(
    'redaction.difference',
    { patientId, lignes: [...lignes] },
    { keepPrevious: true, enabled: lignes.every(({ libelle }) => libelle.trim() !== '') },
  ).data;
  if (difference == null || lignes.length === 0) return null;
  const { ajoutees, arretees, changees } = difference;
  const same = ajoutees.length + arretees.length + changees.length === 0;
  return (
    <section aria-label="Différence avec la prescription précédente" style={{ fontSize: '0.8125rem' }}>
      <strong>Depuis la prescription du {formatInstantDate(difference.precedenteLe)} : </strong>
      {same ? 'aucun changement.' : null}
      <ul style={{ margin: '2px 0', paddingInlineStart: '1.25rem' }}>
        {ajoutees.map((libelle) => (
          <li key={`+${libelle}`}>+ ajouté : {libelle}</li>
        ))}
        {arretees.map((libelle) => (
          <li key={`-${libelle}`}>− arrêté : {libelle}</li>
        ))}
        {changees.map((each) => (
          <li key={`~${each.libelle}`}>
            ≠ {each.libelle} : {each.avant} → {each.apres}
          </li>
        ))}
      </ul>
    </section>
  );
}
