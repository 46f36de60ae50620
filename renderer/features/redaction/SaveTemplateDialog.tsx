import { Alert, Button, Dialog, DialogActions, DialogContent, DialogTitle } from '@mui/material';
import { useState, type FormEvent } from 'react';
import type { TypeRedige } from '../../../shared/domain/document-types/index.ts';
import type { Redaction } from '../../../shared/domain/redaction.ts';
import { sentenceOf } from '../../lib/client.ts';
import { tell } from '../../lib/notices.ts';
import { useHygieCommand } from '../../lib/queries.ts';
import { texts } from './texts.ts';

interface Props {
  readonly type: TypeRedige;
  readonly content: Redaction;
  readonly onClose: () => void;
}

const OWN = 'contenu du cabinet';

/** Keeps what is written as a template of the practice: the words, never the patient nor the recipient. */
export function SaveTemplateDialog({ type, content, onClose }: Props) {
  const [nom, setNom] = useState('');
  const [source, setSource] = useState<string>(OWN);
  const save = useHygieCommand('modeles.enregistrer', { refreshes: ['modeles.lister'] });
  const ready = nom.trim() !== '' && source.trim() !== '' && !save.isPending;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!ready) return;
    const contenu = { ...content, destinataire: null, problemes: [] };
    save.mutate(
      { id: null, type: type.id, nom: nom.trim(), contenu, source: source.trim() },
      {
        onSuccess: () => {
          tell('Modèle gardé');
          onClose();
        },
      },
    );
  };
  return (
    <Dialog open onClose={onClose} maxWidth="sm" aria-labelledby="modele-titre">
      <form noValidate onSubmit={submit} style={{ display: 'contents' }}>
        <DialogTitle id="modele-titre">
          {texts.enModele} : {type.titre}
        </DialogTitle>
        <DialogContent sx={{ display: 'grid', gap: 1.5 }}>
          <Alert severity="info">
            Relisez : le texte ne doit nommer aucun patient. Champs remplis à chaque usage :{' '}
            {'{civilite} {prenom} {nom} {naissance} {age} {date}'}.
          </Alert>
          <label className="etiquette requis">
            Nom du modèle
            <input
              className="champ"
              autoFocus
              autoComplete="off"
              maxLength={100}
              value={nom}
              onChange={(event) => setNom(event.target.value)}
            />
          </label>
          <label className="etiquette requis">
            Source (titre, adresse, date de lecture)
            <input
              className="champ"
              autoComplete="off"
              maxLength={500}
              value={source}
              onChange={(event) => setSource(event.target.value)}
            />
          </label>
          {save.isError ? (
            <Alert severity="error" role="alert">
              {sentenceOf(save.error)}
            </Alert>
          ) : null}
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>Annuler</Button>
          <Button type="submit" variant="contained" disabled={!ready}>
            Garder
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
