import { Alert, Box, Button, Dialog, DialogActions, DialogContent, DialogTitle } from '@mui/material';
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { Output } from '../../../shared/contract/index.ts';
import { call } from '../../lib/client.ts';
import { readFiles } from '../../lib/files.ts';
import { tell, tellError } from '../../lib/notices.ts';
import { useHygieQuery, useRefresh } from '../../lib/queries.ts';
import { PatientBanner } from '../../ui/PatientBanner.tsx';
import { SavedIndicator } from '../dossier/notes/SavedIndicator.tsx';
import { PatientPicker } from '../patients/PatientPicker.tsx';
import type { ComposeDraft } from './compose-draft.ts';
import { RecipientsField } from './RecipientsField.tsx';
import { sizeText, texts } from './texts.ts';

interface Props {
  readonly draft: ComposeDraft;
  readonly onClose: () => void;
}

const CITIZEN = /@patient\.([a-z]+\.)?mssante\.fr$/i;

/** A message being written. Closing keeps it in « Brouillons »; what keeps it from leaving is said before it is tried. */
export function ComposeDialog({ draft, onClose }: Props) {
  const content = useSyncExternalStore(draft.subscribe, draft.content);
  const state = useSyncExternalStore(draft.subscribe, draft.autosave.state);
  const [refused, setRefused] = useState<Output<'messagerie.verifier'> | null>(null);
  const [busy, setBusy] = useState(false);
  const [withCopy, setWithCopy] = useState(content.cc.length > 0);
  const files = useRef<HTMLInputElement>(null);
  const refresh = useRefresh();
  const patient = useHygieQuery(
    'patients.lire',
    { patientId: content.patientId ?? ('' as never) },
    { enabled: content.patientId !== null },
  ).data;
  useEffect(
    () => () => {
      void draft.autosave.flush().finally(draft.release);
    },
    [draft],
  );
  const close = async () => {
    await draft.autosave.flush();
    refresh('messagerie.lister', 'messagerie.dossiers');
    onClose();
  };
  const attach = async (list: FileList | null) => {
    if (list === null || list.length === 0) return;
    setBusy(true);
    try {
      await draft.attach(await readFiles(list));
    } catch (error) {
      tellError(error);
    } finally {
      setBusy(false);
      if (files.current !== null) files.current.value = '';
    }
  };
  const send = async () => {
    setBusy(true);
    setRefused(null);
    try {
      draft.change({});
      await draft.autosave.flush();
      const id = draft.id();
      if (id === null) return;
      const checked = await call('messagerie.verifier', { id });
      if (checked.empechements.length > 0 || checked.destinataires.some(({ refus }) => refus !== null)) {
        setRefused(checked);
        return;
      }
      await call('messagerie.envoyer', { id });
      draft.autosave.stop();
      tell('Message confié à la boîte d’envoi');
      refresh('messagerie.lister', 'messagerie.dossiers');
      onClose();
    } catch (error) {
      tellError(error);
    } finally {
      setBusy(false);
    }
  };
  const toCitizen = [...content.a, ...content.cc].some((each) => CITIZEN.test(each));
  return (
    <Dialog
      open
      onClose={(_event, reason) => (reason === 'backdropClick' ? undefined : void close())}
      maxWidth="md"
      aria-labelledby="composer-titre"
      onKeyDown={(event) => {
        if (event.ctrlKey && event.key === 'Enter') void send();
      }}
    >
      <DialogTitle id="composer-titre" sx={{ display: 'flex', gap: 2, alignItems: 'baseline' }}>
        {content.reponseA === null ? 'Nouveau message' : 'Réponse'} <SavedIndicator state={state} />
      </DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 1.25 }}>
        {refused === null ? null : (
          <Alert severity="error" role="alert">
            {refused.empechements.map((each) => (
              <div key={each}>{each}</div>
            ))}
            {refused.destinataires.map(({ adresse, refus }) =>
              refus === null ? null : <div key={adresse}>{`${adresse} : ${refus}`}</div>,
            )}
            {refused.lourds.map(({ rang, nom, taille }) => (
              <div key={rang}>{`${nom} : ${sizeText(taille)}`}</div>
            ))}
          </Alert>
        )}
        <RecipientsField
          label={texts.destinataires}
          champ="message-a"
          autoFocus
          value={content.a}
          onChange={(a) => draft.change({ a })}
        />
        {withCopy ? (
          <RecipientsField
            label={texts.copies}
            champ="message-cc"
            value={content.cc}
            onChange={(cc) => draft.change({ cc })}
          />
        ) : (
          <Button sx={{ justifySelf: 'start' }} onClick={() => setWithCopy(true)}>
            Ajouter une copie
          </Button>
        )}
        <label className="etiquette">
          {texts.objet}
          <input
            className="champ"
            data-champ="message-objet"
            maxLength={300}
            value={content.objet}
            onChange={(event) => draft.change({ objet: event.target.value })}
          />
        </label>
        <label className="etiquette">
          {texts.corps}
          <textarea
            className="champ"
            aria-label={texts.corps}
            data-champ="message-corps"
            rows={12}
            value={content.corps}
            onChange={(event) => draft.change({ corps: event.target.value })}
          />
        </label>
        {patient === undefined ? (
          <PatientPicker label="Patient concerné (facultatif)" onChoose={({ id }) => draft.change({ patientId: id })} />
        ) : (
          <Box sx={{ display: 'flex', gap: 1, alignItems: 'center' }}>
            <PatientBanner patient={patient} />
            <Button onClick={() => draft.change({ patientId: null })}>Retirer</Button>
          </Box>
        )}
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center' }}>
          <Button variant="outlined" disabled={busy} onClick={() => files.current?.click()}>
            {texts.joindre}
          </Button>
          <input
            ref={files}
            type="file"
            multiple
            hidden
            aria-label={texts.joindre}
            onChange={(event) => void attach(event.target.files)}
          />
          {content.piecesJointes.map((each) => (
            <span key={each.rang}>
              {each.nom} ({sizeText(each.taille)}){' '}
              <button
                type="button"
                className="bouton-nu"
                aria-label={`Retirer ${each.nom}`}
                onClick={() => {
                  draft.detach(each.rang).catch(tellError);
                }}
              >
                ×
              </button>
            </span>
          ))}
          {content.transfertDe === null ? null : (
            <span className="discret">{content.transfertDe.pieces.length} pièce(s) du message transféré</span>
          )}
        </Box>
        <label>
          <input
            type="checkbox"
            checked={content.accuseLecture}
            onChange={(event) => draft.change({ accuseLecture: event.target.checked })}
          />{' '}
          {texts.accuse}
        </label>
        {toCitizen ? (
          <label>
            <input
              type="checkbox"
              checked={content.finEchange}
              onChange={(event) => draft.change({ finEchange: event.target.checked })}
            />{' '}
            {texts.fin}
          </label>
        ) : null}
      </DialogContent>
      <DialogActions>
        <Button onClick={() => void close()}>Fermer et garder le brouillon</Button>
        <Button
          variant="contained"
          disabled={busy || content.a.length + content.cc.length === 0}
          aria-keyshortcuts="Control+Enter"
          onClick={() => void send()}
        >
          {texts.envoyer}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
