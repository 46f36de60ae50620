import { Button, Dialog, DialogActions, DialogContent, DialogTitle } from '@mui/material';
import { bodyMassIndex, type Note } from '../../../../shared/domain/medical.ts';
import type { PatientId } from '../../../../shared/ids.ts';
import { formatInstant } from '../../../lib/dates.ts';
import { useHygieQuery } from '../../../lib/queries.ts';
import { ErrorNotice } from '../../../ui/ErrorNotice.tsx';
import { Loading } from '../../../ui/Loading.tsx';
import { PatientBanner } from '../../../ui/PatientBanner.tsx';
import { useDossier } from '../use-dossier.ts';
import { LinkedProblems } from './LinkedProblems.tsx';
import { measuresSentence } from './measures.ts';
import { texts } from '../texts.ts';

interface Props {
  readonly patientId: PatientId;
  readonly note: Note;
  readonly onClose: () => void;
}

/** Every version of a note, with who amended it, when and why. */
export function VersionsDialog({ patientId, note, onClose }: Props) {
  const patient = useDossier(patientId).data?.patient;
  const versions = useHygieQuery('notes.versions', { patientId, noteId: note.id });
  return (
    <Dialog open onClose={onClose} maxWidth="md" aria-labelledby="versions-titre">
      <DialogTitle id="versions-titre">Versions de la note du {formatInstant(note.commenceeLe)}</DialogTitle>
      <DialogContent tabIndex={0}>
        {patient === undefined ? null : <PatientBanner patient={patient} />}
        {versions.isError ? <ErrorNotice error={versions.error} onRetry={() => void versions.refetch()} /> : null}
        {versions.isPending ? <Loading /> : null}
        {(versions.data ?? []).map((each) => {
          const measures = measuresSentence(each, bodyMassIndex(each));
          return (
            <article key={each.version} className="note-ancienne" aria-label={`Version ${each.version}`}>
              <strong>
                Version {each.version}, {formatInstant(each.modifieeLe)}
              </strong>{' '}
              <span className="discret">{each.auteurNom}</span>
              {each.motifAmendement === null ? null : <div>Motif de l’amendement : {each.motifAmendement}</div>}
              <div>{each.motif}</div>
              {measures === '' ? null : <div>{measures}</div>}
              <p className="texte">{each.texte}</p>
              <LinkedProblems problemes={each.problemes} />
            </article>
          );
        })}
      </DialogContent>
      <DialogActions>
        <Button autoFocus onClick={onClose}>
          {texts.fermer}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
