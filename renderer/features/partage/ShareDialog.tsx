import { Alert, Box, Button, Dialog, DialogActions, DialogContent, DialogTitle } from '@mui/material';
import { useEffect, useState, type FormEvent } from 'react';
import type { Output } from '../../../shared/contract/index.ts';
import type { RecordProps } from '../../app/features.ts';
import { useShell } from '../../app/shell-store.ts';
import { sentenceOf } from '../../lib/client.ts';
import { formatInstantDate } from '../../lib/dates.ts';
import { useHygieCommand, useHygieQuery } from '../../lib/queries.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { Loading } from '../../ui/Loading.tsx';
import { PatientBanner } from '../../ui/PatientBanner.tsx';
import { AccessStep } from './AccessStep.tsx';
import { ChannelChoice } from './ChannelChoice.tsx';
import { ConfidentialityFields } from './ConfidentialityFields.tsx';
import { MessageFields } from './MessageFields.tsx';
import { obstaclesOf, orderOf, startOf, usesDmp, usesMail, type Prepared, type ShareForm } from './share-form.ts';
import { ShareStatus } from './ShareStatus.tsx';
import './partage.css';

interface Props extends RecordProps {
  readonly onClose: () => void;
}

/** Is the last answer of the DMP of this very day? An older one is asked again, behind the doctor's back. */
function isFresh({ dmp }: Prepared): boolean {
  if (dmp.etat === 'non-verifie' || dmp.verifieLe === null) return false;
  return formatInstantDate(dmp.verifieLe) === formatInstantDate(new Date().toISOString());
}

function ShareForms({
  patientId,
  prepared,
  onSent,
}: RecordProps & {
  readonly prepared: Prepared;
  readonly onSent: (sent: Output<'partage.envoyer'>) => void;
}) {
  const [form, setForm] = useState<ShareForm>(() => startOf(prepared));
  const [problem, setProblem] = useState<string | null>(null);
  const send = useHygieCommand('partage.envoyer', {
    refreshes: ['envois.lister', 'envois.resume', 'documents.lister'],
  });
  const check = useHygieCommand('dmp.verifier', { refreshes: ['partage.preparer', 'dossier.ouvrir'] });
  const [mustCheck] = useState(() => prepared.dmpEmpeche === null && !isFresh(prepared));
  const { mutate: checkDmp } = check;
  useEffect(() => {
    // Asked beside the doctor's work: the dialog never waits for the answer.
    if (mustCheck) checkDmp({ patientId });
  }, [mustCheck, checkDmp, patientId]);

  const obstacles = obstaclesOf(prepared, form.masques);
  const change = (part: Partial<ShareForm>) => {
    setProblem(null);
    setForm((before) => ({ ...before, ...part }));
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (send.isPending) return;
    const asked = orderOf(patientId, form, obstacles);
    if ('problem' in asked) return setProblem(asked.problem);
    setProblem(null);
    send.mutate(asked.order, { onSuccess: onSent });
  };
  const refusal = problem ?? (send.isError ? sentenceOf(send.error) : null);
  return (
    <form id="partage-formulaire" noValidate onSubmit={onSubmit} style={{ display: 'grid', gap: 12 }}>
      <ChannelChoice form={form} obstacles={obstacles} adressePatient={prepared.adressePatient} onChange={change} />
      {prepared.dmpEmpeche === null ? (
        <AccessStep
          patientId={patientId}
          dmp={prepared.dmp}
          checking={check.isPending}
          checkError={check.error}
          onCheck={() => checkDmp({ patientId })}
        />
      ) : null}
      {usesDmp(form) || usesMail(form) || form.versPatient ? (
        <ConfidentialityFields masques={form.masques} onChange={(masques) => change({ masques })} />
      ) : null}
      {usesMail(form) ? <MessageFields form={form} confreres={prepared.confreres} onChange={change} /> : null}
      {refusal === null ? null : (
        <Alert severity="error" role="alert">
          {refusal}
        </Alert>
      )}
      <Box sx={{ display: 'flex', justifyContent: 'flex-end', alignItems: 'center', gap: 2 }}>
        <span className="discret">
          {send.isPending
            ? 'Préparation du document et des envois…'
            : 'Le VSM est produit à l’envoi, tel que le dossier le dit.'}
        </span>
        <Button type="submit" variant="contained" size="medium" disabled={send.isPending}>
          Envoyer
        </Button>
      </Box>
    </form>
  );
}

/** [151]–[158] Sharing the VSM: one dialog, one gesture, each road with its own status. */
export default function ShareDialog({ patientId, onClose }: Props) {
  const goToPage = useShell((state) => state.goToPage);
  const patient = useHygieQuery('patients.lire', { patientId }).data;
  const prepared = useHygieQuery('partage.preparer', { patientId });
  const [sent, setSent] = useState<Output<'partage.envoyer'> | null>(null);
  return (
    // A click beside the dialog does not throw away what was typed.
    <Dialog
      open
      onClose={(_event, reason) => (reason === 'escapeKeyDown' ? onClose() : undefined)}
      maxWidth="md"
      aria-labelledby="partage-titre"
    >
      <DialogTitle id="partage-titre">{sent === null ? 'Partager le VSM' : 'VSM en cours de partage'}</DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 1.5 }}>
        {patient === undefined ? null : <PatientBanner patient={patient} />}
        {prepared.isError ? (
          <ErrorNotice error={prepared.error} onRetry={() => void prepared.refetch()} />
        ) : prepared.data === undefined ? (
          <Loading />
        ) : sent === null ? (
          <ShareForms patientId={patientId} prepared={prepared.data} onSent={setSent} />
        ) : (
          <>
            <ShareStatus jobs={sent.jobs} />
            <p className="discret" style={{ margin: 0 }}>
              Vous pouvez fermer : les envois continuent seuls, et leur état reste dans « Envois ».
            </p>
          </>
        )}
      </DialogContent>
      <DialogActions>
        {sent === null ? (
          <Button onClick={onClose}>Annuler</Button>
        ) : (
          <>
            <Button
              onClick={() => {
                onClose();
                goToPage('envois');
              }}
            >
              Voir « Envois »
            </Button>
            <Button variant="contained" autoFocus onClick={onClose}>
              Fermer
            </Button>
          </>
        )}
      </DialogActions>
    </Dialog>
  );
}
