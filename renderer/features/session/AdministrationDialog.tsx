import { Box, Button, Chip, Dialog, DialogActions, DialogContent, DialogTitle } from '@mui/material';
import { formatInstant } from '../../lib/dates.ts';
import { tellError } from '../../lib/notices.ts';
import { useHygieCommand, useHygieQuery } from '../../lib/queries.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { Loading } from '../../ui/Loading.tsx';
import { TableFrame } from '../../ui/TableFrame.tsx';
import { READER_SENTENCES, REFUSALS } from './texts.ts';
import type { CardView } from '../../../shared/contract/session.ts';

interface Props {
  readonly onClose: () => void;
}

function cardSentence(card: CardView): string {
  if (card.etat !== 'carte') return READER_SENTENCES[card.etat].titre;
  return card.refus === null ? `Carte de ${card.prenom} ${card.nom} (${card.titre})` : REFUSALS[card.refus];
}

/** Size of a file as a person reads it. */
function readableSize(bytes: number): string {
  return bytes < 1_000_000
    ? `${Math.ceil(bytes / 1_000)} ko`
    : `${(bytes / 1_000_000).toFixed(1).replace('.', ',')} Mo`;
}

/** [7] Diagnosis before login: reader, module, base. No patient, no path typed, nothing changed but the module chosen. */
export default function AdministrationDialog({ onClose }: Props) {
  const diagnostic = useHygieQuery('administration.diagnostic', {});
  const choose = useHygieCommand('administration.choisirModule', {
    refreshes: ['administration.diagnostic', 'session.etat'],
  });
  const enrol = useHygieCommand('administration.inscrireModule', { refreshes: ['administration.diagnostic'] });
  const data = diagnostic.data;
  return (
    <Dialog open onClose={onClose} maxWidth="md" aria-labelledby="administration-titre">
      <DialogTitle id="administration-titre">Administration</DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 2 }}>
        <Box component="p" sx={{ m: 0 }}>
          Diagnostic de ce poste. Aucune donnée de patient n’est lue ici.
        </Box>
        {diagnostic.isError ? (
          <ErrorNotice error={diagnostic.error} onRetry={() => void diagnostic.refetch()} />
        ) : data === undefined ? (
          <Loading />
        ) : (
          <>
            <table className="tableau" aria-label="Diagnostic">
              <tbody>
                <Line label="Version">
                  Hygie {data.version}, Electron {data.electron}
                </Line>
                <Line label="Installation">{data.test ? 'De test' : 'Réelle'}</Line>
                <Line label="Carte">{cardSentence(data.carte)}</Line>
                <Line label="Base">
                  {data.base.existe
                    ? `Présente, chiffrée, ${readableSize(data.base.tailleOctets)}`
                    : 'Pas encore créée'}
                </Line>
                <Line label="Dossier de la base">{data.base.dossier}</Line>
                <Line label="Horloge">{formatInstant(data.horloge)}</Line>
              </tbody>
            </table>
            <section>
              <Box component="h3" sx={{ mb: 0.5 }}>
                Composants de lecture trouvés sur ce poste
              </Box>
              <TableFrame>
                <table className="tableau" aria-label="Composants de lecture">
                  <thead>
                    <tr>
                      <th>Nom</th>
                      <th>Emplacement</th>
                      <th>État</th>
                      <th>Action</th>
                    </tr>
                  </thead>
                  <tbody>
                    {data.modules.map((module) => (
                      <tr key={module.chemin}>
                        <td>{module.nom}</td>
                        <td>{module.chemin}</td>
                        <td>{module.present ? 'Présent' : 'Absent'}</td>
                        <td className="actions">
                          {module.choisi ? (
                            <Chip label="Utilisé" color="success" variant="outlined" />
                          ) : (
                            <Button
                              disabled={!module.present || choose.isPending}
                              aria-label={`Utiliser ${module.nom}`}
                              onClick={() => choose.mutate({ nom: module.nom }, { onError: tellError })}
                            >
                              Utiliser
                            </Button>
                          )}
                        </td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </TableFrame>
            </section>
            {data.magasin !== null && (
              <section>
                <Box component="h3" sx={{ mb: 0.5 }}>
                  Connexion au DMP par la carte
                </Box>
                {data.magasin.inscrit ? (
                  <Box component="p" sx={{ m: 0 }}>
                    Le composant de la carte est inscrit dans le magasin de certificats de cette session (
                    {data.magasin.dossier}).
                  </Box>
                ) : (
                  <>
                    <Box component="p" sx={{ m: 0, mb: 1 }}>
                      Pour que la carte ouvre le DMP, Hygie ajoute le composant {data.magasin.module}, sous le nom « CPS
                      », au magasin de certificats de cette session ({data.magasin.dossier}). Les navigateurs de cette
                      session le verront aussi ; rien d’autre n’y est modifié.
                    </Box>
                    <Button
                      variant="outlined"
                      disabled={enrol.isPending}
                      onClick={() => enrol.mutate({}, { onError: tellError })}
                    >
                      Accepter et ajouter le composant
                    </Button>
                  </>
                )}
              </section>
            )}
          </>
        )}
      </DialogContent>
      <DialogActions>
        <Button onClick={() => void diagnostic.refetch()}>Actualiser</Button>
        <Button autoFocus variant="contained" onClick={onClose}>
          Fermer
        </Button>
      </DialogActions>
    </Dialog>
  );
}

function Line({ label, children }: { readonly label: string; readonly children: React.ReactNode }) {
  return (
    <tr>
      <th scope="row">{label}</th>
      <td>{children}</td>
    </tr>
  );
}
