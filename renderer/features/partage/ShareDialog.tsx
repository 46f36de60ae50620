import { Alert, Box, Button, Dialog, DialogActions, DialogContent, DialogTitle } from '@mui/material';
import { useEffect, useState, type FormEvent, type ReactNode } from 'react';
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
import { obstaclesOf, orderOf, startOf, usesMail, type Prepared, type ShareForm } from './share-form.ts';
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

interface FormsProps extends Props {
  readonly prepared: Prepared;
  readonly banner: ReactNode;
  readonly onSent: (sent: Output<'partage.envoyer'>) => void;
}

/** What is asked before the gesture; its foot with « Envoyer » never scrolls away. */
function ShareForms({ patientId, prepared, banner, onSent, onClose }: FormsProps) {
  const [form, setForm] = useState<ShareForm>(() => startOf(prepared));
  const [problem, setProblem] = useState<string | null>(null);
  const send = useHygieCommand('partage.envoyer', {
    refreshes: ['envois.lister', 'envois.resume', 'documents.lister'],
  });
  const check = useHygieCommand('dmp.verifier', { refreshes: ['partage.preparer', 'dossier.ouvrir'] });
  const { etat } = prepared.dmp;
  // An absent or closed DMP stops the deposit, and asking again is what may lift that.
  const askable = prepared.dmpEmpeche === null || etat === 'aucun' || etat === 'ferme';
  const [mustCheck] = useState(() => askable && !isFresh(prepared));
  const { mutate: checkDmp } = check;
  useEffect(() => {
    // Asked beside the doctor's work: the dialog never waits for the answer.
    if (mustCheck) checkDmp({ patientId });
  }, [mustCheck, checkDmp, patientId]);

  const obstacles = obstaclesOf(prepared, form.masques, form.oppositionLevee);
  const change = (part: Partial<ShareForm>) => {
    setProblem(null);
    if (send.isError) send.reset();
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
    <form
      noValidate
      onSubmit={onSubmit}
      style={{ display: 'flex', flexDirection: 'column', minHeight: 0, overflow: 'hidden' }}
    >
      <DialogContent sx={{ display: 'grid', gap: 1.5, pt: 0 }}>
        {banner}
        <ChannelChoice
          form={form}
          obstacles={obstacles}
          adressePatient={prepared.adressePatient}
          patientOppose={prepared.patientOppose}
          onChange={change}
        />
        {askable ? (
          <AccessStep
            patientId={patientId}
            dmp={prepared.dmp}
            checking={check.isPending}
            checkError={check.error}
            onCheck={() => checkDmp({ patientId })}
          />
        ) : null}
        <ConfidentialityFields masques={form.masques} onChange={(masques) => change({ masques })} />
        {usesMail(form) ? <MessageFields form={form} confreres={prepared.confreres} onChange={change} /> : null}
      </DialogContent>
      {refusal === null ? null : (
        <Alert severity="error" role="alert" sx={{ mx: 3, mt: 1, flex: 'none' }}>
          {refusal}
        </Alert>
      )}
      <DialogActions sx={{ px: 3 }}>
        <Box component="span" className="discret" role="status" sx={{ flex: 1 }}>
          {send.isPending
            ? 'Préparation du document et des envois…'
            : 'Le VSM est produit à l’envoi, tel que le dossier le dit.'}
        </Box>
        <Button onClick={onClose}>Annuler</Button>
        <Button type="submit" variant="contained" disabled={send.isPending}>
          Envoyer
        </Button>
      </DialogActions>
    </form>
  );
}

/** [151]–[158] Sharing the VSM: one dialog, one gesture, each road with its own status. */
export default function ShareDialog({ patientId, onClose }: Props) {
  const goToPage = useShell((state) => state.goToPage);
  const patient = useHygieQuery('patients.lire', { patientId }).data;
  const prepared = useHygieQuery('partage.preparer', { patientId });
  const [sent, setSent] = useState<Output<'partage.envoyer'> | null>(null);
  const banner = patient === undefined ? null : <PatientBanner patient={patient} />;
  return (
    // A click beside the dialog does not throw away what was typed.
    <Dialog
      open
      onClose={(_event, reason) => (reason === 'escapeKeyDown' ? onClose() : undefined)}
      maxWidth="md"
      aria-labelledby="partage-titre"
    >
      <DialogTitle id="partage-titre">{sent === null ? 'Partager le VSM' : 'Partage du VSM'}</DialogTitle>
      {sent === null && prepared.data !== undefined ? (
        <ShareForms patientId={patientId} prepared={prepared.data} banner={banner} onSent={setSent} onClose={onClose} />
      ) : (
        <>
          <DialogContent tabIndex={0} sx={{ display: 'grid', gap: 1.5 }}>
            {banner}
            {sent === null ? (
              prepared.isError ? (
                <ErrorNotice error={prepared.error} onRetry={() => void prepared.refetch()} />
              ) : (
                <Loading />
              )
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
            {sent === null ? null : (
              <Button
                onClick={() => {
                  onClose();
                  goToPage('envois');
                }}
              >
                Voir « Envois »
              </Button>
            )}
            <Button variant="contained" autoFocus onClick={onClose}>
              Fermer
            </Button>
          </DialogActions>
        </>
      )}
    </Dialog>
  );
}
