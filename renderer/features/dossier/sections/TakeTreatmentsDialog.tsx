import { Button, Dialog, DialogActions, DialogContent, DialogTitle } from '@mui/material';
import { useState, type FormEvent } from 'react';
import type { OrdonnanceAReprendre } from '../../../../shared/contract/dossier.ts';
import type { PropositionTraitement } from '../../../../shared/domain/treatment-proposals.ts';
import type { PatientId } from '../../../../shared/ids.ts';
import { formatInstantDate } from '../../../lib/dates.ts';
import { PatientBanner } from '../../../ui/PatientBanner.tsx';
import { useDossier } from '../use-dossier.ts';
import type { Writes } from '../use-writes.ts';
import { texts } from '../texts.ts';

interface Props {
  readonly patientId: PatientId;
  readonly found: OrdonnanceAReprendre;
  readonly writes: Writes;
  readonly onClose: () => void;
}

const GROUPS = [
  ['ajouter', 'À ajouter'],
  ['modifier', 'À modifier'],
  ['arreter', 'L’ordonnance ne les reprend pas : cocher ceux qui sont arrêtés'],
] as const;

const said = ({ libelle, posologie }: { readonly libelle: string; readonly posologie: string }) =>
  posologie === '' ? libelle : `${libelle} : ${posologie}`;

function Proposal(props: {
  readonly proposal: PropositionTraitement;
  readonly chosen: boolean;
  readonly onChange: () => void;
}) {
  const { proposal, chosen, onChange } = props;
  return (
    <label style={{ display: 'flex', gap: 8, alignItems: 'baseline' }}>
      <input type="checkbox" checked={chosen} onChange={onChange} />
      <span>
        {proposal.genre === 'modifier' && proposal.actuel !== null ? (
          <>
            <span className="discret">{said(proposal.actuel)}</span>
            {' → '}
          </>
        ) : null}
        {said(proposal)}
      </span>
    </label>
  );
}

/** What was prescribed, against the treatments of the record: the doctor ticks, one key writes it all, and it can be taken back. */
export default function TakeTreatmentsDialog({ patientId, found, writes, onClose }: Props) {
  const patient = useDossier(patientId).data?.patient;
  const { documentId, le, propositions } = found;
  const [chosen, setChosen] = useState<ReadonlySet<string>>(
    () => new Set(propositions.filter(({ proposee }) => proposee).map(({ cle }) => cle)),
  );
  const [busy, setBusy] = useState(false);
  const toggle = (cle: string) =>
    setChosen((before) => new Set(before.has(cle) ? [...before].filter((each) => each !== cle) : [...before, cle]));
  const ended = (done: Promise<boolean>) => {
    setBusy(true);
    // Refused (something changed meanwhile): what is there now is shown, and looked at anew.
    void done.then(onClose);
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (busy || chosen.size === 0) return;
    const choix = propositions
      .filter(({ cle }) => chosen.has(cle))
      .map(({ cle, actuel }) => ({ cle, version: actuel?.version ?? null }));
    ended(writes.takePrescription(documentId, choix));
  };
  return (
    <Dialog open onClose={onClose} maxWidth="md" aria-labelledby="reprendre-titre">
      <form noValidate onSubmit={onSubmit} style={{ display: 'contents' }}>
        <DialogTitle id="reprendre-titre">Traitements, d’après l’ordonnance du {formatInstantDate(le)}</DialogTitle>
        <DialogContent sx={{ display: 'grid', gap: 1.5 }}>
          {patient === undefined ? null : <PatientBanner patient={patient} />}
          {GROUPS.map(([genre, titre]) => {
            const group = propositions.filter((each) => each.genre === genre);
            return group.length === 0 ? null : (
              <fieldset key={genre} className="reprise">
                <legend>{titre}</legend>
                {group.map((proposal) => (
                  <Proposal
                    key={proposal.cle}
                    proposal={proposal}
                    chosen={chosen.has(proposal.cle)}
                    onChange={() => toggle(proposal.cle)}
                  />
                ))}
              </fieldset>
            );
          })}
        </DialogContent>
        <DialogActions>
          <Button disabled={busy} onClick={() => ended(writes.setPrescriptionAside(documentId))}>
            Ne rien changer
          </Button>
          <Button onClick={onClose}>{texts.annuler}</Button>
          <Button type="submit" variant="contained" autoFocus disabled={busy || chosen.size === 0}>
            Mettre à jour
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
