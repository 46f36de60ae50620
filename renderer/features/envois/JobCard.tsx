import { Box, Button } from '@mui/material';
import { useState } from 'react';
import type { Job } from '../../../shared/contract/partage.ts';
import { useShell } from '../../app/shell-store.ts';
import { formatInstant } from '../../lib/dates.ts';
import { tellError } from '../../lib/notices.ts';
import { useHygieCommand, useHygieQuery } from '../../lib/queries.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { PatientBanner } from '../../ui/PatientBanner.tsx';
import { JobState } from './JobState.tsx';
import { attemptsText, CANAUX, notDelivered, receivedCode, recipientText } from './job-text.ts';

type Question = 'annuler' | 'recu' | 'non-recu';

const QUESTIONS: Readonly<Record<Question, { readonly titre: string; readonly texte: string; readonly oui: string }>> =
  {
    annuler: {
      titre: 'Annuler cet envoi ?',
      texte: 'Rien ne partira. Le document reste dans le dossier, à envoyer.',
      oui: 'Annuler l’envoi',
    },
    recu: {
      titre: 'Le destinataire l’a reçu ?',
      texte: 'Vous l’avez vérifié auprès de lui. L’envoi sera marqué « envoyé » et ne sera plus proposé.',
      oui: 'Il l’a reçu',
    },
    'non-recu': {
      titre: 'Le destinataire ne l’a pas reçu ?',
      texte: 'Vous l’avez vérifié auprès de lui. Rien ne repart seul : vous pourrez ensuite relancer ou annuler.',
      oui: 'Il ne l’a pas reçu',
    },
  };

const AFTER = ['envois.lister', 'envois.resume', 'envois.dus'] as const;

function Confirmation({ job, question, onClose }: { job: Job; question: Question; onClose: () => void }) {
  const patient = useHygieQuery('patients.lire', { patientId: job.patientId }).data;
  const cancel = useHygieCommand('envois.annuler', { refreshes: AFTER });
  const resolve = useHygieCommand('envois.resoudre', { refreshes: AFTER });
  const { titre, texte, oui } = QUESTIONS[question];
  const confirm = () => {
    onClose();
    if (question === 'annuler') cancel.mutate({ jobId: job.id }, { onError: tellError });
    else resolve.mutate({ jobId: job.id, recu: question === 'recu' }, { onError: tellError });
  };
  return (
    <ConfirmDialog open titre={titre} confirmer={oui} annuler="Retour" onConfirm={confirm} onCancel={onClose}>
      {patient === undefined ? null : <PatientBanner patient={patient} />}
      <p>
        {job.documentNom}, {CANAUX[job.canal]}
      </p>
      <p>{texte}</p>
    </ConfirmDialog>
  );
}

/** One sending: for whom, what, by which road, where it stands, what was answered, what may be done. */
export function JobCard({ job }: { readonly job: Job }) {
  const openRecord = useShell((state) => state.openRecord);
  const retry = useHygieCommand('envois.relancer', { refreshes: AFTER });
  const prepare = useHygieCommand('envois.preparer', { refreshes: AFTER });
  const [question, setQuestion] = useState<Question | null>(null);
  const code = receivedCode(job);
  const about = `${job.documentNom}, ${job.patientNom}, ${CANAUX[job.canal]}`;
  const button = (label: string, run: () => void, strong = false) => (
    <Button variant={strong ? 'contained' : 'outlined'} aria-label={`${label} : ${about}`} onClick={run}>
      {label}
    </Button>
  );
  return (
    <li data-canal={job.canal} data-etat={job.etat}>
      <div className="entete">
        <button type="button" className="bouton-nu lien" onClick={() => openRecord(job.patientId)}>
          {job.patientNom}
        </button>
        <span>{job.documentNom}</span>
        <strong>{CANAUX[job.canal]}</strong>
        <JobState etat={job.etat} />
        {notDelivered(job) ? (
          <Box component="strong" sx={{ color: 'error.main' }}>
            ✗ Avis de non-remise
          </Box>
        ) : null}
      </div>
      <div className="discret">
        Par {job.proprietaireNom}, le {formatInstant(job.creeLe)}. {attemptsText(job)}.
      </div>
      {job.destinataires.length === 0 ? null : (
        <ul aria-label="Destinataires" className="destinataires">
          {job.destinataires.map((recipient) => (
            <li key={recipient.adresse}>{recipientText(recipient)}</li>
          ))}
        </ul>
      )}
      {job.explication === null || job.explication === '' ? null : <div>{job.explication}</div>}
      {job.conseil === null ? null : (
        <div>
          <strong>À faire : </strong>
          {job.conseil}
        </div>
      )}
      {code === null ? null : (
        <div className="discret">
          Code reçu : <code>{code}</code>
        </div>
      )}
      <div className="gestes">
        {job.etat === 'issue-inconnue' && job.peutRelancer ? (
          <>
            {button('Il l’a reçu', () => setQuestion('recu'))}
            {button('Il ne l’a pas reçu', () => setQuestion('non-recu'))}
          </>
        ) : null}
        {job.peutPreparer
          ? button(
              'Préparer à nouveau depuis la boîte actuelle',
              () => prepare.mutate({ jobId: job.id }, { onError: tellError }),
              true,
            )
          : null}
        {job.peutRelancer
          ? button(
              'Relancer',
              () => retry.mutate({ jobId: job.id }, { onError: tellError }),
              job.etat === 'refuse' && !job.peutPreparer,
            )
          : null}
        {job.peutAnnuler ? button('Annuler', () => setQuestion('annuler')) : null}
      </div>
      {question === null ? null : <Confirmation job={job} question={question} onClose={() => setQuestion(null)} />}
    </li>
  );
}
