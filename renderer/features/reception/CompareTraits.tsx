import { Button } from '@mui/material';
import type { Candidat } from '../../../shared/contract/reception.ts';
import { formatCivilDate } from '../../../shared/domain/civil-date.ts';
import type { PatientSummary } from '../../../shared/domain/patient.ts';
import type { IdentiteRecue } from '../../../shared/domain/reception.ts';
import { SEXES, STATUTS } from '../../ui/identity-text.ts';
import { TableFrame } from '../../ui/TableFrame.tsx';
import { texts } from './texts.ts';

interface Props {
  readonly identite: IdentiteRecue | null;
  readonly candidats: readonly Candidat[];
  /** null: the choice is made, the comparison is only read again. */
  readonly onChoose: ((candidat: Candidat) => void) | null;
}

const NOTHING = 'non transmis';
const NOT_RECORDED = 'non renseigné';

interface Trait {
  readonly nom: string;
  readonly cle: string;
  readonly recu: (identite: IdentiteRecue) => string;
  readonly garde: (patient: PatientSummary) => string;
}

const TRAITS: readonly Trait[] = [
  {
    nom: 'Nom',
    cle: 'nom',
    recu: (each) =>
      [each.nom, each.nomUtilise === null ? '' : `(utilisé ${each.nomUtilise})`].join(' ').trim() || NOTHING,
    garde: (each) =>
      [each.nomNaissance, each.nomUtilise === null ? '' : `(utilisé ${each.nomUtilise})`].join(' ').trim(),
  },
  {
    nom: 'Prénom',
    cle: 'premierPrenom',
    recu: (each) => each.premierPrenom ?? each.prenoms ?? NOTHING,
    garde: (each) => each.premierPrenom,
  },
  {
    nom: 'Date de naissance',
    cle: 'dateNaissance',
    recu: (each) => each.datesNaissance.map(formatCivilDate).join(' ou ') || NOTHING,
    garde: (each) => formatCivilDate(each.dateNaissance),
  },
  {
    nom: 'Sexe',
    cle: 'sexe',
    recu: (each) => (each.sexe === null ? NOTHING : SEXES[each.sexe]),
    garde: (each) => SEXES[each.sexe],
  },
  {
    nom: 'Lieu de naissance (INSEE)',
    cle: 'lieuNaissance',
    recu: (each) => each.lieuNaissanceInsee ?? NOTHING,
    garde: (each) => each.lieuNaissanceInsee ?? NOT_RECORDED,
  },
  {
    nom: 'Fin de l’INS',
    cle: 'ins',
    recu: (each) => each.ins?.matricule.slice(-5) ?? NOTHING,
    garde: (each) => each.insFin ?? 'pas d’INS',
  },
];

/** [107] [108] What was sent beside what the practice knows; nothing is chosen beforehand, one key chooses. */
export function CompareTraits({ identite, candidats, onChoose }: Props) {
  if (candidats.length === 0 && identite === null) return <p className="vide">{texts.aucunCandidat}</p>;
  return (
    <TableFrame>
      <table className="tableau" aria-label={texts.candidats}>
        <thead>
          <tr>
            <th scope="col">Trait</th>
            <th scope="col">{texts.recu}</th>
            {candidats.map((each, position) => (
              <th key={each.patient.id} scope="col">
                Dossier {position + 1}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {TRAITS.map((trait) => (
            <tr key={trait.cle}>
              <th scope="row">{trait.nom}</th>
              <td>{identite === null ? NOTHING : trait.recu(identite)}</td>
              {candidats.map(({ patient, egaux, differents }) => (
                <td key={patient.id}>
                  {differents.includes(trait.cle) ? (
                    <strong>≠ {trait.garde(patient)}</strong>
                  ) : egaux.includes(trait.cle) ? (
                    <>= {trait.garde(patient)}</>
                  ) : (
                    trait.garde(patient)
                  )}
                  {differents.includes(trait.cle) ? <span className="visuellement-cache"> (différent)</span> : null}
                </td>
              ))}
            </tr>
          ))}
          <tr>
            <th scope="row">Commune, statut</th>
            <td>{identite?.adresse.join(' ').trim() || NOTHING}</td>
            {candidats.map(({ patient }) => (
              <td key={patient.id}>
                {patient.commune ?? NOT_RECORDED} · {STATUTS[patient.statutIdentite]}
              </td>
            ))}
          </tr>
          <tr>
            <td colSpan={2}>{candidats.length === 0 ? texts.aucunCandidat : ''}</td>
            {candidats.map((each, position) => (
              <td key={each.patient.id}>
                {each.reserve === null ? null : <p className="discret">{each.reserve}</p>}
                {onChoose === null ? null : (
                  <Button
                    variant="outlined"
                    aria-keyshortcuts={position < 5 ? String(position + 1) : undefined}
                    onClick={() => onChoose(each)}
                  >
                    {position < 5 ? `${position + 1} · ` : ''}C’est ce patient
                  </Button>
                )}
              </td>
            ))}
          </tr>
        </tbody>
      </table>
    </TableFrame>
  );
}
