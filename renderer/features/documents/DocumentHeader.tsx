import { Button } from '@mui/material';
import { createElement, useId, useState } from 'react';
import type { BlocEntete, DocumentVue, LigneEntete } from '../../../shared/domain/document-view.ts';
import { texts } from './texts.ts';

function Lines({ lignes }: { readonly lignes: readonly LigneEntete[] }) {
  return (
    <dl className="lecture-lignes">
      {lignes.map(({ libelle, valeur }, rank) => (
        <div key={rank}>
          <dt>{libelle}</dt>
          <dd>{valeur}</dd>
        </div>
      ))}
    </dl>
  );
}

function Block({ bloc, niveau }: { readonly bloc: BlocEntete; readonly niveau: number }) {
  return (
    <section className="lecture-bloc">
      {createElement(`h${niveau}`, { className: 'lecture-bloc-titre' }, bloc.titre)}
      <Lines lignes={bloc.lignes} />
    </section>
  );
}

/** [51] What the document says of itself in five lines; [52] all its metadata behind one button. */
export function DocumentHeader({ vue, niveau }: { readonly vue: DocumentVue; readonly niveau: number }) {
  const [open, setOpen] = useState(false);
  const id = useId();
  if (vue.entete === null) return null;
  return (
    <div className="lecture-entete">
      <Lines lignes={vue.entete.lignes} />
      <Button
        size="small"
        className="pas-imprime"
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen((before) => !before)}
      >
        {open ? texts.masquerEntete : texts.afficherEntete}
      </Button>
      <div
        id={id}
        role="region"
        aria-label={texts.entete}
        tabIndex={open ? 0 : -1}
        hidden={!open}
        className="lecture-metadonnees"
      >
        {open ? vue.metadonnees.map((bloc, rank) => <Block key={rank} bloc={bloc} niveau={niveau} />) : null}
      </div>
    </div>
  );
}
