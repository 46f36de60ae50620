import { Fragment, useState, type FormEvent } from 'react';
import type { DossierId, DossierMessagerie } from '../../../shared/contract/messagerie.ts';
import { tell, tellError } from '../../lib/notices.ts';
import { call } from '../../lib/client.ts';
import { useRefresh } from '../../lib/queries.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { SmallAction } from '../../ui/SmallAction.tsx';
import { formerBoxText, texts } from './texts.ts';

interface Props {
  readonly dossiers: readonly DossierMessagerie[];
  readonly actif: DossierId;
  readonly onChoose: (id: DossierId) => void;
}

/** [100] [101] DéMo's folders and the doctor's own, with unread counts. */
export function FolderTree({ dossiers, actif, onChoose }: Props) {
  const [naming, setNaming] = useState<{ id: string | null; nom: string } | null>(null);
  const [removing, setRemoving] = useState<DossierMessagerie | null>(null);
  const refresh = useRefresh();
  const done = (texte: string) => {
    refresh('messagerie.dossiers', 'messagerie.lister');
    tell(texte);
  };
  const rename = async (event: FormEvent) => {
    event.preventDefault();
    if (naming === null || naming.nom.trim() === '') return;
    try {
      if (naming.id === null) await call('messagerie.creerDossier', { nom: naming.nom.trim(), parent: null });
      else await call('messagerie.renommerDossier', { id: naming.id, nom: naming.nom.trim() });
      done(naming.id === null ? 'Dossier créé' : 'Dossier renommé');
      setNaming(null);
    } catch (error) {
      tellError(error);
    }
  };
  const remove = async (dossier: DossierMessagerie) => {
    setRemoving(null);
    try {
      const { deplaces } = await call('messagerie.supprimerDossier', { id: dossier.id });
      onChoose('non-assignes');
      done(`Dossier supprimé ; ${deplaces} message(s) déplacé(s) dans « Éléments supprimés »`);
    } catch (error) {
      tellError(error);
    }
  };
  return (
    <nav className="arbre-dossiers" aria-label="Dossiers de messagerie">
      {dossiers.map((dossier, rang) => (
        <Fragment key={dossier.id}>
          {dossier.boite === null || dossier.boite === dossiers[rang - 1]?.boite ? null : (
            <p className="ancienne-boite">{formerBoxText(dossier.boite)}</p>
          )}
          <div style={{ display: 'flex', paddingInlineStart: dossier.niveau * 12 }}>
            <button
              type="button"
              className="dossier-mail"
              aria-current={dossier.id === actif ? 'true' : undefined}
              style={dossier.nonLus > 0 ? { fontWeight: 700 } : {}}
              onClick={() => onChoose(dossier.id)}
            >
              <span>{dossier.nom}</span>
              <span className="compte" aria-label={dossier.nonLus > 0 ? `${dossier.nonLus} non lus` : undefined}>
                {dossier.nonLus > 0 ? dossier.nonLus : ''}
              </span>
            </button>
            {dossier.modifiable && dossier.id === actif ? (
              <>
                <SmallAction
                  icone="modifier"
                  nom={`Renommer ${dossier.nom}`}
                  onClick={() => setNaming({ id: dossier.id, nom: dossier.nom })}
                />
                <SmallAction icone="retirer" nom={`Supprimer ${dossier.nom}`} onClick={() => setRemoving(dossier)} />
              </>
            ) : null}
          </div>
        </Fragment>
      ))}
      {naming === null ? (
        <SmallAction
          icone="ajouter"
          nom={texts.nouveauDossier}
          texte={texts.nouveauDossier}
          onClick={() => setNaming({ id: null, nom: '' })}
        />
      ) : (
        <form onSubmit={(event) => void rename(event)} style={{ display: 'grid', gap: 4, marginTop: 6 }}>
          <input
            className="champ"
            aria-label={naming.id === null ? texts.nouveauDossier : texts.renommer}
            autoFocus
            maxLength={80}
            value={naming.nom}
            onChange={(event) => setNaming({ ...naming, nom: event.target.value })}
            onKeyDown={(event) => (event.key === 'Escape' ? setNaming(null) : undefined)}
          />
          <button type="submit" className="petite-action">
            {texts.enregistrer}
          </button>
        </form>
      )}
      {removing === null ? null : (
        <ConfirmDialog
          open
          titre={`Supprimer le dossier « ${removing.nom} » ?`}
          confirmer={texts.supprimer}
          danger
          onCancel={() => setRemoving(null)}
          onConfirm={() => void remove(removing)}
        >
          Ses messages iront dans « Éléments supprimés ». Ce qui est dans un dossier patient y reste.
        </ConfirmDialog>
      )}
    </nav>
  );
}
