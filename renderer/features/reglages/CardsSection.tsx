import { Alert, Box, Button, Chip } from '@mui/material';
import { useState } from 'react';
import type { Output } from '../../../shared/contract/index.ts';
import { formatInstant } from '../../lib/dates.ts';
import { tell, tellError } from '../../lib/notices.ts';
import { useHygieCommand, useHygieQuery, useRefresh } from '../../lib/queries.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { Loading } from '../../ui/Loading.tsx';
import { TableFrame } from '../../ui/TableFrame.tsx';
import { Section } from './Section.tsx';

type Card = Output<'session.cartes'>[number];

/** What opens this base: cards and codes. */
export function CardsSection() {
  const cards = useHygieQuery('session.cartes', {});
  const refresh = useRefresh();
  const remove = useHygieCommand('session.retirerCarte', { refreshes: ['session.cartes'] });
  const issue = useHygieCommand('session.emettreCodeArrivee', { refreshes: ['session.cartes'] });
  const renew = useHygieCommand('session.renouvelerCodeRecuperation', { refreshes: ['session.cartes'] });
  const [leaving, setLeaving] = useState<Card | null>(null);
  const [renewing, setRenewing] = useState(false);
  return (
    <Section titre="Cartes et codes">
      {cards.isError ? <ErrorNotice error={cards.error} onRetry={() => void cards.refetch()} /> : null}
      {cards.data === undefined ? <Loading /> : null}
      {cards.data === undefined ? null : (
        <TableFrame>
          <table className="tableau" aria-label="Cartes et codes qui ouvrent la base">
            <thead>
              <tr>
                <th scope="col">Nom</th>
                <th scope="col">Identifiant</th>
                <th scope="col">Depuis le</th>
                <th scope="col">Action</th>
              </tr>
            </thead>
            <tbody>
              {cards.data.map((card) => (
                <tr key={card.id}>
                  <td>{card.libelle}</td>
                  <td>{card.idNat ?? ''}</td>
                  <td className="date">{formatInstant(card.creeeLe)}</td>
                  <td className="actions">
                    {card.courante ? <Chip label="Utilisée" color="success" variant="outlined" /> : null}
                    {card.courante || card.idNat === null ? null : (
                      <Button aria-label={`Retirer ${card.libelle}`} onClick={() => setLeaving(card)}>
                        Retirer
                      </Button>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableFrame>
      )}
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, mt: 1 }}>
        <Button variant="outlined" disabled={issue.isPending} onClick={() => issue.mutate({}, { onError: tellError })}>
          Émettre un code d’arrivée
        </Button>
        <Button variant="outlined" onClick={() => setRenewing(true)}>
          Renouveler le code de récupération
        </Button>
      </Box>
      {issue.data === undefined ? null : (
        <Alert severity="info" variant="outlined" sx={{ mt: 1 }}>
          Code d’arrivée, à usage unique, pour la carte d’un nouveau médecin :{' '}
          <Box component="output" aria-label="Code d’arrivée" className="code-affiche">
            {issue.data.code}
          </Box>
          Valable jusqu’au {formatInstant(issue.data.expireLe)}.
        </Alert>
      )}
      <ConfirmDialog
        open={leaving !== null}
        danger
        titre={`Retirer ${leaving?.libelle ?? ''} ?`}
        confirmer="Retirer"
        onCancel={() => setLeaving(null)}
        onConfirm={() => {
          if (leaving !== null) {
            remove.mutate(
              { id: leaving.id },
              { onError: tellError, onSuccess: () => tell('Retirée : elle n’ouvre plus la base.') },
            );
          }
          setLeaving(null);
        }}
      >
        Elle n’ouvrira plus cette base. Ce que son titulaire a écrit reste dans les dossiers.
      </ConfirmDialog>
      <ConfirmDialog
        open={renewing}
        titre="Renouveler le code de récupération ?"
        confirmer="Renouveler"
        onCancel={() => setRenewing(false)}
        onConfirm={() => {
          setRenewing(false);
          // The host asks for the new code to be typed back: the window shows the screen of the first start.
          renew.mutate(
            {},
            { onError: tellError, onSuccess: () => refresh('session.etat', 'session.codeRecuperation') },
          );
        }}
      >
        L’ancien code n’ouvrira plus la base. Le nouveau s’affiche une fois, et sera à recopier.
      </ConfirmDialog>
    </Section>
  );
}
