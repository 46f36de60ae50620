import { Alert, Button } from '@mui/material';
import { sentenceOf } from '../../lib/client.ts';
import { useHygieCommand } from '../../lib/queries.ts';
import { Section } from './Section.tsx';

const megabytes = (bytes: number): string => `${(bytes / 1_000_000).toFixed(1).replace('.', ',')} Mo`;

/** One encrypted file; the same cards open it. */
export function BackupSection() {
  const save = useHygieCommand('sauvegarde.creer', { refreshes: ['audit.lister'] });
  return (
    <Section titre="Sauvegarde">
      <Button variant="outlined" disabled={save.isPending} onClick={() => save.mutate({})}>
        {save.isPending ? 'Sauvegarde en cours…' : 'Sauvegarder maintenant'}
      </Button>
      {save.isError ? (
        <Alert severity="error" role="alert" sx={{ mt: 1 }}>
          {sentenceOf(save.error)}
        </Alert>
      ) : null}
      {save.data === undefined ? null : (
        <Alert severity="success" variant="outlined" role="status" sx={{ mt: 1, overflowWrap: 'anywhere' }}>
          <div>
            Fichier chiffré : {save.data.fichier} ({megabytes(save.data.octets)})
          </div>
          <div>Ouvert par : {save.data.cartes.join(', ')}.</div>
          <div>Copiez-le hors de ce poste (clé, disque, serveur du cabinet).</div>
        </Alert>
      )}
    </Section>
  );
}
