import { lazy, Suspense, useId, useState } from 'react';
import { bodyMassIndex, type Note } from '../../../../shared/domain/medical.ts';
import { formatInstantDate } from '../../../lib/dates.ts';
import type { PatientId } from '../../../../shared/ids.ts';
import { SnippetArea } from '../../redaction/SnippetArea.tsx';
import { contentOf, measureErrors, MEASURES, withProblems, type Measure, type NoteText } from './measures.ts';
import { NoteProblems } from './NoteProblems.tsx';
import { ProblemTexts } from './ProblemTexts.tsx';
import { useDossier } from '../use-dossier.ts';
import { texts } from '../texts.ts';

const MeasuresDialog = lazy(() => import('./MeasuresDialog.tsx'));
const MEASURED = Object.keys(MEASURES) as readonly Measure[];

interface Props {
  readonly patientId: PatientId;
  readonly text: NoteText;
  readonly onChange: (part: Partial<NoteText>) => void;
  readonly onBlur?: () => void;
  readonly rows: number;
  /** Prefix of the resume names of the fields. */
  readonly champ: string;
}

/** « 82 le 12/03/2026 », under the field where it is measured again. */
function FormerMeasure({ name, note }: { readonly name: Measure; readonly note: Note | null }) {
  const value = note?.[name] ?? null;
  if (note === null || value === null) return null;
  return (
    <div className="discret" style={{ fontSize: '0.6875rem', whiteSpace: 'nowrap' }}>
      {String(value).replace('.', ',')} le {formatInstantDate(note.signeeLe ?? note.commenceeLe)}
    </div>
  );
}

/** Reason, text, weight, height and body mass index, blood pressure. */
export function NoteFields({ patientId, text, onChange, onBlur, rows, champ }: Props) {
  const id = useId();
  const [curves, setCurves] = useState(false);
  const errors = measureErrors(text);
  const imc = bodyMassIndex(contentOf(text));
  const named = (name: string) => `${champ}-${name}`;
  const dossier = useDossier(patientId).data;
  // Latest first: the last time that this was measured, for comparison.
  const last = (name: Measure) =>
    (dossier?.notes ?? []).find((note) => note.signeeLe !== null && note[name] !== null) ?? null;
  const measure = (name: Measure) => (
    <div key={name}>
      <label className="etiquette" htmlFor={`${id}-${name}`}>
        {MEASURES[name].label}
      </label>
      <input
        id={`${id}-${name}`}
        className="champ"
        inputMode="decimal"
        placeholder={MEASURES[name].unite}
        autoComplete="off"
        value={text[name]}
        data-champ={named(name)}
        aria-invalid={errors[name] !== undefined}
        aria-describedby={errors[name] === undefined ? undefined : `${id}-${name}-erreur`}
        onChange={(event) => onChange({ [name]: event.target.value })}
        onBlur={onBlur}
      />
      <FormerMeasure name={name} note={last(name)} />
      {errors[name] === undefined ? null : (
        <p id={`${id}-${name}-erreur`} className="erreur-champ">
          {errors[name]}
        </p>
      )}
    </div>
  );
  return (
    <div style={{ display: 'grid', gap: 8 }}>
      <div>
        <label className="etiquette" htmlFor={`${id}-motif`}>
          {texts.motif}
        </label>
        <input
          id={`${id}-motif`}
          className="champ"
          maxLength={200}
          autoComplete="off"
          value={text.motif}
          data-champ={named('motif')}
          onChange={(event) => onChange({ motif: event.target.value })}
          onBlur={onBlur}
        />
      </div>
      <div>
        <label className="etiquette" htmlFor={`${id}-texte`}>
          {texts.texteConsultation}
        </label>
        <SnippetArea
          id={`${id}-texte`}
          className="champ"
          rows={rows}
          maxLength={50_000}
          value={text.texte}
          data-champ={named('texte')}
          onText={(texte) => onChange({ texte })}
          onBlur={onBlur}
        />
      </div>
      <div className="mesures">
        {(['poids', 'taille', 'systolique', 'diastolique'] as const).map(measure)}
        <div style={{ minWidth: '5rem' }}>
          <span className="etiquette">IMC</span>
          <output aria-label="IMC" style={{ display: 'block', padding: '4px 0', fontWeight: 650 }}>
            {imc === null ? '—' : `${String(imc).replace('.', ',')} kg/m²`}
          </output>
        </div>
      </div>
      {dossier?.notes.some((note) => note.signeeLe !== null && MEASURED.some((name) => note[name] !== null)) ? (
        <div>
          <button type="button" className="petite-action" onClick={() => setCurves(true)}>
            {texts.courbes}
          </button>
        </div>
      ) : null}
      {curves ? (
        <Suspense fallback={null}>
          <MeasuresDialog patientId={patientId} onClose={() => setCurves(false)} />
        </Suspense>
      ) : null}
      <NoteProblems
        patientId={patientId}
        chosen={text.problemes}
        champ={named('problemes')}
        onChange={(problemes) => onChange(withProblems(text, problemes))}
      />
      <ProblemTexts
        chosen={text.problemes}
        champ={named('probleme')}
        onChange={(problemes) => onChange({ problemes })}
        onBlur={onBlur}
      />
    </div>
  );
}
