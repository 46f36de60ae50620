import { useId, useState } from 'react';
import type { DossierMedical, TexteSection } from '../../../../shared/domain/medical.ts';
import type { PatientId } from '../../../../shared/ids.ts';
import { call } from '../../../lib/client.ts';
import { SmallAction } from '../../../ui/SmallAction.tsx';
import { SavedIndicator } from '../notes/SavedIndicator.tsx';
import { useShowMedical } from '../use-dossier.ts';
import type { Writes } from '../use-writes.ts';
import { HistoryDialog } from './HistoryDialog.tsx';
import { StateChoice } from './StateChoice.tsx';
import { useAutosaved } from './use-autosaved.ts';

interface Props {
  readonly patientId: PatientId;
  readonly section: TexteSection;
  readonly titre: string;
  readonly absence: string;
  readonly content: DossierMedical[TexteSection];
  readonly writes: Writes;
}

/** A section made of a text, written as it is typed. */
export function TextSectionCard({ patientId, section, titre, absence, content, writes }: Props) {
  const id = useId();
  const show = useShowMedical(patientId);
  const [history, setHistory] = useState(false);
  const { value, state, change, flush } = useAutosaved(content.texte, async (texte) => {
    await show((await call('dossier.texteSection', { patientId, section, texte })).medical);
  });
  return (
    <section className="rubrique" aria-labelledby={id}>
      <header>
        <h2 id={id}>{titre}</h2>
        {state.kind === 'failed' ? null : <SavedIndicator state={state} />}
        <SmallAction
          icone="historique"
          nom={`Historique : ${titre.toLocaleLowerCase('fr')}`}
          onClick={() => setHistory(true)}
        />
      </header>
      <div className="corps">
        {state.kind === 'failed' ? <SavedIndicator state={state} /> : null}
        <textarea
          className="champ"
          aria-labelledby={id}
          rows={value === '' ? 1 : 3}
          maxLength={4000}
          value={value}
          data-champ={section}
          onChange={(event) => change(event.target.value)}
          onBlur={flush}
        />
        {value === '' ? (
          <StateChoice section={section} titre={titre} etat={content.etat} absence={absence} writes={writes} />
        ) : null}
      </div>
      {history ? (
        <HistoryDialog patientId={patientId} section={section} titre={titre} onClose={() => setHistory(false)} />
      ) : null}
    </section>
  );
}
