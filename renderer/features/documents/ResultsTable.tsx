import type { ReactNode } from 'react';
import type { LigneResultat } from '../../../shared/domain/document-view.ts';
import { texts } from './texts.ts';

interface Group {
  readonly titre: string;
  readonly lignes: readonly LigneResultat[];
}

/** Results under the same panel or isolate, in the laboratory's order. */
function grouped(lignes: readonly LigneResultat[]): Group[] {
  const groups: { titre: string; lignes: LigneResultat[] }[] = [];
  for (const ligne of lignes) {
    const titre = ligne.groupe.join(' › ');
    const last = groups.at(-1);
    if (last?.titre === titre) last.lignes.push(ligne);
    else groups.push({ titre, lignes: [ligne] });
  }
  return groups;
}

const SIGNS = { bas: '▼', haut: '▲', autre: '●' } as const;

/** [57] A word, a sign and a weight: never a colour alone. */
function Interpretation({ ligne }: { readonly ligne: LigneResultat }): ReactNode {
  const { interpretation, anormal, critique, sens, desaccord, etat } = ligne;
  return (
    <>
      {interpretation === null ? null : (
        <span className={anormal ? 'resultat-anormal' : undefined}>
          {anormal ? <span aria-hidden>{`${critique ? '‼' : ''}${SIGNS[sens ?? 'autre']} `}</span> : null}
          {interpretation}
        </span>
      )}
      {etat === null ? null : <div>{etat}</div>}
      {desaccord === null ? null : <div className="discret">{desaccord}</div>}
    </>
  );
}

interface LineProps {
  readonly ligne: LigneResultat;
  readonly validation: boolean;
  readonly previous: boolean;
}

function Line({ ligne, validation, previous }: LineProps) {
  return (
    <tr className={ligne.anormal ? 'ligne-anormale' : undefined}>
      <th scope="row">
        {ligne.libelle}
        {ligne.commentaire === null ? null : <div className="resultat-commentaire">{ligne.commentaire}</div>}
        {validation && ligne.validation !== null ? (
          <div className="discret">
            {texts.valide} {ligne.validation}
          </div>
        ) : null}
      </th>
      <td className="resultat-valeur">
        {ligne.anormal ? <strong>{ligne.valeur}</strong> : ligne.valeur}
        {ligne.valeur2 === null ? null : <div className="discret">{ligne.valeur2}</div>}
      </td>
      <td>
        <Interpretation ligne={ligne} />
      </td>
      <td>{ligne.reference}</td>
      <td className="date">{ligne.date}</td>
      {previous ? (
        <td>
          {ligne.precedents.map(({ valeur, date }, rank) => (
            <div key={rank}>
              {valeur} {date === null ? null : <span className="discret">({date})</span>}
            </div>
          ))}
        </td>
      ) : null}
    </tr>
  );
}

interface Props {
  readonly resultats: readonly LigneResultat[];
  readonly titre: string;
}

const COLUMNS = ['Examen', 'Résultat', 'Interprétation', 'Valeurs de référence', 'Date et heure'];
const PREVIOUS = 'Antériorités';

/** [55] [56] [57] Results of one section as a table of our own, with who validated them. */
export function ResultsTable({ resultats, titre }: Props) {
  const validations = [...new Set(resultats.map(({ validation }) => validation))];
  const [only] = validations;
  const previous = resultats.some(({ precedents }) => precedents.length > 0);
  const columns = previous ? [...COLUMNS, PREVIOUS] : COLUMNS;
  const together = validations.length === 1 && only !== null && only !== undefined;
  return (
    <>
      <div className="tableau-cadre">
        <table className="tableau resultats" aria-label={`${texts.resultats} : ${titre}`}>
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          {grouped(resultats).map((group, rank) => (
            <tbody key={rank}>
              {group.titre === '' ? null : (
                <tr>
                  <th scope="rowgroup" colSpan={columns.length} className="resultats-groupe">
                    {group.titre}
                  </th>
                </tr>
              )}
              {group.lignes.map((ligne) => (
                <Line key={ligne.rang} ligne={ligne} validation={!together} previous={previous} />
              ))}
            </tbody>
          ))}
        </table>
      </div>
      {together ? (
        <p className="resultats-validation">
          {texts.valide} {only}
        </p>
      ) : null}
    </>
  );
}
