import { Alert, Box, Button } from '@mui/material';
import { useState } from 'react';
import type { Message, PieceJointe } from '../../../shared/contract/messagerie.ts';
import { RAISONS_RECEPTION } from '../../../shared/domain/reception.ts';
import { formatCivilDate } from '../../../shared/domain/civil-date.ts';
import { useShell } from '../../app/shell-store.ts';
import { call } from '../../lib/client.ts';
import { formatInstant } from '../../lib/dates.ts';
import { tell, tellError } from '../../lib/notices.ts';
import { useRefresh } from '../../lib/queries.ts';
import { fullName } from '../../ui/identity-text.ts';
import { alertText } from '../reception/texts.ts';
import { AttachmentDialog } from './AttachmentDialog.tsx';
import { FollowUp } from './FollowUp.tsx';
import { HtmlBody } from './HtmlBody.tsx';
import { saveFile } from './save-file.ts';
import { CLASSES, sizeText, texts } from './texts.ts';

const who = (each: Message['de']) => {
  const role = [each.profession, each.specialite, each.structure]
    .filter((part) => part !== null && part !== '')
    .join(', ');
  return `${each.nom === '' ? each.adresse : each.nom} <${each.adresse}>${role === '' ? '' : ` (${role})`}`;
};

/** Opens in the window what the window can show; saves the rest. */
const SHOWN: readonly PieceJointe['genre'][] = ['pdf', 'image', 'texte', 'hprim'];

/** [103] [104] One message whole: who, what, its documents as documents, its files, its text. */
export function MessageView({ message }: { readonly message: Message }) {
  const openDocument = useShell((state) => state.openDocument);
  const goToPage = useShell((state) => state.goToPage);
  const [piece, setPiece] = useState<PieceJointe | null>(null);
  const refresh = useRefresh();
  const attachments = message.piecesJointes.filter(({ dansLeCorps, genre }) => !dansLeCorps && genre !== 'signature');
  const open = async (one: PieceJointe) => {
    if (SHOWN.includes(one.genre)) {
      setPiece(one);
      return;
    }
    try {
      saveFile(await call('messagerie.piece', { id: message.id, rang: one.rang }));
    } catch (error) {
      tellError(error);
    }
  };
  const acknowledge = async (refuser: boolean) => {
    try {
      await call('messagerie.accuser', { id: message.id, refuser });
      refresh('messagerie.lire');
      tell(refuser ? 'Aucun accusé ne sera envoyé' : 'Accusé de lecture envoyé');
    } catch (error) {
      tellError(error);
    }
  };
  return (
    <Box component="article" aria-labelledby="message-titre" sx={{ p: 1.5 }}>
      <Box component="h2" id="message-titre" sx={{ m: 0, fontSize: '1rem' }}>
        {message.objet === '' ? '(sans objet)' : message.objet}
      </Box>
      <dl className="message-entetes">
        <dt>Date</dt>
        <dd>{formatInstant(message.date)}</dd>
        <dt>De</dt>
        <dd>
          {message.apicrypt ? <span className="reseau">Apicrypt</span> : null}
          {who(message.de)}
          {message.de.genre === 'usager' ? <strong> — usager</strong> : null}
        </dd>
        <dt>À</dt>
        <dd>{message.destinataires.map(who).join(' ; ')}</dd>
        {message.copies.length === 0 ? null : (
          <>
            <dt>Copie</dt>
            <dd>{message.copies.map(who).join(' ; ')}</dd>
          </>
        )}
        {message.boite === null ? null : (
          <>
            <dt>Boîte</dt>
            <dd>
              {message.boite} <strong>— ancienne boîte</strong>
            </dd>
          </>
        )}
        <dt>Patient</dt>
        <dd>
          {message.patient === null ? 'non assigné' : fullName(message.patient)}
          {message.assignation === 'aucune' ? '' : ` (assignation ${message.assignation})`}
          {message.patient === null && message.raison !== null ? ` — ${RAISONS_RECEPTION[message.raison]}` : ''}
        </dd>
      </dl>
      {message.classe === 'message' ? null : <Alert severity="info">{CLASSES[message.classe]}</Alert>}
      {message.horsEspace && !message.apicrypt ? (
        <Alert severity="warning" role="alert">
          {texts.hors} : l’identité de l’expéditeur n’est pas garantie.
        </Alert>
      ) : null}
      {message.alertes.map((alerte) => (
        <Alert key={alerte} severity="warning">
          {alerte}
        </Alert>
      ))}
      {message.chiffre === null ? null : (
        <Alert severity="info">
          {message.chiffre === 'apicrypt'
            ? 'Message chiffré Apicrypt : ouvrez-le avec le logiciel d’Apicrypt.'
            : 'Message chiffré S/MIME : il ne peut pas être lu ici.'}
        </Alert>
      )}
      {message.remplace ? (
        <Alert severity="info">
          L’expéditeur dit que ce message remplace un précédent. Rien n’a été remplacé seul.
        </Alert>
      ) : null}
      {message.finEchange ? <Alert severity="info">Échange clos : le patient ne peut pas répondre.</Alert> : null}
      {message.accuse !== null && message.accuse.fait === null ? (
        <Alert
          severity="info"
          action={
            <>
              <Button color="inherit" onClick={() => void acknowledge(false)}>
                Envoyer l’accusé
              </Button>
              <Button color="inherit" onClick={() => void acknowledge(true)}>
                Ne pas l’envoyer
              </Button>
            </>
          }
        >
          {message.accuse.demandePar} demande un accusé de lecture
          {message.accuse.memeAdresse ? '' : ', à une autre adresse que celle de l’expéditeur'}.
        </Alert>
      ) : null}
      {message.documents.length === 0 ? null : (
        <section aria-label={texts.documents}>
          <h3 style={{ fontSize: '0.875rem', margin: '8px 0 4px' }}>{texts.documents}</h3>
          <ul style={{ margin: 0, paddingInlineStart: '1.25rem', fontSize: '0.8125rem' }}>
            {message.documents.map((each) => (
              <li key={`${each.arriveeId} ${each.rang}`}>
                <button
                  type="button"
                  className="bouton-nu lien"
                  onClick={() =>
                    each.documentId !== null && each.patientId !== null
                      ? openDocument(each.patientId, each.documentId)
                      : goToPage('a-traiter')
                  }
                >
                  {each.titre}
                </button>{' '}
                {each.type} · {each.organisation === '' ? each.auteur : each.organisation}
                {each.date === null ? '' : ` · ${formatCivilDate(each.date.slice(0, 10))}`}
                {each.documentId === null
                  ? ` · à traiter${each.raison === null ? '' : ` : ${RAISONS_RECEPTION[each.raison]}`}`
                  : ''}
                {each.anormal > 0 ? <strong className="resultat-anormal"> {alertText(each.anormal)}</strong> : null}
              </li>
            ))}
          </ul>
        </section>
      )}
      {attachments.length === 0 ? null : (
        <section aria-label={texts.pieces}>
          <h3 style={{ fontSize: '0.875rem', margin: '8px 0 4px' }}>{texts.pieces}</h3>
          <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, display: 'flex', flexWrap: 'wrap', gap: 1 }}>
            {attachments.map((each) => (
              <li key={each.rang}>
                <Button variant="outlined" onClick={() => void open(each)} title={each.typeMedia}>
                  {each.nom} ({sizeText(each.taille)})
                </Button>
              </li>
            ))}
          </Box>
        </section>
      )}
      {message.html !== null ? (
        <HtmlBody html={message.html} titre={message.objet} />
      ) : message.texte === null || message.texte.trim() === '' ? (
        <p className="vide">{texts.sansTexte}</p>
      ) : (
        <div className="message-texte">{message.texte}</div>
      )}
      {message.suivi.length === 0 ? null : <FollowUp suivi={message.suivi} />}
      {piece === null ? null : <AttachmentDialog messageId={message.id} piece={piece} onClose={() => setPiece(null)} />}
    </Box>
  );
}
