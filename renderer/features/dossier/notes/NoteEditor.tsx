import { Button } from '@mui/material';
import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { isWritten, type Note } from '../../../../shared/domain/medical.ts';
import type { PatientId } from '../../../../shared/ids.ts';
import type { Command } from '../../../app/commands/registry.ts';
import { useCommands } from '../../../app/commands/use-commands.ts';
import { tell, tellError } from '../../../lib/notices.ts';
import { useRefresh } from '../../../lib/queries.ts';
import { formatInstant } from '../../../lib/dates.ts';
import { contentOf, measureErrors } from './measures.ts';
import { draftOf, forgetDraft } from './note-draft.ts';
import { NOTE_FIRST_FIELD } from './note-field.ts';
import { NoteFields } from './NoteFields.tsx';
import { SavedIndicator } from './SavedIndicator.tsx';
import { texts } from '../texts.ts';

interface Props {
  readonly patientId: PatientId;
  readonly notes: readonly Note[];
}

/** The consultation note: written to the disk as it is typed, signed once. */
export function NoteEditor({ patientId, notes }: Props) {
  const existing = notes.find((note) => note.signeeLe === null) ?? null;
  const [turn, setTurn] = useState(0);
  // A new draft object after each signature; the same one when the view comes back.
  const draft = useMemo(() => draftOf(patientId, turn === 0 ? existing : null), [patientId, turn]); // existing: only what was on disk at opening
  const text = useSyncExternalStore(draft.subscribe, draft.text);
  const state = useSyncExternalStore(draft.subscribe, draft.autosave.state);
  const refresh = useRefresh();
  const [signing, setSigning] = useState(false);
  useEffect(() => () => void draft.autosave.flush(), [draft]);

  const empty = !isWritten(contentOf(text));
  const wrong = Object.keys(measureErrors(text)).length > 0;
  const signable = !empty && !wrong && !signing;
  const sign = useCallback(async () => {
    setSigning(true);
    try {
      await draft.sign();
      forgetDraft(patientId);
      setTurn((current) => current + 1);
      refresh('dossier.ouvrir', 'notes.lister', 'notes.versions');
      tell(texts.noteSignee);
      // The fields are those of the next note now: what is typed must not begin in the last one.
      document.querySelector<HTMLElement>(`[data-champ="${NOTE_FIRST_FIELD}"]`)?.focus();
    } catch (error) {
      tellError(error);
    } finally {
      setSigning(false);
    }
  }, [draft, patientId, refresh]);
  const commands = useMemo<readonly Command[]>(
    () => [
      {
        id: 'note:enregistrer',
        titre: texts.enregistrerMaintenant,
        groupe: 'Dossier',
        raccourcis: ['Ctrl+S'],
        executer: () => void draft.autosave.flush(),
      },
      {
        id: 'note:signer',
        titre: texts.signerNote,
        groupe: 'Dossier',
        raccourcis: ['Ctrl+Entrée'],
        executer: () => {
          if (signable) void sign();
        },
      },
    ],
    [draft, sign, signable],
  );
  useCommands(commands);

  return (
    <section className="rubrique" aria-labelledby="note-titre">
      <header>
        <h2 id="note-titre">{texts.consultation}</h2>
        {state.kind === 'failed' ? null : <SavedIndicator state={state} />}
        <Button variant="contained" aria-keyshortcuts="Control+Enter" disabled={!signable} onClick={() => void sign()}>
          {texts.signerNote}
        </Button>
      </header>
      <div className="corps">
        {state.kind === 'failed' ? <SavedIndicator state={state} /> : null}
        {existing !== null && turn === 0 ? (
          <p className="discret" style={{ margin: '0 0 4px', fontSize: '0.8125rem' }}>
            Brouillon commencé le {formatInstant(existing.commenceeLe)}
          </p>
        ) : null}
        <NoteFields
          patientId={patientId}
          text={text}
          onChange={draft.change}
          onBlur={() => void draft.autosave.flush()}
          rows={12}
          champ="note"
        />
      </div>
    </section>
  );
}
