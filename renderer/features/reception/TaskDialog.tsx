import { Alert, Button, Dialog, DialogActions, DialogContent, DialogTitle } from '@mui/material';
import { useState, type FormEvent } from 'react';
import type { ATraiter } from '../../../shared/contract/reception.ts';
import type { IdNat } from '../../../shared/ids.ts';
import { useSession } from '../../app/session-context.ts';
import { sentenceOf } from '../../lib/client.ts';
import { tell } from '../../lib/notices.ts';
import { useHygieCommand, useHygieQuery } from '../../lib/queries.ts';
import { DateField } from '../../ui/DateField.tsx';

interface Props {
  readonly ligne: ATraiter;
  readonly onClose: () => void;
}

const USUAL = ['Rappeler le patient', 'Contrôle à prescrire', 'Convoquer', 'Joindre le laboratoire'] as const;

/** Something to be done about what arrived, for oneself or for a colleague of the practice. */
export function TaskDialog({ ligne, onClose }: Props) {
  const { praticien } = useSession();
  const doctors = useHygieQuery('reglages.lire', {}).data?.medecins ?? [];
  const [texte, setTexte] = useState('');
  const [pour, setPour] = useState<string>(praticien.idNat);
  const [echeance, setEcheance] = useState('');
  const create = useHygieCommand('taches.creer', { refreshes: ['taches.lister'] });
  const ready = texte.trim() !== '' && !create.isPending;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!ready) return;
    create.mutate(
      {
        patientId: ligne.patient?.id ?? null,
        documentId: ligne.documentId,
        texte: texte.trim(),
        pour: pour as IdNat,
        echeance: echeance === '' ? null : echeance,
      },
      {
        onSuccess: () => {
          tell('Tâche ajoutée');
          onClose();
        },
      },
    );
  };
  return (
    <Dialog open onClose={onClose} maxWidth="sm" aria-labelledby="tache-titre">
      <form noValidate onSubmit={submit} style={{ display: 'contents' }}>
        <DialogTitle id="tache-titre">Tâche : {ligne.titre}</DialogTitle>
        <DialogContent sx={{ display: 'grid', gap: 1.5 }}>
          <div>
            <label className="etiquette requis" htmlFor="tache-texte">
              À faire
            </label>
            <input
              id="tache-texte"
              className="champ"
              autoFocus
              autoComplete="off"
              maxLength={300}
              value={texte}
              onChange={(event) => setTexte(event.target.value)}
            />
          </div>
          <div style={{ display: 'flex', flexWrap: 'wrap', gap: 6 }}>
            {USUAL.map((each) => (
              <Button key={each} variant="outlined" onClick={() => setTexte(each)}>
                {each}
              </Button>
            ))}
          </div>
          <label className="etiquette">
            Pour{' '}
            <select className="champ" value={pour} onChange={(event) => setPour(event.target.value)}>
              {doctors.map((doctor) => (
                <option key={doctor.idNat} value={doctor.idNat}>
                  {doctor.civilite} {doctor.prenom} {doctor.nom}
                </option>
              ))}
            </select>
          </label>
          <DateField label="Échéance" whole value={echeance} onChange={setEcheance} />
          {create.isError ? (
            <Alert severity="error" role="alert">
              {sentenceOf(create.error)}
            </Alert>
          ) : null}
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>Annuler</Button>
          <Button type="submit" variant="contained" disabled={!ready}>
            Ajouter
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
