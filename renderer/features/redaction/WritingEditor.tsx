import { Box, Button } from '@mui/material';
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { Ecrit } from '../../../shared/contract/redaction.ts';
import type { TypeRedige } from '../../../shared/domain/document-types/index.ts';
import { missingIn } from '../../../shared/domain/redaction.ts';
import type { Command } from '../../app/commands/registry.ts';
import { useCommands } from '../../app/commands/use-commands.ts';
import { useShell } from '../../app/shell-store.ts';
import { call } from '../../lib/client.ts';
import { tell, tellError, tellUndoable } from '../../lib/notices.ts';
import { SavedIndicator } from '../dossier/notes/SavedIndicator.tsx';
import { DrugLines } from './DrugLines.tsx';
import { Preview } from './Preview.tsx';
import { RecipientFields } from './RecipientFields.tsx';
import { RequestLines } from './RequestLines.tsx';
import { SnippetArea } from './SnippetArea.tsx';
import { SaveTemplateDialog } from './SaveTemplateDialog.tsx';
import { StructureNotice } from './StructureNotice.tsx';
import { texts } from './texts.ts';
import { forgetWriting, writingDraft } from './writing-draft.ts';

interface Props {
  readonly ecrit: Ecrit;
  readonly type: TypeRedige;
  readonly onEnded: () => void;
}

/** One editor for every type: the type says which parts it has. Written to the disk as it is typed, signed once. */
export function WritingEditor({ ecrit, type, onEnded }: Props) {
  const draft = useMemo(() => writingDraft(ecrit), [ecrit]);
  const content = useSyncExternalStore(draft.subscribe, draft.content);
  const state = useSyncExternalStore(draft.subscribe, draft.autosave.state);
  const [busy, setBusy] = useState(false);
  const [preview, setPreview] = useState(false);
  const [asTemplate, setAsTemplate] = useState(false);
  const [tried, setTried] = useState(false);
  const lieu = useShell((shell) => shell.actif);
  useEffect(() => () => void draft.autosave.flush(), [draft]);
  const missing = missingIn(content, type);
  const { patientId } = ecrit;

  const sign = useMemo(
    () => async () => {
      setTried(true);
      if (Object.keys(missingIn(draft.content(), type)).length > 0) {
        tell(`Avant de signer : ${Object.values(missingIn(draft.content(), type)).join(' ; ')}.`, 'warning');
        return;
      }
      setBusy(true);
      try {
        await draft.sign();
        forgetWriting(draft.ecrit);
        onEnded();
        tell(texts.signe);
      } catch (error) {
        tellError(error);
      } finally {
        setBusy(false);
      }
    },
    [draft, type, onEnded],
  );
  const drop = async () => {
    try {
      await draft.autosave.flush();
      await call('redaction.abandonner', { patientId, id: ecrit.id });
      forgetWriting(ecrit);
      onEnded();
      tellUndoable({
        texte: `Brouillon abandonné : ${type.titre}`,
        lieu,
        annuler: async () => {
          await call('redaction.reprendre', { patientId, id: ecrit.id });
          onEnded();
        },
      });
    } catch (error) {
      tellError(error);
    }
  };
  const commands = useMemo<readonly Command[]>(
    () => [
      {
        id: 'redaction:signer',
        titre: texts.signer,
        groupe: 'Dossier',
        raccourcis: ['Ctrl+Entrée'],
        executer: () => void sign(),
      },
      {
        id: 'redaction:apercu',
        titre: texts.apercu,
        groupe: 'Dossier',
        raccourcis: ['Ctrl+P'],
        executer: () => setPreview((shown) => !shown),
      },
    ],
    [sign],
  );
  useCommands(commands);

  return (
    <Box className={preview ? 'redaction avec-apercu' : 'redaction'}>
      <section aria-labelledby="redaction-titre" onBlur={() => void draft.autosave.flush()}>
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center' }}>
          <Box component="h2" id="redaction-titre" sx={{ m: 0, fontSize: '1rem' }}>
            {type.titre}
            {ecrit.amende === null ? '' : ' (nouvelle version)'}
          </Box>
          <SavedIndicator state={state} />
          <Box sx={{ flex: 1 }} />
          <label className="etiquette">
            {texts.format}{' '}
            <select
              className="champ"
              style={{ width: 'auto' }}
              value={content.format}
              onChange={(event) => draft.change({ format: event.target.value as 'A4' | 'A5' })}
            >
              <option>A4</option>
              <option>A5</option>
            </select>
          </label>
          <Button
            variant="outlined"
            aria-keyshortcuts="Control+P"
            aria-pressed={preview}
            onClick={() => setPreview(!preview)}
          >
            {preview ? texts.masquerApercu : texts.apercu}
          </Button>
          <Button variant="outlined" onClick={() => setAsTemplate(true)}>
            {texts.enModele}
          </Button>
          <Button color="inherit" onClick={() => void drop()}>
            {texts.abandonner}
          </Button>
          <Button variant="contained" aria-keyshortcuts="Control+Enter" disabled={busy} onClick={() => void sign()}>
            {texts.signer}
          </Button>
        </Box>
        <Box sx={{ display: 'grid', gap: 1.25, mt: 1 }}>
          <StructureNotice type={type} content={content} />
          {type.destinataire ? (
            <RecipientFields
              value={content.destinataire}
              error={tried ? (missing.destinataire ?? null) : null}
              onChange={(destinataire) => draft.change({ destinataire })}
            />
          ) : null}
          {type.lignes ? (
            <DrugLines
              patientId={patientId}
              lignes={content.lignes}
              missing={tried ? missing : {}}
              onChange={(lignes) => draft.change({ lignes })}
            />
          ) : null}
          {type.demandes === null ? null : (
            <RequestLines
              nom={type.demandes}
              modalites={type.modele === 'IMG-DA'}
              demandes={content.demandes}
              onChange={(demandes) => draft.change({ demandes })}
            />
          )}
          {type.sections.map((section, index) => (
            <div key={section.id}>
              <label
                className={section.obligatoire ? 'etiquette requis' : 'etiquette'}
                htmlFor={`section-${section.id}`}
              >
                {section.titre}
              </label>
              <SnippetArea
                id={`section-${section.id}`}
                className="champ"
                data-champ={`redaction-${section.id}`}
                autoFocus={index === 0 && !type.lignes && !type.destinataire && type.demandes === null}
                rows={section.hauteur + 1}
                maxLength={20_000}
                aria-invalid={tried && missing[section.id] !== undefined}
                value={content.textes[section.id] ?? ''}
                onText={(text) => draft.change({ textes: { ...draft.content().textes, [section.id]: text } })}
              />
            </div>
          ))}
          {type.mention === null ? null : <p className="discret">{type.mention}</p>}
        </Box>
      </section>
      {preview ? <Preview patientId={patientId} id={ecrit.id} content={content} titre={type.titre} /> : null}
      {asTemplate ? <SaveTemplateDialog type={type} content={content} onClose={() => setAsTemplate(false)} /> : null}
    </Box>
  );
}
