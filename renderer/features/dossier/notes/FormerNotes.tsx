import { Button } from '@mui/material';
import { useState } from 'react';
import { bodyMassIndex, type Note } from '../../../../shared/domain/medical.ts';
import type { PatientId } from '../../../../shared/ids.ts';
import { call } from '../../../lib/client.ts';
import { formatInstant } from '../../../lib/dates.ts';
import { readDraft } from '../../../lib/drafts.ts';
import { tellError } from '../../../lib/notices.ts';
import { AmendDialog, AmendmentDraft, amendmentKey } from './AmendDialog.tsx';
import { LinkedProblems } from './LinkedProblems.tsx';
import { measuresSentence } from './measures.ts';
import { VersionsDialog } from './VersionsDialog.tsx';
import { texts } from '../texts.ts';

interface Props {
  readonly patientId: PatientId;
  /** Latest first, as the record opened with. */
  readonly notes: readonly Note[];
  readonly total: number;
  /** Only the first ones, which are in sight when the record opens. */
  readonly brief: boolean;
}

const IN_SIGHT = 3;

/** One signed note, whole. */
function Former({
  note,
  onAmend,
  onVersions,
}: {
  readonly note: Note;
  readonly onAmend: () => void;
  readonly onVersions: () => void;
}) {
  const measures = measuresSentence(note, bodyMassIndex(note));
  const date = formatInstant(note.signeeLe ?? note.commenceeLe);
  return (
    <article className="note-ancienne" aria-label={`Note du ${date}`}>
      <div style={{ display: 'flex', flexWrap: 'wrap', gap: '0 10px', alignItems: 'baseline' }}>
        <strong>{date}</strong>
        <span>{note.motif === '' ? <span className="vide">sans motif</span> : note.motif}</span>
        <span className="discret">{note.auteurNom}</span>
        <span style={{ flex: 1 }} />
        {note.version > 1 ? (
          <button
            type="button"
            className="petite-action"
            onClick={onVersions}
            aria-label={`Versions de la note du ${date}`}
          >
            Version {note.version}
          </button>
        ) : null}
        <button type="button" className="petite-action" onClick={onAmend} aria-label={`Amender la note du ${date}`}>
          {texts.amender}
        </button>
      </div>
      {measures === '' ? null : <div>{measures}</div>}
      {note.texte === '' ? null : <p className="texte">{note.texte}</p>}
      <LinkedProblems problemes={note.problemes} />
    </article>
  );
}

export function FormerNotes({ patientId, notes, total, brief }: Props) {
  const [older, setOlder] = useState<readonly Note[]>([]);
  const [ended, setEnded] = useState(false);
  // An amendment that a lock or a stop interrupted opens again where it was left.
  const [amended, setAmended] = useState<Note | null>(
    () => readDraft(amendmentKey(patientId), AmendmentDraft)?.note ?? null,
  );
  const [shown, setShown] = useState<Note | null>(null);
  const [problem, setProblem] = useState('');
  const signed = notes.filter((note) => note.signeeLe !== null);
  const known = new Set(signed.map((note) => note.id));
  const all = [...signed, ...older.filter((note) => !known.has(note.id) && note.signeeLe !== null)];
  // By their identity: the words of a problem may have changed from one note to the next.
  const problems = new Map(all.flatMap(({ problemes }) => problemes).map(({ id, libelle }) => [id as string, libelle]));
  const listed = problem === '' ? all : all.filter(({ problemes }) => problemes.some(({ id }) => id === problem));
  const drafts = notes.length - signed.length;
  const more = !ended && all.length + drafts < total;

  const readOlder = async () => {
    try {
      const next = await call('notes.lister', { patientId, avant: all.at(-1)?.commenceeLe ?? null });
      if (next.length === 0) setEnded(true);
      setOlder((before) => [...before, ...next]);
    } catch (error) {
      tellError(error);
    }
  };

  return (
    <section className="rubrique" aria-labelledby="notes-titre">
      <header>
        <h2 id="notes-titre">{texts.notesPrecedentes}</h2>
        {problems.size === 0 ? null : (
          <select
            className="champ"
            style={{ width: 'auto', maxWidth: '16rem' }}
            aria-label={texts.notesDuProbleme}
            value={problem}
            onChange={(event) => setProblem(event.target.value)}
          >
            <option value="">{texts.toutesLesNotes}</option>
            {[...problems].map(([id, libelle]) => (
              <option key={id} value={id}>
                {libelle}
              </option>
            ))}
          </select>
        )}
      </header>
      <div className="corps">
        {all.length === 0 ? (
          <p className="vide" style={{ margin: 0 }}>
            {texts.aucuneNote}
          </p>
        ) : null}
        {(brief ? listed.slice(0, IN_SIGHT) : listed).map((note) => (
          <Former key={note.id} note={note} onAmend={() => setAmended(note)} onVersions={() => setShown(note)} />
        ))}
        {more && !brief ? <Button onClick={() => void readOlder()}>{texts.notesPlusAnciennes}</Button> : null}
      </div>
      {amended === null ? null : (
        <AmendDialog
          patientId={patientId}
          note={amended}
          onClose={() => setAmended(null)}
          onAmended={(next) => setOlder((before) => before.map((each) => (each.id === next.id ? next : each)))}
        />
      )}
      {shown === null ? null : <VersionsDialog patientId={patientId} note={shown} onClose={() => setShown(null)} />}
    </section>
  );
}
