import { Alert, Button, Dialog, DialogActions, DialogContent, DialogTitle } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import type { DocumentLine } from '../../../../shared/contract/dossier.ts';
import type { Output } from '../../../../shared/contract/index.ts';
import type { DocumentId } from '../../../../shared/ids.ts';
import type { RecordProps } from '../../../app/features.ts';
import { call, sentenceOf, type CallError } from '../../../lib/client.ts';
import { tell } from '../../../lib/notices.ts';
import { queryKey, useHygieCommand, useHygieQuery } from '../../../lib/queries.ts';
import { ErrorNotice } from '../../../ui/ErrorNotice.tsx';
import { PatientBanner } from '../../../ui/PatientBanner.tsx';
import { ClosingTable, type LineChoice } from './ClosingTable.tsx';
import { SetAsideDialog } from './SetAsideDialog.tsx';
import '../partage.css';

interface Props extends RecordProps {
  readonly onDone: (close: boolean) => void;
}

const ABSENT = {
  aucun: 'Ce patient n’a pas de DMP.',
  ferme: 'Le DMP de ce patient est fermé.',
  ouvert: null,
  'non-verifie': null,
} as const;

/** What is due at this very closing: never an answer kept from an earlier one. */
function useDue({ patientId }: RecordProps) {
  return useQuery<Output<'cloture.preparer'>, CallError>({
    queryKey: queryKey('cloture.preparer', { patientId }),
    queryFn: () => call('cloture.preparer', { patientId }),
    refetchOnMount: 'always',
    gcTime: 0,
  });
}

/** [89]–[96] When a record closes: what was made is proposed, ticked; what was left earlier is listed, not ticked; nothing to send, no screen. */
export default function ClosingDialog({ patientId, onDone }: Props) {
  const due = useDue({ patientId });
  const patient = useHygieQuery('patients.lire', { patientId }).data;
  const send = useHygieCommand('cloture.envoyer', {
    refreshes: ['envois.lister', 'envois.resume', 'envois.dus', 'documents.lister'],
  });
  const [choices, setChoices] = useState<ReadonlyMap<DocumentId, LineChoice>>(new Map());
  const [aside, setAside] = useState<DocumentLine | null>(null);
  const finished = useRef(false);
  const nothing = due.data !== undefined && due.data.deLaConsultation.length === 0 && due.data.anterieurs.length === 0;
  const done = (close: boolean) => {
    if (finished.current) return;
    finished.current = true;
    onDone(close);
  };
  useEffect(() => {
    if (!nothing || finished.current) return;
    finished.current = true;
    onDone(true);
  }, [nothing, onDone]);
  if (nothing || (due.data === undefined && !due.isError)) return null;

  const current = due.data?.deLaConsultation ?? [];
  const earlier = due.data?.anterieurs ?? [];
  // A document keeps the masks of an earlier attempt: a refusal must not make visible what was hidden.
  const choiceOf = (id: DocumentId): LineChoice =>
    choices.get(id) ?? {
      envoi: current.some((line) => line.id === id),
      ...([...current, ...earlier].find((line) => line.id === id)?.masques ?? {
        masquePs: false,
        invisiblePatient: false,
      }),
    };
  const obstacle = due.data === undefined ? null : (due.data.dmpEmpeche ?? ABSENT[due.data.dmp.etat]);
  const chosen = [...current, ...earlier].filter((line) => choiceOf(line.id).envoi);
  const both = chosen.some((line) => choiceOf(line.id).masquePs && choiceOf(line.id).invisiblePatient);
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (obstacle !== null || chosen.length === 0 || send.isPending) return;
    const documents = chosen.map(({ id }) => {
      const { masquePs, invisiblePatient } = choiceOf(id);
      return { documentId: id, masques: { masquePs, invisiblePatient } };
    });
    send.mutate(
      { patientId, documents },
      {
        onSuccess: () => {
          tell(
            documents.length === 1
              ? '1 document part vers le DMP.'
              : `${documents.length} documents partent vers le DMP.`,
          );
          done(true);
        },
      },
    );
  };
  const table = (titre: string, lines: readonly DocumentLine[]) =>
    lines.length === 0 ? null : (
      <ClosingTable
        titre={titre}
        lines={lines}
        choiceOf={choiceOf}
        disabled={obstacle !== null || send.isPending}
        onChange={(id, choice) => setChoices((before) => new Map(before).set(id, choice))}
        onSetAside={setAside}
      />
    );
  const banner = patient === undefined ? null : <PatientBanner patient={patient} />;
  return (
    <Dialog
      open
      onClose={(_event, reason) => (reason === 'escapeKeyDown' ? done(false) : undefined)}
      maxWidth="lg"
      aria-labelledby="cloture-titre"
    >
      <form
        noValidate
        onSubmit={onSubmit}
        style={{ display: 'flex', flexDirection: 'column', minHeight: 0, overflow: 'hidden' }}
      >
        <DialogTitle id="cloture-titre">Envoi au DMP à la fermeture du dossier</DialogTitle>
        <DialogContent sx={{ display: 'grid', gap: 1.5, pt: 0 }}>
          {banner}
          {due.isError ? <ErrorNotice error={due.error} onRetry={() => void due.refetch()} /> : null}
          {obstacle === null ? null : (
            <Alert severity="warning" variant="outlined">
              {obstacle} Rien ne peut partir maintenant : les documents restent à envoyer, ou indiquez pourquoi ils ne
              le seront pas.
            </Alert>
          )}
          {table('Documents de la consultation', current)}
          {table('Documents antérieurs non envoyés', earlier)}
          <p className="discret" style={{ margin: 0 }}>
            « Masqué PS » épargne le médecin traitant et l’auteur. Le DMP n’est pas exhaustif et ne remplace pas le
            dossier professionnel.
          </p>
          {both ? (
            <Alert severity="warning" variant="outlined">
              Les deux masques sont cochés : ni le patient, ni les professionnels autres que son médecin traitant et
              vous ne verront ce document.
            </Alert>
          ) : null}
        </DialogContent>
        {send.isError ? (
          <Alert severity="error" role="alert" sx={{ mx: 3, mt: 1, flex: 'none' }}>
            {sentenceOf(send.error)}
          </Alert>
        ) : null}
        <DialogActions sx={{ px: 3 }}>
          <Button onClick={() => done(false)}>Revenir au dossier</Button>
          <span style={{ flex: 1 }} />
          <Button onClick={() => done(true)} title="Ferme le dossier sans envoyer ; les documents restent à envoyer">
            Annuler
          </Button>
          <Button
            type="submit"
            autoFocus
            variant="contained"
            disabled={obstacle !== null || chosen.length === 0 || send.isPending}
          >
            Envoyer
          </Button>
        </DialogActions>
      </form>
      {aside === null ? null : <SetAsideDialog line={aside} banner={banner} onClose={() => setAside(null)} />}
    </Dialog>
  );
}
