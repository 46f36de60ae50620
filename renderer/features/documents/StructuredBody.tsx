import { createElement, memo, startTransition, useEffect, useId, useState, type ReactNode } from 'react';
import type { SectionVue } from '../../../shared/domain/document-view.ts';
import { Narrative } from './Narrative.tsx';
import { ResultsTable } from './ResultsTable.tsx';
import { texts } from './texts.ts';

function goTo(id: string): void {
  const heading = document.getElementById(id);
  heading?.scrollIntoView({ block: 'start' });
  heading?.focus({ preventScroll: true });
}

function Contents({ sections, prefix }: { readonly sections: readonly SectionVue[]; readonly prefix: string }) {
  return (
    <ul>
      {sections.map((section) => (
        <li key={section.id}>
          <button type="button" className="bouton-nu lien" onClick={() => goTo(prefix + section.id)}>
            {section.titre}
          </button>
          {section.sections.length === 0 ? null : <Contents sections={section.sections} prefix={prefix} />}
        </li>
      ))}
    </ul>
  );
}

const Section = memo(function Section({
  section,
  prefix,
  level,
}: {
  readonly section: SectionVue;
  readonly prefix: string;
  readonly level: number;
}) {
  const { id, titre, recit, notes, resultats, sections } = section;
  const narrative: ReactNode = (
    <div className="recit">
      <Narrative recit={recit} />
      {notes.length === 0 ? null : (
        <ol className="recit-notes" aria-label={texts.notes}>
          {notes.map((note, rank) => (
            <li key={rank}>
              <Narrative recit={note} />
            </li>
          ))}
        </ol>
      )}
    </div>
  );
  return (
    <section aria-labelledby={prefix + id}>
      {createElement(`h${Math.min(level, 6)}`, { id: prefix + id, tabIndex: -1 }, titre)}
      {resultats.length === 0 ? null : <ResultsTable resultats={resultats} titre={titre} />}
      {recit.length === 0 ? null : resultats.length === 0 ? (
        narrative
      ) : (
        <details open>
          <summary>{texts.texteEmetteur}</summary>
          {narrative}
        </details>
      )}
      {sections.map((inner) => (
        <Section key={inner.id} section={inner} prefix={prefix} level={level + 1} />
      ))}
    </section>
  );
});

/** Sections drawn in the first frame: more than a screen of most documents. */
const FIRST = 2;
/** Each of the slices that follow draws as much again as there is, and this: few of them, and none holds a key back. */
const SLICE = 4;

/** [54] Structured body: its table of contents, then its sections in the author's order; a long document is drawn from its beginning. */
export const StructuredBody = memo(function StructuredBody({
  sections,
  niveau,
}: {
  readonly sections: readonly SectionVue[];
  /** Level of the first headings, under those of the window. */
  readonly niveau: number;
}) {
  const prefix = `${useId()}-`;
  const [drawn, setDrawn] = useState(FIRST);
  useEffect(() => {
    if (drawn < sections.length) startTransition(() => setDrawn(drawn * 2 + SLICE));
  }, [drawn, sections.length]);
  return (
    <div className="lecture-structure">
      <nav aria-label={texts.sommaire} className="lecture-sommaire">
        <Contents sections={sections} prefix={prefix} />
      </nav>
      <div
        className="lecture-sections"
        role="region"
        aria-label={texts.corps}
        aria-busy={drawn < sections.length}
        tabIndex={0}
      >
        {sections.slice(0, drawn).map((section) => (
          <Section key={section.id} section={section} prefix={prefix} level={niveau} />
        ))}
      </div>
    </div>
  );
});
