import { Alert, Button } from '@mui/material';
import { useId, type FormEvent, type ReactNode } from 'react';
import type { Input } from '../../../shared/contract/index.ts';
import { sentenceOf } from '../../lib/client.ts';
import { tell } from '../../lib/notices.ts';
import { useHygieCommand } from '../../lib/queries.ts';

interface Props {
  readonly titre: string;
  readonly children: ReactNode;
}

/** A block of the settings page. */
export function Section({ titre, children }: Props) {
  const id = useId();
  return (
    <section className="bloc-reglages" aria-labelledby={id}>
      <h2 id={id}>{titre}</h2>
      {children}
    </section>
  );
}

interface FormProps extends Props {
  /** What this block changes; or the French sentence of what is wrong in it. */
  readonly changes: () => Input<'reglages.modifier'> | string;
  readonly onSaved?: () => void;
  readonly problem: string | null;
  readonly onProblem: (problem: string | null) => void;
}

/** A block that is saved by itself: an error in one never holds another back, and what was typed stays. */
export function FormSection({ titre, children, changes, onSaved, problem, onProblem }: FormProps) {
  const save = useHygieCommand('reglages.modifier', { refreshes: ['reglages.lire', 'partage.preparer'] });
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    const asked = changes();
    if (typeof asked === 'string') return onProblem(asked);
    onProblem(null);
    save.mutate(asked, {
      onSuccess: () => {
        tell(`${titre} : enregistré.`);
        onSaved?.();
      },
    });
  };
  const message = problem ?? (save.isError ? sentenceOf(save.error) : null);
  return (
    <Section titre={titre}>
      <form noValidate onSubmit={onSubmit}>
        <div className="champs">{children}</div>
        {message === null ? null : (
          <Alert severity="error" role="alert" sx={{ mt: 1 }}>
            {message}
          </Alert>
        )}
        <div className="pied">
          <Button type="submit" variant="outlined" disabled={save.isPending} aria-label={`Enregistrer : ${titre}`}>
            Enregistrer
          </Button>
        </div>
      </form>
    </Section>
  );
}
