import { Alert, Button } from '@mui/material';
import type { LigneOrdonnance } from '../../../shared/domain/redaction.ts';
import type { PatientId } from '../../../shared/ids.ts';
import { formatInstantDate } from '../../lib/dates.ts';
import { useHygieCommand, useHygieQuery } from '../../lib/queries.ts';
import { texts } from './texts.ts';

interface Props {
  readonly patientId: PatientId;
  readonly lignes: readonly LigneOrdonnance[];
}

/** Allergies of the record and same substances, with their source; quiet once accepted for this patient. */
export function Signals({ patientId, lignes }: Props) {
  const asked = lignes.map(({ cis, libelle }) => ({ cis, libelle }));
  const signals = useHygieQuery(
    'medicaments.signaux',
    { patientId, lignes: asked },
    { enabled: asked.length > 0, keepPrevious: true },
  );
  const accept = useHygieCommand('medicaments.accepter', { refreshes: ['medicaments.signaux'] });
  const recall = useHygieCommand('medicaments.rappeler', { refreshes: ['medicaments.signaux'] });
  if (asked.length === 0 || signals.data === undefined) return null;
  const active = signals.data.filter(({ accepte }) => accepte === null);
  const muted = signals.data.filter(({ accepte }) => accepte !== null);
  return (
    <section aria-label={texts.signaux} style={{ display: 'grid', gap: 6 }}>
      {active.map((signal) => (
        <Alert
          key={signal.signal}
          severity="warning"
          role="alert"
          action={
            <Button
              color="inherit"
              onClick={() => accept.mutate({ patientId, signal: signal.signal, motif: texts.accepter })}
            >
              {texts.accepter}
            </Button>
          }
        >
          {signal.genre === 'allergie' ? 'Allergie : ' : ''}
          {signal.texte}
          <div className="discret">{signal.source}</div>
        </Alert>
      ))}
      {muted.map(({ signal, texte, accepte }) => (
        <p key={signal} className="discret" style={{ margin: 0, fontSize: '0.75rem' }}>
          {texte} — accepté par {accepte?.parNom} le {accepte === null ? '' : formatInstantDate(accepte.le)}.{' '}
          <button type="button" className="bouton-nu lien" onClick={() => recall.mutate({ patientId, signal })}>
            Signaler de nouveau
          </button>
        </p>
      ))}
      <p className="discret" style={{ margin: 0, fontSize: '0.75rem' }}>
        {texts.limites}
      </p>
    </section>
  );
}
