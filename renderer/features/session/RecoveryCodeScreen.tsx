import { Alert, Box, Button, TextField } from '@mui/material';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { queryKey, useHygieCommand, useHygieQuery } from '../../lib/queries.ts';
import { sentenceOf } from '../../lib/client.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { Loading } from '../../ui/Loading.tsx';
import { LoginCard } from './LoginCard.tsx';

interface Props {
  readonly test: boolean;
}

/** First start: the recovery code is shown once, kept on paper, and typed back before anything else. */
export default function RecoveryCodeScreen({ test }: Props) {
  const client = useQueryClient();
  const code = useHygieQuery('session.codeRecuperation', {});
  const confirm = useHygieCommand('session.confirmerCodeRecuperation');
  const [message, setMessage] = useState<string | null>(null);
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const saisi = new FormData(event.currentTarget).get('saisi');
    if (typeof saisi !== 'string') return;
    confirm.mutate(
      { saisi },
      {
        onError: (error) => setMessage(sentenceOf(error)),
        onSuccess: ({ exact }) => {
          if (!exact) {
            setMessage('Ce n’est pas le code affiché. Vérifiez chaque groupe de caractères.');
            return;
          }
          // The code leaves the window with the screen that showed it.
          client.removeQueries({ queryKey: queryKey('session.codeRecuperation', {}) });
          void client.invalidateQueries({ queryKey: queryKey('session.etat', {}) });
        },
      },
    );
  };
  return (
    <LoginCard test={test} titre="Code de récupération du cabinet" large>
      <Box component="p" sx={{ m: 0 }}>
        Si plus aucune carte n’ouvre la base (perte, panne, départ), ce code est le seul moyen de la rouvrir. Personne
        d’autre ne le possède : notez-le ou imprimez-le, et gardez-le sous clé hors du cabinet.
      </Box>
      {code.isError ? <ErrorNotice error={code.error} onRetry={() => void code.refetch()} /> : null}
      {code.isPending ? <Loading /> : null}
      {code.data?.code == null ? null : (
        <Box
          component="output"
          aria-label="Votre code de récupération"
          data-testid="code-recuperation"
          sx={{
            fontFamily: 'ui-monospace, "DejaVu Sans Mono", monospace',
            fontSize: '1.25rem',
            fontWeight: 700,
            letterSpacing: '0.08em',
            textAlign: 'center',
            p: 2,
            border: 2,
            borderColor: 'primary.main',
            borderRadius: 1,
            overflowWrap: 'anywhere',
            userSelect: 'all',
          }}
        >
          {code.data.code}
        </Box>
      )}
      <Box className="pas-imprime" component="form" onSubmit={onSubmit} noValidate sx={{ display: 'grid', gap: 1.5 }}>
        <Button type="button" variant="outlined" onClick={() => window.print()}>
          Imprimer le code
        </Button>
        {message === null ? null : (
          <Alert severity="error" role="alert">
            {message}
          </Alert>
        )}
        <TextField
          name="saisi"
          label="Recopiez le code de récupération"
          helperText="Majuscules, espaces et tirets sont sans importance."
          autoFocus
          slotProps={{ htmlInput: { autoComplete: 'off', spellCheck: false, maxLength: 200 } }}
        />
        <Button type="submit" variant="contained" size="large" disabled={confirm.isPending}>
          J’ai gardé ce code, continuer
        </Button>
      </Box>
    </LoginCard>
  );
}
