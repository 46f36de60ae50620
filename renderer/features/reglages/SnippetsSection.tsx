import { Alert, Button } from '@mui/material';
import { useState, type FormEvent } from 'react';
import type { Modele } from '../../../shared/contract/redaction.ts';
import { EMPTY_REDACTION } from '../../../shared/domain/redaction.ts';
import { call, sentenceOf } from '../../lib/client.ts';
import { tell, tellError, tellUndoable } from '../../lib/notices.ts';
import { useHygieCommand, useHygieQuery, useRefresh } from '../../lib/queries.ts';
import { SNIPPET_CODE } from '../../lib/snippets.ts';
import { useShell } from '../../app/shell-store.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { SmallAction } from '../../ui/SmallAction.tsx';
import { SNIPPET_TYPE } from '../redaction/SnippetArea.tsx';
import { TextField } from './Fields.tsx';
import { Section } from './Section.tsx';

const OWN = 'contenu du cabinet';
const EMPTY = { id: null as string | null, code: '', texte: '' };

/** Texts that the practice types often, each with its code. None is shipped: they are the practice's own words. */
export function SnippetsSection() {
  const models = useHygieQuery('modeles.lister', { type: SNIPPET_TYPE });
  const save = useHygieCommand('modeles.enregistrer', { refreshes: ['modeles.lister'] });
  const refresh = useRefresh();
  const lieu = useShell((shell) => shell.actif);
  const [typed, setTyped] = useState(EMPTY);
  const [problem, setProblem] = useState<string | null>(null);
  const known = models.data ?? [];
  const request = (id: string | null, nom: string, texte: string) => ({
    id,
    type: SNIPPET_TYPE,
    nom,
    contenu: { ...EMPTY_REDACTION, textes: { [SNIPPET_TYPE]: texte } },
    source: OWN,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const code = typed.code.trim();
    const twin = known.some((each) => each.id !== typed.id && each.nom.toLowerCase() === code.toLowerCase());
    const wrong = !SNIPPET_CODE.test(code)
      ? 'Le code est un seul mot : lettres, chiffres, tirets.'
      : twin
        ? `Le code « ${code} » existe déjà.`
        : typed.texte.trim() === ''
          ? 'Écrivez le texte.'
          : null;
    setProblem(wrong);
    if (wrong !== null || save.isPending) return;
    save.mutate(request(typed.id, code, typed.texte), {
      onSuccess: () => {
        tell(`Texte « ;${code} » enregistré.`);
        setTyped(EMPTY);
      },
    });
  };
  const drop = async (model: Modele) => {
    try {
      await call('modeles.retirer', { id: model.id });
      refresh('modeles.lister');
      tellUndoable({
        texte: `Texte « ;${model.nom} » retiré`,
        lieu,
        annuler: async () => {
          await call('modeles.enregistrer', request(model.id, model.nom, model.contenu.textes[SNIPPET_TYPE] ?? ''));
          refresh('modeles.lister');
        },
      });
    } catch (error) {
      tellError(error);
    }
  };
  const message = problem ?? (save.isError ? sentenceOf(save.error) : null);
  return (
    <Section titre="Textes types">
      <p className="discret" style={{ marginTop: 0 }}>
        Dans une note ou un document, tapez ; et le code, puis Espace ou Tab : le texte prend sa place.
      </p>
      {models.isError ? <ErrorNotice error={models.error} onRetry={() => void models.refetch()} /> : null}
      {models.data?.length === 0 ? <p className="vide">Aucun texte : contenu à fournir par le cabinet.</p> : null}
      {known.length === 0 ? null : (
        <table className="tableau" aria-label="Textes types">
          <thead>
            <tr>
              <th scope="col">Code</th>
              <th scope="col">Texte</th>
              <th scope="col">
                <span className="visuellement-cache">Actions</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {known.map((model) => {
              const texte = model.contenu.textes[SNIPPET_TYPE] ?? '';
              return (
                <tr key={model.id}>
                  <td>;{model.nom}</td>
                  <td style={{ whiteSpace: 'pre-wrap' }}>{texte}</td>
                  <td className="actions">
                    <SmallAction
                      icone="modifier"
                      nom={`Modifier le texte ;${model.nom}`}
                      onClick={() => setTyped({ id: model.id, code: model.nom, texte })}
                    />
                    <SmallAction
                      icone="retirer"
                      nom={`Retirer le texte ;${model.nom}`}
                      onClick={() => void drop(model)}
                    />
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
      <form noValidate onSubmit={submit}>
        <div className="champs">
          <TextField
            label="Code"
            max={30}
            champ="texte-type-code"
            value={typed.code}
            onChange={(code) => setTyped({ ...typed, code })}
          />
          <div>
            <label className="etiquette" htmlFor="texte-type">
              Texte
            </label>
            <textarea
              id="texte-type"
              className="champ"
              rows={3}
              maxLength={20_000}
              value={typed.texte}
              onChange={(event) => setTyped({ ...typed, texte: event.target.value })}
            />
          </div>
        </div>
        {message === null ? null : (
          <Alert severity="error" role="alert" sx={{ mt: 1 }}>
            {message}
          </Alert>
        )}
        <div className="pied">
          {typed.id === null ? null : <Button onClick={() => setTyped(EMPTY)}>Ne pas modifier</Button>}
          <Button type="submit" variant="outlined" disabled={save.isPending}>
            {typed.id === null ? 'Ajouter le texte' : 'Enregistrer le texte'}
          </Button>
        </div>
      </form>
    </Section>
  );
}
