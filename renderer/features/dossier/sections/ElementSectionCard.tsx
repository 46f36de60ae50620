import { InfoButton } from '../../parcours/InfoButton.tsx';
import { useCallback, useId, useMemo, useState } from 'react';
import type { Command } from '../../../app/commands/registry.ts';
import { useCommands } from '../../../app/commands/use-commands.ts';
import { useDraft } from '../../../lib/drafts.ts';
import type { DossierMedical, ElementSection } from '../../../../shared/domain/medical.ts';
import type { PatientId } from '../../../../shared/ids.ts';
import { SmallAction } from '../../../ui/SmallAction.tsx';
import type { Writes } from '../use-writes.ts';
import {
  cellText,
  codeOf,
  draftOfElement,
  elementName,
  emptyDraft,
  LineDraft,
  type ElementDraft,
} from './element-draft.ts';
import { ElementEditor } from './ElementEditor.tsx';
import { FromPrescription } from './FromPrescription.tsx';
import { HistoryDialog } from './HistoryDialog.tsx';
import { RemoveDialog } from './RemoveDialog.tsx';
import type { SectionSpec } from './section-fields.ts';
import { StateChoice } from './StateChoice.tsx';
import { texts } from '../texts.ts';

type Content = DossierMedical[ElementSection];
type Element = Content['elements'][number];

interface Props {
  readonly patientId: PatientId;
  readonly spec: SectionSpec;
  readonly content: Content;
  readonly writes: Writes;
}

const NEW_LINE = 'nouveau';

/** The line that was left half typed: the stored element, or a new one when that element is no longer there. */
function lineOf(left: LineDraft | null, content: Content): string | null {
  if (left === null) return null;
  return content.elements.some((element) => element.id === left.ligne) ? left.ligne : NEW_LINE;
}

/** « Pathologie ajoutée », « Traitement modifié ». */
const done = (spec: SectionSpec, verb: string, name: string) =>
  `${spec.un} ${verb}${spec.feminin ? 'e' : ''} : ${name}`;

/** A section of dated elements: list, entry by keyboard, change, removal with its reason, history. */
export function ElementSectionCard({ patientId, spec, content, writes }: Props) {
  const id = useId();
  const draft = useDraft({ genre: 'ligne', patientId, sujet: spec.section }, LineDraft);
  const [left, setLeft] = useState(draft.start);
  const [editing, setEditing] = useState<string | null>(() => lineOf(draft.start, content));
  const { forget } = draft;
  const edit = useCallback(
    (line: string | null) => {
      forget();
      setLeft(null);
      setEditing(line);
    },
    [forget],
  );
  /** What an editor of this line needs to take up and to keep what is typed in it. */
  const lineProps = (element: Element | null) => ({
    resumed: left !== null,
    changedSince: left !== null && element !== null && left.version !== element.version,
    onType: (typed: ElementDraft) =>
      draft.keep({ ligne: element?.id ?? NEW_LINE, version: element?.version ?? 0, saisie: typed }),
  });
  const [removed, setRemoved] = useState<Element | null>(null);
  const [history, setHistory] = useState(false);
  const nameOf = (value: unknown) => elementName(value as Readonly<Record<string, unknown>>);
  const lower = spec.titre.toLocaleLowerCase('fr');
  const commands = useMemo<readonly Command[]>(
    () => [
      {
        id: `section:${spec.section}`,
        titre: `Ajouter : ${lower}`,
        groupe: 'Dossier',
        executer: () => edit(NEW_LINE),
      },
    ],
    [spec.section, lower, edit],
  );
  useCommands(commands);

  return (
    <section className="rubrique" aria-labelledby={id}>
      <header>
        <h2 id={id}>{spec.titre}</h2>
        <SmallAction icone="historique" nom={`Historique : ${lower}`} onClick={() => setHistory(true)} />
        <SmallAction icone="ajouter" nom={`Ajouter : ${lower}`} texte={texts.ajouter} onClick={() => edit(NEW_LINE)} />
      </header>
      <div className="corps">
        {content.elements.length === 0 ? (
          <StateChoice
            section={spec.section}
            titre={spec.titre}
            etat={content.etat}
            absence={spec.absence}
            caseUnique={spec.caseUnique ?? false}
            writes={writes}
          />
        ) : (
          <div className="tableau-cadre">
            <table className="tableau" aria-labelledby={id}>
              <thead>
                <tr>
                  {spec.fields.map((field) => (
                    <th key={field.name} scope="col">
                      {field.label}
                    </th>
                  ))}
                  <th scope="col">
                    <span className="visuellement-cache">Actions</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {content.elements.map((element) =>
                  editing === element.id ? (
                    <tr key={element.id}>
                      <td colSpan={spec.fields.length + 1}>
                        <ElementEditor
                          spec={spec}
                          start={left?.saisie ?? draftOfElement(spec, element)}
                          {...lineProps(element)}
                          before={element}
                          titre={`Modifier : ${nameOf(element)}`}
                          onValidate={(value) => writes.change(element, value, done(spec, 'modifié', nameOf(value)))}
                          onClose={() => edit(null)}
                        />
                      </td>
                    </tr>
                  ) : (
                    <tr key={element.id}>
                      {spec.fields.map((field) => (
                        <td key={field.name} className={field.kind === 'date' ? 'date' : undefined}>
                          {cellText(field, element)}
                          {field.kind === 'coded' ? <CodeMark element={element} /> : null}
                          {field.kind === 'coded' ? (
                            <InfoButton code={codeOf(element)?.code ?? null} libelle={nameOf(element)} />
                          ) : null}
                        </td>
                      ))}
                      <td className="actions">
                        <SmallAction
                          icone="modifier"
                          nom={`Modifier ${nameOf(element)}`}
                          onClick={() => edit(element.id)}
                        />
                        <SmallAction
                          icone="retirer"
                          nom={`Retirer ${nameOf(element)}`}
                          onClick={() => setRemoved(element)}
                        />
                      </td>
                    </tr>
                  ),
                )}
              </tbody>
            </table>
          </div>
        )}
        {spec.section === 'traitements' ? <FromPrescription patientId={patientId} writes={writes} /> : null}
        {editing === NEW_LINE ? (
          <ElementEditor
            spec={spec}
            start={left?.saisie ?? emptyDraft(spec)}
            {...lineProps(null)}
            before={null}
            titre={`Ajouter : ${lower}`}
            onValidate={async (value) => {
              const added = await writes.add(spec.section, value, done(spec, 'ajouté', nameOf(value)));
              if (added) draft.forget();
              return added;
            }}
            onClose={() => edit(null)}
          />
        ) : null}
      </div>
      {removed === null ? null : (
        <RemoveDialog
          patientId={patientId}
          nom={nameOf(removed)}
          onCancel={() => setRemoved(null)}
          onRemove={(motif) => {
            setRemoved(null);
            void writes.remove(removed, motif, done(spec, 'retiré', nameOf(removed)));
          }}
        />
      )}
      {history ? (
        <HistoryDialog
          patientId={patientId}
          section={spec.section}
          titre={spec.titre}
          onClose={() => setHistory(false)}
        />
      ) : null}
    </section>
  );
}

function CodeMark({ element }: { readonly element: Readonly<Record<string, unknown>> }) {
  const code = codeOf(element);
  if (code === null) return null;
  return (
    <span className="code" title={`${code.libelle} (${code.edition})`}>
      {code.code}
    </span>
  );
}
