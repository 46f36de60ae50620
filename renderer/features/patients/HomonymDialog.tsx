import {
  Box,
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  FormControlLabel,
  Radio,
  RadioGroup,
} from '@mui/material';
import { useState } from 'react';
import { formatCivilDate } from '../../../shared/domain/civil-date.ts';
import type { PatientFields, PatientSummary } from '../../../shared/domain/patient.ts';
import { SEXES, STATUTS } from '../../ui/identity-text.ts';
import { TableFrame } from '../../ui/TableFrame.tsx';
import { texts } from './texts.ts';

interface Props {
  readonly typed: PatientFields;
  readonly candidates: readonly PatientSummary[];
  /** What « another person » does: « Créer un autre dossier », « Enregistrer ces traits ». */
  readonly autre: string;
  readonly onSame: (patient: PatientSummary) => void;
  readonly onOther: () => void;
  readonly onCancel: () => void;
}

interface Row {
  readonly label: string;
  readonly of: (identity: Shown) => string;
}

interface Shown {
  readonly nomNaissance: string;
  readonly nomUtilise: string | null;
  readonly premierPrenom: string;
  readonly dateNaissance: string;
  readonly sexe: keyof typeof SEXES;
  readonly lieuNaissanceInsee: string | null;
  readonly commune: string | null;
  readonly insFin: string | null;
  readonly statutIdentite: keyof typeof STATUTS;
}

const ROWS: readonly Row[] = [
  { label: texts.nomNaissance, of: (each) => each.nomNaissance },
  { label: texts.nomUtilise, of: (each) => each.nomUtilise ?? 'non renseigné' },
  { label: 'Premier prénom', of: (each) => each.premierPrenom },
  { label: texts.dateNaissance, of: (each) => formatCivilDate(each.dateNaissance) },
  { label: texts.sexe, of: (each) => SEXES[each.sexe] },
  { label: 'Lieu de naissance (INSEE)', of: (each) => each.lieuNaissanceInsee ?? 'non renseigné' },
  { label: texts.commune, of: (each) => each.commune ?? 'non renseignée' },
  { label: 'Fin de l’INS', of: (each) => each.insFin ?? 'pas d’INS' },
  { label: 'Statut', of: (each) => STATUTS[each.statutIdentite] },
];

/** What nobody recorded contradicts nothing. */
function contradict(a: string, b: string): boolean {
  const unknown = (text: string) => text.startsWith('non renseigné') || text === 'pas d’INS';
  return a !== b && !unknown(a) && !unknown(b);
}

/** Same names and birth date: the identities side by side, and no answer chosen beforehand. */
export function HomonymDialog({ typed, candidates, autre, onSame, onOther, onCancel }: Props) {
  const [answer, setAnswer] = useState('');
  const mine: Shown = {
    ...typed,
    commune: typed.coordonnees.commune,
    insFin: typed.ins?.matricule.slice(-5) ?? null,
  };
  const confirm = () => {
    const same = candidates.find((each) => each.id === answer);
    if (same !== undefined) onSame(same);
    else if (answer === 'autre') onOther();
  };
  return (
    <Dialog open onClose={onCancel} maxWidth="md" aria-labelledby="homonymes-titre">
      <DialogTitle id="homonymes-titre">{texts.homonymesTitre}</DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 2 }}>
        <Box component="p" sx={{ m: 0 }}>
          Comparez les identités avec la pièce du patient. Deux dossiers pour une personne, ou un dossier pour deux,
          mettent le patient en danger.
        </Box>
        <TableFrame>
          <table className="tableau" aria-label={texts.comparaison}>
            <thead>
              <tr>
                <th scope="col">{texts.trait}</th>
                <th scope="col">{texts.identiteSaisie}</th>
                {candidates.map((each, position) => (
                  <th key={each.id} scope="col">
                    Dossier existant {candidates.length > 1 ? position + 1 : ''}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {ROWS.map((row) => (
                <tr key={row.label}>
                  <th scope="row">{row.label}</th>
                  <td>{row.of(mine)}</td>
                  {candidates.map((each) => {
                    const differs = contradict(row.of(each), row.of(mine));
                    return (
                      <td key={each.id}>
                        {differs ? <strong>≠ {row.of(each)}</strong> : row.of(each)}
                        {differs ? <span className="visuellement-cache"> (différent)</span> : null}
                      </td>
                    );
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </TableFrame>
        <RadioGroup aria-label={texts.votreReponse} value={answer} onChange={(_event, value) => setAnswer(value)}>
          {candidates.map((each, position) => (
            <FormControlLabel
              key={each.id}
              value={each.id}
              control={<Radio />}
              label={`C’est la même personne : ouvrir le dossier existant${candidates.length > 1 ? ` ${position + 1}` : ''}`}
            />
          ))}
          <FormControlLabel value="autre" control={<Radio />} label={`C’est une autre personne : ${autre}`} />
        </RadioGroup>
      </DialogContent>
      <DialogActions>
        <Button onClick={onCancel}>{texts.revenir}</Button>
        <Button variant="contained" disabled={answer === ''} onClick={confirm}>
          {texts.valider}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
