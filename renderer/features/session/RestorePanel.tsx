import { Alert, Box, Button, TextField } from '@mui/material';
import { useRef, useState, type FormEvent } from 'react';
import type { Output } from '../../../shared/contract/index.ts';
import type { CardView } from '../../../shared/contract/session.ts';
import { call, sentenceOf } from '../../lib/client.ts';
import { formatInstant } from '../../lib/dates.ts';
import { useHygieQuery } from '../../lib/queries.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { Loading } from '../../ui/Loading.tsx';
import { CardPanel } from './CardPanel.tsx';
import { texts } from './texts.ts';
import type { Login } from './use-login.ts';

type Backup = Output<'restauration.sauvegardes'>[number];

interface Props {
  readonly card: CardView;
  readonly login: Login;
  readonly onBack: () => void;
}

const megabytes = (octets: number) =>
  `${(octets / 1_000_000).toLocaleString('fr-FR', { maximumFractionDigits: 1 })} Mo`;

function Choice(props: { readonly backup: Backup; readonly chosen: boolean; readonly onChoose: () => void }) {
  const { backup, chosen, onChoose } = props;
  return (
    <label style={{ display: 'flex', gap: 8, alignItems: 'baseline' }}>
      <input type="radio" name="sauvegarde" checked={chosen} onChange={onChoose} />
      <span>
        <strong>{formatInstant(backup.faiteLe)}</strong>, {megabytes(backup.octets)}
        <br />
        <span className="discret">Ouverte par : {backup.ouvertePar.join(' ; ')}</span>
      </span>
    </label>
  );
}

/** The recovery code lives in its field only, like the PIN. */
function CodeForm({ login, onCode }: { readonly login: Login; readonly onCode: (code: string) => void }) {
  const input = useRef<HTMLInputElement>(null);
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    const field = input.current;
    if (field === null || login.busy || field.value.trim() === '') return;
    const code = field.value;
    field.value = '';
    onCode(code);
  };
  return (
    <Box component="form" onSubmit={onSubmit} autoComplete="off" noValidate sx={{ display: 'grid', gap: 1.5 }}>
      <TextField
        inputRef={input}
        label={texts.codeRecuperation}
        disabled={login.busy}
        slotProps={{ htmlInput: { autoComplete: 'off', spellCheck: false, maxLength: 200 } }}
      />
      <Button type="submit" variant="contained" disabled={login.busy}>
        {texts.restaurerAction}
      </Button>
    </Box>
  );
}

/** The base no longer opens, or this computer is new: which backup, then the proof that one may open it. */
export function RestorePanel({ card, login, onBack }: Props) {
  const backups = useHygieQuery('restauration.sauvegardes', {});
  const [picked, setPicked] = useState<Backup | null>(null);
  const [name, setName] = useState<string | null>(null);
  const [byCode, setByCode] = useState(false);
  if (backups.data === undefined) {
    return backups.isError ? <ErrorNotice error={backups.error} onRetry={() => void backups.refetch()} /> : <Loading />;
  }
  const known = backups.data.filter((each) => each.nom !== picked?.nom);
  const all = picked === null ? known : [picked, ...known];
  const nom = name ?? all[0]?.nom ?? null;
  const pick = async () => {
    try {
      const chosen = await call('restauration.choisirFichier', {});
      if (chosen === null) return;
      login.say(null);
      setPicked(chosen);
      setName(chosen.nom);
    } catch (error) {
      login.say({ gravite: 'error', texte: sentenceOf(error) });
    }
  };
  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      <Alert severity="info">{texts.restaurerExplication}</Alert>
      <Box
        component="fieldset"
        sx={{ border: 1, borderColor: 'divider', borderRadius: 1, display: 'grid', gap: 1, m: 0 }}
      >
        <legend>{texts.restaurerChoix}</legend>
        {all.length === 0 ? <p style={{ margin: 0 }}>{texts.restaurerAucune}</p> : null}
        {all.slice(0, 5).map((backup) => (
          <Choice key={backup.nom} backup={backup} chosen={backup.nom === nom} onChoose={() => setName(backup.nom)} />
        ))}
        <Button onClick={() => void pick()}>{texts.restaurerFichier}</Button>
      </Box>
      {nom === null ? null : byCode ? (
        <CodeForm
          login={login}
          onCode={(code) =>
            void login.run(() => call('restauration.restaurer', { nom, preuve: { par: 'code', code } }))
          }
        />
      ) : (
        <CardPanel
          card={card}
          login={login}
          onPin={(pin, confirmeDernierEssai) =>
            void login.run(() =>
              call('restauration.restaurer', { nom, preuve: { par: 'carte', pin, confirmeDernierEssai } }),
            )
          }
        />
      )}
      {nom === null ? null : (
        <Button onClick={() => setByCode(!byCode)}>{byCode ? texts.restaurerParCarte : texts.restaurerParCode}</Button>
      )}
      <Button onClick={onBack}>{texts.retour}</Button>
    </Box>
  );
}
