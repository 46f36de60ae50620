import { Alert, Button } from '@mui/material';
import { useState } from 'react';
import type { Reglages } from '../../../shared/contract/reglages.ts';
import { metadonneesDe, PSC_EMETTEURS } from '../../../shared/domain/pro-sante-connect.ts';
import { formatInstant } from '../../lib/dates.ts';
import { connectText, texts } from '../psc/texts.ts';
import { usePsc } from '../psc/use-psc.ts';
import { ChoiceField, TextField } from './Fields.tsx';
import { FormSection, Section } from './Section.tsx';

type Ou = keyof typeof PSC_EMETTEURS | 'autre';

const placeOf = (emetteur: string): Ou =>
  emetteur === PSC_EMETTEURS.production
    ? 'production'
    : emetteur === PSC_EMETTEURS.integration
      ? 'integration'
      : 'autre';

/** Whether there is a session, and the gestures it takes. */
function PscState() {
  const { state, problem, busy, connect, cancel, disconnect } = usePsc();
  if (state === undefined) return null;
  const connected = state.etat === 'connecte';
  const waiting = state.etat === 'attente';
  const since = state.depuis === null ? '' : ` depuis le ${formatInstant(state.depuis)}`;
  const until = state.jusqua === null ? '' : `, jusqu’au ${formatInstant(state.jusqua)} au moins`;
  const said: Readonly<Record<typeof state.etat, string>> = {
    'sans-objet': 'Enregistrez d’abord la boîte MSSanté.',
    'non-regle': 'Pas encore réglé : l’identifiant du logiciel manque ci-dessous.',
    deconnecte: 'Non connecté.',
    attente: texts.attente,
    connecte: `Connecté${since}${until}. La session se renouvelle d’elle-même.`,
    'a-reconnecter': 'À reconnecter : la messagerie attend.',
  };
  return (
    <>
      <p role="status" style={{ margin: '0 0 0.5rem' }}>
        {said[state.etat]}
      </p>
      {problem === null || state.etat === 'non-regle' ? null : (
        <Alert severity="warning" sx={{ mb: 1 }}>
          {problem}
        </Alert>
      )}
      {waiting ? (
        <Button variant="outlined" onClick={cancel}>
          {texts.annuler}
        </Button>
      ) : connected ? (
        <Button variant="outlined" onClick={disconnect}>
          {texts.deconnecter}
        </Button>
      ) : (
        <Button variant="contained" disabled={busy || state.etat === 'non-regle'} onClick={connect}>
          {connectText(state.etat)}
        </Button>
      )}
    </>
  );
}

/** What the practice has to obtain: nothing works by the settings alone. */
function Requirements({ port, unset }: { readonly port: number; readonly unset: boolean }) {
  const back = `http://127.0.0.1${port === 0 ? '' : `:${port}`}/retour`;
  return (
    <details open={unset}>
      <summary>Ce qu’il faut obtenir avant de pouvoir se connecter</summary>
      <ul style={{ margin: '0.25rem 0 0', paddingInlineStart: '1.25rem', fontSize: '0.8125rem' }}>
        <li>Pour chaque médecin : une carte CPS ou une e-CPS active.</li>
        <li>De l’opérateur MSSanté : la confirmation qu’il accepte cette boîte par Pro Santé Connect (XOAUTH2).</li>
        <li>
          De l’ANS (demande « DataPass », puis raccordement au bac à sable et à la production) : l’identifiant et le
          secret du logiciel, avec l’adresse de retour <code>{back}</code> déclarée. À vérifier : que l’ANS accepte
          cette adresse
          {port === 0 ? ' sans port fixe ; sinon, choisissez un port' : ''}.
        </li>
        <li>
          L’ANS demande qu’un logiciel installé au cabinet passe par un « Proxy e-Santé » habilité, qui garde le secret
          à sa place. Hygie n’est pas habilité à ce jour : si un proxy présente la même interface, indiquez son adresse
          par « Autre adresse ». À vérifier auprès de prosanteconnect.editeurs@esante.gouv.fr.
        </li>
      </ul>
    </details>
  );
}

/** [138] Pro Santé Connect, for a mailbox that it opens: the session first, then who the practice is to it. */
export function PscSection({ reglages }: { readonly reglages: Reglages }) {
  const { psc } = reglages;
  const [form, setForm] = useState({ ...psc, port: String(psc.port), ou: placeOf(psc.emetteur) });
  const [secret, setSecret] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const change = (part: Partial<typeof form>) => setForm((before) => ({ ...before, ...part }));
  const choose = (ou: Ou) =>
    change(
      ou === 'autre'
        ? { ou }
        : {
            ou,
            clientId: placeOf(psc.emetteur) === ou ? psc.clientId : '',
            emetteur: PSC_EMETTEURS[ou],
            metadonnees: metadonneesDe(PSC_EMETTEURS[ou]),
          },
    );
  const port = /^\d{1,5}$/.test(form.port) ? Number(form.port) : null;
  return (
    <>
      <Section titre={texts.titre}>
        <PscState />
      </Section>
      <FormSection
        titre="Raccordement à Pro Santé Connect"
        problem={problem}
        onProblem={setProblem}
        onSaved={() => setSecret('')}
        changes={() => {
          if (port === null || port > 65_535) return 'Le port de retour est un nombre de 0 à 65535.';
          const [emetteur, metadonnees] = [form.emetteur.trim(), form.metadonnees.trim()];
          const kept = { emetteur, metadonnees, clientId: form.clientId.trim(), port };
          return { psc: { ...kept, secret: secret === '' ? null : secret } };
        }}
      >
        <ChoiceField
          label="Service"
          value={form.ou}
          options={[
            ['production', 'Production (ANS)'],
            ['integration', 'Bac à sable de l’ANS'],
            ['autre', 'Autre adresse'],
          ]}
          onChange={choose}
        />
        <TextField
          label="Port de retour du navigateur"
          type="number"
          value={form.port}
          onChange={(value) => change({ port: value })}
          max={5}
          aide="0 : au choix de l’ordinateur."
        />
        {form.ou === 'autre' ? (
          <>
            <TextField
              label="Adresse de l’émetteur"
              value={form.emetteur}
              onChange={(emetteur) => change({ emetteur, metadonnees: metadonneesDe(emetteur) })}
              max={200}
            />
            <TextField
              label="Adresse des métadonnées"
              value={form.metadonnees}
              onChange={(metadonnees) => change({ metadonnees })}
              max={300}
            />
          </>
        ) : null}
        <TextField
          label="Identifiant du logiciel"
          value={form.clientId}
          onChange={(clientId) => change({ clientId })}
          max={200}
          aide="Remis par l’ANS (client_id)."
        />
        <TextField
          label="Secret du logiciel"
          type="password"
          value={secret}
          onChange={setSecret}
          max={1000}
          aide={
            psc.secretPresent && form.emetteur.trim() === psc.emetteur
              ? 'Un secret est enregistré. Laisser vide pour le garder.'
              : 'Aucun secret enregistré. Il reste dans la base chiffrée.'
          }
        />
        <div style={{ gridColumn: '1 / -1' }}>
          <Requirements port={port ?? 0} unset={psc.clientId === ''} />
        </div>
      </FormSection>
    </>
  );
}
