import { Alert, Button } from '@mui/material';
import { useState, type FormEvent } from 'react';
import type { Source } from '../../../shared/contract/reception.ts';
import { call, sentenceOf } from '../../lib/client.ts';
import { formatInstant } from '../../lib/dates.ts';
import { tell, tellError } from '../../lib/notices.ts';
import { useHygieQuery, useRefresh } from '../../lib/queries.ts';
import { VOIES } from '../reception/texts.ts';
import { Section } from './Section.tsx';

const ROADS = ['hprim', 'hprim-net', 'apicrypt', 'bioserveur', 'dossier', 'sftp'] as const;
const CHARSETS = ['windows-1252', 'utf-8', 'cp850', 'macintosh', 'iso-8859-15'] as const;

type Edited = Pick<
  Source,
  'id' | 'voie' | 'nom' | 'actif' | 'mode' | 'charset' | 'expediteur' | 'sftp' | 'silenceJours'
> & {
  readonly secret: string;
};

const emptySource = (): Edited => ({
  id: crypto.randomUUID(),
  voie: 'hprim',
  nom: '',
  actif: true,
  mode: 'direct',
  charset: null,
  expediteur: null,
  sftp: null,
  silenceJours: null,
  secret: '',
});

const EMPTY_SFTP: NonNullable<Source['sftp']> = {
  hote: '',
  port: 22,
  utilisateur: '',
  chemin: '/',
  empreinte: null,
  archivage: 'deplacer',
};

/** [175] [179] Where results and letters come from besides the mailbox: folders of the practice's clients, hospitals' servers. */
export function SourcesSection() {
  const sources = useHygieQuery('sources.lister', {});
  const [edited, setEdited] = useState<Edited | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const refresh = useRefresh();
  const done = (texte: string) => {
    refresh('sources.lister', 'reception.compter', 'reception.aTraiter');
    tell(texte);
  };
  const act = (work: Promise<unknown>, texte: string) => {
    work.then(() => done(texte), tellError);
  };
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (edited === null) return;
    if (edited.nom.trim() === '') {
      setProblem('Nommez la source (laboratoire, hôpital, logiciel).');
      return;
    }
    try {
      const { secret, sftp, ...rest } = edited;
      await call('sources.enregistrer', {
        ...rest,
        sftp: edited.voie === 'sftp' ? (sftp ?? EMPTY_SFTP) : null,
        secret: secret === '' ? null : secret,
      });
      setEdited(null);
      setProblem(null);
      done('Source enregistrée');
    } catch (error) {
      setProblem(sentenceOf(error));
    }
  };
  const choose = (id: string, lequel: 'dossier' | 'archive') =>
    act(call('sources.choisirDossier', { id, lequel }), 'Dossier choisi');
  return (
    <Section titre="Sources de résultats et de courriers">
      <p className="discret" style={{ margin: '0 0 8px' }}>
        Jamais de courriel ordinaire. La messagerie MSSanté se règle plus haut. Ce qui relève d’un établissement
        (validation au fil de l’eau, facturation, identités) ne concerne pas le cabinet.
      </p>
      {(sources.data ?? []).map((source) => (
        <div
          key={source.id}
          role="group"
          aria-label={source.nom}
          style={{ borderTop: '1px solid var(--mui-palette-divider)', padding: '8px 0' }}
        >
          <strong>{source.nom}</strong> · {VOIES[source.voie]} ·{' '}
          {source.mode === 'direct' ? 'arrive seule' : 'relevée à la demande'}
          {source.actif ? '' : ' · arrêtée'}
          <div className="discret">
            {source.voie === 'sftp'
              ? `${source.sftp?.utilisateur ?? ''}@${source.sftp?.hote ?? ''}`
              : `Dossier : ${source.dossier ?? 'à choisir'} · archive : ${source.archive ?? 'sous-dossier « archives »'}`}
            {' · '}
            {source.derniereArriveeLe === null
              ? 'rien reçu encore'
              : `dernière arrivée le ${formatInstant(source.derniereArriveeLe)}`}
            {source.enAttente === 0 ? '' : ` · ${source.enAttente} à lire`}
          </div>
          {source.erreur === null ? null : (
            <Alert severity="warning" sx={{ my: 0.5 }}>
              {source.erreur}
            </Alert>
          )}
          <div style={{ display: 'flex', flexWrap: 'wrap', gap: 6 }}>
            {source.voie === 'sftp' ? null : (
              <>
                <Button variant="outlined" onClick={() => choose(source.id, 'dossier')}>
                  Choisir le dossier…
                </Button>
                <Button variant="outlined" onClick={() => choose(source.id, 'archive')}>
                  Choisir l’archive…
                </Button>
              </>
            )}
            <Button
              variant="outlined"
              onClick={() => {
                call('sources.relever', { id: source.id }).then(
                  ({ recus }) => done(`${recus} fichier(s) reçu(s)`),
                  tellError,
                );
              }}
            >
              Relever maintenant
            </Button>
            <Button onClick={() => setEdited({ ...source, secret: '' })}>Modifier</Button>
            <Button
              onClick={() =>
                act(call('sources.retirer', { id: source.id }), 'Source retirée ; ce qui est arrivé reste')
              }
            >
              Retirer
            </Button>
          </div>
        </div>
      ))}
      {edited === null ? (
        <Button variant="outlined" onClick={() => setEdited(emptySource())}>
          Ajouter une source
        </Button>
      ) : (
        <form
          noValidate
          aria-label="Source"
          onSubmit={(event) => void save(event)}
          style={{ display: 'grid', gap: 8, marginTop: 8 }}
        >
          <label className="etiquette requis">
            Nom
            <input
              className="champ"
              autoFocus
              maxLength={80}
              value={edited.nom}
              onChange={(event) => setEdited({ ...edited, nom: event.target.value })}
            />
          </label>
          <label className="etiquette">
            Voie
            <select
              className="champ"
              value={edited.voie}
              onChange={(event) => setEdited({ ...edited, voie: event.target.value as Source['voie'] })}
            >
              {ROADS.map((voie) => (
                <option key={voie} value={voie}>
                  {VOIES[voie]}
                </option>
              ))}
            </select>
          </label>
          <label className="etiquette">
            Mode
            <select
              className="champ"
              value={edited.mode}
              onChange={(event) => setEdited({ ...edited, mode: event.target.value as Source['mode'] })}
            >
              <option value="direct">Direct : elle arrive seule</option>
              <option value="indirect">Indirect : elle est relevée à la demande</option>
            </select>
          </label>
          <label className="etiquette">
            Jeu de caractères
            <select
              className="champ"
              value={edited.charset ?? ''}
              onChange={(event) =>
                setEdited({ ...edited, charset: event.target.value === '' ? null : event.target.value })
              }
            >
              <option value="">reconnu seul</option>
              {CHARSETS.map((charset) => (
                <option key={charset}>{charset}</option>
              ))}
            </select>
          </label>
          <label className="etiquette">
            Alerter après ce nombre de jours sans rien recevoir
            <input
              className="champ"
              type="number"
              min={1}
              max={60}
              value={edited.silenceJours ?? ''}
              onChange={(event) =>
                setEdited({
                  ...edited,
                  silenceJours:
                    event.target.value === ''
                      ? null
                      : Math.min(60, Math.max(1, Math.trunc(Number(event.target.value)))),
                })
              }
            />
          </label>
          {edited.voie === 'sftp' ? (
            <SftpFields
              value={edited.sftp ?? EMPTY_SFTP}
              secret={edited.secret}
              onChange={(sftp, secret) => setEdited({ ...edited, sftp, secret })}
            />
          ) : null}
          {problem === null ? null : (
            <Alert severity="error" role="alert">
              {problem}
            </Alert>
          )}
          <div style={{ display: 'flex', gap: 8 }}>
            <Button type="submit" variant="contained">
              Enregistrer la source
            </Button>
            <Button onClick={() => setEdited(null)}>Annuler</Button>
          </div>
        </form>
      )}
    </Section>
  );
}

function SftpFields({
  value,
  secret,
  onChange,
}: {
  readonly value: NonNullable<Source['sftp']>;
  readonly secret: string;
  readonly onChange: (value: NonNullable<Source['sftp']>, secret: string) => void;
}) {
  const text = (label: string, key: 'hote' | 'utilisateur' | 'chemin') => (
    <label className="etiquette requis">
      {label}
      <input
        className="champ"
        autoComplete="off"
        value={value[key]}
        onChange={(event) => onChange({ ...value, [key]: event.target.value }, secret)}
      />
    </label>
  );
  return (
    <>
      {text('Serveur', 'hote')}
      <label className="etiquette">
        Port
        <input
          className="champ"
          type="number"
          min={1}
          max={65535}
          value={value.port}
          onChange={(event) => onChange({ ...value, port: Math.trunc(Number(event.target.value) || 22) }, secret)}
        />
      </label>
      {text('Identifiant', 'utilisateur')}
      {text('Dossier du serveur', 'chemin')}
      <label className="etiquette">
        Mot de passe ou clé privée (vide : inchangé)
        <input
          className="champ"
          type="password"
          autoComplete="off"
          value={secret}
          onChange={(event) => onChange(value, event.target.value)}
        />
      </label>
      <label className="etiquette">
        Après lecture
        <select
          className="champ"
          value={value.archivage}
          onChange={(event) => onChange({ ...value, archivage: event.target.value as 'deplacer' | 'laisser' }, secret)}
        >
          <option value="deplacer">déplacer dans « archives »</option>
          <option value="laisser">laisser sur le serveur</option>
        </select>
      </label>
      <p className="discret">
        {value.empreinte === null
          ? 'La clé du serveur sera retenue au premier relevé à la main : comparez son empreinte avec celle que donne l’établissement.'
          : `Clé retenue : ${value.empreinte}`}
      </p>
    </>
  );
}
